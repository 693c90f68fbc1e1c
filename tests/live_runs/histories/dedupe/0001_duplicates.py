"""duplicates leave, a unique key comes"""
import sqlalchemy as sa
from alembic import op

revision = "dedupe1"
down_revision = None


def upgrade():
    contacts = op.create_table("contacts", sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.String(50)),
                               sa.Column("hits", sa.Integer, server_default="1"), sa.Column("note", sa.String(20)))
    names = ["a@x", "b@x", "A@X", "c@x", "a@x", None, None, "b@x "]
    op.bulk_insert(contacts, [{"id": i, "email": e, "hits": i} for i, e in enumerate(names, 1)])
    bind = op.get_bind()
    bind.execute(contacts.update().values(email=sa.func.lower(sa.func.trim(contacts.c.email))))
    ranked = sa.select(contacts.c.id, sa.func.row_number().over(partition_by=contacts.c.email, order_by=contacts.c.id.desc()).label("place")).where(
        contacts.c.email.is_not(None)).cte("ranked")
    doomed = bind.execute(sa.select(ranked.c.id).where(ranked.c.place > 1).order_by(ranked.c.id)).scalars().all()
    print(doomed)
    totals = dict(bind.execute(sa.select(contacts.c.email, sa.func.sum(contacts.c.hits)).where(contacts.c.email != None).group_by(contacts.c.email)).all())  # noqa: E711
    print({k: int(v) for k, v in sorted(totals.items())})
    print(bind.execute(sa.delete(contacts).where(contacts.c.id.in_(doomed))).rowcount)
    for email, hits in sorted(totals.items()):
        bind.execute(sa.update(contacts).where(contacts.c.email == email).values(hits=int(hits), note=sa.func.concat("n-", email) if bind.dialect.name == "mysql" else sa.literal("n-") + email))
    with op.batch_alter_table("contacts") as batch:
        batch.create_unique_constraint("uq_contacts_email", ["email"])


def downgrade():
    op.drop_table("contacts")
