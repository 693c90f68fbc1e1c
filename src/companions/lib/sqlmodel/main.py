"""SQLModel, Field and Relationship."""
import typing
from enum import Enum

import sqlalchemy as sa
from pydantic._model import set_state
from pydantic.fields import FieldInfo as _FieldInfo
from pydantic.main import BaseModel, ModelMetaclass, model_of
from pydantic_core import PydanticUndefined as Undefined
from sqlalchemy import orm
from sqlalchemy.orm._declarative import merge_order
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

_COLUMN = ("primary_key", "foreign_key", "ondelete", "unique", "nullable",
           "index", "sa_type", "sa_column", "sa_column_args",
           "sa_column_kwargs")
_NAMES = {"schema_extra": "json_schema_extra", "regex": "pattern"}


class FieldInfo(_FieldInfo):
    primary_key = foreign_key = ondelete = unique = nullable = index = \
        sa_type = sa_column = sa_column_args = sa_column_kwargs = Undefined

    def __init__(self, **told):
        column = {k: told.pop(k) for k in _COLUMN if k in told}
        if column.get("sa_column", Undefined) is not Undefined:
            for name in _COLUMN:
                if name != "sa_column" and column.get(
                        name, Undefined) is not Undefined:
                    raise RuntimeError(
                        "Passing %s is not supported when also passing a "
                        "sa_column" % name)
        if column.get("ondelete", Undefined) is not Undefined \
                and column.get("foreign_key", Undefined) in (Undefined, None):
            raise RuntimeError("ondelete can only be used with foreign_key")
        _FieldInfo.__init__(self, **{_NAMES.get(k, k): v
                                     for k, v in told.items()
                                     if k != "schema_extra"})
        self.__dict__.update(column)


def Field(default=Undefined, **told):
    if default is not Undefined:
        told["default"] = default
    return FieldInfo(**told)


class RelationshipInfo:
    def __init__(self, *, back_populates=None, cascade_delete=False,
                 passive_deletes=False, link_model=None, sa_relationship=None,
                 sa_relationship_args=None, sa_relationship_kwargs=None):
        self.back_populates = back_populates
        self.cascade_delete = cascade_delete
        self.passive_deletes = passive_deletes
        self.link_model = link_model
        self.sa_relationship = sa_relationship
        self.sa_relationship_args = sa_relationship_args
        self.sa_relationship_kwargs = sa_relationship_kwargs


def Relationship(**told):
    return RelationshipInfo(**told)


# -- from fields to columns ---------------------------------------------------


def _told(info, name):
    """What Field() says of the column, here or in Annotated[...]."""
    value = getattr(info, name, Undefined)
    for mark in info.metadata:
        if value is Undefined and isinstance(mark, FieldInfo):
            value = getattr(mark, name, Undefined)
    return value


def _flat(annotation):
    """(the type, without None and Annotated; whether None is possible; the
    marks of Annotated)"""
    marks, optional = [], False
    while True:
        origin = typing.get_origin(annotation)
        args = typing.get_args(annotation)
        if origin is typing.Annotated:
            marks.extend(annotation.__metadata__)
            annotation = args[0]
        elif origin is typing.Union or type(annotation).__name__ \
                == "UnionType":
            optional = optional or type(None) in args
            rest = [a for a in args if a is not type(None)]
            if len(rest) > 1:
                raise ValueError("Cannot have a (non-optional) union as a "
                                 "SQLAlchemy field")
            annotation = rest[0]
        elif origin is typing.Literal:
            return type(args[0]), optional, marks
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        else:
            return origin or annotation, optional, marks


def _limit(info, marks, name):
    for mark in list(info.metadata) + marks:
        for one in getattr(mark, "metadata", [mark]):
            value = getattr(one, name, None)
            if value is not None:
                return value
    return None


_BY_NAME = {
    ("datetime", "datetime"): lambda info, marks: UTCDateTime(),
    ("datetime", "date"): lambda info, marks: sa.Date,
    ("datetime", "timedelta"): lambda info, marks: sa.Interval,
    ("datetime", "time"): lambda info, marks: sa.Time,
    ("decimal", "Decimal"): lambda info, marks: sa.Numeric(
        precision=_limit(info, marks, "max_digits"),
        scale=_limit(info, marks, "decimal_places")),
    ("uuid", "UUID"): lambda info, marks: sa.Uuid,
}
_TEXTS = ("IPv4Address", "IPv4Network", "IPv6Address", "IPv6Network", "Path",
          "PurePath", "EmailStr")


def column_type(info):
    told = _told(info, "sa_type")
    if told is not Undefined:
        return told
    kind, optional, marks = _flat(info.annotation)
    if not isinstance(kind, type):
        raise ValueError("%s has no matching SQLAlchemy type" % (kind,))
    if issubclass(kind, Enum):
        return sa.Enum(kind)
    for base in kind.__mro__:
        if base is str or base.__name__ in _TEXTS:
            length = _limit(info, marks, "max_length")
            return AutoString(length=length) if length else AutoString
        if (base.__module__, base.__name__) in _BY_NAME:
            if base.__name__ == "datetime":
                for mark in list(info.metadata) + marks:
                    if "naive" in repr(mark).lower():
                        return sa.DateTime(timezone=False)
            return _BY_NAME[base.__module__, base.__name__](info, marks)
    for base, found in ((float, sa.Float), (bool, sa.Boolean),
                        (int, sa.Integer), (bytes, sa.LargeBinary)):
        if issubclass(kind, base):
            return found
    raise ValueError("%s has no matching SQLAlchemy type" % (kind,))


def _noneable(info):
    # A default of None alone does not make a column nullable.
    return info.annotation in (None, type(None)) or _flat(info.annotation)[1]


def column_of(name, info):
    given = _told(info, "sa_column")
    if isinstance(given, sa.Column):
        if getattr(given, "table", None) is not None:
            given = given._copy()
        return given
    kind = column_type(info)

    def flag(key):
        value = _told(info, key)
        return False if value is Undefined else value
    primary_key = flag("primary_key")
    nullable = not primary_key and _noneable(info)
    if _told(info, "nullable") is not Undefined:
        nullable = _told(info, "nullable")
    args = []
    foreign_key = _told(info, "foreign_key")
    if foreign_key is not Undefined and foreign_key:
        ondelete = _told(info, "ondelete")
        ondelete = None if ondelete is Undefined else ondelete
        if ondelete == "SET NULL" and not nullable:
            raise RuntimeError('ondelete="SET NULL" requires nullable=True')
        args.append(sa.ForeignKey(foreign_key, ondelete=ondelete))
    options = {"primary_key": primary_key, "nullable": nullable,
               "index": flag("index"), "unique": flag("unique")}
    if info.default_factory:
        options["default"] = info.default_factory
    elif info.default is not Undefined:
        options["default"] = info.default
    more = _told(info, "sa_column_args")
    if more is not Undefined:
        args.extend(more)
    more = _told(info, "sa_column_kwargs")
    if more is not Undefined:
        options.update(more)
    return sa.Column(*args, type_=kind, **options)


# -- the class ----------------------------------------------------------------


class SQLModelMetaclass(ModelMetaclass):
    def __new__(mcs, name, bases, namespace, **keywords):
        relationships = {}
        for key, value in list(namespace.items()):
            if isinstance(value, RelationshipInfo):
                relationships[key] = namespace.pop(key)
        table = keywords.pop("table", None)
        registry = keywords.pop("registry", None)
        if table is not None:
            config = dict(namespace.get("model_config") or {})
            config["table"] = table
            namespace["model_config"] = config
        else:
            table = (namespace.get("model_config") or {}).get("table")
        cls = super().__new__(mcs, name, bases, namespace, **keywords)
        inherited = dict(getattr(cls, "__sqlmodel_relationships__", None)
                         or {})
        inherited.update(relationships)
        type.__setattr__(cls, "__sqlmodel_relationships__", inherited)
        if registry is not None:
            type.__setattr__(cls, "_sa_registry", registry)
            type.__setattr__(cls, "metadata", registry.metadata)
        config = dict(cls.model_config)
        if not table:
            config.pop("table", None)
        cls.model_config = config
        if table:
            make_table(cls)
        return cls

    def __getattr__(cls, name):
        return ModelMetaclass.__getattr__(cls, name)


def _table_name(cls):
    told = cls.__tablename__
    if isinstance(told, str):
        return told
    if callable(told):
        return told()
    return cls.__name__.lower()


def make_table(cls):
    """The Table of a class with table=True, and the mapping to it."""
    try:
        annotated = list(cls.__annotations__)
    except NameError:
        annotated = []
    targets = {}
    for key in cls.__sqlmodel_relationships__:
        # A relationship's annotation makes no column.
        for base in cls.__mro__:
            hints = base.__dict__.get("__annotations__")
            if hints and key in hints:
                targets.setdefault(key, hints.pop(key))
    model = _without_relationships(cls)
    columns = []
    for name in _scan_order(cls, list(model.fields), annotated):
        column = column_of(name, model.fields[name])
        if column.name is None:
            column.name = name
        column.key = column.key or name
        columns.append((name, column))
    args, options = [], {}
    told = getattr(cls, "__table_args__", None)
    if callable(told):
        told = told()
    if isinstance(told, dict):
        options = dict(told)
    elif told:
        args = list(told)
        if isinstance(args[-1], dict):
            options = dict(args.pop())
    metadata = cls.metadata
    type.__setattr__(cls, "__tablename__", _table_name(cls))
    table = sa.Table(cls.__tablename__, metadata,
                     *[column for name, column in columns], *args, **options)
    related = {name: _relationship(cls, info, targets.get(name))
               for name, info in cls.__sqlmodel_relationships__.items()}
    registry = cls._sa_registry
    registry._map_table(cls, table, columns, related, None,
                        dict(getattr(cls, "__mapper_args__", None) or {}))
    registry._class_registry[cls.__name__] = cls


def _relationship(cls, info, annotation):
    if info.sa_relationship is not None:
        made = info.sa_relationship
    else:
        told = {}
        if info.back_populates:
            told["back_populates"] = info.back_populates
        if info.cascade_delete:
            told["cascade"] = "all, delete-orphan"
        if info.passive_deletes:
            told["passive_deletes"] = info.passive_deletes
        if info.link_model is not None:
            told["secondary"] = info.link_model.__table__
        told.update(info.sa_relationship_kwargs or {})
        made = orm.relationship(*(info.sa_relationship_args or ()), **told)
    if annotation is not None:
        made._take_annotation(*_target(annotation), cls, None)
    return made


def _target(annotation):
    """(what a relationship leads to, without Mapped, Annotated and None;
    whether None is possible)"""
    optional = False
    while True:
        args = typing.get_args(annotation)
        origin = typing.get_origin(annotation)
        if origin is orm.Mapped:
            annotation = args[0]
        elif origin is typing.Annotated:
            annotation = args[0]
        elif origin is typing.Union or type(annotation).__name__ \
                == "UnionType":
            optional = True
            annotation = [a for a in args if a is not type(None)][0]
        else:
            return annotation, optional


def _scan_order(cls, fields, annotated):
    """The fields as SQLAlchemy's scan meets them: the class's variables merged
    with its own annotations, of which SQLModel puts the relationships first."""
    related = cls.__sqlmodel_relationships__
    own = [name for name in annotated if name in related]
    own += [name for name in annotated if name not in related]
    known = set(fields)
    return [name for name in merge_order(fields + list(related), own)
            if name in known]


def _without_relationships(cls):
    hidden = set(cls.__sqlmodel_relationships__)
    if hidden:
        own = cls.__annotations__
        cls.__annotations__ = {k: v for k, v in own.items()
                               if k not in hidden}
    return model_of(cls)


class SQLModel(BaseModel, metaclass=SQLModelMetaclass,
               registry=orm.registry()):
    model_config = {"from_attributes": True}

    @property
    def __sqlmodel_table__(self):
        return type(self).__table__

    def __new__(cls, *args, **data):
        made = super().__new__(cls)
        if cls.model_config.get("table"):
            # The ORM fills instances without calling __init__.
            set_state(made, {}, set(), None)
        return made

    def __init__(self, /, **data):
        if type(self).model_config.get("table"):
            _fill_table_model(self, data)
        else:
            BaseModel.__init__(self, **data)

    def __setattr__(self, name, value):
        cls = type(self)
        if cls.model_config.get("table"):
            if name in cls.__mapper__.properties:
                getattr(cls, name).__set__(self, value)
            if name in cls.__sqlmodel_relationships__:
                return
        BaseModel.__setattr__(self, name, value)

    @classmethod
    def model_validate(cls, obj, *, strict=None, from_attributes=None,
                       context=None, update=None, **more):
        if update and isinstance(obj, dict):
            obj = dict(obj, **update)
        made = super().model_validate(obj, strict=strict,
                                      from_attributes=from_attributes,
                                      context=context)
        for name, value in (update or {}).items():
            setattr(made, name, value)
        return made

    def sqlmodel_update(self, obj, *, update=None):
        values = obj if isinstance(obj, dict) else {
            name: getattr(obj, name) for name in type(obj).model_fields}
        for name, value in dict(values, **(update or {})).items():
            if name in type(self).model_fields:
                setattr(self, name, value)
        return self

    @classmethod
    def __declare_first__(cls):
        pass


type.__setattr__(SQLModel, "__tablename__", None)


def _fill_table_model(instance, data):
    """A table model takes what it is given, without validation."""
    cls = type(instance)
    values, given = {}, set()
    for name, info in cls.model_fields.items():
        if name in data:
            values[name] = data[name]
            given.add(name)
        elif not info.is_required():
            values[name] = info.get_default(call_default_factory=True,
                                            validated_data=values)
    set_state(instance, values, given, None)
    for name in cls.__sqlmodel_relationships__:
        if name in data:
            setattr(instance, name, data[name])


class Session(orm.Session):
    def exec(self, statement, **options):
        result = self.execute(statement, **options)
        # A select of one thing gives that, not rows of it.
        alone = isinstance(statement, sa.Select) \
            and len(result.keys()) == 1
        return result.scalars() if alone else result
