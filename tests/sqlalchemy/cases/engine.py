# Statements run on SQLite, results and errors come back alike.
import sqlalchemy as sa

engine = sa.create_engine("sqlite://")
print(repr(engine), engine.url, engine.dialect.name, engine.driver)
meta = sa.MetaData()
t = sa.Table("t", meta, sa.Column("id", sa.Integer, primary_key=True),
             sa.Column("name", sa.String(20)), sa.Column("ok", sa.Boolean),
             sa.Column("d", sa.DateTime), sa.Column("j", sa.JSON),
             sa.Column("n", sa.Integer, default=7))
with engine.connect() as connection:
    meta.create_all(connection)
    result = connection.execute(t.insert().values(name="a", ok=True, j={"x": [1]}))
    print(result.inserted_primary_key, result.rowcount)
    connection.execute(t.insert(), [{"name": "b"}, {"name": "c"}])
    rows = connection.execute(sa.select(t).order_by(t.c.id)).fetchall()
    print(rows, rows[0].name, rows[0].ok, rows[0][1], rows[0]._mapping["j"])
    for id_, name in connection.execute(sa.text("select id, name from t where id > :x"), {"x": 1}):
        print(id_, name)
    print(connection.execute(sa.select(sa.func.count()).select_from(t)).scalar())
    print(connection.scalars(sa.select(t.c.name).order_by(t.c.name)).all())
    print(connection.execute(sa.select(t.c.id, t.c.name)).mappings().first())
    print(connection.execute(t.update().where(t.c.id == 1).values(name="z")).rowcount)
    print(connection.execute(sa.text("select name from t where id=1")).scalar_one())
    connection.commit()
    for run in [
        lambda: connection.execute(sa.text("select * from nope where a=:a"), {"a": 5}),
        lambda: connection.execute(sa.text("select :a")),
        lambda: connection.execute(sa.select(t)).one(),
        lambda: connection.execute(sa.select(t).where(t.c.id == 99)).one(),
        lambda: connection.execute(t.insert().values(id=1)),
    ]:
        try:
            run()
        except Exception as error:
            print(type(error).__name__, error)
    connection.rollback()
    with connection.begin():
        connection.execute(sa.text("delete from t where id = 2"))
    print(connection.in_transaction())
    inspector = sa.inspect(connection)
    print(inspector.get_table_names(), inspector.has_table("t"), inspector.has_table("x"))
    print([(c["name"], repr(c["type"]), c["nullable"]) for c in inspector.get_columns("t")])
    print(inspector.get_pk_constraint("t"))
    again = sa.Table("t", sa.MetaData(), autoload_with=connection)
    print([c.name for c in again.c], again.primary_key.columns.keys())
with engine.begin() as connection:
    print(connection.exec_driver_sql("select count(*) from t where name = ?", ("z",)).scalar())
    row = connection.execute(sa.text("select 1 as a, 2 as b")).one()
    print(row, row.a, row._asdict(), row._fields, tuple(row))
    try:
        row.zz
    except AttributeError as error:
        print(error)
url = sa.make_url("postgresql+psycopg2://u:p%40@h:5/db?a=b")
print(url, url.password, url.set(database="x"), url.render_as_string(hide_password=False))

defaulted = sa.Table("defaulted", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True),
                     sa.Column("x", sa.String(5), server_default="a"), sa.Column("y", sa.Integer))
with engine.begin() as connection:
    defaulted.create(connection)
    print(connection.execute(defaulted.insert()).inserted_primary_key)
    print(connection.execute(sa.insert(defaulted).returning(defaulted.c.id, defaulted.c.x)).all())
    print(defaulted.insert().compile(dialect=engine.dialect))
    dialect = engine.dialect
    dialect.supports_native_boolean = True
    print(connection.dialect is dialect, connection.dialect.supports_native_boolean)
numbered = sa.Identity(oracle_on_null=True, oracle_order=False)
print(dict(numbered.dialect_kwargs), bool(sa.PrimaryKeyConstraint()))
