import re

from sqlalchemy import text

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.replaceable_entity import ReplaceableEntity, ending
from alembic_utils.statement import (escape_colon_for_plpgsql, escape_colon_for_sql,
                                     normalize_whitespace, strip_terminating_semicolon)


class PGFunction(ReplaceableEntity):
    """`signature` is the name with its parameters, `definition` the rest."""

    type_ = "function"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        shape = normalize_whitespace(definition).lower().replace("'", "")
        escape = (escape_colon_for_plpgsql if "language plpgsql" in shape
                  else escape_colon_for_sql)
        self.definition = escape(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        found = re.match(r"create.*?function\s+(.+?)\.(.+?)\s+returns\s+(.+)",
                         sql.strip(), re.IGNORECASE | re.DOTALL)
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGFunction """{sql}"""')
        schema, signature, rest = found.groups()
        if signature.startswith('"'):
            signature = "".join(signature.split('"', 2))
        return cls(schema, signature, "returns " + rest)

    @property
    def literal_signature(self):
        name, rest = self.signature.split("(", 1)
        return f'"{name.strip()}"({rest}'

    def _create(self, verb):
        return text(f"{verb} FUNCTION {self.literal_schema}.{self.literal_signature} "
                    f"{self.definition}")

    def to_sql_statement_create(self):
        return self._create("CREATE")

    def to_sql_statement_create_or_replace(self):
        yield self._create("CREATE OR REPLACE")

    def to_sql_statement_drop(self, cascade=False):
        name, rest = self.signature.split("(", 1)
        parameters = rest.rsplit(")", 1)[0].strip().split(",")
        types = [p[:len(p.lower().split("default")[0])].strip() for p in parameters]
        return text(f'DROP FUNCTION {self.literal_schema}."{name.strip()}"'
                    f'({", ".join(types)}) {ending(cascade)}')
