"""What drivers make of URLs, query parameters, connect_args and TLS.

Run by check.py through limbeck and through CPython with the real drivers. A
line for each connection: whether it speaks TLS and what the session was told,
or that it was refused, and with which class.
"""

import asyncio
import os
import ssl

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

PG = os.environ["LIMBECK_TEST_PG_PORT"]
MY = os.environ["MYSQL_PORT"]
SOCKET = os.environ["LIMBECK_TEST_MYSQL_SOCKET"]
CERTS = os.environ["LIMBECK_TEST_TLS"]
CA, OTHER = os.path.join(CERTS, "ca.crt"), os.path.join(CERTS, "other.crt")
CERT, KEY = os.path.join(CERTS, "client.crt"), os.path.join(CERTS, "client.key")
PG_QUESTION = ("SELECT ssl, current_setting('application_name'), current_setting('search_path'),"
               " current_setting('statement_timeout') FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
MY_QUESTION = ("SELECT (SELECT VARIABLE_VALUE <> '' FROM information_schema.SESSION_STATUS"
               " WHERE VARIABLE_NAME = 'Ssl_cipher'), @@character_set_client, @@lock_wait_timeout")


def told(row):
    return " ".join(["tls" if row[0] else "plain"] + [str(value) for value in row[1:]])


async def ask_async(url, options):
    engine = create_async_engine(url, **options)
    try:
        async with engine.connect() as connection:
            return told((await connection.exec_driver_sql(PG_QUESTION)).one())
    finally:
        await engine.dispose()


def ask(url, options):
    if "+asyncpg" in url:
        return asyncio.run(ask_async(url, options))
    engine = sa.create_engine(url, **options)
    with engine.connect() as connection:
        question = PG_QUESTION if engine.dialect.name == "postgresql" else MY_QUESTION
        return told(connection.exec_driver_sql(question).one())


def probe(label, url, **options):
    try:
        print(label, ask(url, options))
    except OSError:  # of Python's TLS; ours are the drivers' own
        print(label, "refused")
    except sa.exc.DBAPIError as error:
        same = type(error) if "certificate" not in str(error) else sa.exc.OperationalError
        print(label, "refused", "" if "asyncpg" in url else same.__name__)


def context(cafile=None, check_hostname=True, verify=True):
    made = ssl.create_default_context(cafile=cafile)
    made.check_hostname = check_hostname and verify
    if not verify:
        made.verify_mode = ssl.CERT_NONE
    return made


def libpq():
    for driver in ("psycopg2", "psycopg"):
        for host in ("localhost", "127.0.0.1"):
            url = "postgresql+%s://limbeck@%s:%s/limbeck" % (driver, host, PG)
            for query in ("", "sslmode=disable", "sslmode=allow", "sslmode=prefer", "sslmode=require",
                          "sslmode=nonsense", "sslmode=verify-full", "sslmode=verify-ca&sslrootcert=" + CA,
                          "sslmode=verify-full&sslrootcert=" + CA, "sslmode=verify-full&sslrootcert=" + OTHER,
                          "sslmode=require&sslrootcert=" + OTHER,
                          "sslmode=require&ssl_min_protocol_version=TLSv1.3"):
                probe("%s %s ?%s" % (driver, host, query), url + "?" + query)
            probe("%s %s connect_args" % (driver, host), url,
                  connect_args={"sslmode": "verify-full", "sslrootcert": CA})
        url = "postgresql+%s://certified@localhost:%s/limbeck?sslmode=verify-full&sslrootcert=%s" % (
            driver, PG, CA)
        probe(driver + " no certificate", url)
        probe(driver + " certificate", url + "&sslcert=%s&sslkey=%s" % (CERT, KEY))
        url = "postgresql+%s://limbeck@127.0.0.1:%s/limbeck" % (driver, PG)
        probe(driver + " name", url + "?application_name=told")
        probe(driver + " options", url + "?options=-csearch_path%3Done%2Ctwo%20-cstatement_timeout%3D5s")
        probe(driver + " arguments", url, connect_args={
            "options": "-c statement_timeout=7000", "application_name": "by argument",
            "connect_timeout": 5, "keepalives": 1, "keepalives_idle": 30})
        probe(driver + " argument wins", url + "?application_name=url",
              connect_args={"application_name": "argument"})
        probe(driver + " hosts", "postgresql+%s://limbeck@/limbeck?host=127.0.0.1:1&host=127.0.0.1:%s" % (driver, PG))
        probe(driver + " host in query", "postgresql+%s:///limbeck?host=127.0.0.1&port=%s&user=limbeck" % (driver, PG))
        probe(driver + " unknown", url + "?nonsense=1")
        if driver == "psycopg2":
            probe(driver + " bad number", url + "?connect_timeout=abc")
        probe(driver + " level", url, isolation_level="AUTOCOMMIT")
        probe(driver + " ping", url, pool_pre_ping=True, pool_size=2, max_overflow=3, pool_recycle=60)


def asyncpg():
    for host in ("localhost", "127.0.0.1"):
        url = "postgresql+asyncpg://limbeck@%s:%s/limbeck" % (host, PG)
        for query in ("ssl=disable", "ssl=require", "ssl=verify-full"):
            probe("asyncpg %s ?%s" % (host, query), url + "?" + query)
        for name, value in (("True", True), ("False", False), ("require", "require"), ("context", context(CA)),
                            ("context without name", context(CA, check_hostname=False)),
                            ("context of others", context(OTHER, check_hostname=False)),
                            ("context of nobody", context(verify=False)), ("default context", context())):
            probe("asyncpg %s ssl %s" % (host, name), url, connect_args={"ssl": value})
    probe("asyncpg settings", url, connect_args={"server_settings": {
        "application_name": "two words", "search_path": "one, two", "statement_timeout": "5s"}})
    certified = context(CA)
    certified.load_cert_chain(CERT, KEY)
    probe("asyncpg certificate", "postgresql+asyncpg://certified@localhost:%s/limbeck" % PG,
          connect_args={"ssl": certified})


def pymysql():
    for host in ("localhost", "127.0.0.1"):
        url = "mysql+pymysql://limbeck:secret@%s:%s/limbeck" % (host, MY)
        for query in ("", "ssl_ca=" + CA, "ssl_ca=" + OTHER, "ssl_ca=%s&ssl_check_hostname=false" % CA,
                      "ssl_ca=%s&ssl_check_hostname=false" % OTHER, "ssl_check_hostname=false",
                      "ssl_check_hostname=true", "ssl_verify_cert=true", "ssl_verify_identity=true",
                      "ssl_disabled=true", "ssl_capath=" + CERTS,
                      "ssl_cipher=ECDHE-RSA-AES256-GCM-SHA384", "charset=latin1", "charset=utf8mb4"):
            probe("pymysql %s ?%s" % (host, query), url + "?" + query)
        for arguments in ({"ssl": {"ca": CA}}, {"ssl": {"ca": OTHER}}, {"ssl": {"ca": CA, "check_hostname": False}},
                          {"ssl": {"any": True}}, {"ssl": {}}, {"ssl": {"ca": OTHER, "check_hostname": False, "verify_mode": "none"}},
                          {"ssl_disabled": True}, {"ssl_ca": CA}, {"ssl_ca": OTHER},
                          {"ssl_ca": CA, "ssl_verify_cert": True}, {"ssl_ca": OTHER, "ssl_verify_cert": True},
                          {"ssl_ca": CA, "ssl_verify_identity": True}):
            probe("pymysql %s %r" % (host, arguments), url, connect_args=arguments)
        probe("pymysql %s context" % host, url, connect_args={"ssl": context(CA)})
        probe("pymysql %s context of others" % host, url, connect_args={"ssl": context(OTHER)})
        probe("pymysql %s context of nobody" % host, url, connect_args={"ssl": context(verify=False)})
    url = "mysql+pymysql://certified@127.0.0.1:%s/limbeck" % MY
    probe("pymysql no certificate", url)
    probe("pymysql certificate", url, connect_args={"ssl": {"cert": CERT, "key": KEY}})
    probe("pymysql certificates", url.replace("127.0.0.1", "localhost")
          + "?ssl_ca=%s&ssl_cert=%s&ssl_key=%s" % (CA, CERT, KEY))
    url = "mysql+pymysql://limbeck:secret@127.0.0.1:%s/limbeck" % MY
    probe("pymysql command", url, connect_args={"init_command": "SET SESSION lock_wait_timeout = 77"})
    probe("pymysql command in query", url + "?init_command=SET+SESSION+lock_wait_timeout+%3D+78")
    probe("pymysql level", url, isolation_level="AUTOCOMMIT")
    probe("pymysql socket", "mysql+pymysql://limbeck:secret@/limbeck?ssl_disabled=true&unix_socket=" + SOCKET)
    probe("pymysql timeouts", url + "?connect_timeout=5&read_timeout=30&write_timeout=30")
    probe("pymysql ping", url, pool_pre_ping=True, pool_recycle=60)


def without_tls():
    my = os.environ.get("PLAIN_MYSQL_PORT")
    url = "mysql+pymysql://limbeck:secret@127.0.0.1:%s/limbeck" % my
    probe("no TLS, pymysql", url)
    probe("no TLS, pymysql with authorities", url, connect_args={"ssl": {"ca": CA}})
    probe("no TLS, pymysql wants it", url, connect_args={"ssl": {"any": True}})
    probe("no TLS, localhost", url.replace("127.0.0.1", "localhost"))
    url = "postgresql+psycopg2://limbeck@127.0.0.1:%s/limbeck" % os.environ.get("PLAIN_PG_PORT")
    for mode in ("require", "prefer"):
        probe("no TLS, sslmode=" + mode, url + "?sslmode=" + mode)


libpq()
asyncpg()
pymysql()
without_tls()
