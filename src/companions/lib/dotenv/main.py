"""Reading .env files into the environment. Files are never written."""
import logging
import os
import re

from dotenv.parser import parse_text

logger = logging.getLogger("dotenv.main")
_VARIABLE = re.compile(r"\$\{([^\}:]*)(?::-([^\}]*))?\}")


def resolve_variables(values, override):
    resolved = {}
    for name, value in values:
        if value is not None:
            first, second = (os.environ, resolved) if override else (
                resolved, os.environ)

            def put(match):
                key, default = match.group(1), match.group(2)
                for known in (second, first):
                    if key in known:
                        return known[key] or ""
                return default or ""
            value = _VARIABLE.sub(put, value)
        resolved[name] = value
    return resolved


class DotEnv:
    def __init__(self, dotenv_path, stream=None, verbose=False,
                 encoding=None, interpolate=True, override=True):
        self.dotenv_path = dotenv_path
        self.stream = stream
        self.verbose = verbose
        self.encoding = encoding
        self.interpolate = interpolate
        self.override = override
        self._dict = None

    def dict(self):
        if self._dict is None:
            values = list(self.parse())
            self._dict = resolve_variables(values, self.override) \
                if self.interpolate else dict_of(values)
        return self._dict

    def _text(self):
        if self.stream is not None:
            return self.stream.read()
        if self.dotenv_path and os.path.isfile(self.dotenv_path):
            with open(self.dotenv_path, encoding=self.encoding) as file:
                return file.read()
        if self.verbose:
            logger.info("python-dotenv could not find configuration file %s.",
                        self.dotenv_path or ".env")
        return ""

    def parse(self):
        for binding in parse_text(self._text()):
            if binding.error:
                logger.warning("python-dotenv could not parse statement "
                               "starting at line %s", binding.original.line)
            elif binding.key is not None:
                yield binding.key, binding.value

    def set_as_environment_variables(self):
        values = self.dict()
        for name, value in values.items():
            if value is None or name in os.environ and not self.override:
                continue
            os.environ[name] = value
        return bool(values)

    def get(self, key):
        return self.dict().get(key)


def dict_of(items):
    from collections import OrderedDict
    return OrderedDict(items)


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    """The path of the file, looked for in the caller's folder and those above
    it; "" where there is none."""
    import sys
    folder = os.getcwd()
    if not usecwd and hasattr(sys, "_getframe"):
        frame = sys._getframe()
        here = frame.f_code.co_filename
        while frame is not None and (frame.f_code.co_filename == here
                                     or not os.path.isfile(
                                         frame.f_code.co_filename)):
            frame = frame.f_back
        if frame is not None:
            folder = os.path.dirname(os.path.abspath(
                frame.f_code.co_filename))
    while True:
        path = os.path.join(folder, filename)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    if raise_error_if_not_found:
        raise IOError("File not found")
    return ""


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False,
                interpolate=True, encoding="utf-8"):
    if os.environ.get("PYTHON_DOTENV_DISABLED", "").casefold() in (
            "1", "true", "t", "yes", "y"):
        return False
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return DotEnv(dotenv_path, stream, verbose, encoding, interpolate,
                  override).set_as_environment_variables()


def dotenv_values(dotenv_path=None, stream=None, verbose=False,
                  interpolate=True, encoding="utf-8"):
    if dotenv_path is None and stream is None:
        dotenv_path = find_dotenv()
    return DotEnv(dotenv_path, stream, verbose, encoding, interpolate,
                  True).dict()


def get_key(dotenv_path, key_to_get, encoding="utf-8"):
    return DotEnv(dotenv_path, verbose=True, encoding=encoding).get(key_to_get)


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("dotenv.%s is refused: limbeck writes no files "
                              "of the project" % name)
    return refuse


set_key = _refused("set_key")
unset_key = _refused("unset_key")
