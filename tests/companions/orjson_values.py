import orjson, datetime, uuid, enum, dataclasses
@dataclasses.dataclass
class P:
    a: int
    b: str
class K(enum.Enum):
    x = 1
print(orjson.dumps({"a": [1, 2.5, None, True], "ü": "é"}), orjson.dumps({"b": 1, "a": K.x}, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2))
print(orjson.dumps([datetime.datetime(2020, 1, 2, 3, 4, 5, 6), datetime.date(2020, 1, 2), uuid.UUID(int=5), P(1, "c"), (1,)]))
print(orjson.dumps({1: 2}, option=orjson.OPT_NON_STR_KEYS), orjson.loads(b'{"a": [1, "x"]}'), orjson.dumps(float("nan")))
for f in (lambda: orjson.dumps({1: 2}), lambda: orjson.dumps(object()), lambda: orjson.loads("{")):
    try: f()
    except (TypeError, ValueError) as e: print(type(e).__name__, isinstance(e, ValueError))
print(orjson.dumps({1, 2}, default=list), orjson.dumps(datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc), option=orjson.OPT_UTC_Z))
