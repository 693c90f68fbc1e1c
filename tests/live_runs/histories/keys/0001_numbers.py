"""numbered keys"""
import sqlalchemy as sa
from alembic import op

revision = "keys1"
down_revision = None


def upgrade():
    op.create_table("owners", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20), unique=True))
    op.create_table("things", sa.Column("id", sa.Integer, primary_key=True), sa.Column("label", sa.String(20)),
                    sa.Column("owner_id", sa.Integer, sa.ForeignKey("owners.id", name="fk_things_owner")))
    conn = op.get_bind()
    owners = sa.table("owners", sa.column("id"), sa.column("name"))
    ids = {}
    for name in ("ann", "bob"):
        result = conn.execute(owners.insert().values(name=name))
        ids[name] = conn.execute(sa.select(owners.c.id).where(owners.c.name == name)).scalar_one()
        print(result.rowcount)
    conn.execute(sa.text("INSERT INTO things (label, owner_id) VALUES (:label, :owner)"),
                 [{"label": "t%d" % n, "owner": ids["ann" if n % 2 else "bob"]} for n in range(6)])
    print(conn.execute(sa.text("SELECT label, owner_id FROM things ORDER BY id")).all())


def downgrade():
    op.drop_table("things")
    op.drop_table("owners")
