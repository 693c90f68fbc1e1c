"""slugs for articles"""
import re
import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy import orm
from sqlalchemy.ext.declarative import declarative_base

revision = "blog2"
down_revision = "blog1"

Base = declarative_base()


class Article(Base):
    __tablename__ = "articles"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(200))
    slug = sa.Column(sa.String(200))

    def set_slug(self, taken):
        text = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode("ascii")
        base = slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        n = 2
        while slug in taken:
            slug = f"{base}-{n}"
            n += 1
        taken.add(slug)
        self.slug = slug


def upgrade():
    op.add_column("articles", sa.Column("slug", sa.String(200), nullable=True))
    bind = op.get_bind()
    session = orm.Session(bind=bind)
    taken = set()
    for article in session.query(Article).order_by(Article.id):
        article.set_slug(taken)
        session.add(article)
    print(len(session.dirty))
    session.commit()
    session.query(Article).filter(Article.slug.like("second%")).update({Article.title: Article.title + " (2)"}, synchronize_session="fetch")
    session.commit()
    print([(a.slug, a.title) for a in session.query(Article).order_by(Article.slug)])
    print(session.query(Article.slug, sa.func.length(Article.slug).label("size")).order_by(sa.desc("size")).first())
    print(session.query(sa.func.max(Article.id), sa.func.min(Article.id)).one())
    session.close()
    with op.batch_alter_table("articles") as batch_op:
        batch_op.alter_column("slug", existing_type=sa.String(200), nullable=False)
        batch_op.create_unique_constraint("uq_articles_slug", ["slug"])


def downgrade():
    with op.batch_alter_table("articles") as batch_op:
        batch_op.drop_constraint("uq_articles_slug", type_="unique")
        batch_op.drop_column("slug")
