"""The base of all entities, and what op does with one."""

import logging

import alembic_utils.reversible_op  # op.create_entity and its kin
from alembic_utils.statement import (coerce_to_quoted, coerce_to_unquoted,
                                     escape_colon_for_sql, normalize_whitespace,
                                     strip_terminating_semicolon)

log = logging.getLogger(__name__)


class ReplaceableEntity:
    type_ = None

    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = escape_colon_for_sql(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        raise NotImplementedError()

    @classmethod
    def from_path(cls, path):
        with path.open() as file:
            return cls.from_sql(file.read())

    @property
    def literal_schema(self):
        return coerce_to_quoted(self.schema)

    @property
    def quoted_name(self):
        return f'{self.literal_schema}."{self.signature}"'

    @property
    def identity(self):
        return f"{self.__class__.__name__}: {self.schema}.{self.signature}"

    def to_variable_name(self):
        name = self.signature.split("(")[0].strip()
        return f"{self.schema}_{name}".lower()

    def __eq__(self, other):
        return (isinstance(other, self.__class__)
                and self.identity == other.identity
                and normalize_whitespace(self.definition)
                == normalize_whitespace(other.definition))

    def __hash__(self):
        return hash(self.identity)


def ending(cascade):
    return "cascade" if cascade else ""


class EntityRegistry:
    def __init__(self):
        self.entities = []
        self.allowed_entity_types = set()
        self.schemas = set()
        self.exclude_schemas = set()

    def register(self, entities, schemas=None, exclude_schemas=None, entity_types=None):
        self.entities.extend(entities)
        self.allowed_entity_types |= set(entity_types or ())
        self.schemas |= set(schemas or ())
        self.exclude_schemas |= set(exclude_schemas or ())


registry = EntityRegistry()


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    """Registers what autogenerate is to compare, which limbeck does not do."""
    from alembic.autogenerate import comparators

    first = not registry.entities
    registry.register(list(entities), schemas, exclude_schemas, entity_types)
    if first and registry.entities:
        comparators.dispatch_for("schema")(_not_compared)


def _not_compared(autogen_context, upgrade_ops, schemas):
    log.warning("%d entities of alembic_utils are not compared with the database",
                len(registry.entities))
