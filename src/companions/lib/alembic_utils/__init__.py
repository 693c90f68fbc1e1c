"""Database entities beside tables: https://olirice.github.io/alembic_utils/

What a migration does with them (create, replace, drop) is here; comparing them
with the database is not.
"""
