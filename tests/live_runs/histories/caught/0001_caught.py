"""errors that are expected"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy import exc

revision = "caught1"
down_revision = None


def upgrade():
    op.create_table("seats", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10), unique=True), sa.Column("row", sa.Integer, nullable=False))
    bind = op.get_bind()
    seats = sa.Table("seats", sa.MetaData(), autoload_with=bind)
    for number, name in enumerate(["a", "b", "a", "c", "b"], 1):
        try:
            with bind.begin_nested():
                bind.execute(seats.insert().values(id=number, name=name, row=1))
        except exc.IntegrityError as error:
            print(number, type(error.orig).__name__, "a" in str(error.orig).lower(), error.statement.split()[0])
    savepoint = bind.begin_nested()
    try:
        bind.execute(sa.text("SELECT * FROM nowhere"))
    except (exc.ProgrammingError, exc.OperationalError) as error:
        print(isinstance(error, exc.DBAPIError), error.hide_parameters, error.params in ({}, (), None))
        savepoint.rollback()
    else:
        savepoint.commit()
    print(savepoint.is_active, bind.in_nested_transaction(), bind.in_transaction())
    with bind.begin_nested() as outer:
        bind.execute(seats.insert().values(id=50, name="x", row=1))
        inner = bind.begin_nested()
        bind.execute(seats.insert().values(id=51, name="y", row=1))
        inner.rollback()
        print(outer.is_active, inner.is_active)
    try:
        with bind.begin_nested():
            bind.execute(seats.insert().values(id=60, name="z", row=1))
            raise KeyError("own")
    except KeyError as error:
        print("own", error)
    print(bind.execute(sa.select(seats.c.id).order_by(seats.c.id)).scalars().all())
    try:
        bind.execute(sa.select(seats).where(seats.c.id == 99)).one()
    except exc.NoResultFound as error:
        print(error)
    try:
        bind.execute(sa.select(seats)).scalar_one()
    except exc.MultipleResultsFound as error:
        print(error)
    try:
        bind.begin()
    except exc.InvalidRequestError as error:
        print(error)


def downgrade():
    op.drop_table("seats")
