"""The host's name; no connection is ever opened.
https://docs.python.org/3/library/socket.html"""

import os

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOL_SOCKET, SO_REUSEADDR, SO_KEEPALIVE = 1, 2, 9
IPPROTO_TCP, IPPROTO_UDP, TCP_NODELAY = 6, 17, 1
error = OSError
timeout = TimeoutError


class herror(OSError):
    pass


class gaierror(OSError):
    pass


def gethostname():
    return os.uname().nodename


def getfqdn(name=""):
    return name or gethostname()


def getdefaulttimeout():
    return None


def setdefaulttimeout(timeout):
    pass


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("socket.%s() is not available: a migration can reach the database "
                              "and read the project, nothing else" % name)
    refuse.__name__ = name
    return refuse


for _name in ("create_connection", "create_server", "getaddrinfo", "gethostbyname",
              "gethostbyaddr", "gethostbyname_ex", "getnameinfo", "socketpair"):
    globals()[_name] = _refused(_name)
del _name


class socket:
    def __init__(self, *args, **kwargs):
        _refused("socket")()
