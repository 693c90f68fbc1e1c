"""Validators of types that describe themselves by
`__get_pydantic_core_schema__`; see pydantic_core/core_schema.py."""
from pydantic import _scalars
from pydantic._constraints import Handler, guarded, information, with_limits
from pydantic_core import Invalid


class _Asked:
    """The handler that such a method calls for the schema of another type."""

    def __init__(self, compiler, inner):
        self.compiler = compiler
        self.inner = inner
        self.field_name = None

    def __call__(self, kind):
        if self.inner is not None:
            return {"type": "_validator", "check": self.inner}
        return self.generate_schema(kind)

    def generate_schema(self, kind):
        return {"type": "_validator", "check": self.compiler.compile(kind)}

    def resolve_ref_schema(self, schema):
        return schema


def validator_of(maker, kind, compiler, inner=None):
    schema = maker(kind, _Asked(compiler, inner))
    return from_schema(schema, compiler)


_SIMPLE = {"any": _scalars.any_value, "none": _scalars.none_value,
           "bool": _scalars.bool_value, "int": _scalars.int_value,
           "float": _scalars.float_value, "str": _scalars.str_value,
           "bytes": _scalars.bytes_value, "decimal": _scalars.decimal_value,
           "uuid": _scalars.uuid_value, "callable": _scalars.callable_value}
_DATES = {"date": "date_value", "time": "time_value",
          "datetime": "datetime_value", "timedelta": "timedelta_value"}


def from_schema(schema, compiler):
    kind = schema["type"]
    if kind == "_validator":
        return schema["check"]
    limits = {k: v for k, v in schema.items() if k in (
        "gt", "ge", "lt", "le", "multiple_of", "min_length", "max_length",
        "pattern", "strict", "strip_whitespace", "to_lower", "to_upper")
        and v is not None}
    if kind in _SIMPLE:
        return with_limits(_SIMPLE[kind], limits)
    if kind in _DATES:
        from pydantic import _dates
        return with_limits(getattr(_dates, _DATES[kind]), limits)
    if kind.startswith("function-"):
        return _function(kind[9:], schema, compiler)
    if kind == "is-instance":
        return _scalars.instance_value(schema["cls"])
    if kind == "nullable":
        inner = from_schema(schema["schema"], compiler)
        return lambda value, state: None if value is None else inner(value,
                                                                     state)
    if kind == "chain":
        steps = [from_schema(s, compiler) for s in schema["steps"]]

        def chain(value, state):
            for step in steps:
                value = step(value, state)
            return value
        return chain
    if kind == "union":
        return _union([from_schema(s, compiler) for s in schema["choices"]])
    if kind in ("json-or-python", "lax-or-strict"):
        name = "python_schema" if kind[0] == "j" else "lax_schema"
        return from_schema(schema[name], compiler)
    if kind == "literal":
        return _scalars.literal_value(schema["expected"])
    if kind in ("list", "set", "frozenset", "tuple-variable"):
        from pydantic import _containers
        inner = schema.get("items_schema")
        check = from_schema(inner, compiler) if inner else _scalars.any_value
        made = {"list": list, "set": set, "frozenset": frozenset,
                "tuple-variable": tuple}[kind]
        return with_limits(_containers._collection(
            check, made, made, made.__name__), limits)
    if kind == "dict":
        from pydantic import _containers
        parts = [from_schema(schema[n], compiler) if schema.get(n)
                 else _scalars.any_value
                 for n in ("keys_schema", "values_schema")]
        return _containers._mapping(parts[0], parts[1], dict)
    if "schema" in schema:
        return from_schema(schema["schema"], compiler)
    raise NotImplementedError("limbeck does not know the core schema %r"
                              % kind)


def _function(mode, schema, compiler):
    told = schema["function"]
    function, wants_info = told["function"], told["type"] == "with-info"
    inner = from_schema(schema["schema"], compiler) if schema.get("schema") \
        else _scalars.any_value

    def call(value, state, *args):
        if wants_info:
            args += (information(state),)
        return guarded(function, value, *args)
    if mode == "plain":
        return call
    if mode == "before":
        return lambda value, state: inner(call(value, state), state)
    if mode == "wrap":
        return lambda value, state: call(value, state, Handler(inner, state))
    return lambda value, state: call(inner(value, state), state)


def _union(members):
    def check(value, state):
        lines = []
        for member in members:
            try:
                return member(value, state)
            except Invalid as invalid:
                lines.extend(invalid.lines)
        raise Invalid(lines)
    return check
