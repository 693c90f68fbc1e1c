"""Tables of SQLModel classes."""
import datetime
import decimal
import enum
import uuid
from typing import List, Optional

import sqlalchemy as sa
import sqlmodel
from pydantic import field_validator
from sqlmodel import Field, Relationship, SQLModel


class Status(str, enum.Enum):
    on = "ON"
    off = "OFF"


class UserBase(SQLModel):
    email: str = Field(unique=True, index=True, max_length=255)
    is_active: bool = True
    full_name: str | None = Field(default=None, max_length=255)


class UserCreate(UserBase):
    password: str = Field(min_length=8, max_length=40)


class User(UserBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    hashed_password: str
    items: List["Item"] = Relationship(back_populates="owner", cascade_delete=True)


class Item(SQLModel, table=True):
    __tablename__ = "items"
    __table_args__ = (sa.UniqueConstraint("title", name="uq_title"), {"comment": "things"})
    id: Optional[int] = Field(default=None, primary_key=True)
    title: str = Field(min_length=1, max_length=255)
    price: decimal.Decimal = Field(max_digits=8, decimal_places=2)
    weight: float = 1.5
    status: Status = Status.on
    day: Optional[datetime.date] = None
    when: datetime.datetime
    blob: bytes = Field(nullable=True)
    owner_id: uuid.UUID = Field(foreign_key="user.id", nullable=False, ondelete="CASCADE")
    data: dict = Field(default_factory=dict, sa_column=sa.Column(sa.JSON, nullable=False))
    text: str = Field(sa_type=sa.Text, sa_column_kwargs={"server_default": "x"})
    owner: User | None = Relationship(back_populates="items")


for table in SQLModel.metadata.sorted_tables:
    print(table.name, table.comment, sorted(str(c.name) for c in table.constraints if c.name))
    for column in table.columns:
        print("  ", column.name, repr(column.type), column.nullable, column.primary_key,
              column.unique, column.index, [(f.target_fullname, f.ondelete) for f in column.foreign_keys],
              column.default is not None, getattr(column.server_default, "arg", None))
    print("  ", sorted((i.name, i.unique) for i in table.indexes))
print(list(UserCreate.model_fields), UserCreate(email="a", password="x" * 8).is_active)
try:
    UserCreate(email="a", password="x")
except Exception as error:
    print(error)
print(sqlmodel.sql.sqltypes.AutoString(length=3), Item.__tablename__, User.__tablename__)
print(repr(UserCreate.model_validate({"email": "b", "password": "12345678"})))


class Dated(SQLModel):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    first: str | None = None


class Named(SQLModel):
    name: str | None = None
    title: str = "x"
    until: str | None = None
    rest: int = 0


class Group(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    members: list["Member"] = Relationship(back_populates="group")


# The order of columns is that of SQLAlchemy's scan, which meets fields that are
# declared again elsewhere than where they stood first.
class Member(Dated, Named, table=True):
    name: str | None = Field(default=None, index=True)
    extra: int = Field(default=1)
    until: str | None = Field(default=None)
    group_id: int = Field(default=None, foreign_key="group.id")
    group: Group | None = Relationship(back_populates="members")


print([(c.name, c.nullable) for c in Member.__table__.columns])
