"""The Result API."""
import sqlalchemy as sa
from alembic import op
from show import section, show

revision = "r1"
down_revision = None


def upgrade():
    person = op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("age", sa.Integer),
    )
    op.bulk_insert(person, [
        {"id": 1, "name": "ann", "age": 30},
        {"id": 2, "name": "bob", "age": None},
        {"id": 3, "name": "cid", "age": 41},
    ])
    bind = op.get_bind()
    everyone = sa.select(person).order_by(person.c.id)
    query = "SELECT id, name, age FROM person ORDER BY id"

    section("fetching")
    for statement in (everyone, sa.text(query)):
        show("fetchall", lambda: bind.execute(statement).fetchall())
        show("all", lambda: bind.execute(statement).all())
        show("fetchone", lambda: bind.execute(statement).fetchone())
        show("fetchmany", lambda: bind.execute(statement).fetchmany(2))
        show("first", lambda: bind.execute(statement).first())
        show("list", lambda: list(bind.execute(statement)))
        show("scalar", lambda: bind.execute(statement).scalar())
        show("scalars", lambda: bind.execute(statement).scalars().all())
        show("scalars 1", lambda: bind.execute(statement).scalars(1).all())
        show("scalars name", lambda: bind.execute(statement).scalars("name").first())
        show("mappings", lambda: bind.execute(statement).mappings().all())
        show("mappings first", lambda: dict(bind.execute(statement).mappings().first()))
        show("keys", lambda: list(bind.execute(statement).keys()))
        show("columns", lambda: bind.execute(statement).columns("name", "id").all())
        show("unique", lambda: bind.execute(statement).unique().all())
        show("partitions", lambda: [list(p) for p in bind.execute(statement).partitions(2)])
        show("yield_per", lambda: [r.name for r in bind.execute(statement).yield_per(2)])
        show("one", lambda: bind.execute(statement).one())
        show("one_or_none", lambda: bind.execute(statement).one_or_none())
        show("scalar_one", lambda: bind.execute(statement).scalar_one())
        show("tuples", lambda: bind.execute(statement).tuples().all())
    nobody = sa.select(person).where(person.c.id == 99)
    show("no first", lambda: bind.execute(nobody).first())
    show("no one", lambda: bind.execute(nobody).one())
    show("no one_or_none", lambda: bind.execute(nobody).one_or_none())
    show("no scalar", lambda: bind.execute(nobody).scalar())
    show("no scalar_one", lambda: bind.execute(nobody).scalar_one())
    show("no scalar_one_or_none", lambda: bind.execute(nobody).scalar_one_or_none())
    show("no scalars first", lambda: bind.execute(nobody).scalars().first())
    show("no fetchall", lambda: bind.execute(nobody).fetchall())
    show("no fetchone", lambda: bind.execute(nobody).fetchone())
    show("conn.scalar", lambda: bind.scalar(sa.text("SELECT count(*) FROM person")))
    show("conn.scalars", lambda: bind.scalars(sa.select(person.c.name).order_by(person.c.id)).all())
    show("after the end", lambda: (lambda r: (r.fetchall(), r.fetchall(), r.fetchone()))(bind.execute(everyone)))
    show("after first", lambda: (lambda r: (r.first(), r.fetchone()))(bind.execute(everyone)))
    show("closed", lambda: (lambda r: (r.close(), r.fetchone()))(bind.execute(everyone)))
    show("closed flag", lambda: (lambda r: (r.closed, r.close(), r.closed))(bind.execute(everyone)))

    section("rows")
    row = bind.execute(everyone).first()
    show("index", lambda: row[1])
    show("negative", lambda: row[-1])
    show("slice", lambda: row[0:2])
    show("attribute", lambda: row.name)
    show("no attribute", lambda: row.nothing)
    show("no index", lambda: row[7])
    show("mapping text", lambda: row._mapping["name"])
    show("mapping column", lambda: row._mapping[person.c.age])
    show("mapping missing", lambda: row._mapping["nothing"])
    show("mapping get", lambda: row._mapping.get("nothing", 5))
    show("mapping keys", lambda: list(row._mapping.keys()))
    show("mapping values", lambda: list(row._mapping.values()))
    show("mapping items", lambda: list(row._mapping.items()))
    show("in mapping", lambda: ("name" in row._mapping, person.c.name in row._mapping, "x" in row._mapping))
    show("dict", lambda: dict(row._mapping))
    show("star", lambda: {**row._mapping})
    show("asdict", lambda: row._asdict())
    show("fields", lambda: row._fields)
    show("tuple", lambda: tuple(row))
    show("len", lambda: len(row))
    show("equal", lambda: (row == (1, "ann", 30), row != (1,), row < (2,), hash(row) == hash((1, "ann", 30))))
    show("in", lambda: ("ann" in row, 5 in row))
    show("count, index", lambda: (row.count("ann"), row.index("ann")))
    show("repr", lambda: repr(row))
    show("str mapping", lambda: str(row._mapping))
    show("unpack", lambda: [f"{i}-{n}" for i, n, _ in bind.execute(everyone)])
    show("isinstance", lambda: (isinstance(row, tuple), isinstance(row, sa.engine.Row)))
    show("row.t", lambda: row._tuple())
    show("dict of rows", lambda: dict(bind.execute(sa.select(person.c.id, person.c.name).order_by(person.c.id)).fetchall()))
    show("dict of result", lambda: dict(bind.execute(sa.select(person.c.id, person.c.name).order_by(person.c.id)).all()))
    show("set", lambda: set(bind.execute(sa.select(person.c.id))))
    show("sorted", lambda: sorted(bind.execute(everyone), key=lambda r: r.name, reverse=True))
    same = sa.text("SELECT id, id AS ID2, name AS \"Full Name\", count(*) OVER () FROM person ORDER BY id"
                   if bind.dialect.name != "mysql" else
                   "SELECT id, id AS ID2, name AS `Full Name`, count(*) OVER () FROM person ORDER BY id")
    show("odd keys", lambda: list(bind.execute(same).keys()))
    show("odd mapping", lambda: dict(bind.execute(same).first()._mapping))
    show("labelled", lambda: bind.execute(sa.select(person.c.name.label("n"), sa.func.count().label("c"))
                                          .group_by(person.c.name).order_by("n")).mappings().all())
    show("unnamed", lambda: list(bind.execute(sa.select(sa.func.max(person.c.id), sa.func.count())).keys()))
    show("literal", lambda: bind.execute(sa.select(sa.literal(5), sa.literal("x").label("y"))).first())
    two = person.alias("two")
    show("same names", lambda: bind.execute(sa.select(person.c.id, two.c.id).select_from(
        person.join(two, person.c.id == two.c.id)).order_by(person.c.id)).first())
    show("same names keys", lambda: list(bind.execute(sa.select(person.c.id, two.c.id).select_from(
        person.join(two, person.c.id == two.c.id))).keys()))
    show("same names by column", lambda: bind.execute(sa.select(person.c.id, two.c.id).select_from(
        person.join(two, person.c.id == two.c.id)).order_by(person.c.id)).first()._mapping[two.c.id])

    section("counts and keys")
    show("update", lambda: bind.execute(person.update().values(age=1)).rowcount)
    show("update some", lambda: bind.execute(sa.text("UPDATE person SET age = 2 WHERE id > 1")).rowcount)
    show("update same", lambda: bind.execute(sa.text("UPDATE person SET age = 2 WHERE id > 1")).rowcount)
    show("update none", lambda: bind.execute(sa.text("UPDATE person SET age = 2 WHERE id > 99")).rowcount)
    show("delete", lambda: bind.execute(person.delete().where(person.c.id == 3)).rowcount)
    show("insert", lambda: bind.execute(person.insert().values(name="dora")).rowcount)
    show("inserted key", lambda: bind.execute(person.insert().values(name="emil")).inserted_primary_key)
    show("inserted key given", lambda: bind.execute(person.insert().values(id=70, name="fred")).inserted_primary_key)
    show("inserted key by param", lambda: bind.execute(person.insert(), {"name": "gina"}).inserted_primary_key[0])
    show("inserted key attr", lambda: bind.execute(person.insert(), {"name": "gina"}).inserted_primary_key.id)
    show("many", lambda: bind.execute(person.insert(), [{"name": "h"}, {"name": "i"}]).rowcount)
    show("returns_rows", lambda: (bind.execute(everyone).returns_rows,
                                  bind.execute(sa.text("UPDATE person SET age = 3")).returns_rows))
    show("fetch of update", lambda: bind.execute(sa.text("UPDATE person SET age = 3")).fetchall())
    show("first of update", lambda: bind.execute(sa.text("UPDATE person SET age = 3")).first())
    show("scalar of update", lambda: bind.execute(sa.text("UPDATE person SET age = 3")).scalar())
    show("is_insert", lambda: bind.execute(person.insert().values(name="j")).is_insert)
    show("ddl result", lambda: bind.execute(sa.text("CREATE TABLE other (id INTEGER)")).returns_rows)
    show("last_inserted_params", lambda: bind.execute(person.insert().values(id=90, name="k")).last_inserted_params())
    if bind.dialect.name != "mysql":
        show("returning", lambda: bind.execute(person.insert().values(id=91, name="l").returning(person.c.id, person.c.name)).all())
        show("returning many", lambda: sorted(bind.execute(person.insert().returning(person.c.id), [
            {"id": 92, "name": "m"}, {"id": 93, "name": "n"}]).scalars().all()))
        show("update returning", lambda: bind.execute(person.update().where(person.c.id == 92).values(name="mm").returning(person.c.name)).scalar_one())
        show("delete returning", lambda: bind.execute(person.delete().where(person.c.id == 93).returning(person)).all())
        show("text returning", lambda: bind.execute(sa.text("INSERT INTO person (name) VALUES ('z') RETURNING id, name")).fetchone()[1])
    show("lastrowid", lambda: type(bind.execute(person.insert().values(name="p")).lastrowid).__name__)
    show("type", lambda: type(bind.execute(everyone)).__name__)

    section("streams")
    show("per statement", lambda: [r[0] for r in bind.execute(
        sa.select(person.c.id).where(person.c.id < 3).order_by(person.c.id).execution_options(stream_results=True, yield_per=1))])
    show("by chunks", lambda: [len(p) for p in bind.execute(
        sa.select(person.c.id), execution_options={"yield_per": 3}).partitions()])
    if bind.dialect.name != "mysql":
        show("writing between", lambda: [
            bind.execute(person.update().where(person.c.id == r.id).values(age=r.id)).rowcount
            for r in bind.execute(sa.select(person.c.id), execution_options={"stream_results": True})])
    op.drop_table("other")


def downgrade():
    op.drop_table("person")
