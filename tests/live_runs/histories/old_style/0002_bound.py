"""bound metadata, engine.execute, autoload, Session of a bind, nested begin()"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import sessionmaker

revision = "old2"
down_revision = "old1"

Session = sessionmaker()
Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    age = sa.Column(sa.Integer)


def upgrade():
    bind = op.get_bind()
    meta = sa.MetaData(bind=bind)
    users = sa.Table("users", meta, autoload=True)
    print(sorted(c.name for c in users.columns), meta.bind is bind)
    print(users.select().where(users.c.id == 1).execute().fetchall())
    print(users.count().execute().scalar() if hasattr(users, "count") else sa.select([sa.func.count()]).select_from(users).execute().scalar())
    users.update().where(users.c.id == 1).values(age=31).execute()
    session = Session(bind=bind)
    print([(u.name, u.age) for u in session.query(User).order_by("id")])
    session.query(User).filter(User.name.in_(("ann", "bob"))).update({"age": User.age + 1}, synchronize_session=False)
    session.commit()
    print([u.age for u in session.query(User).order_by(User.id.asc())])
    inspector = sa.engine.reflection.Inspector.from_engine(bind)
    print(sorted(inspector.get_table_names()), bind.engine.has_table("users") if hasattr(bind.engine, "has_table") else True)
    print(bind.dialect.has_table(bind, "users"), bind.engine.dialect.has_table(bind, "nowhere"))


def downgrade():
    op.execute("UPDATE users SET age = NULL WHERE id = 1")
