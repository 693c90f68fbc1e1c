"""engine.raw_connection(): transactions, cursors and errors of the driver."""
from alembic import op
from show import section, show, show_error

revision = "r1"
down_revision = None

HOLDERS = {"sqlite": "?", "postgresql": "%s", "mysql": "%s"}


def rows(raw, sql):
    cursor = raw.cursor()
    cursor.execute(sql)
    found = [tuple(row) for row in cursor.fetchall()]
    cursor.close()
    return found


def names(raw):
    return rows(raw, "SELECT name FROM raw_item ORDER BY id")


def add(raw, number, name, holder):
    cursor = raw.cursor()
    cursor.execute("INSERT INTO raw_item (id, name) VALUES (%s, %s)" % (holder, holder), (number, name))
    return cursor


def transactions(raw, other, holder):
    add(raw, 1, "kept", holder)
    raw.commit()
    add(raw, 2, "undone", holder)
    show("own row is seen", lambda: names(raw))
    show("another does not see it", lambda: names(other))
    other.rollback()
    raw.rollback()
    show("rollback undoes", lambda: names(raw))
    raw.rollback()
    show("rollback of nothing", lambda: raw.rollback())
    show("commit of nothing", lambda: raw.commit())
    add(raw, 3, "forgotten", holder)
    raw.close()
    show("close undoes", lambda: names(other))
    other.rollback()


def autocommit(raw, other, name, holder):
    if name == "postgresql":
        show("autocommit", lambda: raw.autocommit)
        add(raw, 10, "before", holder)
        show("within a transaction", lambda: setattr(raw.dbapi_connection, "autocommit", True))
        raw.rollback()
        raw.dbapi_connection.autocommit = True
        show("autocommit after", lambda: raw.autocommit)
        add(raw, 11, "at once", holder)
        raw.rollback()
        raw.dbapi_connection.autocommit = False
        add(raw, 12, "not at once", holder)
        raw.rollback()
        raw.dbapi_connection.set_isolation_level(0)
        add(raw, 13, "level 0", holder)
        raw.rollback()
        raw.dbapi_connection.set_isolation_level(1)
        add(raw, 14, "level 1", holder)
        raw.rollback()
    elif name == "mysql":
        raw.dbapi_connection.autocommit(True)
        add(raw, 11, "at once", holder)
        raw.rollback()
        raw.dbapi_connection.autocommit(False)
        add(raw, 12, "not at once", holder)
        raw.rollback()
    else:
        show("isolation_level", lambda: raw.isolation_level)
        raw.dbapi_connection.isolation_level = None
        add(raw, 11, "at once", holder)
        show("in_transaction", lambda: raw.in_transaction)
        raw.rollback()
        raw.dbapi_connection.isolation_level = ""
        add(raw, 12, "not at once", holder)
        show("in_transaction", lambda: raw.in_transaction)
        raw.rollback()
    show("kept", lambda: names(other))
    other.rollback()


def cursors(raw, name, holder):
    cursor = raw.cursor()
    cursor.executemany("INSERT INTO raw_item (id, name) VALUES (%s, %s)" % (holder, holder),
                       [(20, "x"), (21, "y"), (22, None)])
    show("rowcount of many", lambda: cursor.rowcount)
    cursor.execute("SELECT id, name AS title FROM raw_item WHERE id >= 20 ORDER BY id")
    show("columns", lambda: [one[0] for one in cursor.description])
    show("fetchone", lambda: cursor.fetchone())
    show("fetchmany", lambda: cursor.fetchmany(1))
    show("fetchall", lambda: cursor.fetchall())
    show("nothing left", lambda: cursor.fetchone())
    show("nothing left of all", lambda: cursor.fetchall())
    cursor.execute("SELECT id FROM raw_item WHERE id >= 20 ORDER BY id")
    show("iterated", lambda: [row[0] for row in cursor])
    show("arraysize", lambda: (cursor.arraysize, setattr(cursor, "arraysize", 2), cursor.arraysize))
    cursor.execute("UPDATE raw_item SET name = 'z' WHERE id > 20")
    show("rowcount of update", lambda: cursor.rowcount)
    show("description of update", lambda: cursor.description)
    cursor.execute("DELETE FROM raw_item WHERE id = 21")
    show("rowcount of delete", lambda: cursor.rowcount)
    if name == "postgresql":
        cursor.execute("SELECT %(a)s::int + %(b)s", {"a": 1, "b": 2})
        show("named", lambda: cursor.fetchone())
        cursor.execute("SELECT 'a%'")
        show("percent without parameters", lambda: cursor.fetchone())
        cursor.execute("SELECT 'a%%' || %s", ("b",))
        show("percent with parameters", lambda: cursor.fetchone())
    elif name == "sqlite":
        cursor.execute("SELECT :a + :b", {"a": 1, "b": 2})
        show("named", lambda: cursor.fetchone())
    else:
        cursor.execute("SELECT %(a)s + %(b)s", {"a": 1, "b": 2})
        show("named", lambda: cursor.fetchone())
        cursor.execute("INSERT INTO raw_counted (name) VALUES ('a')")
        show("lastrowid", lambda: cursor.lastrowid)
    cursor.close()
    raw.commit()


def errors(raw, name):
    def attempt(label, work):
        try:
            work()
            print(label, "worked")
        except Exception as error:
            show_error(label, error, details=True)
            print("    of", type(error).__module__)
        raw.rollback()

    def closed():
        cursor = raw.cursor()
        cursor.close()
        cursor.execute("SELECT 1")

    def nothing_to_fetch():
        cursor = raw.cursor()
        cursor.execute("DELETE FROM raw_item WHERE id = -1")
        return cursor.fetchall()

    attempt("duplicate", lambda: rows(raw, "INSERT INTO raw_item (id) VALUES (1)"))
    attempt("no table", lambda: rows(raw, "SELECT * FROM nowhere"))
    attempt("syntax", lambda: rows(raw, "SELEC 1"))
    attempt("not null", lambda: rows(raw, "INSERT INTO raw_item (id, name) VALUES (NULL, 'a')"))
    attempt("closed cursor", closed)
    show("nothing to fetch", nothing_to_fetch)
    raw.rollback()
    if name != "sqlite":
        attempt("too long", lambda: rows(raw, "INSERT INTO raw_item (id, name) VALUES (90, '%s')" % ("n" * 30)))
    if name == "postgresql":
        cursor = raw.cursor()
        attempt("no rows", lambda: cursor.fetchone())
        try:
            cursor.execute("SELECT 1/0")
        except Exception as error:
            print("caught", type(error).__name__)
        try:
            cursor.execute("SELECT 1")
        except Exception as error:
            show_error("aborted", error)
        raw.rollback()
        cursor.execute("SELECT 1")
        show("well again", lambda: cursor.fetchone())
        raw.rollback()
    if name == "sqlite":
        attempt("two statements", lambda: raw.cursor().execute("SELECT 1; SELECT 2"))
        attempt("a comment behind", lambda: raw.cursor().execute("SELECT 1; -- end"))


def with_blocks(raw, name, holder):
    driver = raw.dbapi_connection
    with raw.cursor() if name != "sqlite" else driver as cursor:
        cursor.execute("INSERT INTO raw_item (id, name) VALUES (30, 'in a block')")
    if name == "postgresql":
        show("cursor closed", lambda: cursor.closed)
    if name != "mysql":  # PyMySQL closes the connection at the end of the block
        try:
            with driver:
                add(driver, 31, "fails", holder)
                raise KeyError("out")
        except KeyError:
            print("raised through")
    show("after the block", lambda: names(driver)[-1])
    raw.rollback()


def upgrade():
    bind = op.get_bind()
    name, holder = bind.dialect.name, HOLDERS[bind.dialect.name]
    raw, other = bind.engine.raw_connection(), bind.engine.raw_connection()
    rows_of = raw.cursor()
    rows_of.execute("CREATE TABLE raw_item (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))")
    if name == "mysql":
        rows_of.execute("CREATE TABLE raw_counted (id INTEGER AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))")
    raw.commit()
    section("transactions")
    transactions(raw, other, holder)
    section("autocommit")
    raw = bind.engine.raw_connection()
    autocommit(raw, other, name, holder)
    section("cursors")
    cursors(raw, name, holder)
    section("errors")
    errors(raw, name)
    section("blocks")
    with_blocks(raw, name, holder)
    raw.close()
    other.close()
    show("closed", lambda: raw.is_valid)
    show("cursor of a closed one", lambda: raw.cursor())


def downgrade():
    if op.get_bind().dialect.name == "mysql":
        op.drop_table("raw_counted")
    op.drop_table("raw_item")
