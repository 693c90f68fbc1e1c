"""Makes `test` of the CPython whose tests run, with our own `test.support`."""

import os

__path__.append(os.environ["CPYTHON_TESTS"])
