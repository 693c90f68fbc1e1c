#!/usr/bin/env python3
"""Connects with cases.py to servers that speak TLS and to others that do not.

usage: tests/connecting/check.py PROGRAM [--record]

PROGRAM runs cases.py: fullrun, or with --record a Python with the real drivers.
The servers are the test's own (tests/servers.sh), so are the certificates, which
openssl makes. Every other driver name has to connect as well.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "live_runs"))

import databases  # noqa: E402

OTHER_DRIVERS = {
    "POSTGRESQL": ["postgresql", "postgresql+psycopg_async", "postgresql+pg8000", "postgresql+psycopg2cffi"],
    "MYSQL": ["mysql", "mysql+mysqldb", "mysql+aiomysql", "mysql+asyncmy", "mysql+cymysql", "mysql+mysqlconnector",
              "mysql+mariadbconnector", "mariadb", "mariadb+pymysql", "mariadb+mariadbconnector"],
}
NAMES = '''
import asyncio, os, sys
import sqlalchemy as sa
for url in sys.argv[1:]:
    with sa.create_engine(url).connect() as connection:
        print(url.split(":")[0], connection.exec_driver_sql("SELECT 1").scalar())
'''


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def make_certificates(folder):
    """An authority, a server and a client that it signed, and a stranger."""

    def path(name):
        return os.path.join(folder, name)

    for name in ("ca", "other"):
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name,
                "-keyout", path(name + ".key"), "-out", path(name + ".crt"))
    for name, subject in (("server", "localhost"), ("client", "certified")):
        with open(path("extensions"), "w") as file:
            file.write("subjectAltName=DNS:%s\n" % subject)
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + subject,
                "-keyout", path(name + ".key"), "-out", path(name + ".csr"))
        openssl("x509", "-req", "-in", path(name + ".csr"), "-CA", path("ca.crt"), "-CAkey", path("ca.key"),
                "-CAcreateserial", "-days", "2", "-extfile", path("extensions"), "-out", path(name + ".crt"))
        os.chmod(path(name + ".key"), 0o600)


def port_of(servers):
    return str(urllib.parse.urlsplit(servers.told["LIMBECK_TEST_MYSQL_URL"]).port)


def lines_of(options, tls, plain):
    environment = dict(
        os.environ, **tls.told, MYSQL_PORT=port_of(tls), PLAIN_MYSQL_PORT=port_of(plain),
        PLAIN_PG_PORT=plain.told["LIMBECK_TEST_PG_PORT"], PYTHONWARNINGS="ignore", HOME=tls.told["LIMBECK_TEST_TLS"])
    done = subprocess.run([options.program, os.path.join(HERE, "cases.py")], text=True, capture_output=True,
                          env=environment, timeout=300)
    if done.returncode:
        sys.exit(done.stderr)
    text = done.stdout.replace(tls.told["LIMBECK_TEST_TLS"], "CERTS").replace(
        tls.told["LIMBECK_TEST_MYSQL_SOCKET"], "SOCKET")
    for server in (tls, plain):
        text = text.replace(port_of(server), "PORT").replace(server.told["LIMBECK_TEST_PG_PORT"], "PORT")
    return [line.rstrip() for line in text.splitlines()]


def other_names(options, plain):
    urls = []
    for kind, place in (("POSTGRESQL", plain.told["LIMBECK_TEST_PG_URL"]),
                        ("MYSQL", plain.told["LIMBECK_TEST_MYSQL_URL"])):
        urls += [name + place[place.index(":"):] for name in OTHER_DRIVERS[kind]]
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(NAMES)
        file.flush()
        done = subprocess.run([options.program, file.name, *urls], text=True, capture_output=True)
    wanted = ["%s 1" % url.split(":")[0] for url in urls]
    if done.returncode or done.stdout.splitlines() != wanted:
        return [done.stdout + done.stderr]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    if not shutil.which("openssl"):
        print("no openssl")
        return 0
    recorded = os.path.join(HERE, "recorded.txt")
    servers = []
    with tempfile.TemporaryDirectory(prefix="limbeck-tls-") as folder:
        os.chmod(folder, 0o755)
        make_certificates(folder)
        try:
            servers.append(databases.OwnServers(LIMBECK_TEST_TLS=folder))
            servers.append(databases.OwnServers())
            if not all("LIMBECK_TEST_%s_URL" % name in server.told
                       for server in servers for name in ("PG", "MYSQL")):
                print("no servers")
                return 0
            lines = lines_of(options, *servers)
            if options.record:
                with open(recorded, "w") as file:
                    file.write("\n".join(lines) + "\n")
                return 0
            with open(recorded) as file:
                wanted = file.read().splitlines()
            wrong = list(difflib.unified_diff(wanted, lines, "recorded", "limbeck", n=0, lineterm=""))
            wrong += other_names(options, servers[1])
            print("\n".join(wrong) or "%d connections as recorded, %d other driver names"
                  % (len(lines), sum(map(len, OTHER_DRIVERS.values()))))
            return 1 if wrong else 0
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    sys.exit(main())
