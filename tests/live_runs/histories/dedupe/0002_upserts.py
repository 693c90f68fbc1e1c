"""inserts that may be there already"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, postgresql, sqlite

revision = "dedupe2"
down_revision = "dedupe1"


def upgrade():
    bind = op.get_bind()
    contacts = sa.Table("contacts", sa.MetaData(), autoload_with=bind)
    name = bind.dialect.name
    rows = [{"email": "a@x", "hits": 100}, {"email": "new@x", "hits": 5}]
    if name == "mysql":
        statement = mysql.insert(contacts).values(rows)
        statement = statement.on_duplicate_key_update(hits=contacts.c.hits + statement.inserted.hits)
    else:
        insert = {"postgresql": postgresql, "sqlite": sqlite}[name].insert
        statement = insert(contacts).values(rows)
        statement = statement.on_conflict_do_update(index_elements=["email"], set_={"hits": contacts.c.hits + statement.excluded.hits},
                                                    where=contacts.c.hits < 1000)
    bind.execute(statement)
    if name == "mysql":
        bind.execute(mysql.insert(contacts).prefix_with("IGNORE").values(email="a@x", hits=-1))
    else:
        insert = {"postgresql": postgresql, "sqlite": sqlite}[name].insert
        print(bind.execute(insert(contacts).values(email="a@x", hits=-1).on_conflict_do_nothing()).rowcount)
        print(bind.execute(insert(contacts).values(email="r@x", hits=3).on_conflict_do_nothing(index_elements=[contacts.c.email]).returning(contacts.c.email, contacts.c.hits)).all())
    print(bind.execute(sa.select(contacts.c.email, contacts.c.hits).where(contacts.c.email.is_not(None)).order_by(contacts.c.email)).all())
    missing = sa.select(sa.literal("z@x"), sa.literal(9)).where(~sa.exists().where(contacts.c.email == "z@x"))
    print(bind.execute(contacts.insert().from_select(["email", "hits"], missing)).rowcount)
    if name == "postgresql":
        values = sa.values(sa.column("email", sa.String), sa.column("bonus", sa.Integer), name="given").data([("a@x", 7), ("z@x", 8)])
        print(bind.execute(contacts.update().values(hits=contacts.c.hits + values.c.bonus).where(contacts.c.email == values.c.email)).rowcount)
        print(bind.execute(contacts.delete().where(contacts.c.email == "z@x").returning(contacts.c.hits)).scalar_one())
        print(bind.execute(sa.select(sa.func.array_agg(sa.distinct(contacts.c.email)).filter(contacts.c.hits > 50))).scalar())


def downgrade():
    op.execute("DELETE FROM contacts WHERE email IN ('new@x', 'z@x', 'r@x')")
