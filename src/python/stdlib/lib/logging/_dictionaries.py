"""dictConfig(): https://docs.python.org/3/library/logging.config.html#dictionary-schema"""

import logging
import re

from logging.config import (
    _Filter, _Formatter, _Handler, _handle_existing, _is_lacking, _known)

# The classes are known by the module's public name.
__name__ = "logging.config"

_identifier = re.compile("^[a-z_][a-z0-9_]*$", re.I)


def valid_ident(text):
    if not _identifier.match(text):
        raise ValueError("Not a valid Python identifier: %r" % text)
    return True


class ConvertingMixin:
    """What containers share that convert their values when these are taken."""

    def convert_with_key(self, key, value, replace=True):
        result = self.configurator.convert(value)
        if value is not result:
            if replace:
                self[key] = result
            self._adopt(key, result)
        return result

    def convert(self, value):
        result = self.configurator.convert(value)
        if value is not result:
            self._adopt(None, result)
        return result

    def _adopt(self, key, result):
        if isinstance(result, (ConvertingDict, ConvertingList, ConvertingTuple)):
            result.parent = self
            result.key = key


class ConvertingDict(dict, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert(list.pop(self, idx))


class ConvertingTuple(tuple, ConvertingMixin):
    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator:
    """A dictionary whose texts may name objects ("ext://sys.stdout") and other
    places in it ("cfg://handlers.file")."""

    CONVERT_PATTERN = re.compile(r"^(?P<prefix>[a-z]+)://(?P<suffix>.*)$")
    WORD_PATTERN = re.compile(r"^\s*(\w+)\s*")
    DOT_PATTERN = re.compile(r"^\.\s*(\w+)\s*")
    INDEX_PATTERN = re.compile(r"^\[([^\[\]]*)\]\s*")
    DIGIT_PATTERN = re.compile(r"^\d+$")

    value_converters = {"ext": "ext_convert", "cfg": "cfg_convert"}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, text):
        parts = text.split(".")
        used = parts.pop(0)
        try:
            found = self.importer(used)
            for part in parts:
                used += "." + part
                try:
                    found = getattr(found, part)
                except AttributeError:
                    self.importer(used)
                    found = getattr(found, part)
            return found
        except ImportError as error:
            raise ValueError("Cannot resolve %r: %s" % (text, error)) from error

    def ext_convert(self, value):
        return self.resolve(value)

    def cfg_convert(self, value):
        rest = value
        found = self.WORD_PATTERN.match(rest)
        if found is None:
            raise ValueError("Unable to convert %r" % value)
        rest = rest[found.end():]
        place = self.config[found[1]]
        while rest:
            found = self.DOT_PATTERN.match(rest)
            if found:
                place = place[found[1]]
            else:
                found = self.INDEX_PATTERN.match(rest)
                if not found:
                    raise ValueError("Unable to convert %r at %r" % (value, rest))
                index = found[1]
                if not self.DIGIT_PATTERN.match(index):
                    place = place[index]
                else:
                    try:
                        place = place[int(index)]
                    except TypeError:
                        place = place[index]
            rest = rest[found.end():]
        return place

    def convert(self, value):
        """What a value stands for; containers convert what is taken from them."""
        if isinstance(value, (ConvertingDict, ConvertingList, ConvertingTuple)):
            return value
        if isinstance(value, dict):
            value = ConvertingDict(value)
        elif isinstance(value, list):
            value = ConvertingList(value)
        elif isinstance(value, tuple) and not hasattr(value, "_fields"):
            value = ConvertingTuple(value)
        else:
            if isinstance(value, str):
                found = self.CONVERT_PATTERN.match(value)
                converter = found and self.value_converters.get(found["prefix"])
                if converter:
                    return getattr(self, converter)(found["suffix"])
            return value
        value.configurator = self
        return value

    def known(self, factory, otherwise):
        """The factory; the other one for one of a package that limbeck lacks."""
        if otherwise and _is_lacking(factory):
            return otherwise
        return factory if callable(factory) else self.resolve(factory)

    def configure_custom(self, config, otherwise=None):
        """Calls the factory that "()" names."""
        factory = self.known(config.pop("()"), otherwise)
        kwargs = {key: config[key] for key in config if key != "." and valid_ident(key)}
        result = factory(**kwargs)
        self.set_properties(result, config)
        return result

    def set_properties(self, made, config):
        for name, value in (config.pop(".", None) or {}).items():
            setattr(made, name, value)

    def as_tuple(self, value):
        return tuple(value) if isinstance(value, list) else value


class _Deferred(TypeError):
    """A handler's target is configured later."""


class DictConfigurator(BaseConfigurator):
    """Configures logging."""

    def configure(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError("Unsupported version: %s" % config["version"])
        if config.pop("incremental", False):
            self.configure_incrementally(config)
        else:
            self.configure_anew(config)

    def _each(self, kind, names, configure):
        for name in names:
            try:
                configure(name)
            except Exception as error:
                raise ValueError("Unable to configure %s %r" % (kind, name)) from error

    def configure_incrementally(self, config):
        handlers = config.get("handlers", {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError("No handler found with name %r" % name)
            try:
                level = handlers[name].get("level", None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as error:
                raise ValueError("Unable to configure handler %r" % name) from error
        loggers = config.get("loggers", {})
        self._each("logger", loggers,
                   lambda name: self.configure_logger(name, loggers[name], True))
        self._root(config, True)

    def _root(self, config, incremental=False):
        root = config.get("root", None)
        if root:
            try:
                self.configure_root(root, incremental)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def configure_anew(self, config):
        disable_existing = config.pop("disable_existing_loggers", True)
        logging._handlers.clear()
        logging.shutdown(logging._handlerList[:])
        del logging._handlerList[:]
        formatters = config.get("formatters", {})

        def formatter(name):
            formatters[name] = self.configure_formatter(formatters[name])
        self._each("formatter", formatters, formatter)
        filters = config.get("filters", {})

        def filter(name):
            filters[name] = self.configure_filter(filters[name])
        self._each("filter", filters, filter)
        self._handlers(config.get("handlers", {}))
        root = logging.root
        existing = sorted(root.manager.loggerDict)
        children = []
        loggers = config.get("loggers", {})
        for name in loggers:
            if name in existing:
                prefixed = name + "."
                children.extend(item for item in existing if item.startswith(prefixed))
                existing.remove(name)
        self._each("logger", loggers, lambda name: self.configure_logger(name, loggers[name]))
        _handle_existing(existing, children, disable_existing)
        self._root(config)

    def _handlers(self, handlers):
        deferred = []
        for names in (sorted(handlers), deferred):
            for name in list(names):
                try:
                    handler = self.configure_handler(handlers[name])
                    handler.name = name
                    handlers[name] = handler
                except Exception as error:
                    if names is not deferred and isinstance(error.__cause__, _Deferred):
                        deferred.append(name)
                        continue
                    raise ValueError("Unable to configure handler %r" % name) from error

    def configure_formatter(self, config):
        if "()" in config:
            factory = config["()"]
            try:
                return self.configure_custom(config, _Formatter)
            except TypeError as error:
                # The oldest name of the argument is another one.
                if "'format'" not in str(error):
                    raise
                config["fmt"] = config.pop("format")
                config["()"] = factory
                return self.configure_custom(config, _Formatter)
        kind = logging.Formatter
        if config.get("class", None):
            kind = _known(config["class"], _Formatter)
        options = {}
        if "defaults" in config:
            options["defaults"] = config["defaults"]
        if "validate" in config:
            options["validate"] = config["validate"]
        return kind(config.get("format", None), config.get("datefmt", None),
                    config.get("style", "%"), **options)

    def configure_filter(self, config):
        if "()" in config:
            return self.configure_custom(config, _Filter)
        return logging.Filter(config.get("name", ""))

    def add_filters(self, filterer, filters):
        for item in filters:
            try:
                if callable(item) or callable(getattr(item, "filter", None)):
                    found = item
                else:
                    found = self.config["filters"][item]
                filterer.addFilter(found)
            except Exception as error:
                raise ValueError("Unable to add filter %r" % item) from error

    def _queue(self, wanted):
        if isinstance(wanted, str):
            wanted = self.resolve(wanted)
            if callable(wanted):
                wanted = wanted()
        elif isinstance(wanted, dict):
            if "()" not in wanted:
                raise TypeError("Invalid queue specifier %r" % (wanted,))
            wanted = self.configure_custom(dict(wanted))
        if not all(callable(getattr(wanted, name, None)) for name in ("get", "put_nowait")):
            raise TypeError("Invalid queue specifier %r" % (wanted,))
        return wanted

    def _listener(self, wanted):
        from logging.handlers import QueueListener
        if isinstance(wanted, type):
            if not issubclass(wanted, QueueListener):
                raise TypeError("Invalid listener specifier %r" % (wanted,))
            return wanted
        if isinstance(wanted, dict):
            if "()" not in wanted:
                raise TypeError("Invalid listener specifier %r" % (wanted,))
            import functools
            options = dict(wanted)
            factory = options.pop("()")
            if not callable(factory):
                factory = self.resolve(factory)
            return functools.partial(factory, **options)
        if isinstance(wanted, str):
            wanted = self.resolve(wanted)
        if not callable(wanted):
            raise TypeError("Invalid listener specifier %r" % (wanted,))
        return wanted

    def configure_queue(self, kind, config):
        """Makes a QueueHandler's queue and its listener; what makes the
        handler then."""
        import queue
        if "queue" in config:
            config["queue"] = self._queue(config["queue"])
        listener = self._listener(config.pop("listener")) if "listener" in config else None
        handlers = None
        if "handlers" in config:
            handlers = []
            for name in config["handlers"]:
                handler = self.config["handlers"][name]
                if not isinstance(handler, logging.Handler):
                    raise _Deferred("target not configured yet")
                handlers.append(handler)
            del config["handlers"]
        respect = config.pop("respect_handler_level", False)

        def make(**options):
            wanted = options.pop("queue", None) or queue.Queue()
            made = kind(wanted, **options)
            if handlers:
                from logging.handlers import QueueListener
                made.listener = (listener or QueueListener)(
                    wanted, *handlers, respect_handler_level=respect)
            return made
        return make

    def configure_handler(self, config):
        whole = dict(config)  # for another try
        formatter = config.pop("formatter", None)
        if formatter:
            try:
                formatter = self.config["formatters"][formatter]
            except Exception as error:
                raise ValueError("Unable to set formatter %r" % formatter) from error
        level = config.pop("level", None)
        filters = config.pop("filters", None)
        if "()" in config:
            factory = self.known(config.pop("()"), _Handler)
        else:
            from logging import handlers
            factory = config.pop("class")
            if not isinstance(factory, type):
                factory = self.known(factory, _Handler)
            try:
                if issubclass(factory, handlers.MemoryHandler):
                    if "flushLevel" in config:
                        config["flushLevel"] = logging._checkLevel(config["flushLevel"])
                    if "target" in config:
                        try:
                            target = self.config["handlers"][config["target"]]
                        except Exception as error:
                            raise ValueError("Unable to set target handler %r"
                                             % config["target"]) from error
                        if not isinstance(target, logging.Handler):
                            raise _Deferred("target not configured yet")
                        config["target"] = target
                elif issubclass(factory, handlers.SMTPHandler) and "mailhost" in config:
                    config["mailhost"] = self.as_tuple(config["mailhost"])
                elif issubclass(factory, handlers.SysLogHandler) and "address" in config:
                    config["address"] = self.as_tuple(config["address"])
                elif issubclass(factory, handlers.QueueHandler):
                    factory = self.configure_queue(factory, config)
            except _Deferred as error:
                config.update(whole)
                raise ValueError("Unable to configure handler") from error
        kwargs = {key: config[key] for key in config if key != "." and valid_ident(key)}
        try:
            result = factory(**kwargs)
        except TypeError as error:
            # The oldest name of the argument is another one.
            if "'stream'" not in str(error):
                raise
            kwargs["strm"] = kwargs.pop("stream")
            result = factory(**kwargs)
        if formatter:
            result.setFormatter(formatter)
        if level is not None:
            result.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(result, filters)
        self.set_properties(result, config)
        return result

    def add_handlers(self, logger, handlers):
        for name in handlers:
            try:
                logger.addHandler(self.config["handlers"][name])
            except Exception as error:
                raise ValueError("Unable to add handler %r" % name) from error

    def common_logger_config(self, logger, config, incremental=False):
        level = config.get("level", None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            for handler in logger.handlers[:]:
                logger.removeHandler(handler)
            handlers = config.get("handlers", None)
            if handlers:
                self.add_handlers(logger, handlers)
            filters = config.get("filters", None)
            if filters:
                self.add_filters(logger, filters)

    def configure_logger(self, name, config, incremental=False):
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled = False
        propagate = config.get("propagate", None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        self.common_logger_config(logging.getLogger(), config, incremental)


dictConfigClass = DictConfigurator
