"""Models, metadata and engines of Flask-SQLAlchemy and Flask-Migrate."""
import os

import sqlalchemy as sa
from flask import Blueprint, Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Settings:
    SQLALCHEMY_DATABASE_URI = "sqlite:///app.db"
    SQLALCHEMY_BINDS = {"other": "sqlite://"}
    lower = 1


db = SQLAlchemy(metadata=sa.MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s"}))
migrate = Migrate()


def create_app():
    app = Flask("shop", root_path="/srv/shop")
    app.config.from_object(Settings)
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=False)
    return app


class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(64), index=True, unique=True)
    author_id = db.Column(db.ForeignKey("writers.id"))


class Author(db.Model):
    __tablename__ = "writers"
    id = db.Column(db.Integer, primary_key=True)
    posts = db.relationship("BlogPost", backref="author", lazy="dynamic")


class HTTPLog2Entry(db.Model):
    __bind_key__ = "other"
    id = db.Column(db.Integer, primary_key=True)


class Stamped:
    made = db.Column(db.DateTime, server_default=db.func.now())


class Base(db.Model):
    __abstract__ = True
    id = db.Column(db.Integer, primary_key=True)


class OrderItem(Stamped, Base):
    pass


class Vip(Author):
    """In its parent's table."""


class Member(Author):
    id = db.Column(db.ForeignKey("writers.id"), primary_key=True)


tags = db.Table("tags", db.Column("post_id", db.ForeignKey("blog_post.id")))
print(sorted(db.metadata.tables), sorted(db.metadatas["other"].tables))
print(OrderItem.__table__.c.keys(), Vip.__table__.name, Member.__table__.name)
print(BlogPost.__table__.primary_key.name, [i.name for i in BlogPost.__table__.indexes])
app = create_app()
from flask import g
print(bool(g), bool(current_app))
with app.app_context():
    print(bool(g), bool(current_app))
    print(current_app.name, app.name, str(db.engine.url).replace(os.getcwd(), "CWD"), db.engines["other"].url)
    config = current_app.extensions["migrate"]
    print(config.db is db, sorted(config.configure_args.items()), config.directory)
    print(current_app.config.get("SQLALCHEMY_DATABASE_URI"), current_app.config.get("lower"))
print(os.path.relpath(app.instance_path))


@app.route("/")
def index():
    return "x"


print(index())


class Modern(DeclarativeBase):
    pass


db2 = SQLAlchemy(model_class=Modern)


class UserAccount(db2.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(db2.String(30))


print(sorted(db2.metadata.tables), [(c.name, repr(c.type), c.nullable) for c in UserAccount.__table__.c])
try:
    SQLAlchemy().init_app(Flask("x"))
except RuntimeError as error:
    print(error)


class Person(db2.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "p"}


class Chief(Person):
    __tablename__ = "chiefs"  # without a key of its own
    __mapper_args__ = {"polymorphic_identity": "c"}


class Clerk(Person):
    id: Mapped[int] = mapped_column(db2.ForeignKey("person.id"), primary_key=True)
    __mapper_args__ = {"polymorphic_identity": "k"}


print(sorted(db2.metadata.tables), Chief.__table__ is Person.__table__, Clerk.__table__.name)
