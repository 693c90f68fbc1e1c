"""How many processors there are; no process is ever started.
https://docs.python.org/3/library/multiprocessing.html"""

import os

cpu_count = os.cpu_count


class ProcessError(Exception):
    pass


class _Current:
    name = "MainProcess"
    daemon = False

    @property
    def pid(self):
        return os.getpid()


_current = _Current()


def current_process():
    return _current


def parent_process():
    return None


def active_children():
    return []


def get_start_method(allow_none=False):
    return "fork"


def freeze_support():
    pass


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("multiprocessing.%s() is not available: a migration can reach the "
                              "database and read the project, nothing else" % name)
    refuse.__name__ = name
    return refuse


Process = _refused("Process")
Pool = _refused("Pool")
Queue = _refused("Queue")
Pipe = _refused("Pipe")
Manager = _refused("Manager")
get_context = _refused("get_context")
set_start_method = _refused("set_start_method")
from threading import Event, Lock, RLock, Semaphore
