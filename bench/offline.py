#!/usr/bin/env python3
"""Measures `upgrade head --sql` of 1,000 and 10,000 revisions of many kinds.

usage: offline.py LIMBECK    ALEMBIC=/path/to/alembic names the reference
                             (else `alembic` of PATH; left out when absent)

The floor reads the revision files and writes the output. Says as well whether
both programs write the same.
"""

import os
import re
import shutil
import subprocess
import sys

from run import measure, project

HEAD = '''"""step {n}

Revision ID: r{n:05d}
Revises: {down}
Create Date: 2026-01-02 03:04:05.000006

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = 'r{n:05d}'
down_revision = {down_repr}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {body}


def downgrade() -> None:
    pass
'''

# Each tenth revision makes a table that the nine behind it work on.
BODIES = ["""op.create_table('t{t}',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('state', sa.Enum('new', 'done', name='state_{t}'), server_default='new', nullable=False),
    sa.Column('body', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('tags', postgresql.ARRAY(sa.String()), nullable=True),
    sa.Column('price', sa.Numeric(precision=10, scale=2), nullable=True),
    sa.Column('made', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=True),
    sa.CheckConstraint('price > 0', name=op.f('ck_t{t}_price')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_t{t}')),
    sa.UniqueConstraint('name', name=op.f('uq_t{t}_name'))
    )
    op.create_index(op.f('ix_t{t}_made'), 't{t}', ['made'], unique=False)""",
          """op.add_column('t{t}', sa.Column('parent_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_t{t}_parent'), 't{t}', 't{t}', ['parent_id'], ['id'], ondelete='CASCADE')""",
          """op.alter_column('t{t}', 'name', existing_type=sa.String(100), type_=sa.Text(), existing_nullable=False)
    op.alter_column('t{t}', 'price', new_column_name='amount', nullable=False, server_default='1')""",
          """op.execute("UPDATE t{t} SET body = '{{}}'::jsonb WHERE body IS NULL")""",
          """op.bulk_insert(sa.table('t{t}', sa.column('name', sa.String), sa.column('amount', sa.Numeric)),
                   [{{'name': 'row %d' % n, 'amount': n}} for n in range(5)])""",
          """op.create_index('ix_t{t}_lower', 't{t}', [sa.text('lower(name)')], unique=True,
                    postgresql_where=sa.text("state = 'new'"), postgresql_concurrently=False)
    op.create_table_comment('t{t}', "what it's about")""",
          """t = sa.table('t{t}', sa.column('id', sa.BigInteger), sa.column('name', sa.String), sa.column('amount'))
    op.execute(t.update().where(sa.and_(t.c.id > 5, t.c.name.in_(['a', 'b']))).values(
        name=sa.func.lower(t.c.name), amount=sa.case((t.c.amount > 10, 10), else_=t.c.amount)))
    op.execute(t.delete().where(t.c.id.in_(sa.select(t.c.id).where(t.c.name.like('x%')))))""",
          """with op.batch_alter_table('t{t}', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', sa.Text(), server_default='', nullable=False))
        batch_op.drop_constraint('uq_t{t}_name', type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_t{t}_name_state'), ['name', 'state'])""",
          """op.execute("ALTER TYPE state_{t} ADD VALUE IF NOT EXISTS 'lost'")
    op.drop_index('ix_t{t}_lower', table_name='t{t}')""",
          """op.drop_column('t{t}', 'tags')
    op.rename_table('t{t}', 'renamed_{t}')"""]


def text_of(n, down):
    body = BODIES[(n - 1) % len(BODIES)].format(t=(n - 1) // len(BODIES))
    return HEAD.format(n=n, down=down, down_repr=repr(down or None), body=body)


def mixed_project(count):
    folder = project(count, text_of)
    path = os.path.join(folder, "alembic.ini")
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(re.sub("(?m)^sqlalchemy.url = .*$", "sqlalchemy.url = postgresql://", text))
    return folder


def output(program, folder):
    done = subprocess.run([program, "upgrade", "head", "--sql"], cwd=folder,
                          capture_output=True)
    if done.returncode:
        sys.exit("%s failed:\n%s" % (program, done.stderr.decode()))
    return done.stdout


def main():
    limbeck = os.path.realpath(sys.argv[1])
    alembic = os.environ.get("ALEMBIC") or shutil.which("alembic")
    if not alembic:
        print("No Alembic found (ALEMBIC=…): only limbeck is measured.")
    print("%9s | %21s | %21s | %21s | %s" % (
        "revisions", "floor CPU / wall", "limbeck CPU / wall", "Alembic CPU / wall", "CPU ratio"))
    for count in (1000, 10000):
        folder = mixed_project(count)
        try:
            mine = output(limbeck, folder)
            with open(os.path.join(folder, "out.sql"), "wb") as file:
                file.write(mine)
            floor = ["sh", "-c", "cat alembic/versions/*.py > /dev/null; cat out.sql > copy.sql"]
            words = ["upgrade", "head", "--sql"]
            ours = measure([limbeck, *words], folder, None, 5)
            line = "%9d | %8.1f / %8.1f ms | %8.1f / %8.1f ms" % (
                count, *measure(floor, folder, None, 5), *ours)
            if alembic:
                other = measure([alembic, *words], folder, None, 1)
                line += " | %8.0f / %8.0f ms | %6.0fx" % (*other, other[0] / ours[0])
                if output(alembic, folder) != mine:
                    line += " (other output)"
            print(line, flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
