"""Functions to be called at the end of the program; migrations are over before
that, so they are kept and run in time only by run_exitfuncs().
https://docs.python.org/3/library/atexit.html"""

_functions = []


def register(func, /, *args, **kwargs):
    if not callable(func):
        raise TypeError("the first argument must be callable")
    _functions.append((func, args, kwargs))
    return func


def unregister(func):
    _functions[:] = [entry for entry in _functions if entry[0] != func]


def _run_exitfuncs():
    while _functions:
        func, args, kwargs = _functions.pop()
        func(*args, **kwargs)


def _ncallbacks():
    return len(_functions)


def _clear():
    _functions.clear()
