"""Files beside a package's modules."""

import contextlib

import _limbeck


def _folder(anchor):
    if anchor is None:
        import sys
        anchor = sys._getframe(2).f_globals["__package__"]
    module = _limbeck.import_module(anchor) if isinstance(anchor, str) else anchor
    return list(module.__path__)[0]


def files(anchor=None):
    from pathlib import Path
    return Path(_folder(anchor))


@contextlib.contextmanager
def as_file(path):
    yield path


def read_text(anchor, *path_names, encoding="utf-8", errors="strict"):
    with open("/".join([_folder(anchor), *path_names]), encoding=encoding) as file:
        return file.read()


def read_binary(anchor, *path_names):
    with open("/".join([_folder(anchor), *path_names]), "rb") as file:
        return file.read()


@contextlib.contextmanager
def path(anchor, *path_names):
    found = files(anchor)
    for name in path_names:
        found = found / name
    yield found
