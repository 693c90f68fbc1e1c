"""Threads, without any running beside another: start() runs the target to its
end, that of a daemon until it would wait for the first time. Nothing would be
seen of it afterwards in a program that ends soon.
https://docs.python.org/3/library/threading.html"""

import sys

TIMEOUT_MAX = 9223372036.0


class ThreadError(RuntimeError):
    pass


ThreadError = RuntimeError


class _Rest(BaseException):
    """Ends a daemon thread where it would wait."""


def _waits():
    """Called where a thread would wait; time.sleep() does so, too."""
    if _current.daemon and _current is not _main:
        raise _Rest


class Lock:
    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if self._held:
            if blocking:
                _waits()
            if blocking and timeout == -1:
                raise RuntimeError("deadlock: this lock is held and no other thread could release it")
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *args):
        self.release()

    def __repr__(self):
        return "<%s _thread.lock object at %#x>" % ("locked" if self._held else "unlocked", id(self))


class RLock:
    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def _is_owned(self):
        return self._count > 0

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *args):
        self.release()


class Condition:
    def __init__(self, lock=None):
        self._lock = lock if lock is not None else RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def wait(self, timeout=None):
        _waits()
        return False

    def wait_for(self, predicate, timeout=None):
        found = predicate()
        if not found:
            _waits()
        return found

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = self._first = value

    def acquire(self, blocking=True, timeout=None):
        if self._value == 0:
            if blocking:
                _waits()
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *args):
        self.release()


class BoundedSemaphore(Semaphore):
    def release(self, n=1):
        if self._value + n > self._first:
            raise ValueError("Semaphore released too many times")
        self._value += n


class Event:
    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag:
            _waits()
        return self._flag


class local:
    pass


_counter = 0


class Thread:
    _initialized = True

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None,
                 context=None):
        global _counter
        if name is None:
            _counter += 1
            name = "Thread-%d" % _counter
            if target is not None and hasattr(target, "__name__"):
                name += " (%s)" % target.__name__
        self._target = target
        self.name = str(name)
        self._args = args
        self._kwargs = kwargs or {}
        self.daemon = bool(daemon)
        self.ident = None
        self._started = False
        self._alive = False

    @property
    def native_id(self):
        return self.ident

    def start(self):
        global _current
        if self._started:
            raise RuntimeError("threads can only be started once")
        self._started = True
        self.ident = id(self)
        before, _current = _current, self
        self._alive = True
        rests = False
        try:
            self.run()
        except SystemExit:
            pass
        except _Rest:
            rests = True
        except Exception as error:
            excepthook(ExceptHookArgs((type(error), error, error.__traceback__, self)))
        finally:
            self._alive = rests
            _current = before

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")

    def is_alive(self):
        return self._alive

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def __repr__(self):
        state = "initial"
        if self._started:
            state = "started" if self._alive else "stopped"
        if self.daemon:
            state += " daemon"
        if self.ident is not None:
            state += " %s" % self.ident
        return "<%s(%s, %s)>" % (type(self).__name__, self.name, state)


class Timer(Thread):
    """Runs when it is started, without waiting; a daemon waits for ever."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self, target=function, args=args or (), kwargs=kwargs)
        self.interval = interval
        self._cancelled = False

    def cancel(self):
        self._cancelled = True

    def run(self):
        _waits()
        if not self._cancelled:
            Thread.run(self)


class _MainThread(Thread):
    pass


class ExceptHookArgs(tuple):
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args, /):
    import traceback
    sys.stderr.write("Exception in thread %s:\n" % args.thread.name)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


_main = _MainThread(name="MainThread")
_main._started = _main._alive = True
_main.ident = 1
_current = _main


def current_thread():
    return _current


currentThread = current_thread


def main_thread():
    return _main


def get_ident():
    return _current.ident


get_native_id = get_ident


def active_count():
    return len(enumerate())


activeCount = active_count


def enumerate():
    return [_main] if _current is _main else [_main, _current]


def settrace(func):
    pass


setprofile = settrace


def stack_size(size=0):
    return 0


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties

    def wait(self, timeout=None):
        if self.parties > 1:
            raise BrokenBarrierError
        return 0


class BrokenBarrierError(RuntimeError):
    pass
