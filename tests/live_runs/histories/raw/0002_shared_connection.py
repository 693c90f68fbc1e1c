"""op.get_bind().connection: the migration's own session, seen by its driver."""
import io

from alembic import op
from show import quiet, section, show

revision = "r2"
down_revision = "r1"


def copying(cursor):
    def load(label, work):
        show(label, lambda: (work(), cursor.rowcount)[1])
        cursor.execute("SELECT id, name FROM raw_copy ORDER BY id")
        show("rows", cursor.fetchall)

    load("copy_expert", lambda: cursor.copy_expert(
        "COPY raw_copy (id, name) FROM STDIN WITH CSV HEADER", io.StringIO('id,name\n1,"a,b"\n2,\n')))
    load("copy_from", lambda: cursor.copy_from(
        io.StringIO("3;c\n4;-\n"), "raw_copy", sep=";", null="-", columns=("id", "name")))
    load("copy_from bytes", lambda: cursor.copy_from(io.BytesIO("5\té\n6\t\\N\n".encode()), "raw_copy"))
    out = io.StringIO()
    show("copy_expert out", lambda: (cursor.copy_expert("COPY (SELECT id FROM raw_copy ORDER BY 1) TO STDOUT", out),
                                     out.getvalue()))
    text, data = io.StringIO(), io.BytesIO()
    show("copy_to", lambda: (cursor.copy_to(text, "raw_copy", sep="|", null="(none)", columns=["name"]),
                             text.getvalue()))
    show("copy_to bytes", lambda: (cursor.copy_to(data, "raw_copy"), data.getvalue()))
    cursor.execute("SAVEPOINT copies")
    show("bad row", lambda: cursor.copy_expert("COPY raw_copy FROM STDIN", io.StringIO("7\tg\nnot a number\th\n")))
    cursor.execute("ROLLBACK TO SAVEPOINT copies")
    show("no such table", lambda: cursor.copy_from(io.StringIO("1\n"), "nowhere"))
    cursor.execute("ROLLBACK TO SAVEPOINT copies")
    cursor.execute("SELECT count(*) FROM raw_copy")
    show("after errors", cursor.fetchone)


def scripts(raw):
    cursor = raw.cursor()
    cursor.executescript("""
        CREATE TABLE raw_script (id INTEGER PRIMARY KEY, name TEXT); -- one; two
        INSERT INTO raw_script VALUES (1, 'a;b');
        INSERT INTO raw_script VALUES (2, 'c');
        CREATE TRIGGER raw_trigger AFTER INSERT ON raw_script BEGIN
            UPDATE raw_script SET name = 'by trigger' WHERE id = new.id;
        END;
        INSERT INTO raw_script VALUES (3, 'd');
    """)
    cursor.execute("SELECT * FROM raw_script")
    show("script", cursor.fetchall)
    show("fails", lambda: cursor.executescript("INSERT INTO raw_script VALUES (4, 'e'); SELEC 1;"))
    show("rows of the failed", lambda: raw.execute("SELECT count(*) FROM raw_script").fetchall())
    cursor.executescript("DROP TABLE raw_script")


def upgrade():
    bind = op.get_bind()
    name = bind.dialect.name
    op.execute("CREATE TABLE raw_copy (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20))")
    raw = bind.connection.connection if hasattr(bind.connection, "connection") else bind.connection
    cursor = raw.cursor()
    quiet.append(True)
    if name == "postgresql":
        section("copy")
        copying(cursor)
    elif name == "sqlite":
        section("executescript")
        scripts(raw)
    section("shared")
    cursor.execute("INSERT INTO raw_copy VALUES (50, 'by the cursor')")
    show("seen by the bind", lambda: [tuple(r) for r in bind.exec_driver_sql("SELECT * FROM raw_copy WHERE id = 50")])
    op.execute("INSERT INTO raw_copy VALUES (51, 'by op')")
    cursor.execute("SELECT name FROM raw_copy WHERE id = 51")
    show("seen by the cursor", cursor.fetchone)
    show("in_transaction", bind.in_transaction)
    quiet.clear()


def downgrade():
    op.drop_table("raw_copy")
