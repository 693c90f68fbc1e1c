"""Where objects are written: files, lines, comments."""

import linecache
import os
import sys

from inspect._kinds import (
    isclass, iscode, isframe, isfunction, ismethod, ismodule, istraceback, unwrap,
)

# The classes are known by the package's name.
__name__ = "inspect"


class ClassFoundException(Exception):
    pass


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _code_of(object):
    """The code of a method, function, traceback, frame or of itself, else None."""
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object if iscode(object) else None


def getfile(object):
    """The file that an object was made from."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    f"expected, got {type(object).__name__}")


def getmodulename(path):
    name = os.path.basename(path)
    return name[:-3] if name.endswith(".py") and len(name) > 3 else None


def getsourcefile(object):
    """The same, if it is Python's source and is there."""
    name = getfile(object)
    if name.endswith((".pyc", ".pyo")):
        name = name[:-1]
    elif name.endswith(".so"):
        return None
    if name in linecache.cache or os.path.exists(name) or name.startswith("<limbeck>"):
        return name
    module = getmodule(object, name)
    if getattr(module, "__loader__", None) is not None:
        return name
    return None


def getabsfile(object, _filename=None):
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


def getmodule(object, _filename=None):
    """The module that an object was made in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        if ismodule(module) and getattr(module, "__file__", None) == file:
            return module
    main = sys.modules["__main__"]
    name = getattr(object, "__name__", None)
    if name is None:
        return None
    if getattr(main, name, None) is object:
        return main
    import builtins
    return builtins if getattr(builtins, name, None) is object else None


def findsource(object):
    """All lines of the file, and the index of the object's first."""
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)
    else:
        file = getfile(object)
        if not (file.startswith("<") and file.endswith(">")):
            raise OSError("source code not available")
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__ if module else None)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        if "__firstlineno__" not in object.__dict__:
            raise OSError("source code not available")
        number = object.__dict__["__firstlineno__"] - 1
        if number >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, number
    code = _code_of(object)
    if code is not None:
        number = code.co_firstlineno - 1
        if number >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, max(number, 0)
    raise OSError("could not find code object")


def getcomments(object):
    """The comment right before an object, or at the top of a module."""
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        end = start
        while end < len(lines) and lines[end][:1] == "#":
            end += 1
        return "".join(line.expandtabs() for line in lines[start:end]) or None
    indent = indentsize(lines[number])
    end = start = number
    while start > 0 and lines[start - 1].lstrip()[:1] == "#" and (
            indentsize(lines[start - 1]) == indent):
        start -= 1
    return "".join(line.expandtabs().lstrip() for line in lines[start:end]) or None


def _statements(lines):
    """The logical lines: (kind, column, first line, last line), where kind is
    the first word or character; '#' for comments on lines of their own."""
    depth, quote, start = 0, None, None
    for number, line in enumerate(lines):
        size = len(line.rstrip("\r\n"))
        at = len(line) - len(line.lstrip())
        if start is None:
            if at >= size:
                continue
            if line[at] == "#":
                yield "#", at, number, number
                continue
            start, column = number, at
            first = line[at:].split(None, 1)[0] if line[at].isidentifier() else line[at]
        while at < size:
            c = line[at]
            if quote is not None:
                if c == "\\":
                    at += 1
                elif line.startswith(quote, at):
                    at += len(quote) - 1
                    quote = None
            elif c in "\"'":
                quote = c * 3 if line.startswith(c * 3, at) else c
                at += len(quote) - 1
            elif c == "#":
                break
            elif c in "([{":
                depth += 1
            elif c in ")]}":
                depth -= 1
            at += 1
        continued = line[:size].endswith("\\") and at >= size
        if quote is not None and len(quote) == 1 and not continued:
            quote = None
        if quote is None and depth <= 0 and not continued:
            yield first, column, start, number
            depth, start = 0, None


def getblock(lines):
    """The lines of the definition that the first of them begins."""
    margin = indent = None
    last = 1
    for kind, column, first, end in _statements(lines):
        if margin is None:
            if kind in ("@", "#"):
                continue
            last = end + 1
            if kind not in ("def", "class", "async"):
                break  # a lambda, wherever it stands
            margin = column
        elif kind == "#":
            # One that is indented as the body belongs to it.
            if indent is not None and column >= indent:
                last = end + 1
        elif column <= margin:
            break
        else:
            if indent is None:
                indent = column
            last = end + 1
    return lines[:last]


def getsourcelines(object):
    """The lines that define an object, and the number of the first."""
    object = unwrap(object)
    lines, number = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[number:]), number + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])
