"""What scripts ask of the inspector, and reflected tables."""
import sqlalchemy as sa
from alembic import op
from show import section, show

revision = "i1"
down_revision = None


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in sorted(value.items(), key=lambda p: str(p[0]))}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return repr(value) if isinstance(value, sa.types.TypeEngine) else value


def upgrade():
    bind = op.get_bind()
    op.create_table(
        "author",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False, comment="whole name"),
        sa.Column("email", sa.String(80), unique=True),
        sa.Column("born", sa.Date),
        sa.Column("rating", sa.Numeric(5, 2), server_default="1.5"),
        sa.Column("active", sa.Boolean, server_default=sa.true()),
        sa.CheckConstraint("rating > 0", name="ck_author_rating"),
        comment="who writes",
    )
    op.create_table(
        "book",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("author.id", name="fk_book_author", ondelete="CASCADE"), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("year", sa.SmallInteger),
        sa.UniqueConstraint("author_id", "year", name="uq_book_author_year"),
    )
    op.create_index("ix_book_year", "book", ["year"])
    op.create_index("ix_book_author_year", "book", ["author_id", "year"], unique=True)
    op.execute("CREATE VIEW titles AS SELECT title FROM book")
    insp = sa.inspect(bind)
    section("names")
    show("tables", lambda: sorted(insp.get_table_names()))
    show("views", lambda: insp.get_view_names())
    show("view", lambda: "title" in insp.get_view_definition("titles"))
    show("has_table", lambda: (insp.has_table("book"), insp.has_table("nothing"), insp.has_table("titles")))
    show("has_schema", lambda: insp.has_schema("nothing"))
    show("has_sequence", lambda: insp.has_sequence("author_id_seq") if bind.dialect.name == "postgresql" else None)
    show("has_index", lambda: (insp.has_index("book", "ix_book_year"), insp.has_index("book", "nope")))
    show("default schema", lambda: insp.default_schema_name if bind.dialect.name != "mysql" else None)
    show("schemas", lambda: [s for s in insp.get_schema_names() if s in ("public", "main", "information_schema")])
    show("sorted", lambda: [t for t, _ in insp.get_sorted_table_and_fkc_names()][:2])
    for table in ("author", "book"):
        section(table)
        for column in insp.get_columns(table):
            show("column", lambda: plain(column))
        show("pk", lambda: plain(insp.get_pk_constraint(table)))
        show("fks", lambda: plain(insp.get_foreign_keys(table)))
        show("indexes", lambda: plain(sorted(insp.get_indexes(table), key=lambda i: i["name"])))
        show("uniques", lambda: plain(sorted(insp.get_unique_constraints(table), key=lambda i: str(i["name"]))))
        show("checks", lambda: plain(insp.get_check_constraints(table)))
        show("comment", lambda: plain(insp.get_table_comment(table)))
        show("options", lambda: type(insp.get_table_options(table)).__name__)
    show("missing columns", lambda: insp.get_columns("nothing"))
    show("missing indexes", lambda: insp.get_indexes("nothing"))
    show("multi", lambda: sorted(str(k[1]) for k in insp.get_multi_columns()))
    show("old way", lambda: sorted(sa.inspect(bind.engine.dialect and bind).get_table_names()))
    show("dialect has_table", lambda: bind.dialect.has_table(bind, "book"))
    show("column names", lambda: [c["name"] for c in insp.get_columns("book")])
    op.add_column("book", sa.Column("pages", sa.Integer))
    show("cached", lambda: [c["name"] for c in insp.get_columns("book")][-1])
    insp.clear_cache()
    show("cleared", lambda: [c["name"] for c in insp.get_columns("book")][-1])
    section("reflection")
    metadata = sa.MetaData()
    book = sa.Table("book", metadata, autoload_with=bind)
    show("columns", lambda: [(c.name, repr(c.type), c.nullable, c.primary_key) for c in book.columns])
    show("foreign keys", lambda: sorted((f.parent.name, f.target_fullname) for f in book.foreign_keys))
    show("others", lambda: sorted(metadata.tables))
    show("indexes", lambda: sorted((i.name, [c.name for c in i.columns], bool(i.unique)) for i in book.indexes))
    show("constraints", lambda: sorted((type(c).__name__, str(c.name)) for c in book.constraints))
    show("override", lambda: sa.Table("author", sa.MetaData(), sa.Column("born", sa.String), autoload_with=bind).c.born.type)
    show("include", lambda: [c.name for c in sa.Table("author", sa.MetaData(), autoload_with=bind, include_columns=["id", "name"]).columns])
    show("missing", lambda: sa.Table("nothing", sa.MetaData(), autoload_with=bind))
    all_of = sa.MetaData()
    all_of.reflect(bind=bind)
    show("reflect", lambda: sorted(all_of.tables))
    show("sorted tables", lambda: [t.name for t in all_of.sorted_tables if t.name != "alembic_version"])
    only = sa.MetaData()
    only.reflect(bind, only=["author"])
    show("only", lambda: sorted(only.tables))
    only = sa.MetaData()
    only.reflect(bind, only=lambda name, _: name == "author")
    show("only function", lambda: sorted(only.tables))
    views = sa.MetaData()
    views.reflect(bind, views=True)
    show("views", lambda: sorted(views.tables))
    show("insert", lambda: bind.execute(all_of.tables["author"].insert().values(id=1, name="x")).rowcount)
    show("select", lambda: bind.execute(sa.select(all_of.tables["author"])).all())
    show("join", lambda: bind.execute(sa.select(book.c.id).join(metadata.tables["author"])).all())
    show("server defaults", lambda: [(c.name, c.server_default is not None) for c in all_of.tables["author"].columns])


def downgrade():
    op.execute("DROP VIEW titles")
    op.drop_table("book")
    op.drop_table("author")
