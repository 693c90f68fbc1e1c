"""Sockets, which limbeck has not: for the import of test_logging."""


class dispatcher:
    pass


class dispatcher_with_send(dispatcher):
    pass


def loop(*args, **kwargs):
    pass
