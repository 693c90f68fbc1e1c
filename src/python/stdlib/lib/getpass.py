"""The user: https://docs.python.org/3/library/getpass.html"""

import os
import sys


class GetPassWarning(UserWarning):
    pass


def getuser():
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        user = os.environ.get(name)
        if user:
            return user
    return os.getlogin()


def getpass(prompt="Password: ", stream=None):
    """Reads a line; the terminal goes on showing what is typed."""
    out = stream or sys.stderr
    out.write(prompt)
    out.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line[:-1] if line.endswith("\n") else line
