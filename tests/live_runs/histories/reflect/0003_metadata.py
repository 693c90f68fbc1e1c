"""MetaData.reflect and what can be done with the tables"""
import sqlalchemy as sa
from alembic import op

revision = "reflect3"
down_revision = "reflect2"


def upgrade():
    bind = op.get_bind()
    meta = sa.MetaData()
    meta.reflect(bind, only=lambda name, _: name in ("people", "pets"))
    people, pets = meta.tables["people"], meta.tables["pets"]
    print([t.name for t in meta.sorted_tables], [c.name for c in pets.columns], list(pets.primary_key.columns.keys()))
    print([(fk.parent.name, fk.target_fullname) for fk in pets.foreign_keys], pets.c.owner.references(people.c.id))
    boss = people.alias("boss")
    query = sa.select(people.c.name, boss.c.name.label("boss"), pets.c.name.label("pet"), pets.c.weight).select_from(
        people.outerjoin(boss, people.c.boss == boss.c.id).outerjoin(pets)).order_by(people.c.id)
    for row in bind.execute(query):
        print(row._asdict())
    named = sa.Table("named", sa.MetaData(), autoload_with=bind)
    print(named.c.keys(), [c.type.__class__.__name__ for c in named.c], bind.execute(sa.select(named).order_by(named.c.id)).all())
    copy = people.to_metadata(sa.MetaData(), name="people_copy")
    for index in list(copy.indexes):
        copy.indexes.remove(index)
    copy.constraints = {c for c in copy.constraints if not isinstance(c, sa.ForeignKeyConstraint)}
    copy.primary_key.name = "pk_people_copy"
    copy.create(bind)
    print(bind.execute(copy.insert().from_select(["id", "name"], sa.select(people.c.id, people.c.name))).rowcount)
    print(bind.execute(sa.select(sa.func.count()).select_from(copy)).scalar())
    reflected = sa.Table("people_copy", sa.MetaData(), sa.Column("name", sa.String(99)), autoload_with=bind)
    print(repr(reflected.c.name.type), reflected.c.keys())
    try:
        sa.Table("missing", sa.MetaData(), autoload_with=bind)
    except sa.exc.NoSuchTableError as error:
        print("no such table:", error)


def downgrade():
    meta = sa.MetaData()
    sa.Table("people_copy", meta, autoload_with=op.get_bind()).drop(op.get_bind())
