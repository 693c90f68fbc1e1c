"""Settings of an application from a PasteDeploy ini."""
import configparser
import logging.config
import os

__limbeck_partial__ = True


def _split(config_uri, name):
    path, mark, section = config_uri.partition("#")
    return os.path.abspath(path), name or section or "main"


def _read(path, defaults):
    parser = configparser.ConfigParser(dict(defaults, **{
        "here": os.path.dirname(path), "__file__": path}))
    parser.optionxform = str
    if not parser.read(path, encoding="utf-8"):
        raise FileNotFoundError("File %r not found" % path)
    return parser


def get_appsettings(config_uri, name=None, options=None):
    path, name = _split(config_uri, name)
    parser = _read(path, options or {})
    section = "app:" + name
    if not parser.has_section(section):
        if name == "main" and parser.has_section("composite:main"):
            section = "composite:main"
        else:
            raise LookupError(
                "No section %r (prefixed by 'app' or 'application' or "
                "'composite' or 'composit' or 'pipeline' or 'filter-app') "
                "found in config %s" % (name, path))
    own = set(parser._sections[section])
    values = {key: value for key, value in parser.items(section)
              if key not in ("use", "here", "__file__", "paste.app_factory")
              or key in own and key not in ("use",)}
    for key in list(values):
        if key.startswith("set "):
            values[key[4:].strip()] = values.pop(key)
    values["here"] = os.path.dirname(path)
    values["__file__"] = path
    return values


def setup_logging(config_uri, global_conf=None):
    path, _ = _split(config_uri, None)
    defaults = dict(global_conf or {}, here=os.path.dirname(path),
                    __file__=path)
    parser = configparser.ConfigParser(defaults)
    parser.read(path, encoding="utf-8")
    if parser.has_section("loggers"):
        logging.config.fileConfig(path, defaults,
                                  disable_existing_loggers=False)
