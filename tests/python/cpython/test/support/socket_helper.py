"""Tests of sockets are skipped."""

import unittest

HOST = HOSTv4 = HOSTv6 = "localhost"
IPV6_ENABLED = has_gethostname = False


def bind_port(*args, **kwargs):
    raise unittest.SkipTest("needs sockets")


find_unused_port = bind_unix_socket = create_unix_domain_name = bind_port


def skip_unless_bind_unix_socket(item):
    return unittest.skip("needs sockets")(item)
