"""strings to execute(), select([…]), rows by name, bound metadata"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql import and_, column, select, table
from sqlalchemy.sql.expression import func

revision = "old1"
down_revision = None

users = table("users", column("id", sa.Integer), column("name", sa.String), column("age", sa.Integer))


def upgrade():
    op.create_table("users", sa.Column("id", sa.Integer(), nullable=False), sa.Column("name", sa.String(length=50)),
                    sa.Column("age", sa.Integer()), sa.PrimaryKeyConstraint("id"))
    connection = op.get_bind()
    connection.execute("INSERT INTO users (id, name, age) VALUES (1, 'ann', 30)")
    connection.execute(users.insert(), [{"id": 2, "name": "bob", "age": 20}, {"id": 3, "name": "cid", "age": None}])
    connection.execute(users.insert().values(id=4, name="dan"))
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    connection.execute("UPDATE users SET age = %s WHERE id = %s" % (mark, mark), (41, 4))
    for row in connection.execute(select([users.c.id, users.c.name]).where(users.c.age > 25).order_by(users.c.id)):
        print(row.id, row["name"], row[users.c.name], list(row), dict(row), list(row.keys()))
    print(connection.execute("SELECT count(*) FROM users").scalar())
    result = connection.execute("SELECT id, name FROM users ORDER BY id")
    print(result.fetchone()["name"], result.fetchmany(2), result.rowcount >= -1, [r[0] for r in result])
    print(connection.scalar(select([func.max(users.c.age)])), connection.execute(select([func.count()]).select_from(users)).fetchone()[0])
    print(connection.execute(users.select().where(and_(users.c.id < 3, users.c.name != None)).order_by(users.c.id)).fetchall())  # noqa: E711
    print(connection.execute(users.select(users.c.id == 2)).first().items())
    print(connection.execute(users.update().where(users.c.id == 3).values({"age": 7})).rowcount)
    whens = [(users.c.age > 25, "old")]
    print(connection.execute(select([users.c.id, sa.case(whens, else_="young").label("how")], users.c.id != 4).order_by("id")).fetchall())


def downgrade():
    op.drop_table("users")
