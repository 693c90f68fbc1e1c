"""Paths: https://docs.python.org/3/library/os.path.html"""

import _limbeck
import _os

curdir = "."
pardir = ".."
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
supports_unicode_filenames = False


def _text(path):
    if isinstance(path, str):
        return path
    if isinstance(path, bytes):
        return path.decode()
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        if _limbeck.is_opaque(path):
            return str(path)  # which says what is lacking
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    return method(path)


def exists(path):
    if isinstance(path, int):
        return True
    return _os.kind(_text(path)) not in ("", "l")


def lexists(path):
    return _os.kind(_text(path)) != ""


def isfile(path):
    return _os.kind(_text(path)) == "f"


def isdir(s):
    return _os.kind(_text(s)) == "d"


def islink(path):
    return _os.islink(_text(path))


def ismount(path):
    return _text(path) == "/"


def isabs(s):
    return _text(s).startswith("/")


def getsize(filename):
    return _os.stat(_text(filename))[6]


def getatime(filename):
    return _os.stat(_text(filename))[7]


def getmtime(filename):
    return _os.stat(_text(filename))[8]


def getctime(filename):
    return _os.stat(_text(filename))[9]


def samefile(f1, f2):
    return realpath(f1) == realpath(f2)


def normcase(s):
    return _text(s)


def join(a, *p):
    path = _text(a)
    for part in p:
        part = _text(part)
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    p = _text(p)
    at = p.rfind("/") + 1
    head, tail = p[:at], p[at:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def basename(p):
    p = _text(p)
    return p[p.rfind("/") + 1:]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = _text(p)
    slash = p.rfind("/")
    dot = p.rfind(".")
    if dot > slash:
        at = slash + 1
        while at < dot:
            if p[at] != ".":
                return p[:dot], p[dot:]
            at += 1
    return p, ""


def splitdrive(p):
    return "", _text(p)


def splitroot(p):
    p = _text(p)
    if not p.startswith("/"):
        return "", "", p
    return "", "/", p[1:]


def normpath(path):
    path = _text(path)
    if not path:
        return "."
    slashes = 0
    if path.startswith("/"):
        slashes = 2 if path.startswith("//") and not path.startswith("///") else 1
    kept = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or (not slashes and not kept) or (kept and kept[-1] == ".."):
            kept.append(part)
        elif kept:
            kept.pop()
    return "/" * slashes + "/".join(kept) or "."


def abspath(path):
    path = _text(path)
    if not path.startswith("/"):
        path = join(_os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    filename = _text(filename)
    found = _os.realpath(filename)
    if found is not None:
        return found
    # What exists of it is resolved, the rest stays as it is.
    path = abspath(filename)
    head, tail = split(path)
    rest = [tail]
    while head != "/":
        found = _os.realpath(head)
        if found is not None:
            return join(found, *reversed(rest))
        head, tail = split(head)
        rest.append(tail)
    return path


def relpath(path, start="."):
    path = _text(path)
    if not path:
        raise ValueError("no path specified")
    here = [p for p in abspath(start).split("/") if p]
    there = [p for p in abspath(path).split("/") if p]
    same = 0
    while same < len(here) and same < len(there) and here[same] == there[same]:
        same += 1
    return join(*[".."] * (len(here) - same), *there[same:]) if (
        len(here) - same or there[same:]) else "."


def commonprefix(m):
    if not m:
        return ""
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    paths = [_text(p) for p in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    absolute = {p.startswith("/") for p in paths}
    if len(absolute) != 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in p.split("/") if part and part != "."] for p in paths]
    first, last = min(parts), max(parts)
    common = first
    for i, part in enumerate(first):
        if part != last[i]:
            common = first[:i]
            break
    return ("/" if absolute.pop() else "") + "/".join(common)


def expanduser(path):
    path = _text(path)
    if not path.startswith("~"):
        return path
    end = path.find("/", 1)
    if end < 0:
        end = len(path)
    if end != 1:
        return path
    import os
    home = os.environ.get("HOME", "/root")
    return (home.rstrip("/") + path[end:]) or "/"


def expandvars(path):
    path = _text(path)
    if "$" not in path:
        return path
    import os
    import re

    def value(m):
        name = m.group(1) or m.group(2)
        return os.environ.get(name, m.group(0))
    return re.sub(r"\$(?:(\w+)|\{([^}]*)\})", value, path)
