"""Options of engines and connections; what reflection makes of a lost table."""
import sqlalchemy as sa
from alembic import op
from show import section, show

revision = "o1"
down_revision = None


def upgrade():
    bind = op.get_bind()
    engine = bind.engine
    section("options")
    url = engine.url
    own = sa.create_engine(url, execution_options={"own": 1})
    show("engine", lambda: dict(own.get_execution_options()))
    more = own.execution_options(more=2)
    show("more", lambda: (dict(more.get_execution_options()), dict(own.get_execution_options()), more.url == url))
    show("again", lambda: dict(more.execution_options(own=3).get_execution_options()))
    with more.connect() as connection:
        show("connection", lambda: dict(connection.get_execution_options()))
        show("itself", lambda: connection.execution_options(mine=3) is connection)
        show("all", lambda: dict(connection.get_execution_options()))
    with own.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        show("level", lambda: connection.get_isolation_level())
    show("of a statement", lambda: sa.text("SELECT 1").execution_options(a=1).get_execution_options()["a"])
    section("default schema")
    show("its name", lambda: bind.dialect.default_schema_name)
    show("inspector", lambda: sa.inspect(bind).default_schema_name)
    section("lost tables")
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
    op.create_table("child", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id")))
    show("followed", lambda: sorted(reflected(bind).metadata.tables))
    show("not followed", lambda: sorted(reflected(bind, resolve_fks=False).metadata.tables))
    if bind.dialect.name == "sqlite":
        op.execute("CREATE TABLE lonely (id INTEGER PRIMARY KEY, a INTEGER REFERENCES nowhere (id))")
        op.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, a INTEGER REFERENCES PARENT (id))")
        show("lost", lambda: reflected(bind, "lonely"))
        show("lost and not followed", lambda: [k.target_fullname for k in
                                               reflected(bind, "lonely", resolve_fks=False).foreign_keys])
        show("another case", lambda: [k.target_fullname for k in reflected(bind, "other").foreign_keys])
        show("only", lambda: sa.MetaData().reflect(bind, only=["lonely"]))
        op.drop_table("lonely")
        op.drop_table("other")
    show("no table", lambda: reflected(bind, "nowhere"))


def reflected(bind, name="child", **kw):
    return sa.Table(name, sa.MetaData(), autoload_with=bind, **kw)


def downgrade():
    op.drop_table("child")
    op.drop_table("parent")
