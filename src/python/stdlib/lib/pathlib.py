"""Paths as objects: https://docs.python.org/3/library/pathlib.html

What reads the file system is here, and mkdir(); what changes it is refused."""

import os
import posixpath

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath",
           "UnsupportedOperation"]


class UnsupportedOperation(NotImplementedError):
    pass


class _Parents:
    def __init__(self, path):
        self._path = path
        self._count = len(path._tail)

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index >= len(self) or index < -len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        path = self._path
        return path._from_parts(path._root, path._tail[:len(path._tail) - index - 1])

    def __repr__(self):
        return "<%s.parents>" % type(self._path).__name__


class PurePath:
    __slots__ = ("_root", "_tail", "_text", "_folded")
    _flavour = parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        root = ""
        tail = []
        for arg in args:
            if isinstance(arg, PurePath):
                part = str(arg) if arg._tail or arg._root else ""
            else:
                part = os.fspath(arg) if hasattr(arg, "__fspath__") else arg
                if not isinstance(part, str):
                    raise TypeError(
                        "argument should be a str or an os.PathLike object where __fspath__ "
                        "returns a str, not %r" % type(part).__name__)
            if part.startswith("/"):
                root = "//" if part.startswith("//") and not part.startswith("///") else "/"
                tail = []
            tail += [piece for piece in part.split("/") if piece and piece != "."]
        self._root = root
        self._tail = tail

    def _from_parts(self, root, tail):
        result = type(self).__new__(type(self))
        result._root = root
        result._tail = tail
        return result

    def with_segments(self, *args):
        return type(self)(*args)

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            self._text = self._root + "/".join(self._tail) or "."
            return self._text

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        return "file://" + quote_from_bytes(bytes(self))

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return str(self) == str(other)

    def __lt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts < other.parts

    def __le__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts <= other.parts

    def __gt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts > other.parts

    def __ge__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parts >= other.parts

    def __reduce__(self):
        return type(self), self.parts

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    @property
    def parts(self):
        return ((self._root,) if self._root else ()) + tuple(self._tail)

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def name(self):
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        name = self.name.lstrip(".")
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        if self.name.endswith("."):
            return []
        return ["." + part for part in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        suffix = self.suffix
        return self.name[:-len(suffix)] if suffix else self.name

    @property
    def parent(self):
        return self._from_parts(self._root, self._tail[:-1]) if self._tail else self

    @property
    def parents(self):
        return _Parents(self)

    def joinpath(self, *args):
        return self.with_segments(self, *args)

    def with_name(self, name):
        if not name or "/" in name or name == ".":
            raise ValueError("Invalid name %r" % (name,))
        if not self._tail:
            raise ValueError("%r has an empty name" % (self,))
        return self._from_parts(self._root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError("%r has a non-empty suffix" % (self,))
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        if suffix and (not suffix.startswith(".") or suffix == "." or "/" in suffix):
            raise ValueError("Invalid suffix %r" % (suffix,))
        if not self.name:
            raise ValueError("%r has an empty name" % (self,))
        return self.with_name(self.stem + suffix)

    def relative_to(self, other, *args, walk_up=False):
        other = self.with_segments(other, *args)
        if self._root == other._root:
            up = []
            base = other._tail
            while True:
                if self._tail[:len(base)] == base:
                    return self._from_parts("", up + self._tail[len(base):])
                if not walk_up:
                    break
                if base[-1] == "..":
                    raise ValueError("'..' segment in %r cannot be walked" % str(other))
                base = base[:-1]
                up.append("..")
        if walk_up:
            raise ValueError("%r and %r have different anchors" % (str(self), str(other)))
        raise ValueError("%r is not in the subpath of %r" % (str(self), str(other)))

    def is_relative_to(self, other, *args):
        other = self.with_segments(other, *args)
        return self._root == other._root and self._tail[:len(other._tail)] == other._tail

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, pattern, *, case_sensitive=None):
        pattern = self.with_segments(pattern)
        if not pattern._tail and not pattern._root:
            raise ValueError("empty pattern")
        wanted = pattern.parts
        own = self.parts
        if len(own) < len(wanted) or pattern._root and len(own) != len(wanted):
            return False
        return all(_matches(part, glob, case_sensitive is False)
                   for part, glob in zip(reversed(own), reversed(wanted)))

    def full_match(self, pattern, *, case_sensitive=None):
        pattern = self.with_segments(pattern)
        return _match_parts(self.parts, pattern.parts, case_sensitive is False)


def _matches(name, pattern, fold):
    import fnmatch
    if fold:
        return fnmatch.fnmatchcase(name.lower(), pattern.lower())
    return fnmatch.fnmatchcase(name, pattern)


def _match_parts(parts, patterns, fold):
    if not patterns:
        return not parts
    if patterns[0] == "**":
        return any(_match_parts(parts[i:], patterns[1:], fold) for i in range(len(parts) + 1))
    return (bool(parts) and _matches(parts[0], patterns[0], fold)
            and _match_parts(parts[1:], patterns[1:], fold))


class PurePosixPath(PurePath):
    __slots__ = ()


class PureWindowsPath(PurePath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation("cannot instantiate 'PureWindowsPath' on your system")


def _missing_is_false(method):
    def call(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except (OSError, ValueError):
            return False
    call.__name__ = method.__name__
    return call


class Path(PurePath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith("file:"):
            raise ValueError("URI does not start with 'file:': %r" % uri)
        from urllib.parse import unquote
        path = uri[5:]
        if path[:3] == "///":
            path = path[2:]
        elif path[:12] == "//localhost/":
            path = path[11:]
        path = cls(unquote(path))
        if not path.is_absolute():
            raise ValueError("URI is not absolute: %r" % uri)
        return path

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def stat(self, *, follow_symlinks=True):
        return os.stat(self) if follow_symlinks else os.lstat(self)

    def lstat(self):
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self) and (follow_symlinks or not self.is_symlink())

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self) and (follow_symlinks or not self.is_symlink())

    def is_symlink(self):
        return os.path.islink(self)

    def is_mount(self):
        return str(self) == "/"

    def is_junction(self):
        return False

    def _mode_is(self, kind):
        try:
            return os.stat(self).st_mode & 0o170000 == kind
        except (OSError, ValueError):
            return False

    def is_block_device(self):
        return self._mode_is(0o060000)

    def is_char_device(self):
        return self._mode_is(0o020000)

    def is_fifo(self):
        return self._mode_is(0o010000)

    def is_socket(self):
        return self._mode_is(0o140000)

    def samefile(self, other):
        return os.path.samefile(self, other)

    def owner(self):
        return os.environ.get("USER", str(self.stat().st_uid))

    def absolute(self):
        return self if self._root else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        if strict:
            os.stat(self)
        return self.with_segments(os.path.realpath(self))

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def expanduser(self):
        if not self._root and self._tail and self._tail[0][:1] == "~":
            home = os.path.expanduser(self._tail[0])
            if home[:1] == "~":
                raise RuntimeError("Could not determine home directory.")
            return self.with_segments(home, *self._tail[1:])
        return self

    def iterdir(self):
        names = os.listdir(self)
        return (self._from_parts(self._root, self._tail + [name]) for name in names)

    def _glob(self, pattern, recursive):
        pattern = os.fspath(pattern)
        if not pattern:
            raise ValueError("Unacceptable pattern: %r" % pattern)
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = [part for part in pattern.split("/") if part and part != "."]
        if recursive:
            parts.insert(0, "**")
        folders_only = pattern.endswith("/")
        seen = set()
        for path in _expand(self, parts):
            if folders_only and not path.is_dir():
                continue
            text = str(path)
            if text not in seen:
                seen.add(text)
                yield path

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        return self._glob(pattern, False)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        return self._glob(pattern, True)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        for root, folders, files in os.walk(self, top_down, on_error, follow_symlinks):
            yield self.with_segments(root), folders, files

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open("r", encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
            os.utime(self)
            return
        self.open("x").close()

    def unlink(self, missing_ok=False):
        if missing_ok and not os.path.lexists(self):
            return
        os.unlink(self)

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)


def _expand(path, parts):
    if not parts:
        yield path
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        if not rest:
            if path.is_dir():
                yield path
                for child in _children(path):
                    if child.is_symlink():
                        yield child
                    else:
                        yield from _expand(child, parts) if child.is_dir() else (child,)
            return
        yield from _expand(path, rest)
        for child in _children(path):
            if child.is_dir() and not child.is_symlink():
                yield from _expand(child, parts)
    elif part == "..":
        yield from _expand(path._from_parts(path._root, path._tail + [".."]), rest)
    elif not any(c in part for c in "*?["):
        child = path._from_parts(path._root, path._tail + [part])
        if child.exists():
            yield from _expand(child, rest)
    else:
        for child in _children(path):
            if _matches(child.name, part, False) and (not rest or child.is_dir()):
                yield from _expand(child, rest)


def _children(path):
    try:
        return list(path.iterdir())
    except OSError:
        return []


class PosixPath(Path, PurePosixPath):
    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    __slots__ = ()
