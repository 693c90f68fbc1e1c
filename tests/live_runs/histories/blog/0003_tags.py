"""keywords become tags, many to many, with 2.0 style models"""
from typing import List, Optional

import sqlalchemy as sa
from alembic import op
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

revision = "blog3"
down_revision = "blog2"


class Base(DeclarativeBase):
    pass


article_tags = sa.Table(
    "article_tags", Base.metadata,
    sa.Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(30), unique=True)
    articles: Mapped[List["Article"]] = relationship(secondary=article_tags, back_populates="tags")


class Article(Base):
    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    keywords: Mapped[Optional[str]] = mapped_column(String(200))
    tags: Mapped[List[Tag]] = relationship(secondary=article_tags, back_populates="articles", order_by="Tag.word")


def upgrade():
    op.create_table("tags", sa.Column("id", sa.Integer(), nullable=False), sa.Column("word", sa.String(30), nullable=False),
                    sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("word"))
    op.create_table("article_tags",
                    sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
                    sa.Column("tag_id", sa.Integer(), sa.ForeignKey("tags.id"), primary_key=True))
    with Session(op.get_bind()) as session:
        known: dict[str, Tag] = {}
        for article in session.scalars(select(Article).where(Article.keywords.is_not(None)).order_by(Article.id)):
            for word in filter(None, (w.strip() for w in (article.keywords or "").split(","))):
                if word not in known:
                    known[word] = Tag(word=word)
                    session.add(known[word])
                article.tags.append(known[word])
        session.flush()
        print({word: len(tag.articles) for word, tag in sorted(known.items())})
        session.commit()
    with Session(op.get_bind()) as session:
        query = select(Article).options(selectinload(Article.tags)).order_by(Article.id)
        for article in session.execute(query).scalars().unique():
            print(article.title, [t.word for t in article.tags])
        print(session.execute(select(Tag.word, sa.func.count(article_tags.c.article_id).label("n"))
                              .outerjoin(article_tags).group_by(Tag.word).order_by(sa.desc("n"), Tag.word)).all())
        tag = session.execute(select(Tag).filter_by(word="d")).scalar_one()
        tag.articles.clear()
        session.delete(tag)
        session.flush()
        print(session.scalar(select(sa.func.count()).select_from(article_tags)))
        both = session.execute(select(Article, Tag).join(Article.tags).where(Tag.word.in_(["a", "b"])).order_by(Article.id, Tag.id)).all()
        print([(a.id, t.word) for a, t in both])
        session.commit()
    with op.batch_alter_table("articles") as batch:
        batch.drop_column("keywords")


def downgrade():
    op.add_column("articles", sa.Column("keywords", sa.String(200)))
    with Session(op.get_bind()) as session:
        for article in session.scalars(select(Article).join(Article.tags).distinct().order_by(Article.id)):
            article.keywords = ",".join(t.word for t in article.tags)
        session.commit()
    op.drop_table("article_tags")
    op.drop_table("tags")
