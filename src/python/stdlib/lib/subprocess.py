"""Programs are not started: every call says so.
https://docs.python.org/3/library/subprocess.html"""

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return "Command %r returned non-zero exit status %d." % (self.cmd, self.returncode)


class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return "Command %r timed out after %s seconds" % (self.cmd, self.timeout)


class CompletedProcess:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


class NotStarted(PermissionError, FileNotFoundError, CalledProcessError):
    """Whoever handles that a program is lacking or fails, handles this."""

    def __init__(self, message):
        CalledProcessError.__init__(self, 126, message, b"", b"")
        self.message = message

    def __str__(self):
        return self.message


NotStarted.__name__ = NotStarted.__qualname__ = "PermissionError"
NotStarted.__module__ = "builtins"


def _refuse(name):
    raise NotStarted("subprocess.%s() is not available: a migration can reach the database "
                          "and read the project, nothing else" % name)


class Popen:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *args, **kwargs):
        _refuse("Popen")


def run(*args, **kwargs):
    _refuse("run")


def call(*args, **kwargs):
    _refuse("call")


def check_call(*args, **kwargs):
    _refuse("check_call")


def check_output(*args, **kwargs):
    _refuse("check_output")


def getoutput(*args, **kwargs):
    _refuse("getoutput")


def getstatusoutput(*args, **kwargs):
    _refuse("getstatusoutput")


def list2cmdline(seq):
    import shlex
    return shlex.join(seq)
