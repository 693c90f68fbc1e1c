"""first and last names of their own"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.sql import column, table

revision = "shop2"
down_revision = "shop1"

customers = table("customers", column("id", sa.Integer), column("full_name", sa.String),
                  column("first_name", sa.String), column("last_name", sa.String))


def upgrade():
    with op.batch_alter_table("customers") as batch:
        batch.add_column(sa.Column("first_name", sa.String(40), nullable=True))
        batch.add_column(sa.Column("last_name", sa.String(40), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(customers.c.id, customers.c.full_name).order_by(customers.c.id)):
        first, _, last = row.full_name.strip().partition(" ")
        result = connection.execute(
            customers.update().where(customers.c.id == row.id).values(first_name=first, last_name=last.strip() or None))
        print(row.id, repr(first), repr(last), result.rowcount)
    missing = connection.execute(
        sa.select(sa.func.count()).select_from(customers).where(customers.c.last_name.is_(None))).scalar_one()
    print("without last name:", missing)
    connection.execute(customers.update().where(customers.c.last_name == sa.null()).values(last_name=""))
    with op.batch_alter_table("customers") as batch:
        batch.alter_column("first_name", existing_type=sa.String(40), nullable=False)
        batch.alter_column("last_name", existing_type=sa.String(40), nullable=False, server_default="")
        batch.drop_column("full_name")


def downgrade():
    with op.batch_alter_table("customers") as batch:
        batch.add_column(sa.Column("full_name", sa.String(80), nullable=True))
    if op.get_bind().dialect.name == "mysql":
        op.execute("UPDATE customers SET full_name = CONCAT(first_name, ' ', last_name)")
    else:
        op.execute("UPDATE customers SET full_name = first_name || ' ' || last_name")
    op.execute(customers.update().values(full_name=sa.func.trim(customers.c.full_name)))
    with op.batch_alter_table("customers") as batch:
        batch.alter_column("full_name", existing_type=sa.String(80), nullable=False)
        batch.drop_column("last_name")
        batch.drop_column("first_name")
