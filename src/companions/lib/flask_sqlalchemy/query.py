"""Model.query"""
from sqlalchemy import orm


class Query(orm.Query):
    pass


BaseQuery = Query
