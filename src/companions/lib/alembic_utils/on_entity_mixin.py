from alembic_utils.statement import coerce_to_unquoted


class OnEntityMixin:
    """For what belongs to a table."""

    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema=schema, signature=signature, definition=definition)
        if "." not in on_entity:
            on_entity = "public." + on_entity
        self.on_entity = coerce_to_unquoted(on_entity)

    @property
    def identity(self):
        return (f"{self.__class__.__name__}: {self.schema}.{self.signature} "
                f"{self.on_entity}")
