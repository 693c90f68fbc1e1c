"""What random scripts (random_live.py) found to differ."""
import sqlalchemy as sa
from alembic import op
from show import section, show
from sqlalchemy import orm
from sqlalchemy.engine.reflection import ObjectKind, ObjectScope

revision = "r1"
down_revision = None

Base = orm.declarative_base()


class Writer(Base):
    __tablename__ = "writer"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), nullable=False)
    age = sa.Column(sa.Integer, default=18)
    books = orm.relationship("Book", back_populates="writer", cascade="all, delete-orphan")

    def __repr__(self):
        return "Writer(%r)" % self.name


class Book(Base):
    __tablename__ = "book"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    writer_id = sa.Column(sa.ForeignKey("writer.id", name="fk_book_writer"))
    writer = orm.relationship("Writer", back_populates="books")

    def __repr__(self):
        return "Book(%r)" % self.title


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    writer, book = Writer.__table__, Book.__table__
    bind.execute(writer.insert(), [{"id": 1, "name": "ann", "age": 3}, {"id": 2, "name": "bob", "age": None}])
    copy = sa.Table("copy", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("name", sa.String(20)))
    copy.create(bind)
    two = sa.select(writer.c.id, writer.c.name).order_by(writer.c.id)

    section("mappings as parameters")
    show("all", lambda: bind.execute(copy.insert(), bind.execute(two).mappings().all()).rowcount)
    show("first", lambda: bind.execute(copy.insert(), bind.execute(two).mappings().first()).rowcount)
    show("values", lambda: bind.execute(copy.insert().values(bind.execute(two).mappings().first())).rowcount)
    show("text", lambda: bind.execute(sa.text("SELECT :id, :name"), bind.execute(two).mappings().first()).one())
    show("copied", lambda: bind.execute(sa.select(copy).order_by(copy.c.id)).all())
    show("tuples", lambda: bind.execute(sa.text("SELECT :x"), ("a",)))
    show("a number", lambda: bind.execute(sa.text("SELECT 1"), 5))

    section("results")
    query = lambda: bind.execute(two)
    show("scalars", lambda: type(query().scalars()).__name__)
    show("mappings", lambda: type(query().mappings()).__name__)
    show("no scalar of scalars", lambda: query().scalars().scalar_one())
    show("keys", lambda: query().keys())
    show("keys and others", lambda: sorted(query().keys() | {"x"}))
    show("frozen", lambda: query().freeze()().all())
    show("frozen scalars", lambda: query().freeze()().scalars(1).all())
    show("merged", lambda: query().merge(query()).all())
    show("unique by", lambda: query().unique(lambda row: 1).all())
    show("picked twice", lambda: query().columns(1, 0).columns(0).all())
    show("picked too far", lambda: query().columns(5))
    show("partitions", lambda: [list(part) for part in query().partitions()])
    show("no key", lambda: query().inserted_primary_key)
    show("no key of text", lambda: bind.exec_driver_sql("SELECT 1").inserted_primary_key)
    show("no parameters", lambda: query().last_inserted_params())
    show("updated", lambda: bind.execute(
        writer.update().values(age=2).where(writer.c.id == 1)).last_updated_params())
    show("two of a name", lambda: bind.execute(
        sa.select(writer.c.id, writer.c.name, copy.c.id).join_from(writer, copy, writer.c.id == copy.c.id)
        .order_by(writer.c.id)).mappings().first())
    show("one to many", lambda: bind.execute(writer.insert(), [
        {"id": 5, "name": "x"}, {"id": 6, "name": "y"}]).inserted_primary_key)

    section("inspector")
    look = sa.inspect(bind)
    named = lambda found: sorted(name for _, name in found)
    show("some", lambda: named(look.get_multi_columns(filter_names=["book", "nothing"])))
    op.execute("CREATE VIEW seen AS SELECT id FROM writer")
    look.clear_cache()
    show("views", lambda: named(look.get_multi_columns(kind=ObjectKind.VIEW)))
    show("any", lambda: named(look.get_multi_pk_constraint(kind=ObjectKind.ANY, scope=ObjectScope.ANY)))
    show("temporary", lambda: named(look.get_multi_columns(scope=ObjectScope.TEMPORARY)))
    show("options", lambda: named(look.get_multi_table_options()))
    show("definition", lambda: look.get_view_definition("nothing"))
    show("order", lambda: [(name, sorted(keys)) for name, keys in look.get_sorted_table_and_fkc_names()
                           if name in ("writer", "book")])
    if bind.dialect.name != "postgresql":
        show("materialized", lambda: look.get_materialized_view_names())

    section("session")
    session = orm.Session(bind)
    session.add_all([Writer(id=10, name="cid", age=None, books=[Book(title="one"), Book(title="two")]),
                     Writer(id=11, name="dee")])
    session.flush()
    show("defaults", lambda: [(w.name, w.age) for w in session.query(Writer).order_by(Writer.id)])
    show("kinds", lambda: (type(session.new).__name__, type(session.get(Writer, 10).books).__name__))
    show("not mapped", lambda: session.add(5))
    show("modified", lambda: session.is_modified(session.get(Writer, 10)))
    show("from statement", lambda: session.query(Writer).from_statement(
        sa.text("SELECT * FROM writer ORDER BY id")).all())
    show("active", lambda: session.is_active)
    show("deleted", lambda: session.delete(session.get(Writer, 10)))
    show("books", lambda: session.query(Book).count())
    session.close()


def downgrade():
    op.execute("DROP VIEW seen")
    for name in ("copy", "book", "writer"):
        op.drop_table(name)
