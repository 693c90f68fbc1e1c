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
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_original_showwarning = showwarning


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


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in {"error", "ignore", "always", "all", "default", "module", "once"}:
        raise ValueError(f"invalid action: {action!r}")
    flags = 0
    if message:
        import re
        flags = re.I
    _add_filter(action, _compiled(message, flags), category, _compiled(module), lineno,
                append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in {"error", "ignore", "always", "all", "default", "module", "once"}:
        raise ValueError(f"invalid action: {action!r}")
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    global _version
    _version += 1
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)


def resetwarnings():
    global _version
    filters[:] = []
    _version += 1


def _module_matches(wanted, module):
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return wanted == module
    return wanted.match(module) is not None


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
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
    for action, pattern, wanted, wanted_module, line in filters:
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
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show(shown):
    if showwarning is not _original_showwarning:
        showwarning(shown.message, shown.category, shown.filename, shown.lineno, shown.file,
                    shown.line)
        return
    _showwarnmsg_impl(shown)


def _showwarnmsg_impl(shown):
    file = sys.stderr if shown.file is None else shown.file
    if file is not None:
        file.write(formatwarning(shown.message, shown.category, shown.filename, shown.lineno,
                                 shown.line))


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    # A line inside the program tells the user nothing: the project's own does.
    skipped = ("<limbeck>/", *skip_file_prefixes)
    try:
        nearest = frame = sys._getframe(max(stacklevel, 1))
        while frame is not None and frame.f_code.co_filename.startswith(skipped):
            frame = frame.f_back
        frame = frame or nearest
    except ValueError:
        namespace, filename, lineno = sys.__dict__, "<sys>", 1
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    module = namespace.get("__name__", "<string>")
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, source=source)


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        global _version, showwarning, _showwarnmsg_impl
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:], showwarning, _showwarnmsg_impl
        _version += 1
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            _showwarnmsg_impl = log.append
            showwarning = _original_showwarning
            return log
        return None

    def __exit__(self, *exc_info):
        global _version, showwarning, _showwarnmsg_impl
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters[:], showwarning, _showwarnmsg_impl = self._saved
        _version += 1


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
            arg.__deprecated__ = __new__.__deprecated__ = message
            return arg
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _option(text):
    """One of sys.warnoptions: action:message:category:module:lineno."""
    action, message, category, module, lineno = (
        part.strip() for part in (text + "::::").split(":")[:5])
    actions = [name for name in ("default", "always", "ignore", "module", "once", "error")
               if name.startswith("always" if action == "all" else action)]
    if not action:
        actions = ["default"]
    if not actions:
        raise ValueError("invalid action: %r" % (action,))
    if category:
        if "." in category:
            import importlib
            home, _, name = category.rpartition(".")
            chosen = getattr(importlib.import_module(home), name)
        else:
            import builtins
            chosen = getattr(builtins, category, None)
            if not (isinstance(chosen, type) and issubclass(chosen, Warning)):
                raise ValueError("unknown warning category: %r" % (category,))
    else:
        chosen = Warning
    import re
    filterwarnings(actions[0], re.escape(message), chosen,
                   re.escape(module) + r"\Z" if module else "", int(lineno or 0))


def _take_options():
    for text in sys.warnoptions:
        try:
            _option(text)
        except Exception as error:
            print("Invalid -W option ignored:", error, file=sys.stderr)


filters += _default_filters()
_take_options()
