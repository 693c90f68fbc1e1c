# Mapped classes make the tables that SQLAlchemy makes of them.
import enum
from typing import Annotated, List, Optional

import sqlalchemy as sa
from sqlalchemy.orm import (DeclarativeBase, Mapped, declarative_base,
                            declared_attr, mapped_column, relationship)


def show(table):
    print(table.fullname)
    for c in table.columns:
        print(" ", c.name, repr(c.type), c.nullable, c.primary_key,
              sorted(fk.target_fullname for fk in c.foreign_keys))


class Kind(enum.Enum):
    A = "a"
    B = "b"


pk = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    type_annotation_map = {str: sa.String(30)}


class Stamped:
    created: Mapped[int] = mapped_column(server_default=sa.func.now())
    note = mapped_column(sa.Text)

    @declared_attr
    def owner(cls):
        return sa.Column(sa.Integer)


class User(Stamped, Base):
    __tablename__ = "user"
    id: Mapped[pk]
    name: Mapped[str]
    nick: Mapped[Optional[str]] = mapped_column(sa.String(8))
    kind: Mapped[Kind]
    posts: Mapped[List["Post"]] = relationship(back_populates="user")


class Post(Base):
    __tablename__ = "post"
    __table_args__ = (sa.UniqueConstraint("title", name="uq_title"),
                      {"comment": "posts"})
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    user: Mapped["User"] = relationship(back_populates="posts")


show(User.__table__)
show(Post.__table__)
print(Post.__table__.comment, [i.name for i in Post.__table__.indexes])
print([c.name for c in Post.__table__.constraints if c.name])
print(User.name, User.__mapper__, Base.metadata is User.metadata)
print(list(Base.metadata.tables))

Old = declarative_base()


class Node(Old):
    __tablename__ = "node"
    id = sa.Column(sa.Integer, primary_key=True)
    type = sa.Column(sa.String(10))
    parent_id = sa.Column(sa.ForeignKey("node.id"))
    __mapper_args__ = {"polymorphic_on": type, "polymorphic_identity": "node"}


class Leaf(Node):
    __tablename__ = "leaf"
    id = sa.Column(sa.ForeignKey("node.id"), primary_key=True)
    weight = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "leaf"}


class Twig(Node):
    size = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "twig"}


show(Node.__table__)
show(Leaf.__table__)
print(Twig.__table__ is Node.__table__, Leaf(weight=3).weight)
print(str(sa.select(User.id, User.name).where(User.name == "x")))
try:
    Node(nope=1)
except TypeError as error:
    print(error)
try:
    class Bad(Old):
        __tablename__ = "bad"
        x = sa.Column(sa.Integer)
except sa.exc.ArgumentError as error:
    print(error)


# A mapped attribute stands for its column in constraints.
class Badge(Old):
    __tablename__ = "badge"
    id = sa.Column(sa.Integer, sa.ForeignKey(Node.id), primary_key=True)
    label = sa.Column(sa.String(5), sa.ForeignKey(Leaf.id))
    __table_args__ = (
        sa.ForeignKeyConstraint(["id", "label"], [Node.id, Node.parent_id]),
    )


show(Badge.__table__)
