import sqlalchemy as sa
from alembic import op

revision = "map2"
down_revision = "map1"


def upgrade(tenant):
    op.create_table("beds", sa.Column("id", sa.Integer, primary_key=True), sa.Column("room", sa.Integer, sa.ForeignKey("rooms.id", name="fk_beds_room")))
    op.create_index("ix_beds_room", "beds", ["room"])
    if tenant == "north":
        op.create_table("common", sa.Column("id", sa.Integer, primary_key=True), schema="shared")


def downgrade(tenant):
    if tenant == "north":
        op.drop_table("common", schema="shared")
    op.drop_index("ix_beds_room", table_name="beds")
    op.drop_table("beds")
