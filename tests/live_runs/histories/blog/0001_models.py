"""A blog by declarative models in the script, filled by a Session."""
import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import backref, declarative_base, relationship, sessionmaker

revision = "blog1"
down_revision = None

Base = declarative_base()


class Author(Base):
    __tablename__ = "authors"
    id = sa.Column(sa.Integer, primary_key=True)
    email = sa.Column(sa.String(100), unique=True, nullable=False)
    name = sa.Column(sa.String(50))
    active = sa.Column(sa.Boolean, default=True, nullable=False)
    joined = sa.Column(sa.DateTime, default=lambda: datetime.datetime(2020, 2, 29, 12, 0))

    def __repr__(self):
        return "<Author %s>" % self.name


class Article(Base):
    __tablename__ = "articles"
    __table_args__ = (sa.Index("ix_article_title", "title"),)
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(200), nullable=False)
    body = sa.Column(sa.Text, default="")
    keywords = sa.Column(sa.String(200))
    score = sa.Column(sa.Integer, default=0, server_default="0")
    author_id = sa.Column(sa.Integer, sa.ForeignKey("authors.id", ondelete="CASCADE"))
    author = relationship(Author, backref=backref("articles", order_by=id, cascade="all, delete-orphan"))


def upgrade():
    bind = op.get_bind()
    Author.__table__.create(bind)
    Article.__table__.create(bind)
    session = sessionmaker(bind=bind)()
    eve = Author(email="eve@example.org", name="Eve")
    tom = Author(email="tom@example.org", name="Tom", active=False)
    eve.articles = [Article(title="Héllo, Wörld!", keywords="a, b ,c"), Article(title="Second   one", keywords="b,d")]
    tom.articles.append(Article(title="Tom's 100%", keywords=None, score=7))
    session.add_all([eve, tom])
    print(session.new == {eve, tom} or len(session.new), eve.id, eve in session)
    session.flush()
    print(eve, eve.id, [a.author_id == eve.id for a in eve.articles], eve.articles[0].score, eve.articles[0].body)
    extra = Article(title="by id", author_id=tom.id)
    session.add(extra)
    session.commit()
    print(extra.author.name, len(tom.articles), tom.joined, eve.active, tom.active)
    print(session.query(Article).filter(Article.author == tom).order_by(Article.title).all()[0].title)
    print([a.title for a in session.query(Article).join(Article.author).filter(Author.active.is_(True)).order_by(Article.id)])


def downgrade():
    bind = op.get_bind()
    session = sessionmaker(bind=bind)()
    print(session.query(Author).count(), session.query(Article).count())
    op.drop_table("articles")
    op.drop_table("authors")
