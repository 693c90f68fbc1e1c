"""The table of access tokens."""
import typing

from fastapi_users_db_sqlalchemy.generics import (GUID, TIMESTAMPAware,
                                                  now_utc)
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

ID = typing.TypeVar("ID")


class SQLAlchemyBaseAccessTokenTable(typing.Generic[ID]):
    __tablename__ = "accesstoken"
    token: Mapped[str] = mapped_column(String(length=43), primary_key=True)
    created_at: Mapped[typing.Any] = mapped_column(
        TIMESTAMPAware(timezone=True), index=True, nullable=False,
        default=now_utc)


class SQLAlchemyBaseAccessTokenTableUUID(
        SQLAlchemyBaseAccessTokenTable[typing.Any]):
    @declared_attr
    def user_id(cls):
        return mapped_column(GUID, ForeignKey("user.id", ondelete="cascade"),
                             nullable=False)


class SQLAlchemyAccessTokenDatabase:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, session, access_token_table):
        self.session = session
        self.access_token_table = access_token_table
