"""The executor of threads, where CPython keeps it."""

from concurrent.futures import ThreadPoolExecutor
