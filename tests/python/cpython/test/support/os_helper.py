"""Files for a test."""

import contextlib
import os
import shutil
import tempfile
import unittest

TESTFN_ASCII = "@test_limbeck_tmp"
TESTFN = TESTFN_ASCII
TESTFN_UNICODE = TESTFN + "-\xe0\xf2\u0258\u0141\u011f"
TESTFN_UNENCODABLE = None
TESTFN_UNDECODABLE = None
TESTFN_NONASCII = TESTFN_UNICODE
FS_NONASCII = "\xe6"
SAVEDCWD = os.getcwd()


def unlink(filename):
    try:
        os.unlink(filename)
    except (FileNotFoundError, NotADirectoryError):
        pass


def rmdir(dirname):
    try:
        os.rmdir(dirname)
    except FileNotFoundError:
        pass


def rmtree(path):
    shutil.rmtree(path, ignore_errors=True)


def create_empty_file(filename):
    with open(filename, "w"):
        pass


def make_bad_fd():
    raise unittest.SkipTest("needs file descriptors")


def can_symlink():
    return True


def can_chmod():
    return True


def _same(item):
    return item


skip_unless_symlink = skip_unless_working_chmod = skip_unless_hardlink = _same


def skip_unless_xattr(item):
    return unittest.skip("needs extended attributes")(item)


def skip_if_dac_override(item):
    return unittest.skip("runs as root")(item)


def skip_unless_dac_override(item):
    return item


def fs_is_case_insensitive(directory):
    return False


@contextlib.contextmanager
def temp_dir(path=None, quiet=False):
    made = path is None
    if made:
        path = os.path.realpath(tempfile.mkdtemp())
    else:
        os.mkdir(path)
    try:
        yield path
    finally:
        rmtree(path)


@contextlib.contextmanager
def change_cwd(path, quiet=False):
    saved = os.getcwd()
    os.chdir(os.path.realpath(path))
    try:
        yield os.getcwd()
    finally:
        os.chdir(saved)


@contextlib.contextmanager
def temp_cwd(name="tempcwd", quiet=False):
    with temp_dir() as path:
        with change_cwd(path) as inside:
            yield inside


class FakePath:
    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException) or (
                isinstance(self.path, type) and issubclass(self.path, BaseException)):
            raise self.path
        return self.path


class EnvironmentVarGuard(dict):
    def __init__(self):
        self._saved = {}

    def __getitem__(self, name):
        return os.environ[name]

    def _remember(self, name):
        self._saved.setdefault(name, os.environ.get(name))

    def __setitem__(self, name, value):
        self._remember(name)
        os.environ[name] = value

    def __delitem__(self, name):
        self._remember(name)
        os.environ.pop(name, None)

    def __contains__(self, name):
        return name in os.environ

    def set(self, name, value):
        self[name] = value

    def unset(self, *names):
        for name in names:
            del self[name]

    def copy(self):
        return dict(os.environ)

    def __enter__(self):
        return self

    def __exit__(self, *told):
        for name, value in self._saved.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._saved.clear()
