"""The host's name; no connection is ever opened.
https://docs.python.org/3/library/socket.html"""

import os

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM, SOCK_RAW = 1, 2, 3
SOL_SOCKET, SO_REUSEADDR, SO_KEEPALIVE = 1, 2, 9
IPPROTO_IP, IPPROTO_TCP, IPPROTO_UDP, IPPROTO_IPV6 = 0, 6, 17, 41
TCP_NODELAY, TCP_MAXSEG, TCP_CORK, TCP_KEEPIDLE, TCP_KEEPINTVL = 1, 2, 3, 4, 5
TCP_KEEPCNT, TCP_DEFER_ACCEPT, TCP_QUICKACK, TCP_USER_TIMEOUT = 6, 9, 12, 18
SO_SNDBUF, SO_RCVBUF, SO_LINGER, SO_REUSEPORT, SOMAXCONN = 7, 8, 13, 15, 4096
AI_PASSIVE, SHUT_RD, SHUT_WR, SHUT_RDWR = 1, 0, 1, 2
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
