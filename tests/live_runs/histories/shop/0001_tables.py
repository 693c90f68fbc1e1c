"""customers, orders and items"""
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "shop1"
down_revision = None


def upgrade():
    customers = op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("full_name", sa.String(80), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("vip", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("created", sa.DateTime(), server_default=sa.func.now()),
    )
    orders = op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id", name="fk_orders_customer"), nullable=False),
        sa.Column("status", sa.String(20), server_default="new", nullable=False),
        sa.Column("placed", sa.Date()),
        sa.Column("discount", sa.Float()),
    )
    items = op.create_table(
        "items",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(20), nullable=False),
        sa.Column("price", sa.Numeric(10, 2), nullable=False),
        sa.Column("quantity", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_items_order", ondelete="CASCADE"),
    )
    op.create_index("ix_items_sku", "items", ["sku"])
    import datetime
    day = datetime.date(2024, 1, 31)
    when = datetime.datetime(2023, 5, 6, 7, 8, 9)
    op.bulk_insert(customers, [
        {"id": 1, "full_name": "Ada Lovelace", "address": "12 St James's Sq, London, SW1Y 4JH", "created": when},
        {"id": 2, "full_name": "Grace Brewster Hopper", "address": None, "created": when},
        {"id": 3, "full_name": "Sokrates", "address": "Agora; Athens", "created": when},
        {"id": 4, "full_name": "O'Neil  Müller", "address": "1 100% Street, Köln, 50667", "created": when},
    ])
    op.bulk_insert(orders, [
        {"id": n, "customer_id": n % 4 + 1, "placed": day + datetime.timedelta(days=n * 17), "discount": n / 8}
        for n in range(1, 11)
    ])
    op.bulk_insert(items, [
        {"order_id": n % 10 + 1, "sku": "SKU-%04d" % (n * 37 % 11), "price": Decimal(n * 333) / 100, "quantity": n % 4 + 1}
        for n in range(25)
    ])


def downgrade():
    op.drop_index("ix_items_sku", table_name="items")
    op.drop_table("items")
    op.drop_table("orders")
    op.drop_table("customers")
