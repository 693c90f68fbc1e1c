"""What a session knows of its objects: expired, unchanged, gone; its statements."""
import re

import sqlalchemy as sa
from alembic import op
from show import quiet, section, show
from sqlalchemy.orm import Session, declarative_base, relationship

revision = "s1"
down_revision = None

Base = declarative_base()


class User(Base):
    __tablename__ = "state_user"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True, nullable=False)
    touched = sa.Column(sa.Integer, default=0, onupdate=lambda: 99)
    score = sa.Column(sa.Integer, server_default="7")
    posts = relationship("Post", back_populates="user")

    def __repr__(self):
        return "User(%r)" % self.name


class Post(Base):
    __tablename__ = "state_post"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    user_id = sa.Column(sa.Integer, sa.ForeignKey("state_user.id"))
    user = relationship("User", back_populates="posts")


def upgrade():
    bind = op.get_bind()
    quiet.append(True)
    Base.metadata.create_all(bind)
    statements = []

    def heard(question):
        """What a question gives, and the statements that it took."""
        del statements[:]
        answer = question()
        return answer, [" ".join(s.split()) for s in statements]

    sa.event.listen(bind, "before_cursor_execute", lambda *args: statements.append(args[2]))
    session = Session(bind)
    user = User(name="ann")

    section("server defaults")
    session.add(user)
    session.flush()
    show("default", lambda: heard(lambda: (user.score, user.id)))
    session.add(User(name="expression", score=sa.literal_column("1 + 1")))
    show("flush", lambda: len(heard(session.flush)[1]))
    show("read", lambda: session.query(User.score).order_by(User.id).all())

    section("unchanged")
    user.name = user.name
    show("modified", lambda: (session.is_modified(user), user in session.dirty))
    show("same value", lambda: heard(session.flush)[1])
    user.name = "anna"
    user.name = "ann"
    show("and back", lambda: heard(session.flush)[1])
    show("untouched", lambda: session.query(User.touched).filter_by(name="ann").scalar())
    user.name = "anna"
    show("changed", lambda: len(heard(session.flush)[1]))
    show("touched", lambda: user.touched)

    section("expired")
    show("known", lambda: heard(lambda: session.get(User, 1)))
    session.expire_all()
    show("expired", lambda: heard(lambda: session.get(User, 1).name))
    session.execute(sa.text("DELETE FROM state_user WHERE name = 'expression'"))
    session.expire_all()
    show("gone", lambda: session.get(User, 2))
    show("get_one", lambda: session.get_one(User, 2))
    show("not mapped", lambda: None in session)
    show("filter_by", lambda: session.query(User).filter_by(nothing=1))

    section("labels")
    show("query", lambda: str(session.query(User.id, User.name.label("n"), sa.func.count(Post.id))))
    show("keys", lambda: list(session.query(User.id, Post.id).one_or_none()._fields
                              if session.query(User.id, Post.id).count() else ("none",)))
    show("row", lambda: session.query(User.id, User.name).first()._asdict())
    show("statement", lambda: str(session.query(User.id).statement))
    show("selected", lambda: heard(lambda: session.execute(sa.select(User, Post.id).outerjoin(User.posts)).all()))
    show("counted", lambda: heard(lambda: session.query(User.id).count()))
    show("subquery", lambda: session.query(User.id, User.name).subquery().c.keys())
    show("in", lambda: session.query(User.name).filter(User.id.in_(session.query(User.id))).all())
    show("union", lambda: session.query(User.name).union_all(session.query(User.name)).all())

    section("lost rows")
    with session.begin_nested():
        session.add(User(name="lost"))
    lost = session.query(User).filter_by(name="lost").one()
    session.execute(sa.text("DELETE FROM state_user WHERE name = 'lost'"))
    nested = session.begin_nested()
    lost.name = "found"
    show("update", session.flush)
    show("still there", lambda: (nested.is_active, session.is_active))
    nested.rollback()
    nested = session.begin_nested()
    show("bulk", lambda: session.bulk_update_mappings(User, [{"id": 1, "name": "bulk"}, {"id": 77, "name": "no"}]))
    nested.rollback()
    show("bulk undone", lambda: session.query(User.name).all())

    section("failed")
    nested = session.begin_nested()
    session.add(User(name=None))
    show("flush", lambda: type(failing(session.flush)).__name__)
    nested.rollback()
    show("goes on", lambda: session.get(User, 1).name)
    show("quiet", quiet_session(session))
    session.flush()

    section("detached")
    user = session.query(User).filter_by(name="anna").one()
    session.expunge(user)
    show("loaded", lambda: user.name)
    pending = session.query(User).filter_by(name="pending").one()
    session.expire(pending)
    session.expunge(pending)
    show("expired", lambda: unnamed(lambda: pending.name))
    pending.name = "set"
    show("set", lambda: pending.name)
    quiet.clear()


def failing(work):
    try:
        work()
    except Exception as error:
        return error


def unnamed(work):
    return re.sub("0x[0-9a-f]+", "0x", str(failing(work)))


def quiet_session(session):
    def question():
        with session.no_autoflush as inside:
            inside.add(User(name="pending"))
            before = session.query(User).count()
        return inside is session, before, session.query(User).count()
    return question


def downgrade():
    op.drop_table("state_post")
    op.drop_table("state_user")
