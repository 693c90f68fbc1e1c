"""The ground of threading: https://docs.python.org/3/library/_thread.html"""

from threading import Lock as allocate_lock, Lock as LockType, RLock, get_ident, local as _local

error = RuntimeError


def start_new_thread(function, args, kwargs={}, /):
    function(*args, **kwargs)
    return get_ident()
