"""Finding programs; what changes files is refused.
https://docs.python.org/3/library/shutil.html"""

import os
from os import get_terminal_size


class Error(OSError):
    pass


class SameFileError(Error):
    pass


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    if os.path.dirname(cmd):
        return cmd if os.path.isfile(cmd) and os.access(cmd, mode) else None
    if path is None:
        path = os.environ.get("PATH", os.defpath)
    for folder in path.split(os.pathsep):
        name = os.path.join(folder, cmd)
        if os.path.isfile(name) and os.access(name, mode):
            return name
    return None


def copyfileobj(fsrc, fdst, length=0):
    fdst.write(fsrc.read())


def ignore_patterns(*patterns):
    import fnmatch

    def ignore(path, names):
        found = set()
        for pattern in patterns:
            found.update(fnmatch.filter(names, pattern))
        return found
    return ignore


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("shutil.%s() is not available: a migration can reach the database "
                              "and read the project, nothing else" % name)
    refuse.__name__ = name
    return refuse


for _name in ("copy", "copy2", "copyfile", "copymode", "copystat", "copytree", "rmtree", "move",
              "make_archive", "unpack_archive", "chown", "disk_usage"):
    globals()[_name] = _refused(_name)
del _name
