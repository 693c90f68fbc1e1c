"""Random migration scripts: see ../compare_random.py."""

import random

from .column_types import Types
from .directives import Directives
from .expressions import Expressions
from .projects import Projects
from .source import Source
from .statements import Statements
from .values import Values

CONVENTIONS = [
    {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
     "ck": "ck_%(table_name)s_%(constraint_name)s",
     "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
     "pk": "pk_%(table_name)s"},
    {"ix": "IX_%(table_name)s_%(column_0N_name)s",
     "uq": "uq_%(table_name)s_%(column_0_N_name)s", "pk": "PK %(table_name)s",
     "fk": "fk_%(column_0_label)s_%(referred_column_0_name)s"},
    {"uq": "unique_%(column_0_key)s", "ck": "c_%(column_0_name)s"},
]


class Generator(Source, Values, Types, Expressions, Statements, Directives, Projects):
    """Scripts from one seed."""

    def script(self):
        """{"prelude": lines, "statements": [...], "naming", "literal_binds",
        "options": of the context}"""
        self.prelude = []
        self.tables = []
        self.table_names = []
        self.full_tables = self.chance(0.2)
        statements = []
        form = self.weighted((4, "project"), (3, "statements"), (3, "directives"))
        if form == "project":  # one: its variables have fixed names
            statements.append(self.project_step())
            if self.chance(0.3):
                statements.append(self.directive())
        elif form == "statements":
            self.tables = self.declare_tables(self.rng.randint(1, 3))
            for _ in range(self.rng.randint(1, 3)):
                statements.append(self.statement())
        else:
            for _ in range(self.rng.randint(1, 4)):
                statements.append(self.directive())
        return {
            "prelude": self.prelude,
            "statements": statements,
            "naming": self.rng.choice(CONVENTIONS) if self.chance(0.15) else None,
            "literal_binds": not self.chance(0.05),
            "options": self.weighted((20, None), (1, {"transaction_per_migration": True}),
                                     (1, {"transactional_ddl": self.chance(0.5)})),
        }


def script(seed):
    """The script of that seed."""
    result = Generator(random.Random(seed)).script()
    result["seed"] = seed
    return result
