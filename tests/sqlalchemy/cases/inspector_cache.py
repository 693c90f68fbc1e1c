"""What an inspector says again after a migration has changed the tables: the
same, until its cache is cleared; what it was not asked before is read then."""
import sqlalchemy as sa

engine = sa.create_engine("sqlite://")


def names(items):
    return [item["name"] for item in items]


with engine.connect() as connection:
    def run(*statements):
        for statement in statements:
            connection.execute(sa.text(statement))

    run("create table a (x int)", "create table b (x int)")
    inspector = sa.inspect(connection)
    print(inspector.get_table_names(), inspector.has_table("n"))
    print(names(inspector.get_columns("a")),
          inspector.get_columns("a") is inspector.get_columns("a"))
    run("create table n (x int)", "alter table a add column y int",
        "alter table b add column y int")
    print(inspector.get_table_names(), inspector.has_table("n"))
    print(names(inspector.get_columns("a")), names(inspector.get_columns("b")))
    print(names(inspector.get_columns("n")), inspector.get_indexes("n"))
    run("create index n_x on n (x)", "create index a_x on a (x)")
    print(inspector.get_indexes("n"), names(inspector.get_indexes("a")),
          inspector.has_index("n", "n_x"))
    try:
        inspector.get_columns("late")
    except sa.exc.NoSuchTableError as error:
        print("no table", error)
    run("create table late (x int)")
    print(names(inspector.get_columns("late")), inspector.has_table("late"))
    inspector.clear_cache()
    print(inspector.get_table_names(), names(inspector.get_columns("a")))
    print(names(inspector.get_indexes("n")), inspector.has_table("n"))
