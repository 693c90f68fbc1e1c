import re

from sqlalchemy import text

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.on_entity_mixin import OnEntityMixin
from alembic_utils.replaceable_entity import ReplaceableEntity, ending

_PARTS = re.compile(r"(.+?)\s+ON\s+(.+?)\s+(.+)", re.IGNORECASE | re.DOTALL)


class PGTrigger(OnEntityMixin, ReplaceableEntity):
    type_ = "trigger"

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema=schema, signature=signature, definition=definition,
                         on_entity=on_entity)
        self.is_constraint = is_constraint

    @classmethod
    def from_sql(cls, sql):
        found = re.match(r"create\s+(constraint\s+)?trigger\s+(\S+)\s+(.+)", sql,
                         re.IGNORECASE | re.DOTALL)
        parts = found and _PARTS.match(found[3])
        if not parts:
            raise SQLParseFailure(f'Failed to parse SQL into PGTrigger """{sql}"""')
        event, table, action = parts.groups()
        if "." not in table:
            table = "public." + table
        return cls(table.split(".")[0], found[2], f" {event} ON {table} {action}",
                   table, bool(found[1]))

    def to_sql_statement_create(self):
        parts = _PARTS.match(self.definition)
        if not parts:
            raise SQLParseFailure(
                f'Failed to parse SQL into PGTrigger.definition """{self.definition}"""')
        event, table, action = parts.groups()
        table = f"{self.schema}.{table.rpartition('.')[2] if '.' in table else table}"
        kind = " CONSTRAINT " if self.is_constraint else " "
        return text(f'CREATE{kind}TRIGGER "{self.signature}" {event} ON {table} {action}')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP TRIGGER "{self.signature}" ON {self.on_entity} {ending(cascade)}')

    def to_sql_statement_create_or_replace(self):
        yield text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};')
        yield self.to_sql_statement_create()
