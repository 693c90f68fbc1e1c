"""What a Mapped[...] annotation says: the Python type and whether None."""

import builtins
import sys

import sqlalchemy as sa

from ._mapped import Mapped, MappedColumn, _MappedAnnotation


def namespace_of(cls):
    """The globals of the module that defines the class."""
    module = sys.modules.get(cls.__module__)
    if module is not None:
        return vars(module)
    for value in vars(cls).values():
        found = getattr(value, "__globals__", None)
        if found is not None:
            return found
    return {}


def annotations_of(cls):
    """Own annotations by name; those that cannot be resolved as text."""
    try:
        annotate = cls.__dict__.get("__annotate__")
        shadows = _shadows(annotate) if annotate else {}
        if shadows:
            return _without(shadows, annotate)
        return dict(cls.__annotations__)
    except NameError:
        return _with_forward_names(annotate)
    except AttributeError:
        return {}


def _shadows(annotate):
    """The namespaces of the class with those of its columns that bear a name
    of the module, which annotations above them mean."""
    found = {}
    for cell in annotate.__closure__ or ():
        space = cell.cell_contents
        if not isinstance(space, dict):
            continue
        for name, value in space.items():
            if isinstance(value, (MappedColumn, sa.Column)) and (
                    name in annotate.__globals__ or hasattr(builtins, name)):
                found.setdefault(id(space), (space, {}))[1][name] = value
    return found


def _without(shadows, annotate):
    """The annotations as they were where they stand, before those columns."""
    for space, hidden in shadows.values():
        for name in hidden:
            del space[name]
    try:
        return dict(annotate(1))
    except NameError:
        return _with_forward_names(annotate)
    finally:
        for space, hidden in shadows.values():
            space.update(hidden)


def _with_forward_names(annotate):
    """What the annotations are with a ForwardRef for each name that is not
    there yet, as classes further down in the file."""
    from typing import ForwardRef
    space = getattr(annotate, "__globals__", {})
    lent = []
    try:
        while True:
            try:
                return dict(annotate(1))
            except NameError as error:
                if not error.name or error.name in space:
                    return {}
                space[error.name] = ForwardRef(error.name)
                lent.append(error.name)
            except (AttributeError, TypeError):
                return {}
    finally:
        for name in lent:
            del space[name]


def _evaluate(text, cls):
    names = dict(namespace_of(cls))
    names.setdefault("Mapped", Mapped)
    names.setdefault(cls.__name__, cls)
    return eval(text, names)


def _text_of(annotation):
    """The source of a string or ForwardRef annotation, else None."""
    if isinstance(annotation, str):
        return annotation
    return getattr(annotation, "__forward_arg__", None)


_PREFIXES = (
    "Mapped[", "orm.Mapped[", "so.Mapped[", "DynamicMapped[", "WriteOnlyMapped["
)


def resolve(annotation, cls):
    """The annotation with text evaluated; text again where it cannot be."""
    text = _text_of(annotation)
    if text is None:
        return annotation
    try:
        return _evaluate(text, cls)
    except Exception:
        stripped = text.strip()
        for prefix in _PREFIXES:
            if stripped.startswith(prefix) and stripped.endswith("]"):
                return _MappedAnnotation(Mapped, stripped[len(prefix):-1])
        return text


def mapped_argument(annotation, cls):
    """Mapped[X]; None where the annotation is something else."""
    found = resolve(annotation, cls)
    if isinstance(found, _MappedAnnotation):
        return found
    return None


def _is_typing(value, name):
    """Whether it is typing.<name>; typing is not loaded to find out."""
    typing = sys.modules.get("typing")
    return typing is not None and value is getattr(typing, name, None)


def _is_union(value):
    if type(value).__name__ in ("UnionType", "Union", "_UnionGenericAlias"):
        return True
    return _is_typing(getattr(value, "__origin__", None), "Union")


def split_optional(annotation, cls):
    """(annotation without None, whether None was in it)"""
    annotation = resolve(annotation, cls)
    if isinstance(annotation, str):
        text = annotation.replace(" ", "")
        if text.startswith("Optional[") and text.endswith("]"):
            return annotation.strip()[9:-1], True
        if text.endswith("|None"):
            return annotation.rsplit("|", 1)[0].strip(), True
        if text.startswith("None|"):
            return annotation.split("|", 1)[1].strip(), True
        return annotation, False
    if type(annotation).__name__ == "TypeAliasType":
        inner, optional = split_optional(annotation.__value__, cls)
        return (inner, True) if optional else (annotation, False)
    if _is_union(annotation):
        args = [a for a in annotation.__args__ if a is not type(None)]
        optional = len(args) != len(annotation.__args__)
        if len(args) == 1:
            inner, more = split_optional(args[0], cls)
            return inner, optional or more
        return annotation, optional
    return annotation, False


def annotated_column(annotation):
    """The mapped_column() inside Annotated[...], if there is one."""
    value = annotation
    while type(value).__name__ == "TypeAliasType":
        value = value.__value__
    for item in getattr(value, "__metadata__", ()):
        if isinstance(item, MappedColumn):
            return item
    return None


# By module and name, so that no module is loaded for a look.
_DEFAULTS = {
    ("builtins", "int"): "Integer",
    ("builtins", "str"): "String",
    ("builtins", "bool"): "Boolean",
    ("builtins", "bytes"): "LargeBinary",
    ("builtins", "float"): "Double",
    ("decimal", "Decimal"): "Numeric",
    ("datetime", "date"): "Date",
    ("datetime", "datetime"): "DateTime",
    ("datetime", "time"): "Time",
    ("datetime", "timedelta"): "Interval",
    ("uuid", "UUID"): "Uuid",
}


def _default(python_type):
    name = _DEFAULTS.get((python_type.__module__, python_type.__name__))
    return None if name is None else getattr(sa, name)


def _lookup(table, key):
    try:
        return table.get(key)
    except TypeError:
        for known, value in table.items():
            if known is key or known == key:
                return value
    return None


def _from_map(annotation, table):
    found = _lookup(table, annotation)
    if found is None and hasattr(annotation, "__args__"):
        for known, value in table.items():
            if known == annotation:
                return value
    return found


def _is_for_all(found):
    """Whether it is Enum(enum.Enum), which stands for all enums."""
    return not found.enums and found.enum_class is not None


# SQLAlchemy: Enum._resolve_for_python_type. The new Enum has the schema of the
# one in the map, and thereby not that of the MetaData.
def _enum_like(found, values, native_enum):
    return sa.Enum(
        *values,
        native_enum=native_enum,
        length=found.length if found._length_given else None,
        create_constraint=found.create_constraint,
        values_callable=found.values_callable,
        validate_strings=found.validate_strings,
        name=found.name,
        schema=found.schema,
    )


def _matched(found):
    """The type that the map has for an annotation itself."""
    if not isinstance(found, sa.Enum) or _is_for_all(found):
        return found
    values = found.enums if found.enum_class is None else [found.enum_class]
    return _enum_like(found, values, found.native_enum)


def _enum_type(python_type, table):
    for base in python_type.__mro__[1:]:
        found = _lookup(table, base)
        if isinstance(found, sa.Enum):
            return _enum_like(found, [python_type], found.native_enum)
        if found is None or found is sa.Enum:
            continue
        if (base.__module__, base.__name__) == ("enum", "Enum"):
            return None
    return sa.Enum(python_type, schema=None)


def _literal_type(annotation, table):
    values = annotation.__args__
    found = _lookup(table, annotation.__origin__)
    if isinstance(found, sa.Enum):
        return _enum_like(found, values, False)
    if found is not None and found is not sa.Enum:
        return found
    return sa.Enum(*values, native_enum=False, schema=None)


def sql_type(annotation, registry, cls):
    """The SQL type for a Python type, or None."""
    table = registry.type_annotation_map
    for _ in range(8):
        found = _from_map(annotation, table)
        if found is not None:
            return _matched(found)
        if type(annotation).__name__ == "TypeAliasType":
            annotation, _unused = split_optional(annotation.__value__, cls)
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        elif hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        else:
            break
    origin = getattr(annotation, "__origin__", None)
    if origin is not None:
        if _is_typing(origin, "Literal"):
            return _literal_type(annotation, table)
        found = _lookup(table, origin)
        if found is not None:
            return found
    if not isinstance(annotation, type):
        return None
    if hasattr(annotation, "__members__"):
        return _enum_type(annotation, table)
    # A subclass of a known type is not known.
    return _default(annotation)
