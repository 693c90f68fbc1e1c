"""seeds from CSV and JSON beside the script; hashes of secrets"""
import base64
import csv
import hashlib
import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "files1"
down_revision = None
HERE = Path(__file__).resolve().parent


def upgrade():
    users = op.create_table("users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("login", sa.String(20)),
                            sa.Column("age", sa.Integer), sa.Column("secret", sa.String(80)), sa.Column("rights", sa.JSON))
    with (HERE / "users.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    rights = json.loads((HERE / "rights.json").read_text())
    data = []
    for number, row in enumerate(rows, start=1):
        digest = hashlib.sha256(("salt" + row["password"]).encode("utf-8")).digest()
        data.append({"id": number, "login": row["login"], "age": int(row["age"]) if row["age"] else None,
                     "secret": base64.b64encode(digest).decode(), "rights": rights.get(row["login"], [])})
    op.bulk_insert(users, data)
    for row in op.get_bind().execute(users.select().order_by(users.c.login)):
        print(row.login, row.age, row.secret[:12], row.rights)


def downgrade():
    op.drop_table("users")
