"""addresses move to a table of their own"""
import re

import sqlalchemy as sa
from alembic import op

revision = "shop3"
down_revision = "shop2"


def upgrade():
    addresses = op.create_table(
        "addresses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("street", sa.String(100)),
        sa.Column("city", sa.String(100)),
        sa.Column("zip", sa.String(20)),
    )
    op.add_column("customers", sa.Column("address_id", sa.Integer, nullable=True))
    bind = op.get_bind()
    meta = sa.MetaData()
    customers = sa.Table("customers", meta, autoload_with=bind)
    found = bind.execute(sa.select(customers).where(customers.c.address.isnot(None)).order_by(customers.c.id)).fetchall()
    for customer in found:
        parts = [part.strip() for part in re.split(r"[;,]", customer.address)]
        parts += [None] * (3 - len(parts))
        result = bind.execute(sa.insert(addresses).values(street=parts[0], city=parts[1], zip=parts[2]))
        key = result.inserted_primary_key[0]
        print(customer.first_name, result.inserted_primary_key, result.is_insert)
        bind.execute(sa.update(customers).where(customers.c.id == sa.bindparam("cid")).values(address_id=sa.bindparam("aid")),
                     {"cid": customer.id, "aid": key})
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.create_foreign_key("fk_customers_address", "addresses", ["address_id"], ["id"], ondelete="SET NULL")
        batch_op.create_index(batch_op.f("ix_customers_address_id"), ["address_id"], unique=False)
        batch_op.drop_column("address")


def downgrade():
    bind = op.get_bind()
    op.add_column("customers", sa.Column("address", sa.Text(), nullable=True))
    rows = bind.execute(sa.text(
        "SELECT c.id AS customer, a.street, a.city, a.zip FROM customers c "
        "JOIN addresses a ON a.id = c.address_id ORDER BY c.id")).mappings()
    for row in rows:
        whole = ", ".join(v for v in (row["street"], row["city"], row["zip"]) if v)
        print(dict(row), "->", whole)
        bind.execute(sa.text("UPDATE customers SET address = :a WHERE id = :i"), dict(a=whole, i=row["customer"]))
    with op.batch_alter_table("customers") as batch_op:
        batch_op.drop_constraint("fk_customers_address", type_="foreignkey")
        batch_op.drop_index("ix_customers_address_id")
        batch_op.drop_column("address_id")
    op.drop_table("addresses")
