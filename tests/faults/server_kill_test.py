#!/usr/bin/env python3
"""Kills the whole server (kill -9) while an upgrade runs, and starts it anew.

usage: tests/faults/server_kill_test.py LIMBECK [--every N] [--revisions N]
           [--database NAME]

It starts servers of its own (tests/servers.sh), so that nobody else's die. The
strikes come right before and right after statements, as kill_test.py's; what has
to be so afterwards is the same.
"""

import argparse
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
from proxy import Proxy  # noqa: E402

PREFIXES = {"postgresql": "LIMBECK_TEST_PG", "mysql": "LIMBECK_TEST_MYSQL"}


class Server:
    """A server that this test may kill."""

    def __init__(self, kind):
        self.kind = kind
        self.shell = subprocess.Popen(
            [os.path.join(HERE, "..", "servers.sh")], text=True, stdout=subprocess.PIPE,
            env=dict(os.environ, LIMBECK_TEST_SERVERS={"postgresql": "pg"}.get(kind.name, kind.name)))
        prefix = PREFIXES[kind.name]
        told = {}
        while prefix + "_PID" not in told or prefix + "_START" not in told \
                or prefix + "_URL" not in told:
            line = self.shell.stdout.readline()
            if not line:
                break
            name, _, value = line.strip().removeprefix("export ").partition("=")
            told[name] = value
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
        self.shell.terminate()
        self.shell.wait()
        for child in self.children:
            child.wait()


def strike(options, server, states, at, moment):
    kind = server.kind
    trial = kill_test.Trial(options, kind)
    label = "server killed %s statement %d (%s)" % (moment, at, kind.name)
    url = urllib.parse.urlsplit(trial.database.url)
    struck = []

    def blow():
        server.kill()
        struck.append(True)
        proxy.cut()

    proxy = Proxy(url.hostname, url.port, kind.name, at, moment, blow)
    try:
        trial.set_url(trial.through(proxy))
        process = trial.start("upgrade", "head")
        output, _ = process.communicate(timeout=300)
        proxy.close()
        if not struck or process.returncode == 0:
            raise kill_test.Failure("%s: nothing was noticed\n%s" % (label, output))
        server.restart()
        trial.set_url(trial.database.url)
        transactional = kind is databases.PostgreSql
        kill_test.look_at(trial, states, transactional, label)
        return kill_test.finish(trial, states, transactional, label)
    finally:
        proxy.close()
        trial.drop()


def run(options, kind):
    server = Server(kind)
    try:
        if not server.installed:
            return 0
        states = kill_test.expected_states(options, kind)
        total = kill_test.strike_server(options, kind, states, 0, "before", "none")
        strikes = repaired = 0
        for at in range(1, total + 1, options.every):
            for moment in ("before", "after"):
                repaired += strike(options, server, states, at, moment)
                strikes += 1
        print("%s: server killed %d times at %d statements of %d revisions, %d steps finished "
              "by hand" % (kind.name, strikes, total, options.revisions, repaired), flush=True)
        return strikes
    finally:
        server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("limbeck")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--revisions", type=int, default=5)
    parser.add_argument("--database", action="append")
    options = parser.parse_args()
    options.limbeck = os.path.abspath(options.limbeck)
    strikes = 0
    for kind in (databases.PostgreSql, databases.MariaDb):
        if not options.database or kind.name in options.database:
            strikes += run(options, kind)
    print("%d strikes, all well" % strikes)


if __name__ == "__main__":
    try:
        main()
    except kill_test.Failure as failure:
        sys.exit("FAIL " + str(failure))
