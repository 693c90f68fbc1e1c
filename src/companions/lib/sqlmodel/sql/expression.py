"""sqlmodel.sql.expression"""
from sqlalchemy import (and_, case, cast, delete, func, not_, or_,  # noqa
                        select, text, update)

Select = SelectOfScalar = object


def col(column_expression):
    return column_expression
