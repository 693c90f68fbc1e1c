import re

from sqlalchemy import text

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.on_entity_mixin import OnEntityMixin
from alembic_utils.replaceable_entity import ReplaceableEntity, ending


class PGPolicy(OnEntityMixin, ReplaceableEntity):
    type_ = "policy"

    @classmethod
    def from_sql(cls, sql):
        found = re.match(r"create policy\s+(\S+)\s+on\s+(\S+)\s+(.+)", sql.strip(),
                         re.IGNORECASE | re.DOTALL)
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGPolicy """{sql}"""')
        signature, table, definition = found.groups()
        if "." not in table:
            table = "public." + table
        return cls(table.partition(".")[0], signature, definition, table)

    def to_sql_statement_create(self):
        return text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition}")

    def to_sql_statement_drop(self, cascade=False):
        return text(f"DROP POLICY {self.signature} on {self.on_entity} {ending(cascade)}")

    def to_sql_statement_create_or_replace(self):
        yield text(f"DROP POLICY IF EXISTS {self.signature} on {self.on_entity};")
        yield text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition};")
