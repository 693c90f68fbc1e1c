"""The system, as far as a migration may see it.

Reads the environment and the file system. What would start a program is not here;
files that the run made itself may be changed (tempfile), and no others.
https://docs.python.org/3/library/os.html"""

import sys
import _os
from os import path

name = "posix"
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
linesep = "\n"
curdir = "."
pardir = ".."
devnull = "/dev/null"
defpath = "/bin:/usr/bin"
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0o100, 0o200, 0o1000, 0o2000
O_NONBLOCK, O_NOFOLLOW, O_CLOEXEC, O_SYNC = 0o4000, 0o400000, 0o2000000, 0o4010000
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
error = OSError


class _Environ(dict):
    """os.environ: what is set here the program's own process sees too."""

    def __init__(self):
        dict.__init__(self, _os.environ())

    def __setitem__(self, key, value):
        for item in (key, value):
            if not isinstance(item, str):
                raise TypeError("str expected, not %s" % type(item).__name__)
        _os.setenv(key, value)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key):
        dict.__delitem__(self, key)
        _os.unsetenv(key)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        if key in self:
            value = self[key]
            del self[key]
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def clear(self):
        for key in list(self):
            del self[key]

    def copy(self):
        return dict(self)

    def __repr__(self):
        return "environ(%s)" % dict.__repr__(self)


environ = _Environ()
getcwd = _os.getcwd
umask = _os.umask
getpid = _os.getpid
urandom = _os.urandom
cpu_count = _os.cpu_count
isatty = _os.isatty
getlogin = _os.getlogin


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    _os.setenv(key, value)


def unsetenv(key):
    _os.unsetenv(key)


def getppid():
    return 1


def getuid():
    return 0


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    return method(path)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


def chdir(path):
    _os.chdir(fspath(path))


def access(path, mode, **kw):
    return _os.access(fspath(path), mode)


class stat_result(tuple):
    """What os.stat() tells: ten items, and times as floats and nanoseconds."""

    def __new__(cls, found):
        times = found[7:]
        made = tuple.__new__(cls, found[:7] + tuple(map(int, found[7:10])))
        made.st_atime, made.st_mtime, made.st_ctime = times[:3]
        if len(times) > 3:
            made.st_atime_ns, made.st_mtime_ns, made.st_ctime_ns = times[3:]
        return made

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])

    def __repr__(self):
        names = ("mode", "ino", "dev", "nlink", "uid", "gid", "size", "atime", "mtime", "ctime")
        return "os.stat_result(%s)" % ", ".join(
            f"st_{name}={value}" for name, value in zip(names, self))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    path = _os.path_of(path) if isinstance(path, int) else fspath(path)
    return stat_result(_os.stat(path) if follow_symlinks else _os.lstat(path))


def fstat(fd):
    return stat(fd)


def lstat(path):
    return stat_result(_os.lstat(fspath(path)))


def listdir(path="."):
    return _os.listdir(fspath(path))


def mkdir(path, mode=0o777):
    _os.mkdir(fspath(path), mode)


def makedirs(name, mode=0o777, exist_ok=False):
    name = fspath(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        makedirs(head, exist_ok=exist_ok)
        if tail == curdir:
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def is_dir(self, *, follow_symlinks=True):
        return path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return path.isfile(self.path)

    def is_symlink(self):
        return path.islink(self.path)

    def stat(self, *, follow_symlinks=True):
        return stat(self.path)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return "<DirEntry %r>" % self.name


class _Scan:
    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def close(self):
        pass


def scandir(path="."):
    folder = fspath(path)
    return _Scan([DirEntry(folder, name) for name in _os.listdir(folder)])


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    try:
        names = _os.listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    dirs = [n for n in names if path.isdir(path.join(top, n))]
    files = [n for n in names if n not in dirs]
    if topdown:
        yield top, dirs, files
    for name in dirs:
        inner = path.join(top, name)
        if followlinks or not path.islink(inner):
            yield from walk(inner, topdown, onerror, followlinks)
    if not topdown:
        yield top, dirs, files


class _HasPath(type):
    def __instancecheck__(cls, value):
        return hasattr(type(value), "__fspath__")

    def __subclasscheck__(cls, kind):
        return hasattr(kind, "__fspath__")


class PathLike(metaclass=_HasPath):
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class uname_result(tuple):
    sysname = property(lambda self: self[0])
    nodename = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])

    def __repr__(self):
        return ("posix.uname_result(sysname=%r, nodename=%r, release=%r, version=%r, machine=%r)"
                % self)


def uname():
    return uname_result(_os.uname())


def get_terminal_size(fd=1):
    return _TerminalSize((int(environ.get("COLUMNS", 80)), int(environ.get("LINES", 24))))


class _TerminalSize(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])


def _exit(status):
    raise SystemExit(status)


# Changes to what the run made itself.

def unlink(path, *, dir_fd=None):
    _os.unlink(fspath(path))


def remove(path, *, dir_fd=None):
    _os.unlink(fspath(path))


def rmdir(path, *, dir_fd=None):
    _os.rmdir(fspath(path))


def removedirs(name):
    rmdir(name)
    head, tail = path.split(fspath(name))
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _os.rename(fspath(src), fspath(dst))


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    _os.rename(fspath(src), fspath(dst))


def renames(old, new):
    head, tail = path.split(fspath(new))
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    _os.symlink(fspath(dst), fspath(src))


def link(src, dst, **kwargs):
    _os.link(fspath(dst), fspath(src))


def readlink(path, *, dir_fd=None):
    return _os.readlink(fspath(path))


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    _os.chmod(fspath(path), mode)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is None:
        if times is None:
            import time
            times = (time.time(),) * 2
        ns = [int(moment * 1_000_000_000) for moment in times]
    _os.utime(fspath(path), *ns)


def truncate(path, length):
    _os.truncate(_os.path_of(path) if isinstance(path, int) else fspath(path), length)


ftruncate = truncate


# Descriptors: those that open() of this module gave.

def open(path, flags, mode=0o777, *, dir_fd=None):
    return _os.open(fspath(path), flags, mode)


close = _os.close
read = _os.read
lseek = _os.lseek


def write(fd, data):
    if fd in (1, 2):
        (sys.stdout if fd == 1 else sys.stderr).write(bytes(data).decode(errors="replace"))
        return len(data)
    return _os.write(fd, bytes(data))


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd).__name__)
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def fsync(fd):
    pass


def _refused(operation):
    def refuse(*args, **kwargs):
        raise PermissionError(
            "os.%s() is not available: a migration can reach the database and read the "
            "project, nothing else" % operation)
    refuse.__name__ = operation
    return refuse


for _name in ("system", "popen", "chown", "kill", "fork", "execv", "execve", "execvp",
              "spawnv"):
    globals()[_name] = _refused(_name)
del _name
