"""JSON."""
import json


def to_primitive(value, **options):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)


def dumps(obj, default=to_primitive, **options):
    return json.dumps(obj, default=default, **options)


def dump_as_bytes(obj, default=to_primitive, encoding="utf-8", **options):
    return dumps(obj, default, **options).encode(encoding)


def loads(s, encoding="utf-8", **options):
    if isinstance(s, bytes):
        s = s.decode(encoding)
    return json.loads(s, **options)


def load(fp, encoding="utf-8", **options):
    return loads(fp.read(), encoding)
