"""autocommit_block, begin_nested, and what a step sees of itself."""
import sqlalchemy as sa
from alembic import context, op
from show import quiet, section, show

revision = "t1"
down_revision = None


def upgrade():
    quiet.append(True)
    bind = op.get_bind()
    note = op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.String(50)))
    section("state")
    show("in transaction", lambda: bind.in_transaction())
    show("transaction", lambda: bind.get_transaction() is not None)
    show("nested", lambda: bind.get_nested_transaction())
    show("closed", lambda: bind.closed)
    show("context connection", lambda: op.get_context().connection is bind)
    show("context bind", lambda: op.get_context().bind is bind)
    show("current heads", lambda: op.get_context().get_current_heads())
    show("as_sql", lambda: op.get_context().as_sql)
    show("offline", lambda: context.is_offline_mode())
    show("transactional", lambda: op.get_context().impl.transactional_ddl if bind.dialect.name != "sqlite" else None)
    section("autocommit")
    bind.execute(note.insert().values(id=1, text="before"))
    with op.get_context().autocommit_block():
        inside = op.get_bind()
        show("level", lambda: inside.get_isolation_level() == "AUTOCOMMIT")
        op.execute("INSERT INTO note (id, text) VALUES (2, 'inside')")
        if bind.dialect.name == "postgresql":
            op.create_index("ix_note_text", "note", ["text"], postgresql_concurrently=True)
            op.execute("CREATE TYPE mood AS ENUM ('sad')")
            op.execute("ALTER TYPE mood ADD VALUE 'ok'")
            op.execute("VACUUM note")
        else:
            op.create_index("ix_note_text", "note", ["text"])
    show("after", lambda: bind.in_transaction())
    show("rows", lambda: op.get_bind().execute(sa.text("SELECT id, text FROM note ORDER BY id")).all())
    section("nested")
    with bind.begin_nested():
        bind.execute(note.insert().values(id=3, text="kept"))
    try:
        with bind.begin_nested():
            bind.execute(note.insert().values(id=4, text="lost"))
            raise KeyError("own")
    except KeyError as error:
        print("caught", error)
    show("rows", lambda: bind.execute(sa.text("SELECT id FROM note ORDER BY id")).scalars().all())
    show("isolation", lambda: bind.get_isolation_level())
    show("default isolation", lambda: bind.default_isolation_level)
    show("execution options", lambda: dict(bind.get_execution_options()))
    show("engine", lambda: (bind.engine.name, bind.engine.driver, bind.engine.dialect.name))
    show("url", lambda: bind.engine.url.password if bind.dialect.name == "sqlite" else str(bind.engine.url).count("***") + str(bind.engine.url).count(":secret"))


def downgrade():
    op.drop_table("note")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TYPE mood")
