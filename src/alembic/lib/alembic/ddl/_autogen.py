"""How a comparison of two constraints or indexes ended."""

from typing import NamedTuple

from alembic.util import to_list


class ComparisonResult(NamedTuple):
    status: str
    message: str

    is_equal = property(lambda self: self.status == "equal")
    is_different = property(lambda self: self.status == "different")
    is_skip = property(lambda self: self.status == "skip")

    @classmethod
    def Equal(cls):
        return cls("equal", "The two constraints are equal")

    @classmethod
    def Different(cls, reason):
        return cls("different", ", ".join(to_list(reason)))

    @classmethod
    def Skip(cls, reason):
        """Told in the log, and otherwise taken for equal."""
        return cls("skip", ", ".join(to_list(reason)))
