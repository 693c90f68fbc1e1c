"""A stand-in for python-decouple: settings from the environment, settings.ini
or .env."""
import os

_TRUE = ("y", "yes", "t", "true", "on", "1")
_FALSE = ("n", "no", "f", "false", "off", "0")


class UndefinedValueError(Exception):
    pass


class Undefined:
    pass


undefined = Undefined()


def strtobool(value):
    if isinstance(value, bool):
        return value
    value = value.lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ValueError("Invalid truth value: " + value)


class RepositoryEmpty:
    def __init__(self, source="", encoding="UTF-8"):
        self.data = {}

    def __contains__(self, key):
        return key in os.environ or key in self.data

    def __getitem__(self, key):
        return self.data[key]


class RepositoryEnv(RepositoryEmpty):
    def __init__(self, source, encoding="UTF-8"):
        self.data = {}
        with open(source, encoding=encoding) as file:
            for line in file:
                line = line.strip()
                if not line or line.startswith("#") or "=" not in line:
                    continue
                name, value = line.split("=", 1)
                value = value.strip()
                if len(value) >= 2 and value[0] in "'\"" \
                        and value[0] == value[-1]:
                    value = value[1:-1]
                self.data[name.strip()] = value


class RepositoryIni(RepositoryEmpty):
    SECTION = "settings"

    def __init__(self, source, encoding="UTF-8"):
        from configparser import ConfigParser
        self.parser = ConfigParser()
        with open(source, encoding=encoding) as file:
            self.parser.read_file(file)

    def __contains__(self, key):
        return key in os.environ or self.parser.has_option(self.SECTION, key)

    def __getitem__(self, key):
        return self.parser.get(self.SECTION, key)


class RepositorySecret(RepositoryEmpty):
    def __init__(self, source="/run/secrets/"):
        self.data = {}
        for name in os.listdir(source):
            with open(os.path.join(source, name)) as file:
                self.data[name] = file.read()


class Config:
    def __init__(self, repository):
        self.repository = repository

    def _cast_boolean(self, value):
        return bool(value) if not isinstance(value, str) or value == "" \
            else strtobool(value)

    def get(self, option, default=undefined, cast=undefined):
        if option in os.environ:
            value = os.environ[option]
        elif option in self.repository:
            value = self.repository[option]
        elif isinstance(default, Undefined):
            raise UndefinedValueError(
                "%s not found. Declare it as envvar or define a default value."
                % option)
        else:
            value = default
        if isinstance(cast, Undefined):
            return value
        return self._cast_boolean(value) if cast is bool else cast(value)

    __call__ = get


class AutoConfig:
    SUPPORTED = (("settings.ini", RepositoryIni), (".env", RepositoryEnv))
    encoding = "UTF-8"

    def __init__(self, search_path=None):
        self.search_path = search_path
        self.config = None

    def _load(self, folder):
        while True:
            for name, kind in self.SUPPORTED:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    return kind(path, self.encoding)
            above = os.path.dirname(folder)
            if above == folder:
                return RepositoryEmpty("")
            folder = above

    def _caller(self):
        import sys
        if hasattr(sys, "_getframe"):
            file = sys._getframe(2).f_code.co_filename
            if os.path.isfile(file):
                return os.path.dirname(os.path.abspath(file))
        return os.getcwd()

    def __call__(self, *args, **kwargs):
        if self.config is None:
            folder = os.path.abspath(self.search_path) if self.search_path \
                else self._caller()
            if os.path.isfile(folder):
                folder = os.path.dirname(folder)
            self.config = Config(self._load(folder))
        return self.config(*args, **kwargs)


config = AutoConfig()


class Csv:
    def __init__(self, cast=str, delimiter=",", strip=None, post_process=list):
        self.cast = cast
        self.delimiter = delimiter
        self.strip = strip
        self.post_process = post_process

    def __call__(self, value):
        if value is None:
            return self.post_process()
        import shlex
        splitter = shlex.shlex(value, posix=True)
        splitter.whitespace = self.delimiter
        splitter.whitespace_split = True
        return self.post_process(
            self.cast(part.strip(self.strip) if self.strip
                      else part.strip()) for part in splitter)


class Choices:
    def __init__(self, flat=None, cast=str, choices=None):
        self.valid = list(flat or []) + [c[0] for c in choices or []]
        self.cast = cast

    def __call__(self, value):
        value = self.cast(value)
        if value not in self.valid:
            raise ValueError("Value not in list: %r; valid values are %r"
                             % (value, self.valid))
        return value
