"""uuids in the place of numbers"""
import uuid

import sqlalchemy as sa
from alembic import op

revision = "keys2"
down_revision = "keys1"
SPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def upgrade():
    conn = op.get_bind()
    op.add_column("owners", sa.Column("uid", sa.Uuid(), nullable=True))
    op.add_column("things", sa.Column("owner_uid", sa.Uuid(as_uuid=True), nullable=True))
    owners = sa.table("owners", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("uid", sa.Uuid))
    things = sa.table("things", sa.column("id"), sa.column("owner_id"), sa.column("owner_uid", sa.Uuid))
    for row in conn.execute(sa.select(owners).order_by(owners.c.id)).fetchall():
        conn.execute(owners.update().where(owners.c.id == row.id).values(uid=uuid.uuid5(SPACE, row.name)))
    conn.execute(things.update().values(
        owner_uid=sa.select(owners.c.uid).where(owners.c.id == things.c.owner_id).scalar_subquery()))
    for row in conn.execute(sa.select(things.c.id, owners.c.uid).join(owners, owners.c.uid == things.c.owner_uid).order_by(things.c.id)):
        print(row.id, row.uid, type(row.uid).__name__, row.uid.version)
    print(conn.execute(sa.select(owners.c.name).where(owners.c.uid == uuid.uuid5(SPACE, "bob"))).scalar())
    print(conn.execute(sa.select(owners.c.name).where(owners.c.uid.in_([uuid.uuid5(SPACE, "ann"), uuid.uuid5(SPACE, "zoe")]))).scalars().all())
    with op.batch_alter_table("things") as batch:
        batch.drop_constraint("fk_things_owner", type_="foreignkey")
        batch.drop_column("owner_id")
    with op.batch_alter_table("owners") as batch:
        batch.alter_column("uid", existing_type=sa.Uuid(), nullable=False)
        batch.create_unique_constraint("uq_owners_uid", ["uid"])
    with op.batch_alter_table("things") as batch:
        batch.create_foreign_key("fk_things_owner_uid", "owners", ["owner_uid"], ["uid"])


def downgrade():
    conn = op.get_bind()
    op.add_column("things", sa.Column("owner_id", sa.Integer, nullable=True))
    op.execute("UPDATE things SET owner_id = (SELECT id FROM owners WHERE owners.uid = things.owner_uid)")
    with op.batch_alter_table("things") as batch:
        batch.drop_constraint("fk_things_owner_uid", type_="foreignkey")
        batch.drop_column("owner_uid")
    with op.batch_alter_table("owners") as batch:
        batch.drop_constraint("uq_owners_uid", type_="unique")
        batch.drop_column("uid")
    with op.batch_alter_table("things") as batch:
        batch.create_foreign_key("fk_things_owner", "owners", ["owner_id"], ["id"])
    print(conn.execute(sa.text("SELECT count(*) FROM things WHERE owner_id IS NULL")).scalar())
