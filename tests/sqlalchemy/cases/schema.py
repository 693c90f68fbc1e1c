# Tables, columns, constraints and types look as SQLAlchemy's do.
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, mysql

meta = sa.MetaData()
users = sa.Table(
    "users",
    meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False, unique=True),
    sa.Column("kind", sa.Enum("a", "b", name="kind"), server_default="a"),
    sa.Column("made", sa.DateTime(timezone=True), server_default=sa.func.now()),
    sa.Column("boss", sa.ForeignKey("users.id", ondelete="CASCADE"), index=True),
    sa.CheckConstraint("id > 0", name="ck_id"),
)
print([c.name for c in users.c])
print(repr(users.c.name), users.c.id.primary_key, users.c.boss.nullable)
print(users.name, users.schema, users.fullname, users.key)
print(sorted(type(c).__name__ for c in users.constraints))
print([(i.name, [c.name for c in i.columns], i.unique) for i in users.indexes])
print(users.c["kind"].type.enums, users.c.kind.server_default.arg)
print([fk.target_fullname for fk in users.foreign_keys])
print(isinstance(sa.Text(), sa.String), issubclass(sa.VARCHAR, sa.String))
for type_ in [
    sa.String(50), sa.Integer(), sa.Numeric(10, 2), sa.Boolean(), sa.Text(),
    sa.LargeBinary(), sa.JSON(), sa.Uuid(), sa.ARRAY(sa.Integer),
    postgresql.UUID(as_uuid=True), postgresql.JSONB(), postgresql.TIMESTAMP(True),
    postgresql.ENUM("x", "y", name="e", create_type=False),
    mysql.VARCHAR(20, charset="utf8"), mysql.INTEGER(11, unsigned=True),
    sa.DateTime(), sa.Float(53), sa.Interval(),
]:
    print(repr(type_), str(type_.compile(dialect=postgresql.dialect()))
          if not isinstance(type_, (mysql.VARCHAR, mysql.INTEGER)) else "")
print("users" in meta.tables, list(meta.tables), meta.sorted_tables[0] is users)
copy = users.to_metadata(sa.MetaData())
print([c.name for c in copy.c], copy is users)
t2 = sa.Table("t2", meta, sa.Column("a", sa.Integer), schema="other")
print(t2.fullname, "other.t2" in meta.tables)
try:
    sa.Table("users", meta, sa.Column("x", sa.Integer))
except sa.exc.InvalidRequestError as error:
    print(error)
try:
    sa.Column("x", 5)
except sa.exc.ArgumentError as error:
    print(error)
named = sa.MetaData(naming_convention={"pk": "pk_%(table_name)s",
                                       "uq": "uq_%(table_name)s_%(column_0_name)s"})
t3 = sa.Table("t3", named, sa.Column("id", sa.Integer, primary_key=True),
              sa.Column("u", sa.Integer, unique=True))
print(t3.primary_key.name, sorted(str(c.name) for c in t3.constraints))
