"""app.config"""
import os


class Config(dict):
    def __init__(self, root_path=None, defaults=None):
        dict.__init__(self, defaults or {})
        self.root_path = root_path or os.getcwd()

    def from_object(self, obj):
        if isinstance(obj, str):
            obj = imported(obj)
        for name in dir(obj):
            if name.isupper():
                self[name] = getattr(obj, name)

    def from_pyfile(self, filename, silent=False):
        path = os.path.join(self.root_path, filename)
        if not os.path.isfile(path):
            if silent:
                return False
            raise FileNotFoundError(
                2, "Unable to load configuration file (No such file or "
                "directory)", path)
        with open(path) as file:
            source = file.read()
        names = {"__file__": path, "__name__": "config"}
        exec(compile(source, path, "exec"), names)
        for name, value in names.items():
            if name.isupper():
                self[name] = value
        return True

    def from_envvar(self, variable_name, silent=False):
        path = os.environ.get(variable_name)
        if not path:
            if silent:
                return False
            raise RuntimeError(
                "The environment variable %r is not set and as such "
                "configuration could not be loaded. Set this variable and "
                "make it point to a configuration file" % variable_name)
        return self.from_pyfile(path, silent)

    def from_mapping(self, mapping=None, **more):
        for name, value in dict(mapping or {}, **more).items():
            if name.isupper():
                self[name] = value
        return True

    def from_file(self, filename, load, silent=False, text=True):
        path = os.path.join(self.root_path, filename)
        if silent and not os.path.isfile(path):
            return False
        with open(path, "r" if text else "rb") as file:
            return self.from_mapping(load(file))

    def from_prefixed_env(self, prefix="FLASK", *, loads=None):
        import json
        start = prefix + "_"
        for key in sorted(os.environ):
            if not key.startswith(start):
                continue
            value = os.environ[key]
            try:
                value = (loads or json.loads)(value)
            except ValueError:
                pass
            steps = key[len(start):].split("__")
            target = self
            for step in steps[:-1]:
                target = target.setdefault(step, {})
            target[steps[-1]] = value
        return True

    def get_namespace(self, namespace, lowercase=True, trim_namespace=True):
        result = {}
        for key, value in self.items():
            if key.startswith(namespace):
                name = key[len(namespace):] if trim_namespace else key
                result[name.lower() if lowercase else name] = value
        return result

    def __repr__(self):
        return "<Config %s>" % dict.__repr__(self)


def imported(path):
    """The object of a dotted (or colon) path."""
    from importlib import import_module
    module, colon, name = path.partition(":")
    if colon:
        return getattr(import_module(module), name)
    try:
        return import_module(path)
    except ImportError:
        if "." not in path:
            raise
        module, name = path.rsplit(".", 1)
        return getattr(import_module(module), name)
