"""a database that somebody made by hand"""
from alembic import op

revision = "reflect1"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(30) DEFAULT 'x' NOT NULL, born DATE, boss INTEGER REFERENCES people (id))")
    op.execute("CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER, name VARCHAR(20), weight DECIMAL(6, 2), CONSTRAINT fk_pets_owner FOREIGN KEY (owner) REFERENCES people (id))")
    op.execute("CREATE INDEX people_name ON people (name)")
    op.execute("CREATE UNIQUE INDEX pets_name ON pets (owner, name)")
    op.execute("CREATE VIEW named AS SELECT id, name FROM people WHERE name <> 'x'")
    op.execute("INSERT INTO people VALUES (1, 'ann', '1990-01-02', NULL)")
    op.execute("INSERT INTO people VALUES (2, 'bob', NULL, 1)")
    op.execute("INSERT INTO pets VALUES (1, 1, 'rex', 12.5)")


def downgrade():
    op.execute("DROP VIEW named")
    op.execute("DROP TABLE pets")
    op.execute("DROP TABLE people")
