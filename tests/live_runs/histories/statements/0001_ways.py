"""The ways in which scripts give statements and values."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy import bindparam, text
from sqlalchemy.sql import column, select, table
from show import section, show

revision = "s1"
down_revision = None


def upgrade():
    op.create_table(
        "item",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(40)),
        sa.Column("price", sa.Numeric(10, 2)),
        sa.Column("kind", sa.String(10), server_default="plain"),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("item.id")),
    )
    bind = op.get_bind()
    name = bind.dialect.name
    item = table("item", column("id", sa.Integer), column("name", sa.String),
                 column("price", sa.Numeric), column("kind", sa.String), column("parent_id", sa.Integer))

    section("text")
    show("dict", lambda: bind.execute(text("INSERT INTO item (id, name) VALUES (:id, :name)"), {"id": 1, "name": "it's"}).rowcount)
    show("list of dicts", lambda: bind.execute(text("INSERT INTO item (id, name) VALUES (:id, :name)"),
                                               [{"id": 2, "name": "two"}, {"id": 3, "name": "50%"}]).rowcount)
    show("one in list", lambda: bind.execute(text("INSERT INTO item (id, name) VALUES (:id, :name)"), [{"id": 4, "name": "a:b"}]).rowcount)
    show("bindparams", lambda: bind.execute(text("SELECT name FROM item WHERE id = :i").bindparams(i=1)).scalar())
    show("bindparam typed", lambda: bind.execute(text("SELECT name FROM item WHERE id = :i").bindparams(bindparam("i", type_=sa.Integer)), {"i": 2}).scalar())
    show("expanding", lambda: bind.execute(text("SELECT name FROM item WHERE id IN :ids ORDER BY id").bindparams(
        bindparam("ids", expanding=True)), {"ids": [1, 2, 3]}).scalars().all())
    show("expanding none", lambda: bind.execute(text("SELECT name FROM item WHERE id IN :ids").bindparams(
        bindparam("ids", expanding=True)), {"ids": []}).scalars().all())
    show("columns", lambda: bind.execute(text("SELECT id, name FROM item WHERE id=1").columns(item.c.id, item.c.name)).first().name)
    show("columns types", lambda: bind.execute(text("SELECT id, '2020-01-02' AS d FROM item WHERE id=1").columns(id=sa.Integer, d=sa.String)).first())
    show("percent", lambda: bind.execute(text("SELECT count(*) FROM item WHERE name LIKE '%0%'")).scalar())
    show("percent with value", lambda: bind.execute(text("SELECT count(*) FROM item WHERE name LIKE '%0%' AND id = :i"), {"i": 3}).scalar())
    show("escaped colon", lambda: bind.execute(text("SELECT 'a\\:b'")).scalar())
    show("colon in quotes", lambda: bind.execute(text("SELECT '12:30:45'")).scalar())
    show("missing value", lambda: bind.execute(text("SELECT name FROM item WHERE id = :i")))
    show("wrong value", lambda: bind.execute(text("SELECT name FROM item WHERE id = :i"), {"j": 1}))
    show("same name twice", lambda: bind.execute(text("SELECT name FROM item WHERE id = :i OR id = :i + 1 ORDER BY id"), {"i": 1}).scalars().all())
    show("null value", lambda: bind.execute(text("UPDATE item SET name = :n WHERE id = :i"), {"n": None, "i": 4}).rowcount)
    show("null seen", lambda: bind.execute(text("SELECT name FROM item WHERE id = 4")).scalar())
    show("plain string", lambda: type(op.execute("UPDATE item SET kind = 'x' WHERE id = 1")).__name__)
    show("op.execute text", lambda: op.execute(text("UPDATE item SET kind = :k WHERE id = 2").bindparams(k="y")))
    show("op.execute core", lambda: op.execute(item.update().where(item.c.id == 3).values(kind=op.inline_literal("z"))))
    show("kinds", lambda: bind.execute(select(item.c.kind).order_by(item.c.id)).scalars().all())

    section("driver sql")
    mark = {"sqlite": "?", "postgresql": "%s", "mysql": "%s"}[name]
    show("plain", lambda: bind.exec_driver_sql("SELECT name FROM item WHERE id = 1").scalar())
    show("tuple", lambda: bind.exec_driver_sql("SELECT name FROM item WHERE id = %s" % mark, (2,)).scalar())
    show("many", lambda: bind.exec_driver_sql("INSERT INTO item (id, name) VALUES (%s, %s)" % (mark, mark), [(5, "five"), (6, "six")]).rowcount)
    if name == "sqlite":
        show("named", lambda: bind.exec_driver_sql("SELECT name FROM item WHERE id = :x", {"x": 2}).scalar())
    else:
        show("named", lambda: bind.exec_driver_sql("SELECT name FROM item WHERE id = %(x)s", {"x": 2}).scalar())
        show("double percent", lambda: bind.exec_driver_sql("SELECT count(*) FROM item WHERE name LIKE '%%0%%' AND id = %s", (3,)).scalar())

    section("core")
    show("insert values", lambda: bind.execute(item.insert().values(id=10, name="ten", price="10.50")).rowcount)
    show("insert dict", lambda: bind.execute(item.insert(), {"id": 11, "name": "eleven"}).rowcount)
    show("insert list", lambda: bind.execute(sa.insert(item), [{"id": 12, "name": "a"}, {"id": 13, "name": "b"}]).rowcount)
    show("insert values list", lambda: bind.execute(item.insert().values([{"id": 14, "name": "c"}, {"id": 15, "name": "d"}])).rowcount)
    show("insert from select", lambda: bind.execute(item.insert().from_select(
        ["id", "name"], select(item.c.id + 100, item.c.name).where(item.c.id < 3))).rowcount)
    show("update expr", lambda: bind.execute(item.update().where(item.c.price.is_(None)).values(price=item.c.id * 2)).rowcount)
    show("update many", lambda: bind.execute(item.update().where(item.c.id == bindparam("b_id")).values(name=bindparam("b_name")),
                                             [{"b_id": 12, "b_name": "aa"}, {"b_id": 13, "b_name": "bb"}]).rowcount)
    show("update many core", lambda: bind.execute(select(item.c.name).where(item.c.id.in_([12, 13])).order_by(item.c.id)).scalars().all())
    show("case", lambda: bind.execute(select(sa.case((item.c.id < 3, "low"), else_="high")).order_by(item.c.id).limit(4)).scalars().all())
    show("case value", lambda: bind.execute(select(sa.case({1: "one"}, value=item.c.id, else_="other")).order_by(item.c.id).limit(2)).scalars().all())
    show("in", lambda: bind.execute(select(item.c.id).where(item.c.id.in_([1, 2, 99])).order_by(item.c.id)).scalars().all())
    show("in none", lambda: bind.execute(select(item.c.id).where(item.c.id.in_([]))).scalars().all())
    show("not in", lambda: bind.execute(select(item.c.id).where(~item.c.id.in_([1, 2])).order_by(item.c.id)).scalars().all())
    show("in select", lambda: bind.execute(select(item.c.id).where(item.c.id.in_(select(item.c.id).where(item.c.id < 3))).order_by(item.c.id)).scalars().all())
    show("exists", lambda: bind.execute(select(sa.exists().where(item.c.id == 1))).scalar())
    show("like", lambda: bind.execute(select(item.c.id).where(item.c.name.like("t%")).order_by(item.c.id)).scalars().all())
    show("startswith", lambda: bind.execute(select(item.c.id).where(item.c.name.startswith("5", autoescape=True))).scalars().all())
    show("contains", lambda: bind.execute(select(item.c.id).where(item.c.name.contains("%", autoescape=True))).scalars().all())
    show("ilike", lambda: bind.execute(select(item.c.id).where(item.c.name.ilike("TWO")).order_by(item.c.id)).scalars().all())
    show("between", lambda: bind.execute(select(item.c.id).where(item.c.id.between(2, 4)).order_by(item.c.id)).scalars().all())
    show("and or", lambda: bind.execute(select(item.c.id).where(sa.or_(item.c.id == 1, sa.and_(item.c.id > 10, item.c.name == "d"))).order_by(item.c.id)).scalars().all())
    show("order desc", lambda: bind.execute(select(item.c.id).order_by(item.c.id.desc()).limit(2).offset(1)).scalars().all())
    show("distinct", lambda: sorted(k or "" for k in bind.execute(select(item.c.kind).distinct()).scalars()))
    show("group", lambda: bind.execute(select(item.c.kind, sa.func.count(item.c.id)).group_by(item.c.kind).having(sa.func.count() > 1).order_by(item.c.kind)).all())
    other = item.alias("other")
    show("join", lambda: bind.execute(select(item.c.id, other.c.name).select_from(item.join(other, item.c.id == other.c.id - 1)).order_by(item.c.id).limit(2)).all())
    show("outer join", lambda: bind.execute(select(item.c.id, other.c.id).select_from(item.outerjoin(other, sa.and_(other.c.id == item.c.id, other.c.id > 2))).order_by(item.c.id).limit(3)).all())
    show("subquery", lambda: (lambda q: bind.execute(select(sa.func.sum(q.c.id))).scalar())(select(item.c.id).where(item.c.id < 4).subquery()))
    show("scalar subquery", lambda: bind.execute(select(item.c.id, select(sa.func.max(other.c.id)).scalar_subquery().label("m")).order_by(item.c.id).limit(1)).first())
    show("correlated update", lambda: bind.execute(item.update().where(item.c.id == 101).values(
        kind=select(sa.literal("corr")).scalar_subquery())).rowcount)
    show("cte", lambda: (lambda c: bind.execute(select(sa.func.count()).select_from(c)).scalar())(select(item.c.id).where(item.c.id > 10).cte("big")))
    show("union", lambda: bind.execute(sa.union(select(sa.literal(1)), select(sa.literal(2)), select(sa.literal(1)))).fetchall().__len__())
    show("union all", lambda: sorted(bind.execute(sa.union_all(select(item.c.id).where(item.c.id == 1), select(item.c.id).where(item.c.id == 1))).scalars()))
    show("coalesce", lambda: bind.execute(select(sa.func.coalesce(None, item.c.name)).where(item.c.id == 2)).scalar())
    show("lower", lambda: bind.execute(select(sa.func.upper(item.c.name)).where(item.c.id == 2)).scalar())
    show("concat", lambda: bind.execute(select(item.c.name + "-" + item.c.name).where(item.c.id == 2)).scalar())
    show("cast", lambda: bind.execute(select(sa.cast(item.c.id, sa.String(10))).where(item.c.id == 2)).scalar())
    show("type_coerce", lambda: bind.execute(select(sa.type_coerce(item.c.id, sa.Integer)).where(item.c.id == 2)).scalar())
    show("null", lambda: bind.execute(select(sa.null())).scalar())
    show("true", lambda: bind.execute(select(item.c.id).where(sa.true()).order_by(item.c.id).limit(1)).scalar())
    show("literal_column", lambda: bind.execute(select(sa.literal_column("1 + 1")).limit(1)).scalar())
    show("sum decimal", lambda: bind.execute(select(sa.func.sum(item.c.price)).where(item.c.id == 10)).scalar())
    show("price", lambda: bind.execute(select(item.c.price).where(item.c.id == 10)).scalar())
    show("window", lambda: bind.execute(select(item.c.id, sa.func.row_number().over(order_by=item.c.id)).order_by(item.c.id).limit(2)).all())
    show("window partition", lambda: bind.execute(select(item.c.id, sa.func.row_number().over(partition_by=item.c.kind, order_by=item.c.id.desc())).order_by(item.c.id).limit(2)).all())
    show("select star text", lambda: bind.execute(select(text("id, name")).select_from(text("item")).where(text("id = :i")), {"i": 1}).first())
    show("select text cols", lambda: list(bind.execute(select("*").select_from(item)).keys()))
    show("delete in", lambda: bind.execute(item.delete().where(item.c.id.in_([101, 102]))).rowcount)
    show("delete all of kind", lambda: bind.execute(sa.delete(item).where(item.c.kind == "x")).rowcount)
    show("unknown column", lambda: bind.execute(item.insert().values(nothing=1)))
    show("unknown column param", lambda: bind.execute(item.insert(), {"id": 200, "nothing": 1}))
    show("values tuple", lambda: bind.execute(item.insert().values((300, "tuple", 1, "k", None))).rowcount)
    show("tuple in", lambda: bind.execute(select(item.c.id).where(sa.tuple_(item.c.id, item.c.name).in_([(300, "tuple")]))).scalars().all())
    show("string statement", lambda: bind.execute(5))
    show("print statement", lambda: print(select(item.c.id).where(item.c.name == "x")))
    show("print insert", lambda: print(item.insert().values(id=1)))

    op.bulk_insert(item, [{"id": 400, "name": op.inline_literal("bulk"), "price": 1},
                          {"id": 401, "name": op.inline_literal("bulk2"), "price": 2}], multiinsert=False)
    op.bulk_insert(item, [{"id": 402, "name": "b", "price": 1}, {"id": 403, "name": "c", "price": 2}])
    op.bulk_insert(item, [])
    for row in bind.execute(text("SELECT id, name FROM item ORDER BY id")):
        bind.execute(text("UPDATE item SET name = :n WHERE id = :i"), {"n": "%s!" % row.name, "i": row.id})
    show("rows", lambda: bind.execute(select(item).order_by(item.c.id)).all())


def downgrade():
    bind = op.get_bind()
    rows = bind.execute(text("SELECT * FROM item WHERE id < 5 ORDER BY id")).mappings().all()
    for row in rows:
        print(dict(row))
    op.drop_table("item")
