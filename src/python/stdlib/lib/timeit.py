"""Timing: https://docs.python.org/3/library/timeit.html"""

import time

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {} if globals is None else globals
        self._setup = setup if callable(setup) else lambda: exec(setup, names)
        if callable(stmt):
            self._body = stmt
        else:
            code = compile(stmt, "<timeit-src>", "exec")
            self._body = lambda: exec(code, names)

    def timeit(self, number=default_number):
        self._setup()
        body = self._body
        start = self.timer()
        for _ in range(number):
            body()
        return self.timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat,
           number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
