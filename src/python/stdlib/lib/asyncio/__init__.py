"""asyncio, run in place: a coroutine runs to its end where it is awaited.

Tasks start when they are made and have ended when create_task() returns; what
would wait for something that only another task can do is an error.
"""

import contextvars
import time as _time

import _limbeck

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class CancelledError(BaseException):
    pass


class InvalidStateError(Exception):
    pass


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


TimeoutError = TimeoutError
IncompleteReadError = EOFError


class Future:
    def __init__(self, *, loop=None):
        self._done = False
        self._result = None
        self._exception = None
        self._cancelled = False
        self._callbacks = []

    def __class_getitem__(cls, item):
        return cls

    def done(self):
        return self._done

    def cancelled(self):
        return self._cancelled

    def cancel(self, msg=None):
        if self._done:
            return False
        self._cancelled = True
        self._finish(None, CancelledError(msg) if msg else CancelledError())
        return True

    def _finish(self, result, exception):
        self._result, self._exception, self._done = result, exception, True
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback(self)

    def result(self):
        if not self._done:
            raise InvalidStateError("Result is not set.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if not self._done:
            raise InvalidStateError("Exception is not set.")
        if self._cancelled:
            raise self._exception
        return self._exception

    def set_result(self, result):
        if self._done:
            raise InvalidStateError("invalid state")
        self._finish(result, None)

    def set_exception(self, exception):
        if self._done:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        self._finish(None, exception)

    def add_done_callback(self, fn, *, context=None):
        if self._done:
            fn(self)
        else:
            self._callbacks.append(fn)

    def remove_done_callback(self, fn):
        before = len(self._callbacks)
        self._callbacks = [f for f in self._callbacks if f != fn]
        return before - len(self._callbacks)

    def get_loop(self):
        return get_event_loop()

    def __await__(self):
        if not self._done:
            yield self
        return self.result()

    __iter__ = __await__


_current = []
_names = 0


class Task(Future):
    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=True):
        global _names
        super().__init__()
        if not iscoroutine(coro):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        _names += 1
        self._name = name or f"Task-{_names}"
        self._coro = coro
        context = context or contextvars.copy_context()
        _current.append(self)
        try:
            result = context.run(_limbeck.run_awaitable, coro)
        except CancelledError as error:
            self._cancelled = True
            self._finish(None, error)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            self._finish(None, error)
        else:
            self._finish(result, None)
        finally:
            _current.pop()

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_coro(self):
        return self._coro

    def cancelling(self):
        return 0

    def uncancel(self):
        return 0


class AbstractEventLoop:
    pass


class _Loop(AbstractEventLoop):
    _running = False
    _closed = False

    def run_until_complete(self, future):
        return _run(future)

    def create_task(self, coro, *, name=None, context=None):
        return Task(coro, name=name, context=context)

    def create_future(self):
        return Future()

    async def run_in_executor(self, executor, func, *args):
        return func(*args)

    def call_soon(self, callback, *args, context=None):
        callback(*args)

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        callback(*args)

    def time(self):
        return _time.monotonic()

    def is_running(self):
        return _running > 0

    def is_closed(self):
        return self._closed

    def close(self):
        self._closed = True

    def stop(self):
        pass

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        pass

    def set_debug(self, enabled):
        pass

    def get_debug(self):
        return False

    def set_exception_handler(self, handler):
        pass

    def add_signal_handler(self, sig, callback, *args):
        pass


_loop = None
_running = 0


def _run(awaitable):
    global _running
    if isinstance(awaitable, Task):
        return awaitable.result()
    _running += 1
    try:
        return _limbeck.run_awaitable(awaitable)
    finally:
        _running -= 1


def run(main, *, debug=None, loop_factory=None):
    if _running:
        if iscoroutine(main):
            main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if not iscoroutine(main):
        raise ValueError(f"a coroutine was expected, got {main!r}")
    return _run(main)


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        pass

    def get_loop(self):
        return get_event_loop()

    def run(self, coro, *, context=None):
        return run(coro)


def get_running_loop():
    if not _running:
        raise RuntimeError("no running event loop")
    return get_event_loop()


def get_event_loop():
    global _loop
    if _loop is None:
        _loop = _Loop()
    return _loop


def new_event_loop():
    return _Loop()


def set_event_loop(loop):
    global _loop
    _loop = loop


def _get_running_loop():
    return get_event_loop() if _running else None


class DefaultEventLoopPolicy:
    def get_event_loop(self):
        return get_event_loop()

    def set_event_loop(self, loop):
        set_event_loop(loop)

    def new_event_loop(self):
        return new_event_loop()


WindowsSelectorEventLoopPolicy = WindowsProactorEventLoopPolicy = DefaultEventLoopPolicy
_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    return _policy


def set_event_loop_policy(policy):
    pass


def iscoroutine(obj):
    return type(obj).__name__ == "coroutine" or (
        hasattr(obj, "send") and hasattr(obj, "throw") and hasattr(obj, "__await__"))


def iscoroutinefunction(func):
    import inspect
    return inspect.iscoroutinefunction(func)


def isfuture(obj):
    return isinstance(obj, Future)


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        return coro_or_future
    if iscoroutine(coro_or_future):
        return Task(coro_or_future)
    if hasattr(coro_or_future, "__await__"):
        return Task(_wrap(coro_or_future))
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


async def _wrap(awaitable):
    return await awaitable


def create_task(coro, *, name=None, context=None):
    get_running_loop()
    return Task(coro, name=name, context=context)


def current_task(loop=None):
    return _current[-1] if _current else None


def all_tasks(loop=None):
    return set(_current)


async def sleep(delay, result=None):
    if delay > 0:
        _time.sleep(delay)
    return result


async def gather(*coros_or_futures, return_exceptions=False):
    results = []
    for item in coros_or_futures:
        future = ensure_future(item)
        if return_exceptions:
            error = future._exception
            results.append(error if error is not None else future.result())
        else:
            results.append(await future)
    return results


async def wait_for(fut, timeout):
    return await fut


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    return {ensure_future(f) for f in fs}, set()


def as_completed(fs, *, timeout=None):
    return iter([ensure_future(f) for f in fs])


async def shield(arg):
    return await arg


async def to_thread(func, /, *args, **kwargs):
    return func(*args, **kwargs)


def run_coroutine_threadsafe(coro, loop):
    return Task(coro)


class timeout:
    def __init__(self, delay):
        self._delay = delay

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return None

    def reschedule(self, when):
        pass

    def expired(self):
        return False


timeout_at = timeout


class TaskGroup:
    async def __aenter__(self):
        self._errors = []
        return self

    async def __aexit__(self, et, exc, tb):
        errors = self._errors
        if exc is not None and not isinstance(exc, CancelledError):
            errors = errors + [exc]
        if errors:
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors)

    def create_task(self, coro, *, name=None, context=None):
        task = Task(coro, name=name, context=context)
        if task._exception is not None and not task._cancelled:
            self._errors.append(task._exception)
        return task


class Lock:
    def __init__(self):
        self._locked = False

    def locked(self):
        return self._locked

    async def acquire(self):
        if self._locked:
            raise RuntimeError("asyncio.Lock is held and nothing else can run to release it")
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *exc):
        self.release()


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value

    def locked(self):
        return self._value == 0

    async def acquire(self):
        if self._value == 0:
            raise RuntimeError("asyncio.Semaphore is used up and nothing else can run")
        self._value -= 1
        return True

    def release(self):
        self._value += 1

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *exc):
        self.release()


BoundedSemaphore = Semaphore


class Event:
    def __init__(self):
        self._set = False

    def is_set(self):
        return self._set

    def set(self):
        self._set = True

    def clear(self):
        self._set = False

    async def wait(self):
        if not self._set:
            raise RuntimeError("asyncio.Event is not set and nothing else can run to set it")
        return True


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._items = []

    def __class_getitem__(cls, item):
        return cls

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self.maxsize <= len(self._items)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty
        return self._get()

    def _put(self, item):
        self._items.append(item)

    def _get(self):
        return self._items.pop(0)

    async def put(self, item):
        self.put_nowait(item)

    async def get(self):
        return self.get_nowait()

    def task_done(self):
        pass

    async def join(self):
        pass


class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()
