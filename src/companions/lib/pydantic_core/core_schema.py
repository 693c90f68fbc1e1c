"""Descriptions of validators, as `__get_pydantic_core_schema__` gives them:
dicts with the kind under "type"."""

CoreSchema = dict
ErrorType = str


def _simple(kind):
    def make(**options):
        return dict(options, type=kind)
    return make


any_schema = _simple("any")
none_schema = _simple("none")
bool_schema = _simple("bool")
int_schema = _simple("int")
float_schema = _simple("float")
str_schema = _simple("str")
bytes_schema = _simple("bytes")
decimal_schema = _simple("decimal")
uuid_schema = _simple("uuid")
date_schema = _simple("date")
time_schema = _simple("time")
datetime_schema = _simple("datetime")
timedelta_schema = _simple("timedelta")
callable_schema = _simple("callable")


def _function(mode, kind):
    def make(function, schema=None, **options):
        return dict(options, type="function-" + mode, schema=schema,
                    function={"type": kind, "function": function})
    return make


no_info_before_validator_function = _function("before", "no-info")
no_info_after_validator_function = _function("after", "no-info")
no_info_wrap_validator_function = _function("wrap", "no-info")
no_info_plain_validator_function = _function("plain", "no-info")
with_info_before_validator_function = _function("before", "with-info")
with_info_after_validator_function = _function("after", "with-info")
with_info_wrap_validator_function = _function("wrap", "with-info")
with_info_plain_validator_function = _function("plain", "with-info")
general_before_validator_function = with_info_before_validator_function
general_after_validator_function = with_info_after_validator_function
general_plain_validator_function = with_info_plain_validator_function


def is_instance_schema(cls, **options):
    return dict(options, type="is-instance", cls=cls)


def nullable_schema(schema, **options):
    return dict(options, type="nullable", schema=schema)


def chain_schema(steps, **options):
    return dict(options, type="chain", steps=steps)


def union_schema(choices, **options):
    return dict(options, type="union", choices=choices)


def literal_schema(expected, **options):
    return dict(options, type="literal", expected=expected)


def list_schema(items_schema=None, **options):
    return dict(options, type="list", items_schema=items_schema)


def set_schema(items_schema=None, **options):
    return dict(options, type="set", items_schema=items_schema)


def dict_schema(keys_schema=None, values_schema=None, **options):
    return dict(options, type="dict", keys_schema=keys_schema,
                values_schema=values_schema)


def json_or_python_schema(json_schema, python_schema, **options):
    return dict(options, type="json-or-python", json_schema=json_schema,
                python_schema=python_schema)


def lax_or_strict_schema(lax_schema, strict_schema, **options):
    return dict(options, type="lax-or-strict", lax_schema=lax_schema,
                strict_schema=strict_schema)


def _serializer(name):
    def make(function=None, **options):
        return dict(options, type=name, function=function)
    return make


plain_serializer_function_ser_schema = _serializer("function-plain")
wrap_serializer_function_ser_schema = _serializer("function-wrap")
to_string_ser_schema = _serializer("to-string")


class SerializationInfo:
    pass


class ValidationInfo:
    pass


class SerializerFunctionWrapHandler:
    pass


class ValidatorFunctionWrapHandler:
    pass
