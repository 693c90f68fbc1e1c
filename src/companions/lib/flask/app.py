"""Flask and Blueprint."""
import os
import sys

from flask.cli import AppGroup
from flask.config import Config
from flask.globals import AppContext


class _Absorbs:
    """A place where an application registers what serves requests: nothing
    comes of it. As a decorator it gives the function back."""

    def __init__(self, path):
        self._path = path

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]) \
                and hasattr(args[0], "__name__") and not (
                    isinstance(args[0], type)
                    and issubclass(args[0], BaseException)):
            return args[0]
        return _Absorbs(self._path + "(…)")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absorbs("%s.%s" % (self._path, name))

    def __getitem__(self, key):
        return _Absorbs("%s[%r]" % (self._path, key))

    def __setitem__(self, key, value):
        pass

    def _refuse(self, *args):
        raise NotImplementedError(
            "limbeck serves no requests: %s has no value" % self._path)

    __iter__ = __len__ = __bool__ = __str__ = __contains__ = _refuse

    def __repr__(self):
        return "<%s, not done by limbeck>" % self._path


class _Scaffold:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError("%r object has no attribute %r"
                                 % (type(self).__name__, name))
        return _Absorbs("%s.%s" % (type(self).__name__.lower(), name))


class Blueprint(_Scaffold):
    _got_registered_once = False

    def __init__(self, name, import_name, *args, **options):
        self.name = name
        self.import_name = import_name
        self.url_prefix = options.get("url_prefix")
        self.cli = AppGroup(name)

    def register_blueprint(self, blueprint, **options):
        pass


_DEFAULTS = {
    "DEBUG": None, "TESTING": False, "PROPAGATE_EXCEPTIONS": None,
    "SECRET_KEY": None, "SERVER_NAME": None, "APPLICATION_ROOT": "/",
    "SESSION_COOKIE_NAME": "session", "MAX_CONTENT_LENGTH": None,
    "PREFERRED_URL_SCHEME": "http", "TEMPLATES_AUTO_RELOAD": None,
}


class Flask(_Scaffold):
    _got_first_request = False
    config_class = Config

    def __init__(self, import_name, static_url_path=None,
                 static_folder="static", static_host=None,
                 host_matching=False, subdomain_matching=False,
                 template_folder="templates", instance_path=None,
                 instance_relative_config=False, root_path=None):
        self.import_name = import_name
        self.name = import_name
        module = sys.modules.get(import_name)
        file = getattr(module, "__file__", None)
        self.root_path = root_path or (
            os.path.dirname(os.path.abspath(file)) if file else os.getcwd())
        if import_name == "__main__" and file:
            self.name = os.path.splitext(os.path.basename(file))[0]
        above = os.path.dirname(os.path.abspath(file)) if file \
            else os.getcwd()
        for part in range(import_name.count(".")):
            above = os.path.dirname(above)
        if file and os.path.basename(file) == "__init__.py":
            above = os.path.dirname(above)
        self.instance_path = instance_path or os.path.join(above, "instance")
        self.config = self.config_class(
            self.instance_path if instance_relative_config
            else self.root_path, dict(_DEFAULTS))
        self.static_folder = static_folder
        self.template_folder = template_folder
        self.extensions = {}
        self.blueprints = {}
        self.view_functions = {}
        self.cli = AppGroup(self.name)

    @property
    def debug(self):
        return bool(self.config.get("DEBUG"))

    @debug.setter
    def debug(self, value):
        self.config["DEBUG"] = value

    @property
    def testing(self):
        return bool(self.config.get("TESTING"))

    @testing.setter
    def testing(self, value):
        self.config["TESTING"] = value

    @property
    def secret_key(self):
        return self.config.get("SECRET_KEY")

    @secret_key.setter
    def secret_key(self, value):
        self.config["SECRET_KEY"] = value

    @property
    def logger(self):
        import logging
        return logging.getLogger(self.name)

    def register_blueprint(self, blueprint, **options):
        self.blueprints[getattr(blueprint, "name", str)] = blueprint

    def app_context(self):
        return AppContext(self)

    def test_request_context(self, *args, **kwargs):
        return AppContext(self)

    def run(self, *args, **kwargs):
        pass

    def __repr__(self):
        return "<Flask %r>" % self.name
