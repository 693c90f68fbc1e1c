"""Mapper: what is known of one mapped class."""


class MapperProperty:
    __class_getitem__ = classmethod(type(list[int]))

    is_relationship = False

    @property
    def info(self):
        return self.__dict__.setdefault("_info", {})


class ColumnProperty(MapperProperty):
    def __init__(self, key, columns, parent=None):
        self.key = key
        self.columns = list(columns)
        self.parent = parent
        self._validator = None
        # sqlalchemy.ext.mutable: makes of a value one that tells of changes
        self._mutable = getattr(
            getattr(self.columns[0], "type", None), "_limbeck_mutable", None
        )

    @property
    def expression(self):
        return self.columns[0]

    def __clause_element__(self):
        return self.columns[0]

    def __repr__(self):
        return "<ColumnProperty at 0x%x; %s>" % (id(self), self.key)


class ClassManager(dict):
    def __init__(self, mapper):
        super().__init__()
        self.mapper = mapper
        self.class_ = mapper.class_


class _Attributes:
    """mapper.attrs: by attribute and by key, in order."""

    def __init__(self, items):
        self.__dict__["_items"] = dict(items)

    def __getattr__(self, name):
        try:
            return self._items[name]
        except KeyError:
            raise AttributeError(name)

    def __getitem__(self, name):
        return self._items[name]

    def __iter__(self):
        return iter(self._items.values())

    def __len__(self):
        return len(self._items)

    def __contains__(self, name):
        return name in self._items

    def keys(self):
        return list(self._items)

    def values(self):
        return list(self._items.values())

    def items(self):
        return list(self._items.items())

    def get(self, name, default=None):
        return self._items.get(name, default)


class Mapper:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, class_, table, registry, inherits=None, args=None):
        self.class_ = self.entity = class_
        self.local_table = self.persist_selectable = table
        self.mapped_table = self.selectable = table
        self.registry = registry
        self.inherits = inherits
        self.args = args or {}
        self.properties = {}
        self.column_keys = {}  # id of a column → its attribute, as asked for
        self.tables = []
        self.single = False
        self.base_mapper = self
        self.polymorphic_map = {}
        if inherits is not None:
            self.properties.update(inherits.properties)
            self.tables.extend(inherits.tables)
            self.single = table is inherits.local_table
            self.base_mapper = inherits.base_mapper
            self.polymorphic_map = inherits.polymorphic_map
        if not any(t is table for t in self.tables):
            self.tables.append(table)
        self.polymorphic_on = self.args.get(
            "polymorphic_on", getattr(inherits, "polymorphic_on", None)
        )
        self.polymorphic_identity = self.args.get("polymorphic_identity")
        if self.polymorphic_identity is not None:
            self.polymorphic_map[self.polymorphic_identity] = self
        self.class_manager = ClassManager(self)
        self.concrete = bool(self.args.get("concrete"))

    @property
    def mapper(self):
        return self

    @property
    def primary_key(self):
        given = self.args.get("primary_key")
        if given is not None:
            return tuple(given)
        return tuple(self.base_mapper.local_table.primary_key)

    @property
    def attrs(self):
        return _Attributes(self.properties)

    @property
    def column_attrs(self):
        return _Attributes(
            (k, p)
            for k, p in self.properties.items()
            if isinstance(p, ColumnProperty)
        )

    @property
    def relationships(self):
        return _Attributes(
            (k, p) for k, p in self.properties.items() if p.is_relationship
        )

    @property
    def all_orm_descriptors(self):
        items = {}
        for base in reversed(self.class_.__mro__):
            for name, value in vars(base).items():
                if name in self.properties or hasattr(value, "is_attribute"):
                    items[name] = value
        return _Attributes(items)

    @property
    def columns(self):
        return _Attributes(
            (k, p.columns[0])
            for k, p in self.properties.items()
            if isinstance(p, ColumnProperty)
        )

    @property
    def c(self):
        return self.columns

    def iterate_to_root(self):
        mapper = self
        while mapper is not None:
            yield mapper
            mapper = mapper.inherits

    def isa(self, other):
        return any(m is other for m in self.iterate_to_root())

    def get_property(self, key):
        if key in self.properties:
            return self.properties[key]
        from sqlalchemy import exc

        raise exc.InvalidRequestError(
            f"Mapper '{self}' has no property '{key}'.  If this property was "
            "indicated from other mappers or configure events, ensure "
            "registry.configure() has been called."
        )

    def has_property(self, key):
        return key in self.properties

    def get_property_by_column(self, column):
        for prop in self.properties.values():
            if isinstance(prop, ColumnProperty):
                if any(each is column for each in prop.columns):
                    return prop
        raise KeyError(column)

    @property
    def iterate_properties(self):
        return iter(list(self.properties.values()))

    def add_property(self, key, prop):
        from ._declarative import add_attribute

        add_attribute(self.class_, key, prop)

    def primary_key_from_instance(self, instance):
        return [
            getattr(instance, self.get_property_by_column(c).key)
            for c in self.primary_key
        ]

    def identity_key_from_instance(self, instance):
        return (
            self.base_mapper.class_,
            tuple(self.primary_key_from_instance(instance)),
            None,
        )

    def __clause_element__(self):
        return self.local_table

    def __str__(self):
        return "Mapper[%s(%s)]" % (
            self.class_.__name__,
            self.local_table.description,
        )

    def __repr__(self):
        return "<Mapper at 0x%x; %s>" % (id(self), self.class_.__name__)
