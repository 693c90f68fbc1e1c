"""The type of the extension `ltree`."""
from sqlalchemy.types import UserDefinedType


class Ltree(str):
    pass


class LtreeType(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **options):
        return "LTREE"
