"""Where temporary files would be; none is written.
https://docs.python.org/3/library/tempfile.html"""

import os

tempdir = None
template = "tmp"
TMP_MAX = 10000


def gettempdir():
    if tempdir is not None:
        return tempdir
    for name in ("TMPDIR", "TEMP", "TMP"):
        folder = os.environ.get(name)
        if folder and os.path.isdir(folder):
            return os.path.abspath(folder)
    return "/tmp"


def gettempprefix():
    return template


def gettempdirb():
    return os.fsencode(gettempdir())


def mktemp(suffix="", prefix=template, dir=None):
    return os.path.join(dir or gettempdir(), prefix + os.urandom(4).hex() + suffix)


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("tempfile.%s() is not available: limbeck does not let scripts write "
                              "files; io.StringIO and io.BytesIO hold data in memory" % name)
    refuse.__name__ = name
    return refuse


for _name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "TemporaryDirectory"):
    globals()[_name] = _refused(_name)
del _name


def SpooledTemporaryFile(max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None,
                         suffix=None, prefix=None, dir=None, *, errors=None):
    """In memory, whatever its size."""
    import io
    return io.BytesIO() if "b" in mode else io.StringIO()
