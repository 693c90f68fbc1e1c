"""Table.constraints and Table.indexes: sets whose changes are the table's."""


class OwnedSet(set):
    """What a table has of one kind; `attribute` is where it goes back to."""

    def __init__(self, items, table, attribute):
        set.__init__(self, items)
        self._table = table
        self._attribute = attribute


def _telling(name):
    change = getattr(set, name)

    def method(self, *args):
        result = change(self, *args)
        setattr(self._table, self._attribute, set(self))
        return self if name.startswith("__") else result

    return method


for _name in ("add update remove discard pop clear difference_update "
              "intersection_update symmetric_difference_update "
              "__ior__ __iand__ __isub__ __ixor__").split():
    setattr(OwnedSet, _name, _telling(_name))
