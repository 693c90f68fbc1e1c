"""views, functions and triggers as text"""
import sqlalchemy as sa
from alembic import op

revision = "texts1"
down_revision = None


def upgrade():
    op.create_table("audit", sa.Column("id", sa.Integer, primary_key=True), sa.Column("what", sa.String(50)))
    op.create_table("stock", sa.Column("id", sa.Integer, primary_key=True), sa.Column("amount", sa.Integer, nullable=False))
    name = op.get_bind().dialect.name
    if name == "postgresql":
        op.execute("""
            CREATE OR REPLACE FUNCTION note_change() RETURNS trigger AS $body$
            BEGIN
                -- it's 100% ours; really
                INSERT INTO audit (what) VALUES (TG_OP || ':' || NEW.amount);
                RETURN NEW;
            END;
            $body$ LANGUAGE plpgsql;
            CREATE TRIGGER stock_change BEFORE INSERT OR UPDATE ON stock
                FOR EACH ROW EXECUTE PROCEDURE note_change();
        """)
    elif name == "sqlite":
        op.execute("""CREATE TRIGGER stock_insert AFTER INSERT ON stock BEGIN
            INSERT INTO audit (what) VALUES ('INSERT:' || NEW.amount); END""")
        op.execute("""CREATE TRIGGER stock_update AFTER UPDATE ON stock BEGIN
            INSERT INTO audit (what) VALUES ('UPDATE:' || NEW.amount); END;""")
    else:
        op.execute("CREATE TRIGGER stock_insert AFTER INSERT ON stock FOR EACH ROW INSERT INTO audit (what) VALUES (CONCAT('INSERT:', NEW.amount))")
        op.execute("""CREATE TRIGGER stock_update AFTER UPDATE ON stock FOR EACH ROW
            BEGIN
                DECLARE note VARCHAR(50);
                SET note = CONCAT('UPDATE:', NEW.amount);
                INSERT INTO audit (what) VALUES (note);
            END""")
    op.execute("INSERT INTO stock (id, amount) VALUES (1, 5), (2, 7)")
    op.execute(sa.text("UPDATE stock SET amount = amount + :n WHERE id = :i").bindparams(n=10, i=2))
    op.execute("CREATE VIEW big_stock AS SELECT id, amount FROM stock WHERE amount > 6 AND 'a%b' LIKE 'a\\%%' ESCAPE '\\'" if name == "sqlite" else
               "CREATE VIEW big_stock AS SELECT id, amount FROM stock WHERE amount > 6")
    bind = op.get_bind()
    print(bind.execute(sa.text("SELECT what FROM audit ORDER BY id")).scalars().all())
    print(bind.execute(sa.text("SELECT id, amount FROM big_stock ORDER BY id")).all())


def downgrade():
    op.execute("DROP VIEW big_stock")
    op.drop_table("stock")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION note_change()")
