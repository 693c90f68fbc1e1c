# Expressions compile to the same text with the same parameters.
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.dialects.postgresql import psycopg2 as postgresql
from sqlalchemy.dialects.postgresql import insert as pg_insert

t = sa.table("t", sa.column("id", sa.Integer), sa.column("name", sa.String),
             sa.column("n", sa.Integer))


def show(statement, dialect=None, literal=False):
    kwargs = {"literal_binds": True} if literal else {}
    compiled = statement.compile(dialect=dialect, compile_kwargs=kwargs)
    print(str(compiled), compiled.params if not literal else "")


show(t.c.id == 5)
show(t.c.name.like("a%") & (t.c.n > 3) | ~(t.c.id.in_([1, 2])), literal=True)
show(t.c.name == None)
show(t.c.name != None)
show(t.c.n + 5 * t.c.id)
show(t.c.name + "x")
show(sa.and_(t.c.id == 1, sa.or_(t.c.n == 2, t.c.n == 3)))
show(sa.not_(t.c.id == 1))
show(t.c.n.between(1, 3))
show(t.c.name.startswith("a"))
show(t.c.name.ilike("%x%"), postgresql.dialect())
show(sa.func.count(t.c.id))
show(sa.func.coalesce(t.c.name, "none").label("x"))
show(sa.case((t.c.id == 1, "one"), else_="many"))
show(sa.cast(t.c.id, sa.String))
show(sa.select(t.c.id, t.c.name).where(t.c.id == 5).order_by(t.c.name.desc()).limit(3))
show(sa.select(t))
show(sa.select(sa.func.count()).select_from(t))
show(t.insert().values(id=1, name="x"))
show(t.update().where(t.c.id == 1).values(name="y"))
show(t.delete().where(t.c.id.in_([1, 2])), literal=True)
show(sa.insert(t).values([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]))
show(sa.text("select :x, 'a'").bindparams(x=5))
show(sa.select(sa.literal(1)).union(sa.select(sa.literal(2))))
sub = sa.select(t.c.id).where(t.c.n > 1).subquery("s")
show(sa.select(sub.c.id).join(t, t.c.id == sub.c.id))
cte = sa.select(t.c.id).cte("c")
show(sa.select(cte.c.id))
show(sa.select(sa.exists().where(t.c.id == 1)))
show(pg_insert(t).values(id=1).on_conflict_do_nothing(), postgresql.dialect())
statement = pg_insert(t).values(id=1, name="q")
show(statement.on_conflict_do_update(index_elements=["id"],
     set_={"name": statement.excluded.name}), postgresql.dialect())
show(sa.select(sa.func.row_number().over(partition_by=t.c.n, order_by=t.c.id)))
show(sa.true() & (t.c.id == 1))
show(t.c.id.is_(None))
show(sa.null())
show(sa.literal_column("1 + 1"))
show(sa.bindparam("q", 7))
show(sa.extract("year", sa.column("d")))
show(t.alias("u").c.id == t.c.id)
print(str(sa.func.now()), str(sa.text("x")), str(t), str(t.c.id))
print(sa.select(t.c.id).order_by(sa.nullslast("id")), sa.nulls_first(sa.text("x")),
      sa.nullsfirst(t.c.id.desc()), sa.between(5, 1, 9), sa.nulls_last(None))
