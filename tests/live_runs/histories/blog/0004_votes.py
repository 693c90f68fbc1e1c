"""an association object, hybrids, inheritance in one table"""
import enum

import sqlalchemy as sa
from alembic import op
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship, validates

revision = "blog4"
down_revision = "blog3"

Base = declarative_base()


class Kind(enum.Enum):
    up = 1
    down = -1


class Author(Base):
    __tablename__ = "authors"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    votes = relationship("Vote", back_populates="author")


class Article(Base):
    __tablename__ = "articles"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(200))
    score = sa.Column(sa.Integer)
    votes = relationship("Vote", back_populates="article", lazy="dynamic")

    @hybrid_property
    def good(self):
        return self.score > 1


class Vote(Base):
    __tablename__ = "votes"
    author_id = sa.Column(sa.ForeignKey("authors.id"), primary_key=True)
    article_id = sa.Column(sa.ForeignKey("articles.id"), primary_key=True)
    kind = sa.Column(sa.Enum(Kind, name="vote_kind"), nullable=False)
    weight = sa.Column(sa.Numeric(4, 1), default=1)
    author = relationship(Author, back_populates="votes")
    article = relationship(Article, back_populates="votes")

    @validates("weight")
    def check_weight(self, key, value):
        if value < 0:
            raise ValueError("%s below zero" % key)
        return value


class Event(Base):
    __tablename__ = "events"
    id = sa.Column(sa.Integer, primary_key=True)
    type = sa.Column(sa.String(20))
    text = sa.Column(sa.String(50))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "event"}


class Login(Event):
    __mapper_args__ = {"polymorphic_identity": "login"}
    address = sa.Column(sa.String(40))


def upgrade():
    bind = op.get_bind()
    Vote.__table__.create(bind, checkfirst=True)
    Event.__table__.create(bind)
    session = Session(bind=bind)
    authors = {a.name: a for a in session.query(Author)}
    for article in session.query(Article).order_by(Article.id):
        session.add(Vote(author=authors["Eve"], article=article, kind=Kind.up, weight=2.5))
    session.flush()
    first = session.query(Article).order_by(Article.id).first()
    session.add(Vote(author=authors["Tom"], article=first, kind=Kind.down))
    try:
        Vote(weight=-1)
    except ValueError as error:
        print("refused:", error)
    session.commit()
    for article in session.query(Article).order_by(Article.id):
        article.score = sum(int(v.kind.value * v.weight) for v in article.votes)
    session.commit()
    print([(a.id, a.score, a.good) for a in session.query(Article).order_by(Article.id)])
    print([a.id for a in session.query(Article).filter(Article.good).order_by(Article.id)])
    print(first.votes.count(), [v.author.name for v in first.votes.order_by(Vote.author_id)])
    loaded = session.query(Vote).options(joinedload(Vote.author)).filter(Vote.kind == Kind.down).all()
    print([(v.author.name, v.kind, v.weight) for v in loaded])
    session.add_all([Event(text="start"), Login(text="in", address="::1")])
    session.commit()
    print([(type(e).__name__, e.type, e.text) for e in session.query(Event).order_by(Event.id)])
    print(session.query(Login).one().address, session.query(Event).filter_by(type="event").count())


def downgrade():
    op.drop_table("events")
    op.drop_table("votes")
    if op.get_bind().dialect.name == "postgresql":
        sa.Enum(name="vote_kind").drop(op.get_bind())
