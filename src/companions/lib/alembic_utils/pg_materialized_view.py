import re

from sqlalchemy import text

from alembic_utils.pg_view import PGView


class PGMaterializedView(PGView):
    type_ = "materialized_view"
    _kind = "MATERIALIZED VIEW"

    def __init__(self, schema, signature, definition, with_data=True):
        super().__init__(schema, signature, definition)
        self.with_data = with_data

    @classmethod
    def from_sql(cls, sql):
        made = super().from_sql(sql)
        found = re.search(r"\s+with\s+(no\s+)?data\s*$", made.definition, re.IGNORECASE)
        if found:
            made.definition = made.definition[:found.start()]
            made.with_data = not found[1]
        return made

    def _create(self):
        body = self.definition.rstrip().rstrip(";")
        data = "" if self.with_data else "NO"
        return f"CREATE MATERIALIZED VIEW {self.quoted_name} AS {body} WITH {data} DATA"

    def to_sql_statement_create(self):
        return text(self._create() + ";")

    def to_sql_statement_create_or_replace(self):
        yield text(f"DROP MATERIALIZED VIEW IF EXISTS {self.quoted_name}; ")
        yield text(self._create())
