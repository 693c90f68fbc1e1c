"""The current application: the one whose context was entered, or the
project's own, found as the `flask` command finds it."""
import os
import sys

_entered = []
_finding = []


class NoApplication(RuntimeError):
    pass


def _settings():
    """FLASK_APP of the environment, .flaskenv or .env."""
    name = os.environ.get("FLASK_APP")
    for file in (".env", ".flaskenv"):
        if not name and os.path.isfile(file):
            from dotenv import dotenv_values
            name = dotenv_values(file).get("FLASK_APP")
    return name


def _prepared(name):
    """The module that a path or a name means; its folder is on sys.path."""
    path = os.path.abspath(name)
    if not name.endswith(".py") and "/" not in name and not (
            os.path.isdir(path)):
        return name
    path = os.path.splitext(path)[0] if path.endswith(".py") else path
    if os.path.basename(path) == "__init__":
        path = os.path.dirname(path)
    parts = []
    while True:
        path, part = os.path.split(path)
        parts.append(part)
        if not os.path.exists(os.path.join(path, "__init__.py")):
            break
    if path not in sys.path:
        sys.path.insert(0, path)
    return ".".join(reversed(parts))


def _checked(value):
    """The value; where limbeck could not make it, the error says why."""
    import _limbeck
    if _limbeck.is_opaque(value):
        str(value)
    return value


def _made_by(factory):
    """What a factory gives: an application, alone or beside other things."""
    made = _checked(factory())
    for one in made if isinstance(made, (tuple, list)) else (made,):
        if _is_app(one):
            return one
        if _is_app(getattr(one, "app", None)):
            return one.app
    return None


def _from_module(name, wanted):
    from importlib import import_module
    module = _checked(import_module(name))
    if wanted:
        call = wanted.rstrip(")").split("(", 1)
        found = _checked(getattr(module, call[0]))
        if len(call) == 2:
            return eval(wanted, vars(module))
        return found() if not _is_app(found) and callable(found) else found
    for attribute in ("app", "application"):
        found = _checked(getattr(module, attribute, None))
        if _is_app(found):
            return found
    found = [v for v in list(vars(module).values()) if _is_app(v)]
    if len(found) == 1:
        return found[0]
    for attribute in ("create_app", "make_app"):
        factory = _checked(getattr(module, attribute, None))
        if callable(factory) and not _wants_arguments(factory):
            found = _made_by(factory)
            if found is not None:
                return found
    return None


def _wants_arguments(function):
    code = getattr(function, "__code__", None)
    return code is not None and code.co_argcount > len(
        function.__defaults__ or ())


def _is_app(value):
    from flask.app import Flask
    return isinstance(value, Flask)


# Where projects have their application when the `flask` command is told so.
_OTHER_PLACES = ("run", "main", "manage", "server", "application", "autoapp",
                 "flask_app", "api", "src", "backend")


def _exists(module):
    return os.path.isfile(module + ".py") or os.path.isfile(
        os.path.join(module, "__init__.py"))


def find_project_app():
    """The application of the project in the current folder, or None."""
    folder = os.getcwd()
    if folder not in sys.path and "" not in sys.path:
        sys.path.insert(0, folder)
    name = _settings()
    if name:
        module, colon, wanted = name.partition(":")
        return _from_module(_prepared(module), wanted)
    for module in ("wsgi", "app", *_OTHER_PLACES):
        if _exists(module):
            found = _from_module(module, "")
            if found is not None:
                return found
    return None


def the_app():
    if not _entered:
        # A module of the application that asks while it is imported has none.
        if _finding:
            raise NoApplication("Working outside of application context.")
        _finding.append(True)
        try:
            app = find_project_app()
        finally:
            _finding.clear()
        if app is None:
            raise NoApplication(
                "Working outside of application context.\n\nlimbeck found no "
                "application: set FLASK_APP to the module that has `app` or "
                "`create_app`.")
        _entered.append(app)
    return _entered[-1]


class _Proxy:
    """Stands for what `find` gives at the moment of use."""

    def __init__(self, find):
        object.__setattr__(self, "_find", find)

    def _get_current_object(self):
        return object.__getattribute__(self, "_find")()

    def __getattr__(self, name):
        return getattr(self._get_current_object(), name)

    def __setattr__(self, name, value):
        setattr(self._get_current_object(), name, value)

    def __bool__(self):
        try:
            return bool(self._get_current_object())
        except NoApplication:
            return False

    def __repr__(self):
        try:
            return repr(self._get_current_object())
        except NoApplication:
            return "<LocalProxy unbound>"

    def __eq__(self, other):
        return self._get_current_object() == other

    def __hash__(self):
        return hash(self._get_current_object())


class _AppGlobals:
    def get(self, name, default=None):
        return self.__dict__.get(name, default)

    def pop(self, name, *default):
        return self.__dict__.pop(name, *default)

    def setdefault(self, name, default=None):
        return self.__dict__.setdefault(name, default)

    def __contains__(self, name):
        return name in self.__dict__

    def __iter__(self):
        return iter(self.__dict__)


class AppContext:
    def __init__(self, app):
        self.app = app
        self.g = _AppGlobals()

    def push(self):
        _entered.append(self.app)

    def pop(self, exc=None):
        if self.app in _entered:
            _entered.reverse()
            _entered.remove(self.app)
            _entered.reverse()

    def __enter__(self):
        self.push()
        return self

    def __exit__(self, *exception):
        self.pop()


def has_app_context():
    return bool(_entered)


class _CurrentGlobals(_AppGlobals):
    def __bool__(self):
        return bool(_entered)


current_app = _Proxy(the_app)
g = _CurrentGlobals()
