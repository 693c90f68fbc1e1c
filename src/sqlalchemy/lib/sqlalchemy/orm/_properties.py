"""relationship(), column_property() and the other attributes of classes."""

import sqlalchemy as sa
from sqlalchemy import exc

from ._mapped import _NOT_GIVEN
from ._mapper import ColumnProperty, MapperProperty

MANYTOONE = "MANYTOONE"
ONETOMANY = "ONETOMANY"
MANYTOMANY = "MANYTOMANY"

PropComparator = InspectionAttr = object


# What foreign() marked while a relationship's expression is evaluated.
_marked = []


def foreign(expression):
    column = getattr(expression, "__clause_element__", lambda: expression)()
    _marked.append(column)
    return column


def remote(expression):
    return getattr(expression, "__clause_element__", lambda: expression)()


def backref(name, **kw):
    return (name, kw)


class _Names(dict):
    """The names that relationship("User.id == …") may use."""

    def __init__(self, registry, metadata):
        super().__init__()
        self.registry = registry
        self.metadata = metadata

    def __missing__(self, name):
        found = self.registry._class_registry.get(name)
        if found is None:
            found = self.metadata.tables.get(name)
        if found is None:
            found = {
                "foreign": foreign,
                "remote": remote,
                "and_": sa.and_,
                "or_": sa.or_,
                "not_": sa.not_,
                "func": sa.func,
                "desc": sa.desc,
                "asc": sa.asc,
                "cast": sa.cast,
            }.get(name)
        if found is None:
            for registry in _all_registries():
                found = registry._class_registry.get(name)
                if found is not None:
                    break
        if found is None:
            raise KeyError(name)
        return found


def _all_registries():
    from ._declarative import _REGISTRIES

    return _REGISTRIES


# Relationships whose backref is not an attribute of the other class yet.
_with_backref = []


def configure_backrefs():
    """Before the first instance and the first query, as with the reference."""
    if not _with_backref:
        return
    waiting = _with_backref[:]
    del _with_backref[:]
    for prop in waiting:
        try:
            prop._configure()
        except exc.InvalidRequestError:
            prop._configured = False  # its class may come yet
            _with_backref.append(prop)


class RelationshipProperty(MapperProperty):
    is_relationship = True
    _sa_property = True
    is_attribute = True

    def __init__(self, argument=None, secondary=None, **kw):
        self.argument = argument
        self._secondary = secondary
        self.given = kw
        self.key = None
        self.parent = None
        self.uselist = kw.get("uselist")
        self.viewonly = kw.get("viewonly", False)
        self.back_populates = kw.get("back_populates")
        self.backref = kw.get("backref")
        self.lazy = kw.get("lazy", "select")
        self.cascade = kw.get("cascade", "save-update, merge") or ""
        self._configured = False
        self.join_is_pairs = True  # else the primaryjoin says more
        self._validator = None
        self._optional = False

    def _sa_copy(self):
        return RelationshipProperty(self.argument, self._secondary, **self.given)

    def _take_annotation(self, inner, optional, cls, origin):
        from ._annotations import _text_of

        self._optional = optional
        if isinstance(inner, str):
            text = inner.strip()
            if "[" in text:
                head, rest = text.split("[", 1)
                head = head.rsplit(".", 1)[-1]
                inner = rest.rsplit("]", 1)[0].split(",")[-1].strip(" \"'")
                if head in ("List", "list", "Set", "set", "Sequence"):
                    self.uselist = True if self.uselist is None else self.uselist
            else:
                inner = text.strip("\"'")
                if self.uselist is None and self.argument is None:
                    self.uselist = False
        else:
            container = getattr(inner, "__origin__", None)
            args = getattr(inner, "__args__", ())
            if container is not None and args:
                inner = args[-1]
                if self.uselist is None:
                    self.uselist = True
                self.given.setdefault("collection_class", container)
            elif self.uselist is None:
                self.uselist = False
            text = _text_of(inner)
            if text is not None:
                inner = text
        if self.argument is None:
            self.argument = inner

    def _attach(self, cls, key, mapper):
        self.key = key
        self.parent = mapper
        self.class_attribute = RelationshipAttribute(cls, key, self)
        mapper.properties[key] = self
        type.__setattr__(cls, key, self.class_attribute)
        if self.backref:
            _with_backref.append(self)

    @property
    def cascades_delete(self):
        return "delete" in self._cascades or "all" in self._cascades

    @property
    def deletes_orphans(self):
        return "delete-orphan" in self._cascades

    @property
    def _cascades(self):
        return [word.strip() for word in self.cascade.split(",")]

    # -- resolved when first needed ---------------------------------------

    def _evaluate(self, value):
        if not isinstance(value, str):
            if callable(value) and not isinstance(value, type):
                return value()
            return value
        names = _Names(self.parent.registry, self.parent.local_table.metadata)
        try:
            return eval(value, {}, names)
        except KeyError as error:
            raise exc.InvalidRequestError(
                "When initializing mapper %s, expression %r failed to locate a "
                "name (%r). If this is a class name, consider adding this "
                "relationship() to the %r class after both dependent classes "
                "have been defined."
                % (self.parent, value, error.args[0], self.parent.class_)
            )

    def _target_class(self):
        target = self.argument
        if isinstance(target, str):
            name = target.strip("\"' ")
            found = self.parent.registry._class_registry.get(name)
            if found is None:
                found = self.parent.registry._class_registry.get(
                    name.rsplit(".", 1)[-1]
                )
            target = found if found is not None else self._evaluate(name)
        elif callable(target) and not isinstance(target, type):
            target = target()
        return getattr(target, "class_", target)

    @property
    def mapper(self):
        self._configure()
        return self._mapper

    @property
    def entity(self):
        return self.mapper

    @property
    def secondary(self):
        value = self._secondary
        if isinstance(value, str):
            tables = self.parent.local_table.metadata.tables
            value = tables[value] if value in tables else self._evaluate(value)
        elif callable(value) and not isinstance(value, sa.Table):
            value = value()
        return getattr(value, "__table__", value)

    def _configure(self):
        if self._configured:
            return
        self._configured = True
        self._mapper = self._target_class().__mapper__
        self.target = self._mapper.local_table
        self._find_pairs()
        if self.backref:
            self._add_backref()

    def _add_backref(self):
        name, kw = self.backref, {}
        if isinstance(name, tuple):
            name, kw = name
        if name in self._mapper.properties:
            return
        options = dict(kw)
        if self._secondary is not None:
            options.setdefault("secondary", self._secondary)
        for key in ("primaryjoin", "foreign_keys"):
            if key in self.given:
                options.setdefault(key, self.given[key])
        other = RelationshipProperty(
            self.parent.class_, back_populates=self.key, **options
        )
        self.back_populates = name
        other._attach(self._mapper.class_, name, self._mapper)

    def _own_tables(self):
        return [m.local_table for m in self.parent.iterate_to_root()]

    def _foreign_columns(self):
        given = self.given.get("foreign_keys")
        if given is None:
            return None
        given = self._evaluate(given)
        if not isinstance(given, (list, tuple, set)):
            given = [given]
        return [foreign(c) for c in given]

    def _find_pairs(self):
        """(local column, remote column) pairs and the direction."""
        self.local_remote_pairs = []
        self.secondary_pairs = []
        secondary = self.secondary
        own, other = self._own_tables(), [
            m.local_table for m in self._mapper.iterate_to_root()
        ]
        if secondary is not None:
            for key in _keys_of(secondary):
                if any(key.column.table is t for t in own):
                    if not any(p[1] is key.parent for p in self.local_remote_pairs):
                        if not self.local_remote_pairs or (
                            key.column.table is not other[0]
                        ):
                            self.local_remote_pairs.append(
                                (key.column, key.parent)
                            )
                            continue
                if any(key.column.table is t for t in other):
                    self.secondary_pairs.append((key.column, key.parent))
            self.direction = MANYTOMANY
            if self.uselist is None:
                self.uselist = True
            return
        allowed = self._foreign_columns()
        if self.given.get("primaryjoin") is not None:
            self._pairs_of_join(own, other, allowed)
            if self.local_remote_pairs:
                return

        def wanted(key):
            return allowed is None or any(key.parent is c for c in allowed)

        to_parent = [
            key
            for table in own
            for key in _keys_of(table)
            if any(key.column.table is t for t in other) and wanted(key)
        ]
        to_child = [
            key
            for table in other
            for key in _keys_of(table)
            if any(key.column.table is t for t in own) and wanted(key)
        ]
        remote_side = self.given.get("remote_side")
        if to_parent and to_child and remote_side is not None:
            sides = self._evaluate(remote_side)
            if not isinstance(sides, (list, tuple, set)):
                sides = [sides]
            sides = [foreign(c) for c in sides]
            if any(key.column is c for key in to_parent for c in sides):
                to_child = []
            else:
                to_parent = []
        elif to_parent and to_child:
            to_parent = [] if self.uselist is not False else to_parent
            if to_parent:
                to_child = []
        if to_parent:
            self.direction = MANYTOONE
            self.local_remote_pairs = [(k.parent, k.column) for k in to_parent]
        else:
            self.direction = ONETOMANY
            self.local_remote_pairs = [(k.column, k.parent) for k in to_child]
        if self.uselist is None:
            self.uselist = self.direction == ONETOMANY

    def _pairs_of_join(self, own, other, allowed):
        """The same, of the equalities in the primaryjoin that is given."""
        del _marked[:]
        clause = self._evaluate(self.given["primaryjoin"])
        marked = _marked[:] if allowed is None else allowed
        sides = self.given.get("remote_side")
        if sides is not None:
            sides = self._evaluate(sides)
            if not isinstance(sides, (list, tuple, set)):
                sides = [sides]
            sides = [remote(c) for c in sides]
        self.join_is_pairs = True
        pairs = []
        for part in getattr(clause, "clauses", None) or [clause]:
            a, b = getattr(part, "left", None), getattr(part, "right", None)
            if not _is_column(a) or not _is_column(b) or " = " not in str(part):
                self.join_is_pairs = False
                continue
            own_a, own_b = _in(a.table, own), _in(b.table, own)
            if own_a and own_b and _in(a.table, other):
                # To itself: what is foreign or said to be remote decides.
                if sides is not None:
                    own_a = not _in(a, sides)
                else:
                    own_a = not _in(a, marked) and (
                        _in(b, marked) or not a.foreign_keys
                    )
            if not own_a and not own_b:
                self.join_is_pairs = False
                continue
            pairs.append((a, b) if own_a else (b, a))
        if not pairs:
            return
        self.local_remote_pairs = pairs

        def is_foreign(column, to):
            if marked:
                return _in(column, marked)
            return any(key.column is to for key in column.foreign_keys)

        many_to_one = any(is_foreign(a, b) for a, b in pairs)
        if not many_to_one and not any(is_foreign(b, a) for a, b in pairs):
            many_to_one = all(b.primary_key for _, b in pairs)
        self.direction = MANYTOONE if many_to_one else ONETOMANY
        if self.uselist is None:
            self.uselist = self.direction == ONETOMANY

    @property
    def primaryjoin(self):
        self._configure()
        given = self.given.get("primaryjoin")
        if given is not None:
            return self._evaluate(given)
        if not self.local_remote_pairs:
            raise exc.NoForeignKeysError(
                "Could not determine join condition between parent/child "
                "tables on relationship %s - there are no foreign keys linking "
                "these tables.  Ensure that referencing columns are associated "
                "with a ForeignKey or ForeignKeyConstraint, or specify a "
                "'primaryjoin' expression." % self
            )
        return sa.and_(*[a == b for a, b in self.local_remote_pairs])

    @property
    def secondaryjoin(self):
        self._configure()
        given = self.given.get("secondaryjoin")
        if given is not None:
            return self._evaluate(given)
        if not self.secondary_pairs:
            return None
        return sa.and_(*[a == b for a, b in self.secondary_pairs])

    def __str__(self):
        return "%s.%s" % (self.parent.class_.__name__, self.key)

    def __repr__(self):
        return "<RelationshipProperty at 0x%x; %s>" % (id(self), self.key)


Relationship = RelationshipProperty


def _is_column(value):
    return isinstance(value, sa.Column) and value.table is not None


def _in(value, items):
    return any(value is item for item in items)


def _keys_of(table):
    return [key for column in table.columns for key in column.foreign_keys]


def relationship(argument=None, secondary=None, **kw):
    return RelationshipProperty(argument, secondary, **kw)


def dynamic_loader(argument, **kw):
    return RelationshipProperty(argument, lazy="dynamic", **kw)


class RelationshipAttribute:
    """User.addresses"""

    __class_getitem__ = classmethod(type(list[int]))

    is_attribute = True

    def __init__(self, class_, key, prop):
        self.class_ = self.parent = class_
        self.key = key
        self.property = self.prop = prop

    @property
    def mapper(self):
        return self.property.mapper

    @property
    def impl(self):
        return self

    def __get__(self, instance, owner):
        if instance is None:
            return self
        values = instance.__dict__
        if self.key in values:
            return values[self.key]
        from .state import load_related

        return load_related(instance, self.property)

    def __set__(self, instance, value):
        from .state import set_related

        if self.property._validator is not None:
            value = self.property._validator(instance, self.key, value)
        set_related(instance, self.property, value)

    def __delete__(self, instance):
        instance.__dict__.pop(self.key, None)

    def _join_parts(self):
        prop = self.property
        prop._configure()
        if prop.direction == MANYTOMANY:
            return (
                prop.target,
                prop.secondaryjoin,
                prop.secondary,
                prop.primaryjoin,
            )
        return (prop.target, prop.primaryjoin)

    def _exists(self, criterion, kwargs):
        prop = self.property
        prop._configure()
        clauses = [prop.primaryjoin]
        if prop.direction == MANYTOMANY:
            clauses.append(prop.secondaryjoin)
        if criterion is not None:
            clauses.append(criterion)
        for key, value in kwargs.items():
            clauses.append(getattr(prop._mapper.class_, key) == value)
        inner = sa.select(sa.literal_column("1")).select_from(prop.target)
        if prop.direction == MANYTOMANY:
            inner = inner.select_from(prop.secondary)
        return sa.exists(
            inner.where(*clauses).correlate(*prop._own_tables())
        )

    def any(self, criterion=None, **kwargs):
        return self._exists(criterion, kwargs)

    has = any

    def contains(self, other):
        keys = [
            getattr(other, c.key) for c in self.property.mapper.primary_key
        ]
        columns = self.property.mapper.primary_key
        return self._exists(
            sa.and_(*[c == k for c, k in zip(columns, keys)]), {}
        )

    def __eq__(self, other):
        prop = self.property
        prop._configure()
        if other is None:
            return sa.and_(*[a.is_(None) for a, _ in prop.local_remote_pairs])
        return sa.and_(
            *[a == getattr(other, b.key) for a, b in prop.local_remote_pairs]
        )

    def __ne__(self, other):
        return sa.not_(self == other)

    def is_(self, other):
        return self == other

    def __hash__(self):
        return id(self)

    def of_type(self, class_):
        return self

    def and_(self, *criteria):
        return self

    def __str__(self):
        return "%s.%s" % (self.class_.__name__, self.key)


class _ColumnProperty(ColumnProperty):
    """column_property(expression), deferred(Column)"""

    _sa_property = True

    def __init__(self, columns, **kw):
        columns = [foreign(c) for c in columns]
        super().__init__(None, columns)
        self.given = kw

    def _sa_copy(self):
        return _ColumnProperty(
            [
                c._copy() if isinstance(c, sa.Column) and c.table is None else c
                for c in self.columns
            ],
            **self.given,
        )

    @property
    def _sa_columns(self):
        return [
            c
            for c in self.columns
            if isinstance(c, sa.Column) and c.table is None
        ]

    def _take_annotation(self, inner, optional, cls, origin):
        from ._annotations import sql_type

        for column in self._sa_columns:
            if isinstance(column.type, sa.types.NullType):
                found = sql_type(inner, cls._sa_registry, cls)
                if found is not None:
                    column.type = found
            if not column._user_defined_nullable and not column.primary_key:
                column.nullable = optional

    def _attach(self, cls, key, mapper):
        from sqlalchemy.sql.expression import InstrumentedAttribute

        self.key = key
        self.parent = mapper
        mapper.properties[key] = self
        column = self.columns[0]
        type.__setattr__(
            cls, key, InstrumentedAttribute(cls, key, column, self)
        )


def column_property(column, *additional, **kw):
    return _ColumnProperty([column, *additional], **kw)


def deferred(column, *additional, group=None, raiseload=False, **kw):
    return _ColumnProperty([column, *additional], **kw)


def query_expression(default_expr=None, **kw):
    return _ColumnProperty(
        [default_expr if default_expr is not None else sa.null()], **kw
    )


class SynonymProperty(MapperProperty):
    _sa_property = True
    is_attribute = True

    def __init__(self, name, map_column=None, descriptor=None, **kw):
        self.name = name
        self.descriptor = descriptor
        self._validator = None

    def _sa_copy(self):
        return SynonymProperty(self.name, descriptor=self.descriptor)

    def _take_annotation(self, inner, optional, cls, origin):
        pass

    def _attach(self, cls, key, mapper):
        self.key = key
        self.parent = mapper
        mapper.properties[key] = self
        type.__setattr__(cls, key, self)

    def __get__(self, instance, owner):
        if instance is None:
            return getattr(owner, self.name)
        if self.descriptor is not None:
            return self.descriptor.__get__(instance, owner)
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if self.descriptor is not None and hasattr(self.descriptor, "__set__"):
            self.descriptor.__set__(instance, value)
        else:
            setattr(instance, self.name, value)


Synonym = SynonymProperty


def synonym(name, **kw):
    return SynonymProperty(name, **kw)


class CompositeProperty(MapperProperty):
    _sa_property = True
    is_attribute = True

    def __init__(self, class_or_attr=None, *attrs, **kw):
        self.composite_class = class_or_attr
        self.attrs = attrs
        self.given = kw
        self._validator = None

    def _sa_copy(self):
        return CompositeProperty(self.composite_class, *self.attrs, **self.given)

    def _take_annotation(self, inner, optional, cls, origin):
        if not isinstance(self.composite_class, type):
            if self.composite_class is not None:
                self.attrs = (self.composite_class, *self.attrs)
            self.composite_class = inner

    @property
    def _sa_columns(self):
        from ._mapped import MappedColumn

        columns = []
        for item in self.attrs:
            column = item.column if isinstance(item, MappedColumn) else item
            if isinstance(column, sa.Column) and column.name is not None:
                columns.append(column)
        return columns

    def _attach(self, cls, key, mapper):
        self.key = key
        self.parent = mapper
        mapper.properties[key] = self
        for column in self._sa_columns:
            if column.key not in mapper.properties:
                prop = ColumnProperty(column.key, [column], mapper)
                mapper.properties[column.key] = prop
                from sqlalchemy.sql.expression import InstrumentedAttribute

                type.__setattr__(
                    cls,
                    column.key,
                    InstrumentedAttribute(cls, column.key, column, prop),
                )
        type.__setattr__(cls, key, self)

    def _keys(self):
        keys = []
        for item in self.attrs:
            keys.append(item if isinstance(item, str) else item.key)
        return keys

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return self.composite_class(
            *[getattr(instance, key) for key in self._keys()]
        )

    def __set__(self, instance, value):
        parts = value.__composite_values__()
        for key, part in zip(self._keys(), parts):
            setattr(instance, key, part)


Composite = CompositeProperty


def composite(class_or_attr=None, *attrs, **kw):
    return CompositeProperty(class_or_attr, *attrs, **kw)


def validates(*names, include_removes=False, include_backrefs=True):
    def decorate(fn):
        fn.__sa_validators__ = names
        return fn

    return decorate


def reconstructor(fn):
    fn.__sa_reconstructor__ = True
    return fn


class KeyFuncDict(dict):
    def __init__(self, keyfunc, *args, **kw):
        self.keyfunc = keyfunc
        super().__init__(*args)

    def set(self, value):
        self[self.keyfunc(value)] = value

    append = add = set

    def remove(self, value):
        del self[self.keyfunc(value)]


MappedCollection = KeyFuncDict


def keyfunc_mapping(keyfunc, **kw):
    return lambda: KeyFuncDict(keyfunc)


mapped_collection = keyfunc_mapping


def attribute_keyed_dict(name, **kw):
    return lambda: KeyFuncDict(lambda value: getattr(value, name))


attribute_mapped_collection = attribute_keyed_dict


def column_keyed_dict(column, **kw):
    return lambda: KeyFuncDict(lambda value: getattr(value, column.key))


column_mapped_collection = column_keyed_dict
