"""The ORM as revision scripts use it."""
import sqlalchemy as sa
from alembic import op
from show import section, show
from sqlalchemy import orm
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker

revision = "o1"
down_revision = None

Base = declarative_base()

tags = sa.Table("post_tag", Base.metadata, sa.Column("post_id", sa.ForeignKey("post.id"), primary_key=True),
                sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True))


class User(Base):
    __tablename__ = "user_account"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(30), nullable=False)
    role = sa.Column(sa.String(10), default="guest")
    data = sa.Column(sa.JSON)
    posts = relationship("Post", back_populates="user", order_by="Post.id")

    @property
    def shout(self):
        return self.name.upper()


class Post(Base):
    __tablename__ = "post"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50))
    user_id = sa.Column(sa.Integer, sa.ForeignKey("user_account.id"))
    user = relationship("User", back_populates="posts")
    tags = relationship("Tag", secondary=tags, backref="posts")


class Tag(Base):
    __tablename__ = "tag"
    id = sa.Column(sa.Integer, primary_key=True)
    word = sa.Column(sa.String(20))


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    session = Session(bind=bind)
    section("adding")
    ann = User(name="ann", data={"a": 1})
    bob = User(name="bob", role="admin")
    session.add(ann)
    session.add_all([bob, User(name="cid")])
    show("before flush", lambda: (ann.id, ann.role))
    session.flush()
    show("after flush", lambda: (ann.id is not None, ann.role, bob.role))
    ann.posts.append(Post(title="first"))
    ann.posts.append(Post(title="second", tags=[Tag(word="x"), Tag(word="y")]))
    session.flush()
    show("posts", lambda: [p.title for p in ann.posts])
    show("backref", lambda: [p.user.name for p in ann.posts])
    show("tags", lambda: sorted(t.word for t in ann.posts[1].tags))
    section("query")
    query = session.query
    show("count", lambda: query(User).count())
    show("all", lambda: [u.name for u in query(User).order_by(User.id)])
    show("filter", lambda: [u.name for u in query(User).filter(User.name != "ann").order_by(User.name.desc()).all()])
    show("filter_by", lambda: query(User).filter_by(name="bob").one().role)
    show("first", lambda: query(User).order_by(User.id).first().name)
    show("none", lambda: query(User).filter_by(name="nobody").first())
    show("one_or_none", lambda: query(User).filter_by(name="nobody").one_or_none())
    show("one", lambda: query(User).filter_by(name="nobody").one())
    show("get", lambda: session.get(User, ann.id) is ann)
    show("query get", lambda: query(User).get(ann.id).name)
    show("scalar", lambda: query(sa.func.count(User.id)).scalar())
    show("columns", lambda: query(User.name, User.role).order_by(User.id).all())
    show("join", lambda: [(u.name, t) for u, t in query(User, Post.title).join(Post, Post.user_id == User.id).order_by(Post.id)])
    show("join relationship", lambda: query(Post).join(Post.user).filter(User.name == "ann").count())
    show("outer join", lambda: query(User.name, Post.title).outerjoin(Post).order_by(User.id, Post.id).all())
    show("in", lambda: query(User).filter(User.name.in_(["ann", "cid"])).count())
    show("limit", lambda: [u.name for u in query(User).order_by(User.id).limit(1).offset(1)])
    show("exists", lambda: session.query(query(User).filter(User.name == "ann").exists()).scalar())
    show("distinct", lambda: sorted(r for (r,) in query(User.role).distinct()))
    show("group", lambda: query(User.role, sa.func.count()).group_by(User.role).order_by(User.role).all())
    show("any", lambda: query(User).filter(User.posts.any(Post.title == "first")).count())
    show("yield_per", lambda: [u.name for u in query(User).order_by(User.id).yield_per(2)])
    show("update", lambda: query(User).filter(User.name == "cid").update({"role": "x"}, synchronize_session=False))
    show("update expr", lambda: query(User).update({User.role: User.role + "!"}, synchronize_session=False))
    show("refreshed", lambda: (session.expire_all(), [u.role for u in query(User).order_by(User.id)])[1])
    show("delete", lambda: query(Post).filter(Post.title == "nothing").delete())
    section("2.0")
    show("select", lambda: [u.name for u in session.execute(sa.select(User).order_by(User.id)).scalars()])
    show("scalars", lambda: [u.name for u in session.scalars(sa.select(User).where(User.role.like("guest%")))])
    show("tuple", lambda: session.execute(sa.select(User.id, User.name).where(User.name == "bob")).first()[1])
    show("scalar", lambda: session.scalar(sa.select(sa.func.count()).select_from(User)))
    show("orm update", lambda: session.execute(sa.update(User).where(User.name == "bob").values(role="boss")).rowcount)
    show("text", lambda: session.execute(sa.text("SELECT name FROM user_account WHERE id = :i"), {"i": ann.id}).scalar())
    section("changing")
    bob.name = "rob"
    show("dirty", lambda: bob in session.dirty)
    session.commit()
    show("committed", lambda: query(User).filter_by(name="rob").count())
    session.delete(session.get(User, bob.id))
    session.flush()
    show("deleted", lambda: query(User).count())
    session.rollback() if bind.dialect.name == "none" else None
    show("merge", lambda: session.merge(User(id=ann.id, name="anna")).name)
    session.flush()
    show("bulk", lambda: session.bulk_insert_mappings(User, [{"name": "d"}, {"name": "e"}]))
    show("bulk objects", lambda: session.bulk_save_objects([User(name="f")]))
    show("bulk update", lambda: session.bulk_update_mappings(User, [{"id": ann.id, "role": "z"}]))
    show("names", lambda: sorted(n for (n,) in query(User.name)))
    show("raw null", lambda: bind.execute(sa.text("SELECT count(*) FROM user_account WHERE data IS NULL")).scalar())
    show("property", lambda: session.get(User, ann.id).shout)
    show("options", lambda: [len(u.posts) for u in query(User).options(orm.joinedload(User.posts)).order_by(User.id)][:1])
    session.commit()
    section("others")
    Maker = sessionmaker(bind=bind)
    with Maker() as other:
        show("sessionmaker", lambda: other.query(User).count())
    Auto = automap_base()
    Auto.prepare(autoload_with=bind)
    show("automap", lambda: sorted(c.__name__ for c in Auto.classes))
    show("automap query", lambda: Session(bind).query(Auto.classes.user_account).filter_by(name="anna").one().role)


def downgrade():
    Base.metadata.drop_all(op.get_bind())
