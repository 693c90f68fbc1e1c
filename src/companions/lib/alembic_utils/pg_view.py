import re

from sqlalchemy import text

from alembic_utils.exceptions import SQLParseFailure
from alembic_utils.replaceable_entity import ReplaceableEntity, ending
from alembic_utils.statement import (coerce_to_unquoted, normalize_whitespace,
                                     strip_terminating_semicolon)


class PGView(ReplaceableEntity):
    type_ = "view"
    _kind = "VIEW"

    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = strip_terminating_semicolon(definition)

    @classmethod
    def from_sql(cls, sql):
        found = re.match(r"create.*?view\s+(.+?)\.(.+?)\s+as\s+(.+)",
                         strip_terminating_semicolon(sql), re.IGNORECASE | re.DOTALL)
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGView """{sql}"""')
        schema, signature, definition = found.groups()
        return cls(schema, signature.split("(")[0].replace('"', ""), definition)

    def to_sql_statement_create(self):
        return text(f"CREATE VIEW {self.quoted_name} AS {self.definition};")

    def to_sql_statement_drop(self, cascade=False):
        return text(f"DROP {self._kind} {self.quoted_name} {ending(cascade)}")

    def to_sql_statement_create_or_replace(self):
        name, body = self.quoted_name, self.definition
        yield text(f"""
        do $$
            begin
                CREATE OR REPLACE VIEW {name} AS {body};

            exception when others then
                DROP VIEW IF EXISTS {name};

                CREATE VIEW {name} AS {body};
            end;
        $$ language 'plpgsql'
        """)
