"""The bases of user tables, which lie in a package of their own."""
from fastapi_users_db_sqlalchemy import *
from fastapi_users_db_sqlalchemy import (
    SQLAlchemyBaseOAuthAccountTable, SQLAlchemyBaseOAuthAccountTableUUID,
    SQLAlchemyBaseUserTable, SQLAlchemyBaseUserTableUUID)

__limbeck_partial__ = True
