"""Warnings: https://docs.python.org/3/library/warnings.html"""

import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings",
           "simplefilter", "resetwarnings", "catch_warnings", "deprecated"]

filters = []
onceregistry = {}
defaultaction = "default"
_version = 0


def _default_filters():
    return [("default", None, DeprecationWarning, "__main__", 0),
            ("ignore", None, DeprecationWarning, None, 0),
            ("ignore", None, PendingDeprecationWarning, None, 0),
            ("ignore", None, ImportWarning, None, 0),
            ("ignore", None, ResourceWarning, None, 0)]


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import linecache
        line = linecache.getline(filename, lineno)
    if line:
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


_original_showwarning = _showwarning_orig = showwarning
_formatwarning_orig = formatwarning


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" %
                (self.message, self._category_name, self.filename, self.lineno, self.line))


def _compiled(pattern, flags=0):
    if not pattern:
        return None
    import re
    return re.compile(pattern, flags)


_ACTIONS = {"error", "ignore", "always", "all", "default", "module", "once"}


def _check_action(action):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")


def _check_line(lineno):
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Adds what is to be done with warnings whose message and module match."""
    _check_action(action)
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_line(lineno)
    flags = 0
    if message:
        import re
        flags = re.I
    _add_filter(action, _compiled(message, flags), category, _compiled(module), lineno,
                append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """The same without patterns."""
    _check_action(action)
    _check_line(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _filters_mutated():
    global _version
    _version += 1


def _add_filter(*item, append):
    _filters_mutated()
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)


def resetwarnings():
    filters[:] = []
    _filters_mutated()


def _module_matches(wanted, module):
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return wanted == module
    return wanted.match(module) is not None


def _check_namespace(namespace):
    """What the loader of a module's source is asked of, must be there."""
    if not isinstance(namespace, dict):
        raise TypeError(f"module_globals must be a dict, not '{type(namespace).__name__}'")
    loader, spec = namespace.get("__loader__"), namespace.get("__spec__", _missing)
    if loader is None:
        if spec is _missing:
            return
        if not hasattr(spec, "loader") and spec is not None:
            raise AttributeError("Module globals is missing a __spec__.loader")
        if getattr(spec, "loader", None) is None:
            raise ValueError("Module globals is missing a __spec__.loader")
        return
    known = getattr(spec, "loader", None) if spec is not _missing else None
    if known is None:
        warn("Module globals is missing a __spec__.loader", DeprecationWarning, stacklevel=3)
    elif known is not loader:
        warn("Module globals; __loader__ != __spec__.loader", DeprecationWarning, stacklevel=3)


_missing = object()


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Warns of a place that is told."""
    lineno = int(lineno)
    if module_globals:
        _check_namespace(module_globals)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    elif not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for item in filters:
        action, pattern, wanted, wanted_module, line = item
        if ((pattern is None or pattern.match(text)) and issubclass(category, wanted) and
                _module_matches(wanted_module, module) and (line == 0 or lineno == line)):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return
        onceregistry[(text, category)] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[(text, category, 0)] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {item}")
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _showwarnmsg(shown):
    try:
        show = showwarning
    except NameError:
        pass
    else:
        if show is not _original_showwarning:
            if not callable(show):
                raise TypeError(
                    "warnings.showwarning() must be set to a function or method")
            show(shown.message, shown.category, shown.filename, shown.lineno, shown.file,
                 shown.line)
            return
    _showwarnmsg_impl(shown)


def _showwarnmsg_impl(shown):
    file = sys.stderr if shown.file is None else shown.file
    if file is None:
        return
    try:
        file.write(_formatwarnmsg(shown))
    except OSError:
        pass


def _formatwarnmsg(shown):
    return formatwarning(shown.message, shown.category, shown.filename, shown.lineno,
                         shown.line)


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Warns of where it is called, or stacklevel - 1 calls further out."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    if skip_file_prefixes:
        for prefix in skip_file_prefixes:
            if not isinstance(prefix, str):
                raise TypeError("skip_file_prefixes must be a tuple of strs.")
        stacklevel = max(2, stacklevel)
    # A line inside the program tells the user nothing: the project's own does.
    skipped = ("<limbeck>/", *skip_file_prefixes)
    try:
        if skip_file_prefixes:
            # Only frames of other files count.
            frame = nearest = sys._getframe(1)
            while True:
                while frame is not None and frame.f_code.co_filename.startswith(skipped):
                    frame = frame.f_back
                stacklevel -= 1
                if stacklevel < 1 or frame is None:
                    break
                if stacklevel > 1 or frame is nearest:
                    frame = frame.f_back
        else:
            nearest = frame = sys._getframe(max(stacklevel, 1))
            while frame is not None and frame.f_code.co_filename.startswith(skipped):
                frame = frame.f_back
        frame = frame or nearest
    except ValueError:
        namespace, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    module = namespace.get("__name__", "<string>")
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, source=source)


class catch_warnings:
    """Restores filters and showwarning() at its end; may record what is shown."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._showwarnmsg_impl
        module.filters = module.filters[:]
        module._filters_mutated()
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            # showwarning() may have been replaced: it would show them.
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters, module.showwarning, module._showwarnmsg_impl = self._saved
        module._filters_mutated()


class deprecated:
    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(
                f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            original_new = arg.__new__

            def __new__(cls, /, *args, **kwargs):
                if cls is arg:
                    warn(message, category=category, stacklevel=stacklevel + 1)
                if original_new is not object.__new__:
                    return original_new(cls, *args, **kwargs)
                return original_new(cls)

            arg.__new__ = staticmethod(__new__)
            init_subclass = arg.__init_subclass__
            import types
            if isinstance(init_subclass, types.MethodType) and isinstance(
                    init_subclass.__func__, types.FunctionType):
                original_init_subclass = init_subclass.__func__

                def __init_subclass__(*args, **kwargs):
                    warn(message, category=category, stacklevel=stacklevel + 1)
                    return original_init_subclass(*args, **kwargs)

                arg.__init_subclass__ = classmethod(__init_subclass__)
            else:
                def __init_subclass__(cls, *args, **kwargs):
                    warn(message, category=category, stacklevel=stacklevel + 1)
                    return init_subclass(*args, **kwargs)

                arg.__init_subclass__ = classmethod(__init_subclass__)
            arg.__deprecated__ = __new__.__deprecated__ = message
            __init_subclass__.__deprecated__ = message
            return arg
        if not callable(arg):
            raise TypeError("@deprecated decorator with non-None category must be applied to a "
                            f"class or callable, not {arg!r}")
        import functools
        import inspect

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        if inspect.iscoroutinefunction(arg):
            wrapper = inspect.markcoroutinefunction(wrapper)
        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _deprecated(name, message="{name!r} is deprecated and slated for removal in Python {remove}",
                *, remove, _version=sys.version_info):
    shown = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or (_version[:2] == remove and _version[3] != "alpha"):
        raise RuntimeError(f"{name!r} was slated for removal after Python {shown} alpha")
    warn(message.format(name=name, remove=shown), DeprecationWarning, stacklevel=3)


class _OptionError(Exception):
    """A -W option that cannot be read."""


def _category(name):
    if not name:
        return Warning
    home, _, name_there = name.rpartition(".")
    if not home:
        import builtins
        found = getattr(builtins, name, None)
        if found is None:
            raise _OptionError(f"unknown warning category: {name!r}")
    else:
        try:
            found = getattr(__import__(home, None, None, [name_there]), name_there)
        except ImportError:
            raise _OptionError(f"invalid module name: {home!r}") from None
        except AttributeError:
            raise _OptionError(f"unknown warning category: {name!r}") from None
    if not (isinstance(found, type) and issubclass(found, Warning)):
        raise _OptionError(f"invalid warning category: {name!r}")
    return found


def _getaction(action):
    if not action:
        return "default"
    if action == "all":
        return "always"
    for known in ("default", "always", "ignore", "module", "once", "error"):
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _setoption(text):
    """One of sys.warnoptions: action:message:category:module:lineno."""
    parts = text.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {text!r}")
    action, message, category, module, lineno = (
        part.strip() for part in parts + [""] * (5 - len(parts)))
    action = _getaction(action)
    category = _category(category)
    if message or module:
        import re
        message = re.escape(message)
        module = re.escape(module) + r"\Z" if module else ""
    if lineno:
        try:
            lineno = int(lineno)
            if lineno < 0:
                raise ValueError
        except (ValueError, OverflowError):
            raise _OptionError(f"invalid lineno {lineno!r}") from None
    filterwarnings(action, message, category, module, lineno or 0)


def _take_options():
    for text in sys.warnoptions:
        try:
            _setoption(text)
        except _OptionError as error:
            print("Invalid -W option ignored:", error, file=sys.stderr)


filters += _default_filters()
_take_options()
