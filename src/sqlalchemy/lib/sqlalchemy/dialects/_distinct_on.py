"""postgresql.distinct_on(): what Select.ext() takes for DISTINCT ON."""


class DistinctOnClause:
    def __init__(self, *columns):
        self._columns = columns

    def apply_to_select(self, select):
        return select.distinct(*self._columns)
