"""every change behind a question, so that it can run twice"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.engine.reflection import Inspector

revision = "reflect2"
down_revision = "reflect1"


def table_exists(name):
    return name in sa.inspect(op.get_bind()).get_table_names()


def column_exists(table, name):
    return any(c["name"] == name for c in sa.inspect(op.get_bind()).get_columns(table))


def index_exists(table, name):
    return name in {i["name"] for i in Inspector.from_engine(op.get_bind()).get_indexes(table)}


def fk_names(table):
    return sorted(fk["name"] or "-" for fk in sa.inspect(op.get_bind()).get_foreign_keys(table))


def change():
    if not table_exists("extras"):
        op.create_table("extras", sa.Column("id", sa.Integer, primary_key=True))
        print("made extras")
    if not column_exists("people", "email"):
        op.add_column("people", sa.Column("email", sa.String(60)))
        print("made email")
    if not index_exists("people", "ix_people_email"):
        op.create_index("ix_people_email", "people", ["email"], unique=True)
        print("made index")
    if not sa.inspect(op.get_bind()).has_table("people_2"):
        print("no people_2")


def upgrade():
    change()
    change()
    insp = sa.inspect(op.get_bind())
    print(insp.get_pk_constraint("people")["constrained_columns"], fk_names("pets"))
    print(sorted((i["name"], tuple(i["column_names"]), bool(i["unique"])) for i in insp.get_indexes("pets") if i["name"] == "pets_name"))
    print(insp.get_view_names(), insp.has_index("people", "people_name"), insp.default_schema_name is not None)
    for column in insp.get_columns("pets"):
        print(column["name"], str(column["type"]), column["nullable"])


def downgrade():
    op.drop_index("ix_people_email", table_name="people")
    op.execute("DROP VIEW named")
    with op.batch_alter_table("people") as batch:
        batch.drop_column("email")
    op.execute("CREATE VIEW named AS SELECT id, name FROM people")
    op.drop_table("extras")
