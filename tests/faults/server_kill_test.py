#!/usr/bin/env python3
"""Kills the whole server (kill -9) while an upgrade runs, and starts it anew.

usage: tests/faults/server_kill_test.py LIMBECK [--every N] [--revisions N]
           [--database NAME]

It starts servers of its own (tests/servers.sh), so that nobody else's die. The
strikes come right before and right after statements, as kill_test.py's; what has
to be so afterwards is the same.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "live_runs")]

import databases  # noqa: E402
import kill_test  # noqa: E402

PREFIXES = {"postgresql": "LIMBECK_TEST_PG", "mysql": "LIMBECK_TEST_MYSQL"}


class Server:
    """A server that this test may kill."""

    def __init__(self, kind):
        self.kind = kind
        self.servers = databases.OwnServers(
            LIMBECK_TEST_SERVERS={"postgresql": "pg"}.get(kind.name, kind.name))
        prefix = PREFIXES[kind.name]
        told = self.servers.told
        self.installed = prefix + "_URL" in told
        os.environ.update(told)
        self.pid_file = told.get(prefix + "_PID")
        self.start = told.get(prefix + "_START")
        self.children = []
        if self.installed:
            self.settle()

    def pid(self):
        with open(self.pid_file) as file:
            return int(file.readline())

    def kill(self):
        try:
            os.kill(self.pid(), signal.SIGKILL)
        except (OSError, ValueError):
            pass

    def settle(self):
        """What was committed has to be there after a crash."""
        if self.kind is databases.MariaDb:
            self.any_sql("SET GLOBAL innodb_flush_log_at_trx_commit = 1")
        else:
            self.any_sql("ALTER SYSTEM SET synchronous_commit = on")
            self.any_sql("SELECT pg_reload_conf()")

    def any_sql(self, text):
        url = urllib.parse.urlsplit(os.environ[PREFIXES[self.kind.name] + "_URL"])
        one = self.kind.__new__(self.kind)
        one.database = url.path[1:]
        if self.kind is databases.PostgreSql:
            one.options = ["-h", url.hostname, "-p", str(url.port), "-U", url.username]
        else:
            one.options = ["--no-defaults", "--protocol=tcp", "-h", url.hostname, "-P",
                           str(url.port), "-u", url.username, "-p" + url.password]
        return one.sql(text)

    def restart(self):
        """Until it answers. The dead one's children may still hold its memory."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if not self.children or self.children[-1].poll() is not None:
                self.children.append(subprocess.Popen([self.start]))
            try:
                self.any_sql("SELECT 1")
                return self.settle()
            except RuntimeError:
                time.sleep(0.1)
        raise kill_test.Failure("%s does not start again" % self.kind.name)

    def stop(self):
        self.servers.stop()
        for child in self.children:
            child.wait()


def strike_kind(options, kind):
    server = Server(kind)
    try:
        if not server.installed:
            return 0
        return kill_test.run_server(options, kind, ("server",), server)
    finally:
        server.stop()


if __name__ == "__main__":
    kill_test.run_all(kill_test.options_of(__doc__, 5), (databases.PostgreSql, databases.MariaDb),
                      strike_kind)
