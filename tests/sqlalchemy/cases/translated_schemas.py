# schema_translate_map is for what Table makes: table() stays where it says.
import sqlalchemy as sa

with sa.create_engine("sqlite://").connect() as connection:
    connection.execute(sa.text("ATTACH ':memory:' AS tenant"))
    for name in ("main", "tenant"):
        connection.execute(sa.text(f"CREATE TABLE {name}.t (id TEXT)"))
        connection.execute(sa.text(f"INSERT INTO {name}.t VALUES ('{name}')"))
    mapped = connection.execution_options(schema_translate_map={None: "tenant"})
    light = sa.table("t", sa.column("id"))
    whole = sa.Table("t", sa.MetaData(), sa.Column("id", sa.String))
    print(mapped.execute(sa.select(light)).fetchall())
    print(mapped.execute(sa.select(whole)).fetchall())
    mapped.execute(light.update().values(id="light"))
    mapped.execute(whole.insert().values(id="whole"))
    print(connection.execute(sa.text("SELECT * FROM main.t")).fetchall())
    print(connection.execute(sa.text("SELECT * FROM tenant.t")).fetchall())
