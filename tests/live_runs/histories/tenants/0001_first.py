import sqlalchemy as sa
from alembic import op

revision = "tenant1"
down_revision = None


def upgrade(tenant):
    table = op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.String(20)))
    op.bulk_insert(table, [{"text": tenant}])
    print(tenant, op.get_bind().execute(sa.text("SELECT current_schema()")).scalar())


def downgrade(tenant):
    op.drop_table("notes")
