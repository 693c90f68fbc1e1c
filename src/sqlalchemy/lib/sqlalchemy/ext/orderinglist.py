"""ordering_list(): a list that numbers its items."""


class OrderingList(list):
    def __init__(self, ordering_attr=None, ordering_func=None, **kw):
        super().__init__()
        self.ordering_attr = ordering_attr
        self.ordering_func = ordering_func or (lambda index, items: index)

    def append(self, entity):
        super().append(entity)
        self.reorder()

    def reorder(self):
        for index, entity in enumerate(self):
            setattr(
                entity, self.ordering_attr, self.ordering_func(index, self)
            )


def count_from_n_factory(start):
    return lambda index, items: index + start


def ordering_list(attr, count_from=None, ordering_func=None, **kw):
    if ordering_func is None and count_from is not None:
        ordering_func = count_from_n_factory(count_from)
    return lambda: OrderingList(attr, ordering_func)
