# copy() of schema items works and says that it is deprecated.
import warnings

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Identity,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)

t = Table(
    "t",
    MetaData(),
    Column("a", Integer, Identity(start=5), primary_key=True),
    Column("b", Integer, Computed("1 + 1", persisted=True)),
    Column("c", ForeignKey("t.a", name="fk")),
    CheckConstraint("a > 1", name="ck"),
    UniqueConstraint("b", name="uq"),
)


def told(copy):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = copy()
    here = [w.filename.endswith("deprecated_copies.py") for w in caught]
    print(type(made).__name__, [str(w.message) for w in caught], here)
    return made


for column in t.c:
    told(column.copy)
for constraint in sorted(t.constraints, key=lambda c: type(c).__name__):
    told(constraint.copy)
computed = told(t.c.b.server_default.copy)
print(computed.sqltext, computed.persisted, computed is t.c.b.server_default)
identity = told(t.c.a.server_default.copy)
print(identity.start, identity.always, identity is t.c.a.server_default)
told(list(t.c.c.foreign_keys)[0].copy)
told(lambda: t.tometadata(MetaData()))
