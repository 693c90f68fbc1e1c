"""A stand-in for fastapi-users-db-sqlalchemy: the bases of user tables."""
import typing

from fastapi_users_db_sqlalchemy.generics import GUID
from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

__limbeck_partial__ = True
__version__ = "7.0.0"
ID = typing.TypeVar("ID")
UUID_ID = typing.Any


class SQLAlchemyBaseUserTable(typing.Generic[ID]):
    __tablename__ = "user"
    email: Mapped[str] = mapped_column(String(length=320), unique=True,
                                       index=True, nullable=False)
    hashed_password: Mapped[str] = mapped_column(String(length=1024),
                                                 nullable=False)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True,
                                            nullable=False)
    is_superuser: Mapped[bool] = mapped_column(Boolean, default=False,
                                               nullable=False)
    is_verified: Mapped[bool] = mapped_column(Boolean, default=False,
                                              nullable=False)


def _uuid4():
    from uuid import uuid4
    return uuid4()


class SQLAlchemyBaseUserTableUUID(SQLAlchemyBaseUserTable[UUID_ID]):
    id: Mapped[UUID_ID] = mapped_column(GUID, primary_key=True,
                                        default=_uuid4)


class SQLAlchemyBaseOAuthAccountTable(typing.Generic[ID]):
    __tablename__ = "oauth_account"
    oauth_name: Mapped[str] = mapped_column(String(length=100), index=True,
                                            nullable=False)
    access_token: Mapped[str] = mapped_column(String(length=1024),
                                              nullable=False)
    expires_at: Mapped[typing.Optional[int]] = mapped_column(Integer,
                                                             nullable=True)
    refresh_token: Mapped[typing.Optional[str]] = mapped_column(
        String(length=1024), nullable=True)
    account_id: Mapped[str] = mapped_column(String(length=320), index=True,
                                            nullable=False)
    account_email: Mapped[str] = mapped_column(String(length=320),
                                               nullable=False)


class SQLAlchemyBaseOAuthAccountTableUUID(
        SQLAlchemyBaseOAuthAccountTable[UUID_ID]):
    id: Mapped[UUID_ID] = mapped_column(GUID, primary_key=True,
                                        default=_uuid4)

    @declared_attr
    def user_id(cls):
        return mapped_column(GUID, ForeignKey("user.id", ondelete="cascade"),
                             nullable=False)


class SQLAlchemyUserDatabase:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, session, user_table, oauth_account_table=None):
        self.session = session
        self.user_table = user_table
        self.oauth_account_table = oauth_account_table
