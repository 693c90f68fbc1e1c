# A session stores, finds, changes and deletes mapped objects.
import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    posts = relationship("Post", back_populates="user")


class Post(Base):
    __tablename__ = "posts"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50), default="none")
    user_id = sa.Column(sa.ForeignKey("users.id"))
    user = relationship("User", back_populates="posts")


engine = sa.create_engine("sqlite://")
Base.metadata.create_all(engine)
session = sessionmaker(bind=engine)()
ann = User(name="ann")
ann.posts.append(Post(title="one"))
session.add(ann)
session.add(User(name="bob"))
session.commit()
print(ann.id, [p.user_id for p in ann.posts], ann.posts[0].user is ann)
print([u.name for u in session.query(User).order_by(User.name)])
print(session.query(User).filter_by(name="bob").one().id)
print(session.query(User.name, User.id).filter(User.id > 1).all())
print(session.query(User).count(), session.get(User, 1) is ann)
ann.name = "anna"
session.flush()
print(session.execute(sa.text("select name from users where id = 1")).scalar())
print(session.query(User).filter(User.name == "zed").first())
print(session.query(User).join(Post).filter(Post.title == "one").one().name)
print(session.scalars(sa.select(User).order_by(User.id.desc())).first().name)
print(session.execute(sa.select(User.name).where(User.id == 2)).all())
print(session.query(Post).update({"title": "two"}), session.query(Post).one().title)
session.delete(session.query(Post).one())
session.commit()
print(session.query(Post).count(), ann.posts)
session.query(User).filter(User.id == 2).delete()
session.rollback()
print(session.query(User).count())
print(session.query(sa.func.max(User.id)).scalar())
