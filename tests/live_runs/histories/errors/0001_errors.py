"""Errors that scripts catch, and going on behind a savepoint."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import (DataError, DatabaseError, DBAPIError, IntegrityError,
                            InternalError, OperationalError, ProgrammingError, SQLAlchemyError)
from show import quiet, section, show, show_error

revision = "e1"
down_revision = None


def try_in_savepoint(bind, label, statement, values=None):
    try:
        with bind.begin_nested():
            bind.execute(statement, values) if values is not None else bind.execute(statement)
        print(label, "worked")
    except SQLAlchemyError as error:
        show_error(label, error)
        show("  statement", lambda: error.statement)
        show("  params", lambda: error.params)
        show("  orig args", lambda: error.orig.args if bind.dialect.name != "postgresql" else str(error.orig))
        show("  code", lambda: error.code)
        show("  connection_invalidated", lambda: error.connection_invalidated)
        show("  cause", lambda: error.__cause__ is error.orig)
        if bind.dialect.name == "postgresql":
            show("  pgcode", lambda: error.orig.pgcode)
            show("  pgerror", lambda: error.orig.pgerror)
            diag = error.orig.diag
            for name in ("sqlstate", "severity", "message_primary", "message_detail",
                         "constraint_name", "table_name", "column_name", "schema_name"):
                show("  diag " + name, lambda: getattr(diag, name))
        if bind.dialect.name == "sqlite":
            show("  sqlite_errorname", lambda: error.orig.sqlite_errorname)
            show("  sqlite_errorcode", lambda: error.orig.sqlite_errorcode)
    show("  goes on", lambda: bind.execute(sa.text("SELECT count(*) FROM thing")).scalar())


def upgrade():
    thing = op.create_table(
        "thing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(5), nullable=False),
        sa.Column("size", sa.Integer),
        sa.UniqueConstraint("name", name="uq_thing_name"),
        sa.CheckConstraint("size > 0", name="ck_thing_size"),
    )
    op.create_table("part", sa.Column("thing_id", sa.Integer,
                                      sa.ForeignKey("thing.id", name="fk_part_thing"), primary_key=True))
    bind = op.get_bind()
    bind.execute(thing.insert(), [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
    quiet.append(True)
    section("in savepoints")
    try_in_savepoint(bind, "unique", thing.insert(), {"id": 3, "name": "a"})
    try_in_savepoint(bind, "unique text", sa.text("INSERT INTO thing (id, name) VALUES (:id, :name)"), {"id": 3, "name": "a"})
    try_in_savepoint(bind, "primary key", thing.insert().values(id=1, name="c"))
    try_in_savepoint(bind, "not null", sa.text("INSERT INTO thing (id) VALUES (5)"))
    try_in_savepoint(bind, "check", thing.insert().values(id=6, name="d", size=-1))
    try_in_savepoint(bind, "foreign key", sa.text("INSERT INTO part (thing_id) VALUES (77)"))
    try_in_savepoint(bind, "no table", sa.text("SELECT * FROM nowhere"))
    try_in_savepoint(bind, "no column", sa.text("SELECT nothing FROM thing"))
    try_in_savepoint(bind, "syntax", sa.text("SELEC 1"))
    try_in_savepoint(bind, "duplicate table", sa.text("CREATE TABLE thing (id INTEGER)")) if bind.dialect.name != "mysql" else None
    try_in_savepoint(bind, "too long", thing.insert().values(id=7, name="much too long"))
    try_in_savepoint(bind, "bad number", sa.text("INSERT INTO thing (id, name, size) VALUES (8, 'n', 'abc')"))
    try_in_savepoint(bind, "many", thing.insert(), [{"id": 20, "name": "x"}, {"id": 21, "name": "a"}])
    try_in_savepoint(bind, "good", thing.insert(), {"id": 30, "name": "ok"})

    section("classes")
    for kind in (IntegrityError, DatabaseError, DBAPIError, SQLAlchemyError, Exception):
        try:
            with bind.begin_nested():
                bind.execute(thing.insert().values(id=1, name="a"))
        except kind as error:
            print("caught as", kind.__name__)
    for kind in (OperationalError, ProgrammingError, DataError, InternalError):
        show(kind.__name__, lambda: (issubclass(kind, DatabaseError), kind.__module__))

    section("nested by hand")
    savepoint = bind.begin_nested()
    bind.execute(thing.insert().values(id=40, name="n1"))
    savepoint.rollback()
    show("rolled back", lambda: bind.execute(sa.select(thing.c.id).where(thing.c.id == 40)).first())
    savepoint = bind.begin_nested()
    bind.execute(thing.insert().values(id=41, name="n2"))
    savepoint.commit()
    show("kept", lambda: bind.execute(sa.select(thing.c.id).where(thing.c.id == 41)).scalar())
    outer = bind.begin_nested()
    bind.execute(thing.insert().values(id=42, name="n3"))
    inner = bind.begin_nested()
    bind.execute(thing.insert().values(id=43, name="n4"))
    show("states", lambda: (outer.is_active, inner.is_active, bind.in_nested_transaction(), bind.in_transaction()))
    inner.rollback()
    outer.commit()
    show("inner", lambda: bind.execute(sa.text("SELECT id FROM thing WHERE id IN (42, 43)")).scalars().all())
    show("states after", lambda: (outer.is_active, inner.is_active, bind.in_nested_transaction()))
    show("commit twice", lambda: outer.commit())
    show("begin again", lambda: bind.begin())
    show("sql in postgres", lambda: op.execute("SAVEPOINT mine"))
    op.execute("INSERT INTO thing (id, name) VALUES (50, 'own')")
    show("rollback to", lambda: op.execute("ROLLBACK TO SAVEPOINT mine"))
    show("not there", lambda: bind.execute(sa.text("SELECT id FROM thing WHERE id = 50")).first())
    op.execute("RELEASE SAVEPOINT mine")
    if bind.dialect.name == "postgresql":
        op.execute("SAVEPOINT other")
        show("failed state", lambda: bind.execute(sa.text("SELECT * FROM nowhere")))
        show("in failed transaction", lambda: bind.execute(sa.text("SELECT 1")))
        op.execute("ROLLBACK TO SAVEPOINT other")
        show("well again", lambda: bind.execute(sa.text("SELECT 1")).scalar())
        op.execute("""DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
                CREATE TYPE mood AS ENUM ('sad', 'ok');
            END IF; END $$;""")
        show("raise", lambda: None)
        try_in_savepoint(bind, "raised", sa.text("DO $$ BEGIN RAISE EXCEPTION 'own words' USING ERRCODE = 'P0001', HINT = 'a hint'; END $$"))
        try_in_savepoint(bind, "divide", sa.text("SELECT 1/0"))
        try_in_savepoint(bind, "invalid enum", sa.text("SELECT 'x'::mood"))
        try_in_savepoint(bind, "bad cast", sa.text("SELECT 'x'::integer"))
        try_in_savepoint(bind, "bad function", sa.text("SELECT nofunc(1)"))


def downgrade():
    op.drop_table("part")
    op.drop_table("thing")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TYPE mood")
