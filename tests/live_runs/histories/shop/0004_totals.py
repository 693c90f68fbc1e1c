"""order totals and money in cents"""
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa
from alembic import op

revision = "shop4"
down_revision = "shop3"

orders = sa.table("orders", sa.column("id", sa.Integer), sa.column("status", sa.String), sa.column("discount", sa.Float),
                  sa.column("total_cents", sa.BigInteger), sa.column("customer_id", sa.Integer))
items = sa.table("items", sa.column("order_id", sa.Integer), sa.column("price", sa.Numeric(10, 2)), sa.column("quantity", sa.Integer))


def upgrade():
    op.add_column("orders", sa.Column("total_cents", sa.BigInteger(), nullable=True))
    conn = op.get_bind()
    whole = sa.func.sum(items.c.price * items.c.quantity).label("whole")
    per_order = sa.select(items.c.order_id, whole, sa.func.count().label("n")).group_by(items.c.order_id).cte("per_order")
    query = (sa.select(orders.c.id, orders.c.discount, per_order.c.whole, per_order.c.n)
             .join_from(orders, per_order, orders.c.id == per_order.c.order_id, isouter=True).order_by(orders.c.id))
    changes = []
    for order_id, discount, total, count in conn.execute(query):
        value = (total or Decimal(0)) * (Decimal(1) - Decimal(str(discount or 0)) / 100)
        cents = int((value * 100).quantize(Decimal("1"), rounding=ROUND_HALF_UP))
        print(order_id, type(total).__name__, total, count, cents)
        changes.append({"b_id": order_id, "cents": cents})
    result = conn.execute(orders.update().where(orders.c.id == sa.bindparam("b_id")).values(total_cents=sa.bindparam("cents")), changes)
    print("changed", result.rowcount)
    conn.execute(orders.update().values(status=sa.case(
        (orders.c.total_cents > 15000, "large"), (orders.c.total_cents > 5000, "middle"), else_=orders.c.status)))
    best = (sa.select(orders.c.customer_id, sa.func.max(orders.c.total_cents).label("best"))
            .group_by(orders.c.customer_id).having(sa.func.max(orders.c.total_cents) > 0).subquery())
    for row in conn.execute(sa.select(best.c.customer_id, best.c.best).order_by(best.c.best.desc())):
        print(tuple(row), row._fields)
    ranked = sa.select(orders.c.id, sa.func.rank().over(partition_by=orders.c.customer_id,
                                                        order_by=[orders.c.total_cents.desc(), orders.c.id]).label("place")).subquery()
    print([r.id for r in conn.execute(sa.select(ranked).where(ranked.c.place == 1).order_by(ranked.c.id))])
    with op.batch_alter_table("orders") as batch:
        batch.alter_column("total_cents", existing_type=sa.BigInteger(), nullable=False)
        batch.create_check_constraint("ck_orders_total", "total_cents >= 0")


def downgrade():
    with op.batch_alter_table("orders") as batch:
        batch.drop_constraint("ck_orders_total", type_="check")
        batch.drop_column("total_cents")
    op.get_bind().execute(orders.update().values(status="new"))
