"""From models back to plain values and JSON."""
from enum import Enum


class Options:
    __slots__ = ("include", "exclude", "context", "by_alias", "unset",
                 "defaults", "none")

    def __init__(self, include=None, exclude=None, context=None,
                 by_alias=None, unset=False, defaults=False, none=False):
        self.include = include
        self.exclude = exclude
        self.context = context
        self.by_alias = by_alias
        self.unset = unset
        self.defaults = defaults
        self.none = none

    def inside(self, include, exclude):
        return Options(include, exclude, self.context, self.by_alias,
                       self.unset, self.defaults, self.none)


def _of(choice, key):
    """(whether a set or dict names `key`, what it says about its inside)"""
    if choice is None:
        return False, None
    if isinstance(choice, dict):
        found = choice.get(key, choice.get("__all__"))
        if found is None or found is False:
            return False, None
        return (True, None) if found is True or found is ... else (
            True, found)
    return key in choice or "__all__" in choice, None


def _call(function, *args):
    from pydantic.functional_validators import positional_count
    wants = positional_count(function)
    return function(*args[:wants] if wants >= 0 else args)


def dump(instance, mode, options):
    """A model as a dict."""
    from pydantic.main import model_of
    model = model_of(type(instance))
    for decorator in model.decorators:
        if decorator.kind == "model_serializer":
            function = decorator.__get__(instance, type(instance))
            info = _information(mode, None, options)
            if decorator.mode == "wrap":
                return _call(function, lambda value: _fields(
                    value, mode, options, model), info)
            return value_of(_call(function, info), mode, options)
    if type(instance).__dict__.get("__pydantic_root_model__") or getattr(
            type(instance), "__pydantic_root_model__", False):
        return value_of(instance.root, mode, options)
    return _fields(instance, mode, options, model)


def _information(mode, name, options):
    from pydantic.functional_serializers import SerializationInfo
    return SerializationInfo(mode, name, options.context)


def _fields(instance, mode, options, model):
    result = {}
    by_alias = options.by_alias
    if by_alias is None:
        by_alias = model.config.get("serialize_by_alias", False)
    serializers = {}
    for decorator in model.decorators:
        if decorator.kind == "field_serializer":
            for name in decorator.fields:
                serializers[name] = decorator
    items = list(instance.__dict__.items())
    for name, value in items:
        info = model.fields.get(name)
        if info is None:
            continue
        keep, inside = _of(options.include, name)
        drop, without = _of(options.exclude, name)
        if options.include is not None and not keep or drop and without is None:
            continue
        if info.exclude is True:
            continue
        if options.unset and name not in instance.__pydantic_fields_set__:
            continue
        if options.defaults and not info.is_required() \
                and value == info.get_default(call_default_factory=True,
                                              validated_data={}):
            continue
        if options.none and value is None:
            continue
        inner = options.inside(inside, without)
        decorator = serializers.get(name) or serializers.get("*")
        shown = _field_value(instance, decorator, info, name, value, mode,
                             inner)
        key = name
        if by_alias and info.serialization_alias:
            key = info.serialization_alias
        result[key] = shown
    for name, value in (instance.__pydantic_extra__ or {}).items():
        keep, inside = _of(options.include, name)
        drop, without = _of(options.exclude, name)
        if options.include is not None and not keep or drop and without is None:
            continue
        if not (options.none and value is None):
            result[name] = value_of(value, mode, options.inside(inside,
                                                                without))
    for decorator in model.decorators:
        if decorator.kind == "computed":
            name = decorator.name
            if options.include is not None and not _of(
                    options.include, name)[0] or _of(options.exclude, name)[0]:
                continue
            value = getattr(instance, name)
            if not (options.none and value is None):
                key = decorator.options.get("alias") if by_alias else None
                result[key or name] = value_of(value, mode, options)
    return result


def _field_value(instance, decorator, info, name, value, mode, options):
    if decorator is not None and _applies(decorator.options["when_used"],
                                          value, mode):
        function = decorator.__get__(instance, type(instance))
        told = _information(mode, name, options)
        if decorator.mode == "wrap":
            return value_of(_call(function, value, lambda v: value_of(
                v, mode, options), told), mode, options)
        return value_of(_call(function, value, told), mode, options)
    for mark in info.metadata if info is not None else ():
        if type(mark).__name__ in ("PlainSerializer", "WrapSerializer") \
                and _applies(mark.when_used, value, mode):
            if mark.mode == "wrap":
                return _call(mark.func, value, lambda v: value_of(
                    v, mode, options), _information(mode, name, options))
            return _call(mark.func, value, _information(mode, name, options))
    return value_of(value, mode, options)


def _applies(when, value, mode):
    if when.startswith("json") and mode != "json":
        return False
    return not (when.endswith("unless-none") and value is None)


def value_of(value, mode, options=None):
    """A value as Python data (models become dicts) or, in mode "json", as
    what JSON knows."""
    if value is None or value is True or value is False:
        return value
    kind = type(value)
    if kind is str or kind is int:
        return value
    if options is None:
        options = Options()
    if hasattr(kind, "__pydantic_check__"):
        return dump(value, mode, options)
    if isinstance(value, dict):
        result = {}
        for key, item in value.items():
            keep, inside = _of(options.include, key)
            drop, without = _of(options.exclude, key)
            if options.include is not None and not keep \
                    or drop and without is None:
                continue
            if mode == "json" and not isinstance(key, str):
                key = _json_key(key)
            elif isinstance(key, Enum) and mode == "json":
                key = key.value
            result[key] = value_of(item, mode, options.inside(inside, without))
        return result
    if isinstance(value, tuple) and hasattr(kind, "_fields"):
        items = [value_of(v, mode) for v in value]
        return items if mode == "json" else kind(*items)
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [value_of(item, mode, options.inside(*(
            _of(choice, at)[1] for choice in (options.include,
                                              options.exclude))))
                 for at, item in enumerate(value)]
        if mode == "json":
            return items
        return kind(items) if kind in (list, tuple, set, frozenset) else items
    if hasattr(kind, "__dataclass_fields__"):
        return {name: value_of(getattr(value, name), mode)
                for name in kind.__dataclass_fields__}
    return jsonable(value) if mode == "json" else value


def _json_key(key):
    key = jsonable(key)
    if key is True or key is False:
        return "true" if key else "false"
    return "None" if key is None else str(key)


def jsonable(value):
    """One value as JSON can say it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return jsonable(value.value)
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (dict, list, tuple, set, frozenset)) or hasattr(
            type(value), "__pydantic_check__"):
        return value_of(value, "json")
    name = type(value).__name__
    if name == "timedelta":
        return iso_duration(value)
    if name == "datetime":
        text = value.isoformat()
        return text[:-6] + "Z" if text.endswith("+00:00") else text
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if name == "Pattern":
        return value.pattern
    if hasattr(value, "get_secret_value"):
        return str(value)
    if name == "deque" or hasattr(value, "__next__"):
        return value_of(list(value), "json")
    if hasattr(type(value), "__dataclass_fields__"):
        return value_of(value, "json")
    if name in ("UUID", "Decimal") or hasattr(value, "__fspath__") \
            or type(value).__module__ in ("ipaddress", "pydantic.networks",
                                          "pydantic.types"):
        return str(value)
    from pydantic_core import PydanticSerializationError
    raise PydanticSerializationError(
        "Unable to serialize unknown type: %r" % (type(value),))


def iso_duration(value):
    days, seconds = value.days, value.seconds
    sign = ""
    if days < 0:
        value = -value
        days, seconds = value.days, value.seconds
        sign = "-"
    text = sign + "P"
    if days:
        text += "%dD" % days
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    if hours or minutes or rest or value.microseconds or not days:
        text += "T"
        if hours:
            text += "%dH" % hours
        if minutes:
            text += "%dM" % minutes
        if value.microseconds:
            text += ("%d.%06d" % (rest, value.microseconds)).rstrip("0") + "S"
        elif rest or not (hours or minutes or days):
            text += "%dS" % rest
    return text


def text(value, indent=None):
    import json
    return json.dumps(value, indent=indent, ensure_ascii=False,
                      separators=(",", ":") if indent is None else (",", ": "))


def json_text(value, indent=None):
    return text(value_of(value, "json"), indent)
