"""Validators of lists, sets, tuples, dicts and tagged unions."""
import typing

from pydantic import _scalars
from pydantic_core import Invalid, PydanticOmit, fail

_VIEWS = (type({}.keys()), type({}.values()), type({}.items()))


def _iterable(value, state, exact):
    """Its items, or None where the value is no list of things."""
    if isinstance(value, exact):
        return value
    if state.strict and not (state.json and isinstance(value, list)):
        return None
    if isinstance(value, (list, tuple, set, frozenset, range) + _VIEWS):
        return value
    if isinstance(value, (str, bytes, bytearray, dict)):
        return None
    if type(value).__name__ in ("deque", "generator", "map", "filter", "zip"):
        return value
    return None


def _items(check, values, state):
    if check is _scalars.any_value:
        return list(values)
    result, lines = [], []
    at = 0
    for value in values:
        try:
            result.append(check(value, state))
        except Invalid as invalid:
            lines.extend(invalid.within(at).lines)
        except PydanticOmit:
            pass
        at += 1
    if lines:
        raise Invalid(lines)
    return result


_WORDS = {"list": ("list_type", "list"), "set": ("set_type", "set"),
          "frozenset": ("frozen_set_type", "frozenset"),
          "deque": ("list_type", "list"), "tuple": ("tuple_type", "tuple"),
          "sequence": ("sequence_type", "sequence")}


def _collection(check, kind, make, word):
    error, noun = _WORDS[word]

    def collection(value, state):
        values = _iterable(value, state, kind)
        if values is None:
            fail(error, "Input should be a valid " + noun, value)
        result = _items(check, values, state)
        return result if make is list else make(result)
    return collection


def _tuple(parts):
    def fixed(value, state):
        values = _iterable(value, state, tuple)
        if values is None:
            fail("tuple_type", "Input should be a valid tuple", value)
        values = list(values)
        if len(values) > len(parts):
            fail("too_long", "Tuple should have at most %d item%s after "
                 "validation, not %d" % (len(parts), "" if len(parts) == 1
                                         else "s", len(values)), value,
                 {"field_type": "Tuple", "max_length": len(parts),
                  "actual_length": len(values)})
        result, lines = [], []
        for at, part in enumerate(parts):
            if at >= len(values):
                lines.append(["missing", (at,), "Field required", value, None])
                continue
            try:
                result.append(part(values[at], state))
            except Invalid as invalid:
                lines.extend(invalid.within(at).lines)
        if lines:
            raise Invalid(lines)
        return tuple(result)
    return fixed


def _mapping(key, item, make):
    from collections.abc import Mapping

    def mapping(value, state):
        if not isinstance(value, dict):
            if state.strict or not isinstance(value, Mapping):
                fail("dict_type", "Input should be a valid dictionary", value)
        if key is _scalars.any_value and item is _scalars.any_value:
            return make(value)
        result, lines = {}, []
        for name, content in value.items():
            good = True
            try:
                new_name = key(name, state)
            except Invalid as invalid:
                good = False
                lines.extend(invalid.within("[key]").within(name).lines)
            try:
                content = item(content, state)
            except Invalid as invalid:
                good = False
                lines.extend(invalid.within(name).lines)
            if good:
                result[new_name] = content
        if lines:
            raise Invalid(lines)
        return result if make is dict else make(result)
    return mapping


def _sequence(check):
    """typing.Sequence: keeps the kind of the value."""
    def sequence(value, state):
        if isinstance(value, (str, bytes)) or not isinstance(
                value, (list, tuple)) and type(value).__name__ not in (
                    "deque", "range"):
            if isinstance(value, str):
                fail("sequence_str", "'str' instances are not allowed as a "
                     "Sequence value", value, {"type_name": "str"})
            fail("is_instance_of", "Input should be an instance of Sequence",
                 value, {"class": "Sequence"})
        result = _items(check, value, state)
        if type(value) in (list, range):
            return result
        return type(value)(result)
    return sequence


def make(compiler, kind, args):
    name = kind.__name__
    args = [typing.Any if isinstance(a, typing.TypeVar)
            and a.__bound__ is None else a for a in args]
    if name in ("tuple", "Tuple"):
        if not args or len(args) == 2 and args[1] is ...:
            return _collection(
                compiler.compile(args[0] if args else typing.Any), tuple,
                tuple, "tuple")
        if args == [()]:
            args = []
        return _tuple([compiler.compile(a) for a in args])
    if name in ("dict", "Mapping", "MutableMapping", "defaultdict",
                "OrderedDict", "Counter"):
        if name == "Counter":
            args = [args[0] if args else typing.Any, int]
        key, item = args if len(args) == 2 else (typing.Any, typing.Any)
        build = dict if name in ("dict", "Mapping", "MutableMapping") else kind
        if name == "defaultdict":
            from collections import defaultdict
            factory = typing.get_origin(item) or item

            def build(items):
                return defaultdict(
                    factory if isinstance(factory, type) else None, items)
        return _mapping(compiler.compile(key), compiler.compile(item), build)
    check = compiler.compile(args[0]) if args else _scalars.any_value
    if name in ("list", "MutableSequence"):
        return _collection(check, list, list, "list")
    if name in ("set", "MutableSet", "Set", "AbstractSet"):
        return _collection(check, set, set, "set")
    if name == "frozenset":
        return _collection(check, frozenset, frozenset, "frozenset")
    if name == "deque":
        return _collection(check, kind, kind, "deque")
    if name == "Sequence":
        return _sequence(check)
    if name in ("Iterable", "Collection", "Generator", "Iterator",
                "AsyncIterator", "AsyncGenerator", "AsyncIterable",
                "Awaitable", "Coroutine"):
        return _scalars.any_value
    return _scalars.instance_value(kind)


def discriminated(compiler, kind, key):
    """A union whose member is told by one field (or a function)."""
    choices = {}
    members = typing.get_args(kind) or (kind,)

    def add(member):
        tags = []
        target, marks = member, ()
        if typing.get_origin(member) is typing.Annotated:
            target, marks = typing.get_args(member)[0], member.__metadata__
        for mark in marks:
            if type(mark).__name__ == "Tag":
                tags.append(mark.tag)
        if typing.get_origin(target) is typing.Union:
            for inner in typing.get_args(target):
                add(inner)
            return
        check = compiler.compile(member)
        if not tags and isinstance(key, str):
            hint = getattr(target, "model_fields", {}).get(key)
            hint = hint.annotation if hint is not None else None
            tags = [getattr(t, "value", t) for t in typing.get_args(hint)]
            if not tags and isinstance(hint, type):
                tags = [m.value for m in hint]
        for tag in tags:
            choices[tag] = check

    for member in members:
        if member is not type(None):
            add(member)
    optional = type(None) in members

    def check(value, state):
        if value is None and optional:
            return None
        if callable(key):
            tag = key(value)
        elif isinstance(value, dict):
            if key not in value:
                fail("union_tag_not_found", "Unable to extract tag using "
                     "discriminator %r" % key, value,
                     {"discriminator": repr(key)})
            tag = value[key]
        else:
            tag = getattr(value, key, None)
        tag = getattr(tag, "value", tag)
        if tag not in choices:
            expected = ", ".join(repr(c) for c in choices)
            fail("union_tag_invalid", "Input tag '%s' found using %s does not "
                 "match any of the expected tags: %s" % (
                     tag, repr(key) if isinstance(key, str)
                     else key.__name__ + "()", expected), value,
                 {"discriminator": repr(key), "tag": tag,
                  "expected_tags": expected})
        try:
            return choices[tag](value, state)
        except Invalid as invalid:
            raise invalid.within(tag)
    return check
