"""Declarative classes: how a class statement becomes a Table and a Mapper."""

import _limbeck
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql.expression import InstrumentedAttribute as _Attribute

from . import _annotations as notes
from ._mapped import MappedColumn, _NOT_GIVEN
from ._mapper import ColumnProperty, Mapper
from ._properties import configure_backrefs


# (mapped class, name of a base of it that limbeck does not know)
unknown_bases = []
# (mapped class, attribute) of values that limbeck does not know
unknown_values = []


class declared_attr:
    """A class-level property that is computed for each mapped class."""

    def __init__(self, fn, cascading=False):
        if isinstance(fn, (classmethod, staticmethod)):
            fn = fn.__func__
        self.fget = fn
        self._cascading = cascading

    def __get__(self, instance, owner):
        memo = owner.__dict__.get("_sa_declared_memo")
        if memo is not None and id(self) in memo:
            return memo[id(self)]
        value = self.fget(owner)
        if memo is not None:
            memo[id(self)] = value
        return value

    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def directive(cls, fn):
        return cls(fn)

    class cascading:
        def __new__(cls, fn):
            return declared_attr(fn, cascading=True)

        @classmethod
        def directive(cls, fn):
            return declared_attr(fn, cascading=True)


def declarative_mixin(cls):
    return cls


def has_inherited_table(cls):
    return any(
        getattr(base, "__table__", None) is not None for base in cls.__mro__[1:]
    )


def synonym_for(name, map_column=False):
    from ._properties import synonym

    def decorate(fn):
        return synonym(name, map_column=map_column, descriptor=fn)

    return decorate


def orm_insert_sentinel(name=None, type_=None, **kw):
    return MappedColumn(name, type_ or sa.Integer, **kw)


_REGISTRIES = []


def _constructor(self, **kwargs):
    configure_backrefs()
    cls = type(self)
    for key in kwargs:
        if not hasattr(cls, key):
            raise TypeError(
                "%r is an invalid keyword argument for %s" % (key, cls.__name__)
            )
        setattr(self, key, kwargs[key])


class registry:
    def __init__(
        self,
        *,
        metadata=None,
        class_registry=None,
        type_annotation_map=None,
        constructor=_constructor,
    ):
        self.metadata = metadata if metadata is not None else sa.MetaData()
        self._class_registry = {} if class_registry is None else class_registry
        self.type_annotation_map = dict(type_annotation_map or {})
        self.constructor = constructor
        self.mappers = []
        _REGISTRIES.append(self)

    def update_type_annotation_map(self, type_annotation_map):
        self.type_annotation_map.update(type_annotation_map)

    def configure(self, cascade=False):
        for mapper in self.mappers:
            for prop in list(mapper.properties.values()):
                if prop.is_relationship:
                    prop._configure()

    def dispose(self, cascade=False):
        self.mappers.clear()

    def generate_base(self, mapper=None, cls=object, name="Base", metaclass=None):
        bases = cls if isinstance(cls, tuple) else (cls,)
        space = {
            "registry": self,
            "metadata": self.metadata,
            "__abstract__": True,
        }
        if all(b.__init__ is object.__init__ for b in bases):
            space["__init__"] = self.constructor
        return (metaclass or DeclarativeMeta)(name, bases, space)

    def as_declarative_base(self, **kw):
        def decorate(cls):
            kw.setdefault("cls", cls)
            kw.setdefault("name", cls.__name__)
            return self.generate_base(**kw)

        return decorate

    def mapped(self, cls):
        _map_class(cls, self)
        if cls.__init__ is object.__init__:
            type.__setattr__(cls, "__init__", self.constructor)
        return cls

    def mapped_as_dataclass(self, __cls=None, **kw):
        def decorate(cls):
            type.__setattr__(cls, "_sa_dataclass", kw)
            _map_class(cls, self)
            return cls

        return decorate(__cls) if __cls is not None else decorate

    def map_declaratively(self, cls):
        return self.mapped(cls).__mapper__

    def _map_table(self, class_, table, columns, others, inherits, args):
        """Maps (key, Column) pairs and other properties by their keys."""
        mapper = Mapper(class_, table, self, inherits, args)
        type.__setattr__(class_, "__table__", table)
        return _install(class_, mapper, columns, others)

    def map_imperatively(self, class_, local_table=None, **kw):
        properties = kw.pop("properties", {})
        inherits = kw.pop("inherits", None)
        if isinstance(inherits, type):
            inherits = inherits.__mapper__
        prefix = kw.get("column_prefix") or ""
        columns, others = _imperative_items(local_table, properties, prefix)
        mapper = self._map_table(
            class_, local_table, columns, others, inherits, kw)
        if class_.__init__ is object.__init__:
            type.__setattr__(class_, "__init__", self.constructor)
        return mapper


def _imperative_items(table, properties, prefix):
    """(key, Column) of the table under the names that `properties` give, and
    the other properties."""
    names, others = {}, {}
    for key, value in properties.items():
        first = value[0] if isinstance(value, (list, tuple)) else value
        if isinstance(first, sa.Column):
            names[id(first)] = key
        else:
            others[key] = value
            for column in getattr(value, "columns", ()):
                names[id(column)] = key
    return [(names.get(id(c), prefix + c.key), c) for c in table.columns], others


def _is_mapped(cls):
    return "__mapper__" in vars(cls)


def _lookup(cls, name):
    """An attribute of the class that no mapped ancestor brought: the value
    that holds for this class, or None."""
    for base in cls.__mro__:
        if base is not cls and _is_mapped(base):
            continue
        if name in vars(base):
            value = vars(base)[name]
            if isinstance(value, (declared_attr, classmethod, staticmethod)):
                found = getattr(cls, name)
                return found() if isinstance(value, classmethod) else found
            if isinstance(value, property):
                return value.fget(cls)
            return value
    return None


def merge_order(first, second):
    """Names of both lists, each list's own order kept."""
    common = set(first) & set(second)
    lists = [list(first), list(second)]
    places = [0, 0]
    seen = set()
    result = []
    turn = 0
    while True:
        items = lists[turn]
        switched = False
        while places[turn] < len(items):
            name = items[places[turn]]
            places[turn] += 1
            if name in common and name not in seen:
                seen.add(name)
                turn = 1 - turn
                switched = True
                break
            result.append(name)
        if not switched:
            result.extend(lists[1 - turn][places[1 - turn]:])
            return result


def _is_property(value):
    """Asked of the class: a value may answer for every name."""
    return hasattr(type(value), "_sa_property")


def _is_item(value):
    return isinstance(value, (sa.Column, MappedColumn)) or _is_property(value)


class _Scan:
    """What a class and its mixins say, before there is a table."""

    def __init__(self, cls, registry):
        self.cls = cls
        self.registry = registry
        self.attributes = {}  # name → Column, MappedColumn or property
        self.fields = {}  # name → what a dataclass would see

    def collect(self):
        cls = self.cls
        self._collect_fields()
        for base in cls.__mro__:
            if base is object or (base is not cls and _is_mapped(base)):
                continue
            if base.__module__ == "sqlalchemy.orm._declarative":
                continue
            space = vars(base)
            own = notes.annotations_of(base)
            names = merge_order(list(space), list(own))
            if base is not cls:  # a mixin's columns come before what it computes
                names.sort(key=lambda n: isinstance(space.get(n), declared_attr))
            for name in names:
                if name in self.attributes or self._overridden(base, name):
                    continue
                self._take(base, name, space.get(name, _NOT_GIVEN), own)

    def _collect_fields(self):
        """Columns that a dataclass has in the metadata of its fields."""
        key = getattr(self.cls, "__sa_dataclass_metadata_key__", None)
        if key is None:
            return
        parent = _parent_of(self.cls)
        for name, field in getattr(self.cls, "__dataclass_fields__", {}).items():
            value = (getattr(field, "metadata", None) or {}).get(key)
            if value is None or parent is not None and name in parent.properties:
                continue
            if not _is_item(value) and callable(value):  # a mixin's, made for each
                value = value()
            elif name not in notes.annotations_of(self.cls):
                value = value._copy() if isinstance(value, sa.Column) else value
            if _is_item(value):
                self.attributes[name] = value

    def _overridden(self, base, name):
        """A class nearer in the MRO has something else under that name."""
        for nearer in self.cls.__mro__:
            if nearer is base:
                return False
            if _is_mapped(nearer) and nearer is not self.cls:
                continue
            if name in vars(nearer):
                return True
        return False

    def _take(self, base, name, value, annotations):
        if name.startswith("__") or name in ("metadata", "registry"):
            return
        if isinstance(value, declared_attr):
            value = getattr(self.cls, name)
        elif base is not self.cls:
            if isinstance(value, sa.Column):
                value = value._copy()
            elif isinstance(value, MappedColumn):
                value = value.copy()
            elif _is_property(value):
                value = value._sa_copy()
        annotation = annotations.get(name)
        if annotation is not None:
            mapped = notes.mapped_argument(annotation, self.cls)
            if mapped is not None:
                value = self._annotated(name, value, mapped)
        if _is_item(value):
            self.attributes[name] = value

    def _annotated(self, name, value, mapped):
        """mapped_column() made or completed by its annotation."""
        inner, optional = notes.split_optional(mapped.__args__[0], self.cls)
        if value is not _NOT_GIVEN and hasattr(value, "_take_annotation"):
            value._take_annotation(inner, optional, self.cls, mapped.__origin__)
            return value
        if isinstance(value, sa.Column):
            made = MappedColumn()
            made.column = value
            made.type_given = not isinstance(value.type, sa.types.NullType)
            made.nullable_given = value._user_defined_nullable
            value = made
        elif not isinstance(value, MappedColumn):
            default = value
            value = MappedColumn()
            if default is not _NOT_GIVEN:
                if _is_item(default) or hasattr(type(default), "__get__"):
                    return default
                value = MappedColumn(default=default)
        template = notes.annotated_column(inner)
        if template is not None:
            value = _merged(template, value)
        column = value.column
        if not value.nullable_given and not column.primary_key:
            column.nullable = optional
        if not value.type_given and not column.foreign_keys:
            found = notes.sql_type(inner, self.registry, self.cls)
            if found is not None:
                column.type = found
            else:
                self._no_type(name, inner)
        return value

    def _no_type(self, name, inner):
        from .exc import MappedAnnotationError

        raise MappedAnnotationError(
            "Could not locate SQLAlchemy Core type when resolving for Python "
            f"type indicated by '{inner!r}' inside the Mapped[] annotation for "
            f"the {name!r} attribute; the type object is not resolvable by the "
            "registry"
        )


def _merged(template, own):
    """Annotated[..., mapped_column(…)] with the attribute's own arguments."""
    made = template.copy()
    column, source = made.column, own.column
    if source.name is not None:
        column.name = source.name
        column.key = source.key
    if own.type_given:
        column.type = source.type
        made.type_given = True
    for key in source.foreign_keys:
        column.append_foreign_key(key._copy())
    for key in own.keywords:
        if key != "info" and hasattr(source, key):
            setattr(column, key, getattr(source, key))
    if own.nullable_given:
        made.nullable_given = True
    made.given = {**template.given, **own.given}
    if own.default is not _NOT_GIVEN:
        made.default = own.default
    made.sort_order = made.given.get("sort_order", 0)
    return made


def _table_arguments(cls):
    given = _lookup(cls, "__table_args__")
    if given is None:
        return (), {}
    if isinstance(given, dict):
        return (), dict(given)
    given = tuple(given)
    if given and isinstance(given[-1], dict):
        return given[:-1], dict(given[-1])
    return given, {}


def _parent_of(cls):
    for base in cls.__mro__[1:]:
        if _is_mapped(base):
            return base.__mapper__
    return None


def _column_of(value):
    return value.column if isinstance(value, MappedColumn) else value


def _note_unknown_bases(cls):
    for klass in cls.__mro__:
        for base in klass.__dict__.get("__orig_bases__", ()):
            if _limbeck.is_opaque(base):
                unknown_bases.append((cls, base.__qualname__))


def _is_abstract_concrete(cls):
    return any("_sa_abstract_concrete" in vars(base) for base in cls.__bases__) and not any(
        name in vars(cls) for name in ("__table__", "__tablename__"))


def _map_class(cls, registry):
    _note_unknown_bases(cls)
    if _is_abstract_concrete(cls):
        return
    type.__setattr__(cls, "_sa_declared_memo", {})
    scan = _Scan(cls, registry)
    scan.collect()
    parent = _parent_of(cls)
    args = dict(_lookup(cls, "__mapper_args__") or {})
    if args.get("concrete"):
        parent = None
    columns, others = _split(scan)
    table = _table_for(cls, registry, parent, columns, args)
    # That of a join is a plain collection.
    key = getattr(table.primary_key, "columns", table.primary_key)
    if parent is None and not len(key):
        # A base that is not there may have it.
        if not args.get("primary_key") and not any(
                known is cls for known, _ in unknown_bases):
            raise exc.ArgumentError(
                "Mapper Mapper[%s(%s)] could not assemble any primary key "
                "columns for mapped table '%s'"
                % (cls.__name__, table.description, table.description)
            )
    type.__setattr__(cls, "__table__", table)
    args = {key: _column_of(value) for key, value in args.items()}
    if isinstance(args.get("polymorphic_on"), str):
        args["polymorphic_on"] = table.c.get(args["polymorphic_on"])
    mapper = Mapper(cls, table, registry, parent, args)
    if parent is None or not mapper.single:
        known = [id(c) for _, c in columns]
        columns = columns + [
            (c.key, c) for c in table.columns if id(c) not in known
        ]
    _install(cls, mapper, columns, others)
    registry._class_registry[cls.__name__] = cls
    if getattr(cls, "_sa_dataclass", None) is not None:
        from ._dataclass import add_methods

        add_methods(cls, scan.attributes)
    for name in ("__declare_first__", "__declare_last__"):
        hook = getattr(cls, name, None)
        if hook is not None:
            hook()


def _split(scan):
    """(key, Column) in table order, and the other properties."""
    columns, others, orders = [], {}, {}
    for name, value in scan.attributes.items():
        if not isinstance(value, (sa.Column, MappedColumn)):
            others[name] = value
            if _limbeck.is_opaque(value) and value.__qualname__.endswith(")"):
                unknown_values.append((scan.cls, name))
            # Of the class: a value may answer for every name.
            has = isinstance(getattr(type(value), "_sa_columns", None),
                             property)
            for column in value._sa_columns if has else ():
                if column.name is None:
                    column.name = name
                orders[id(column)] = 0
                columns.append((name, column))
            continue
        column = _column_of(value)
        if column.name is None:
            column.name = name
        if column.key is None:
            column.key = name
        orders[id(column)] = getattr(value, "sort_order", 0) or 0
        columns.append((name, column))
    columns.sort(key=lambda pair: orders[id(pair[1])])
    return columns, others


def _table_for(cls, registry, parent, columns, args):
    own = _lookup(cls, "__table__")
    if own is not None:
        for _, column in columns:
            if column.table is None and column.key not in own.c:
                own.append_column(column)
        return own
    name = _lookup(cls, "__tablename__")
    items, keywords = _table_arguments(cls)
    if name is None:
        if parent is None:
            raise exc.InvalidRequestError(
                "Class %r does not have a __table__ or __tablename__ specified "
                "and does not inherit from an existing table-mapped class."
                % cls
            )
        return _single_table(parent, columns, items)
    metadata = getattr(cls, "metadata", None)
    if not isinstance(metadata, sa.MetaData):
        metadata = registry.metadata
    table_class = getattr(cls, "__table_cls__", None) or sa.Table
    fresh = [c for _, c in columns if c.table is None]
    made = table_class(name, metadata, *(fresh + list(items)), **keywords)
    # A project's own may say that there is none.
    return _single_table(parent, columns, items) if made is None else made


def _single_table(parent, columns, items):
    table = parent.local_table
    for index, (key, column) in enumerate(list(columns)):
        if column.key in table.c:
            columns[index] = (key, table.c[column.key])
            continue
        if column.primary_key:
            raise exc.ArgumentError(
                "Can't place primary key columns on an inherited class with no "
                "table."
            )
        table.append_column(column)
    for item in items:
        table.append_constraint(item)
    return table


def _install(cls, mapper, columns, others):
    type.__setattr__(cls, "__mapper__", mapper)
    mapper.registry.mappers.append(mapper)
    for key, column in columns:
        if key in others:
            continue
        prop = ColumnProperty(key, [column], mapper)
        old = mapper.properties.get(key)
        if isinstance(old, ColumnProperty) and not mapper.single:
            prop.columns.extend(old.columns)
        mapper.properties[key] = prop
        type.__setattr__(cls, key, _Attribute(cls, key, column, prop))
    for key, value in others.items():
        if isinstance(value, sa.Column):
            add_attribute(cls, key, value)
        else:
            value._attach(cls, key, mapper)
    for base in cls.__mro__:
        for value in list(vars(base).values()):
            if type(value) is not type(add_attribute):
                continue
            for name in getattr(value, "__sa_validators__", ()):
                prop = mapper.properties.get(name)
                if prop is not None:
                    prop._validator = value
    return mapper


def add_attribute(cls, key, value):
    """Class.attribute = Column(…) after the class was made."""
    mapper = cls.__mapper__
    if isinstance(value, (sa.Column, MappedColumn)):
        column = _column_of(value)
        if column.name is None:
            column.name = key
        if column.key is None:
            column.key = key
        if column.table is None:
            cls.__table__.append_column(column, replace_existing=True)
        prop = ColumnProperty(key, [column], mapper)
        mapper.properties[key] = prop
        type.__setattr__(cls, key, _Attribute(cls, key, column, prop))
    elif _is_property(value):
        value._attach(cls, key, mapper)
    else:
        type.__setattr__(cls, key, value)


add_mapped_attribute = add_attribute


class DeclarativeMeta(type):
    def __init__(cls, name, bases, space, **kw):
        made = getattr(cls, "registry", None)
        if made is not None:
            type.__setattr__(cls, "_sa_registry", made)
            if not space.get("__abstract__", False):
                _map_class(cls, made)
        type.__init__(cls, name, bases, space)

    def __setattr__(cls, key, value):
        if "__mapper__" in cls.__dict__:
            add_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)


class _AttributeMeta(type):
    def __setattr__(cls, key, value):
        if "__mapper__" in cls.__dict__:
            add_attribute(cls, key, value)
        else:
            type.__setattr__(cls, key, value)


def _set_up_base(cls):
    """The direct subclass of DeclarativeBase: gets registry and metadata."""
    space = vars(cls)
    given = space.get("registry")
    if isinstance(given, registry):
        made = given
        if "metadata" not in space:
            type.__setattr__(cls, "metadata", made.metadata)
    else:
        made = registry(
            metadata=getattr(cls, "metadata", None),
            type_annotation_map=getattr(cls, "type_annotation_map", None),
        )
        type.__setattr__(cls, "registry", made)
        type.__setattr__(cls, "metadata", made.metadata)
    type.__setattr__(cls, "_sa_registry", made)
    if cls.__init__ is object.__init__:
        type.__setattr__(cls, "__init__", made.constructor)


class DeclarativeBase(metaclass=_AttributeMeta):
    def __init_subclass__(cls, **kw):
        if DeclarativeBase in cls.__bases__:
            _set_up_base(cls)
        elif not vars(cls).get("__abstract__", False):
            _map_class(cls, cls._sa_registry)
        super().__init_subclass__(**kw)


class DeclarativeBaseNoMeta:
    def __init_subclass__(cls, **kw):
        if DeclarativeBaseNoMeta in cls.__bases__:
            _set_up_base(cls)
        elif not vars(cls).get("__abstract__", False):
            _map_class(cls, cls._sa_registry)
        super().__init_subclass__(**kw)


_DATACLASS_KEYWORDS = (
    "init repr eq order unsafe_hash match_args kw_only dataclass_callable"
).split()


class MappedAsDataclass:
    _sa_dataclass = {}

    def __init_subclass__(cls, **kw):
        own = {k: kw.pop(k) for k in _DATACLASS_KEYWORDS if k in kw}
        merged = {**(cls._sa_dataclass or {}), **own}
        type.__setattr__(cls, "_sa_dataclass", merged)
        super().__init_subclass__(**kw)


def mapped_as_dataclass(registry_, **kw):
    return registry_.mapped_as_dataclass(**kw)


def unmapped_dataclass(cls=None, **kw):
    return cls if cls is not None else (lambda c: c)


def declarative_base(
    bind=None,
    metadata=None,
    mapper=None,
    cls=object,
    name="Base",
    class_registry=None,
    type_annotation_map=None,
    constructor=_constructor,
    metaclass=None,
):
    made = registry(
        metadata=metadata,
        class_registry=class_registry,
        type_annotation_map=type_annotation_map,
        constructor=constructor,
    )
    if bind is not None:
        made.metadata.bind = bind
    return made.generate_base(
        mapper=mapper, cls=cls, name=name, metaclass=metaclass
    )


def as_declarative(**kw):
    made = registry(
        metadata=kw.pop("metadata", None),
        class_registry=kw.pop("class_registry", None),
    )
    return made.as_declarative_base(**kw)


def mapper(class_, local_table=None, **kw):
    return registry().map_imperatively(class_, local_table, **kw)


def configure_mappers():
    for each in list(_REGISTRIES):
        each.configure()


def clear_mappers():
    for each in _REGISTRIES:
        each.dispose()


def class_mapper(class_, configure=True):
    found = getattr(class_, "__mapper__", None)
    if found is None:
        from .exc import UnmappedClassError

        raise UnmappedClassError(class_)
    return found


def object_mapper(instance):
    return class_mapper(type(instance))
