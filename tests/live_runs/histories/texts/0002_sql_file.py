"""statements from a file beside the script, split by hand"""
import os
import re

import sqlalchemy as sa
from alembic import op

revision = "texts2"
down_revision = "texts1"

HERE = os.path.dirname(os.path.abspath(__file__))


def statements(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        text = re.sub(r"--[^\n]*", "", file.read())
    return [part.strip() for part in text.split(";") if part.strip()]


def upgrade():
    for statement in statements("texts2.up.sql"):
        print(statement.split("\n")[0])
        op.execute(sa.text(statement))
    rows = op.get_bind().execute(sa.text("SELECT code, title FROM countries ORDER BY code")).fetchall()
    print(rows, len(rows), rows[0] < rows[1], {r.code: r.title for r in rows})


def downgrade():
    for statement in statements("texts2.down.sql"):
        op.execute(statement)
