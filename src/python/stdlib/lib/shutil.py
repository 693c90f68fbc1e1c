"""Copying, moving and removing, as far as the sandbox lets (see os); finding
programs. https://docs.python.org/3/library/shutil.html"""

import fnmatch
import os
import stat
from os import get_terminal_size

__all__ = ["Error", "SameFileError", "SpecialFileError", "copy", "copy2", "copyfile",
           "copyfileobj", "copymode", "copystat", "copytree", "disk_usage",
           "get_terminal_size", "ignore_patterns", "move", "rmtree", "which"]


class Error(OSError):
    pass


class SameFileError(Error):
    pass


class SpecialFileError(OSError):
    pass


def copyfileobj(fsrc, fdst, length=0):
    while data := fsrc.read(length or 65536):
        fdst.write(data)


def _same(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return os.path.abspath(src) == os.path.abspath(dst)


def copyfile(src, dst, *, follow_symlinks=True):
    if _same(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source, open(dst, "wb") as target:
        target.write(source.read())
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    found = os.stat(src, follow_symlinks=follow_symlinks)
    if not (os.path.islink(dst) and not follow_symlinks):
        os.utime(dst, ns=(found.st_atime_ns, found.st_mtime_ns))
        os.chmod(dst, stat.S_IMODE(found.st_mode))


def _target(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    if follow_symlinks or not os.path.islink(src):
        copymode(src, dst)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    dst = _target(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    def ignore(path, names):
        found = set()
        for pattern in patterns:
            found.update(fnmatch.filter(names, pattern))
        return found
    return ignore


def _copy_entry(source, target, symlinks, ignore, copy_function, dangling):
    if os.path.islink(source) and symlinks:
        os.symlink(os.readlink(source), target)
    elif os.path.isdir(source):
        copytree(source, target, symlinks, ignore, copy_function, dangling,
                 dirs_exist_ok=True)
    elif os.path.islink(source) and not os.path.exists(source) and dangling:
        pass
    else:
        copy_function(source, target)


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    names = os.listdir(src)
    ignored = set(ignore(os.fspath(src), names)) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for name in names:
        if name in ignored:
            continue
        source, target = os.path.join(src, name), os.path.join(dst, name)
        try:
            _copy_entry(source, target, symlinks, ignore, copy_function,
                        ignore_dangling_symlinks)
        except Error as error:
            errors.extend(error.args[0])
        except OSError as error:
            errors.append((source, target, str(error)))
    try:
        copystat(src, dst)
    except OSError as error:
        errors.append((src, dst, str(error)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    def failed(function, where, error):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, where, error)
        elif onerror is not None:
            onerror(function, where, (type(error), error, error.__traceback__))
        else:
            raise error

    def attempt(function, where):
        try:
            return function(where)
        except OSError as error:
            failed(function, where, error)

    path = os.fsdecode(path)
    if os.path.islink(path):
        failed(os.path.islink, path, OSError("Cannot call rmtree on a symbolic link"))
        return
    try:
        names = os.listdir(path)
    except OSError as error:
        failed(os.lstat if isinstance(error, FileNotFoundError) else os.scandir, path, error)
        return
    for name in names:
        where = os.path.join(path, name)
        if os.path.isdir(where) and not os.path.islink(where):
            rmtree(where, ignore_errors, onerror, onexc=onexc)
        else:
            attempt(os.unlink, where)
    attempt(os.rmdir, path)


rmtree.avoids_symlink_attacks = False


def move(src, dst, copy_function=copy2):
    real = dst
    if os.path.isdir(dst):
        if _same(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return real
        real = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(real):
            raise Error(f"Destination path '{real}' already exists")
    try:
        os.rename(src, real)
        return real
    except PermissionError:
        raise
    except OSError:
        pass
    if os.path.islink(src):
        os.symlink(os.readlink(src), real)
        os.unlink(src)
    elif os.path.isdir(src):
        inside = os.path.abspath(dst) + os.sep
        if inside.startswith(os.path.abspath(src) + os.sep):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        copytree(src, real, symlinks=True, copy_function=copy_function)
        rmtree(src)
    else:
        copy_function(src, real)
        os.unlink(src)
    return real


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    if os.path.dirname(cmd):
        return cmd if os.path.isfile(cmd) and os.access(cmd, mode) else None
    if path is None:
        path = os.environ.get("PATH", os.defpath)
    for folder in os.fsdecode(path).split(os.pathsep):
        name = os.path.join(folder, cmd)
        if os.path.isfile(name) and os.access(name, mode):
            return name
    return None


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("shutil.%s() is not available: a migration can reach the database "
                              "and read the project, nothing else" % name)
    refuse.__name__ = name
    return refuse


for _name in ("make_archive", "unpack_archive", "chown", "disk_usage"):
    globals()[_name] = _refused(_name)
del _name
