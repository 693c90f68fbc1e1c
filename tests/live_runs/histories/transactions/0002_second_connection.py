"""Another connection of the engine, and statements that control transactions."""
import sqlalchemy as sa
from alembic import op
from show import quiet, section, show

revision = "t2"
down_revision = "t1"


def upgrade():
    quiet.append(True)
    bind = op.get_bind()
    section("in one text")
    if bind.dialect.name == "postgresql":
        op.execute("CREATE TABLE one (id integer); CREATE TABLE two (id integer); INSERT INTO one VALUES (1), (2);")
        show("several", lambda: bind.execute(sa.text("SELECT count(*) FROM one")).scalar())
        op.execute("DO $body$ BEGIN EXECUTE 'INSERT INTO two SELECT id FROM one'; END $body$")
        show("do", lambda: bind.execute(sa.text("SELECT count(*) FROM two")).scalar())
        op.execute(r"""CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE plpgsql AS $$
        BEGIN RETURN n * 2; /* 50%% */ END $$""")
        show("function", lambda: bind.execute(sa.select(sa.func.twice(4))).scalar())
        op.execute("COMMENT ON TABLE one IS 'it''s 100% \\: sure'")
        op.execute(sa.text("SELECT set_config('limbeck.own', :v, true)").bindparams(v="x"))
        show("config", lambda: bind.execute(sa.text("SELECT current_setting('limbeck.own')")).scalar())
        op.execute("SET LOCAL lock_timeout = '5s'")
        show("timeout", lambda: bind.execute(sa.text("SHOW lock_timeout")).scalar())
    else:
        op.execute("CREATE TABLE one (id integer)")
        op.execute("CREATE TABLE two (id integer)")
    section("raw")
    cursor = bind.connection.cursor()
    cursor.execute("SELECT 1")
    show("cursor", lambda: cursor.fetchone())
    cursor.close()
    section("commit in the script")
    if bind.dialect.name != "sqlite":  # where the reference is in no transaction
        op.execute("COMMIT")
    op.execute("INSERT INTO one (id) VALUES (7)")
    show("after", lambda: bind.execute(sa.text("SELECT max(id) FROM one")).scalar())


def downgrade():
    op.drop_table("two")
    op.drop_table("one")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION twice(integer)")
