"""Logging configuration: https://docs.python.org/3/library/logging.config.html"""

import logging
import os
import sys

DEFAULT_LOGGING_CONFIG_PORT = 9030


def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configures logging from the sections of an ini file."""
    import configparser

    if isinstance(fname, str):
        if not os.path.exists(fname):
            raise FileNotFoundError("%s doesn't exist" % fname)
        if not os.path.getsize(fname):
            raise RuntimeError("%s is an empty file" % fname)
    if isinstance(fname, configparser.RawConfigParser):
        cp = fname
    else:
        try:
            cp = configparser.ConfigParser(defaults)
            if hasattr(fname, "readline"):
                cp.read_file(fname)
            else:
                cp.read(fname, encoding=encoding)
        except configparser.ParsingError as e:
            raise RuntimeError("%s is invalid: %s" % (fname, e))

    formatters = _create_formatters(cp)
    logging._handlers.clear()
    del logging._handlerList[:]
    handlers = _install_handlers(cp, formatters)
    _install_loggers(cp, handlers, disable_existing_loggers)


def _resolve(name):
    """The object of a dotted name, imported as needed."""
    parts = name.split(".")
    used = parts.pop(0)
    found = __import__(used)
    for part in parts:
        used = used + "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            __import__(used)
            found = getattr(found, part)
    return found


def _is_lacking(thing):
    """Whether limbeck lacks the package of a class, given itself or by name."""
    import _limbeck
    if not isinstance(thing, str):
        return _limbeck.is_opaque(thing)
    try:
        return _limbeck.is_opaque(_resolve(thing))
    except ModuleNotFoundError as error:
        return "." in thing and error.name == thing.split(".")[0]
    except (AttributeError, ImportError):
        return False


def _known(name, otherwise):
    """The class of that name; the other one for a class of a package that
    limbeck does not have, which would only write the same in another form."""
    return otherwise if _is_lacking(name) else _resolve(name)


class _Formatter(logging.Formatter):
    """A formatter for one that has arguments of its own."""

    def __init__(self, fmt=None, datefmt=None, style="%", *args, **options):
        fmt = fmt if isinstance(fmt, str) else options.get("format")
        logging.Formatter.__init__(self, fmt, datefmt if isinstance(datefmt, str) else None,
                                   style if style in logging._STYLES else "%", validate=False)


class _Handler(logging.NullHandler):
    def __init__(self, *args, **options):
        logging.NullHandler.__init__(self)


class _Filter(logging.Filter):
    def __init__(self, *args, **options):
        logging.Filter.__init__(self)


def _names(text):
    return [name.strip() for name in text.split(",")]


def _create_formatters(cp):
    keys = cp["formatters"]["keys"]
    if not len(keys):
        return {}
    formatters = {}
    for form in _names(keys):
        section = "formatter_%s" % form
        fs = cp.get(section, "format", raw=True, fallback=None)
        dfs = cp.get(section, "datefmt", raw=True, fallback=None)
        style = cp.get(section, "style", raw=True, fallback="%")
        defaults = cp.get(section, "defaults", raw=True, fallback=None)
        kind = logging.Formatter
        class_name = cp[section].get("class")
        if class_name:
            kind = _known(class_name, _Formatter)
        if defaults is not None:
            defaults = eval(defaults, vars(logging))
            formatters[form] = kind(fs, dfs, style, defaults=defaults)
        else:
            formatters[form] = kind(fs, dfs, style)
    return formatters


def _scope():
    return vars(logging)


def _install_handlers(cp, formatters):
    keys = cp["handlers"]["keys"]
    if not len(keys):
        return {}
    handlers = {}
    fixups = []
    for hand in _names(keys):
        section = cp["handler_%s" % hand]
        class_name = section["class"]
        fmt = section.get("formatter", "")
        try:
            kind = eval(class_name, _scope())
        except (AttributeError, NameError):
            kind = _known(class_name, _Handler)
        args = eval(section.get("args", "()"), _scope())
        kwargs = eval(section.get("kwargs", "{}"), _scope())
        h = kind(*args, **kwargs)
        h.name = hand
        if "level" in section:
            h.setLevel(section["level"])
        if len(fmt):
            h.setFormatter(formatters[fmt])
        target = section.get("target", "")
        if len(target) and hasattr(h, "setTarget"):
            fixups.append((h, target))
        handlers[hand] = h
    for h, target in fixups:
        h.setTarget(handlers[target])
    return handlers


def _install_loggers(cp, handlers, disable_existing):
    names = _names(cp["loggers"]["keys"])
    names.remove("root")
    section = cp["logger_root"]
    root = logging.root
    if "level" in section:
        root.setLevel(section["level"])
    for h in root.handlers[:]:
        root.removeHandler(h)
    listed = section["handlers"]
    if len(listed):
        for hand in _names(listed):
            root.addHandler(handlers[hand])

    existing = sorted(root.manager.loggerDict.keys())
    child_loggers = []
    for log in names:
        section = cp["logger_%s" % log]
        qualname = section["qualname"]
        propagate = section.getint("propagate", fallback=1)
        logger = logging.getLogger(qualname)
        if qualname in existing:
            prefixed = qualname + "."
            child_loggers.extend(n for n in existing if n.startswith(prefixed))
            existing.remove(qualname)
        if "level" in section:
            logger.setLevel(section["level"])
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        logger.propagate = propagate
        logger.disabled = 0
        listed = section["handlers"]
        if len(listed):
            for hand in _names(listed):
                logger.addHandler(handlers[hand])
    _handle_existing(existing, child_loggers, disable_existing)


def _handle_existing(existing, child_loggers, disable_existing):
    for log in existing:
        logger = logging.root.manager.loggerDict[log]
        if log in child_loggers:
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True
        elif not isinstance(logger, logging.PlaceHolder):
            logger.disabled = disable_existing


def dictConfig(config):
    """Configures logging from a dictionary (schema version 1)."""
    from logging import config as module
    module.dictConfigClass(config).configure()


def __getattr__(name):
    # Only dictConfig() and who derives from its classes need them.
    if name in ("BaseConfigurator", "ConvertingDict", "ConvertingList", "ConvertingMixin",
                "ConvertingTuple", "DictConfigurator", "valid_ident", "dictConfigClass"):
        from logging import _dictionaries
        return getattr(_dictionaries, name)
    raise AttributeError("module 'logging.config' has no attribute %r" % name)


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    raise NotImplementedError("limbeck opens no sockets but those of the database")


def stopListening():
    pass
