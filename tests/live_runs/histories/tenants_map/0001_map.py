import sqlalchemy as sa
from alembic import op

revision = "map1"
down_revision = None


def upgrade(tenant):
    op.create_table("rooms", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)),
                    sa.UniqueConstraint("name", name="uq_rooms_name"))
    rooms = sa.Table("rooms", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    bind = op.get_bind()
    bind.execute(rooms.insert(), [{"name": tenant + "-1"}, {"name": tenant + "-2"}])
    print(tenant, bind.execute(sa.select(rooms.c.name).order_by(rooms.c.id)).scalars().all())
    print(bind.execute(rooms.update().where(rooms.c.name.like("%-1")).values(name="first")).rowcount)


def downgrade(tenant):
    op.drop_table("rooms")
