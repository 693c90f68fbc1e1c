"""Files by pattern: https://docs.python.org/3/library/glob.html"""

import fnmatch
import os

__all__ = ["escape", "glob", "has_magic", "iglob"]


def has_magic(text):
    marks = b"*?[" if isinstance(text, bytes) else "*?["
    return any(mark in marks for mark in text)


def escape(pathname):
    out = []
    for c in pathname:
        out.append("[" + c + "]" if c in "*?[" else c)
    return "".join(out)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    found = _find(os.fspath(root_dir) if root_dir is not None else "", os.fspath(pathname),
                  recursive, False, include_hidden)
    for name in found:
        if name:
            yield name


def _names(folder, folders_only):
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return []
    if folders_only:
        return [name for name in names if os.path.isdir(os.path.join(folder, name))]
    return names


def _find(root, pathname, recursive, folders_only, hidden):
    folder, base = os.path.split(pathname)
    if not has_magic(pathname):
        full = os.path.join(root, pathname)
        if os.path.lexists(full) if base else os.path.isdir(os.path.join(root, folder)):
            yield pathname
        return
    if folder and folder != pathname and has_magic(folder):
        folders = _find(root, folder, recursive, True, hidden)
    else:
        folders = [folder]
    for folder in folders:
        for name in _in_folder(os.path.join(root, folder), base, recursive, folders_only, hidden):
            yield os.path.join(folder, name)


def _in_folder(folder, base, recursive, folders_only, hidden):
    if recursive and base == "**":
        if os.path.isdir(folder or "."):
            yield ""
        yield from _below(folder, folders_only, hidden)
    elif has_magic(base):
        names = _names(folder, folders_only)
        if not hidden and base[:1] != ".":
            names = [name for name in names if name[:1] != "."]
        yield from fnmatch.filter(names, base)
    elif not base:
        if os.path.isdir(folder):
            yield base
    elif os.path.lexists(os.path.join(folder, base)):
        yield base


def _below(folder, folders_only, hidden):
    for name in _names(folder, folders_only):
        if hidden or name[:1] != ".":
            yield name
            path = os.path.join(folder, name)
            if os.path.isdir(path):
                for below in _below(path, folders_only, hidden):
                    yield os.path.join(name, below)


def translate(pathname, *, recursive=False, include_hidden=False, seps=None):
    return fnmatch.translate(pathname)
