# UUIDs: forms, parts, names, refusals.
import uuid, copy
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.variant, u.version)
print(u.time, u.clock_seq, u.node, u.time_low, u.time_mid, u.time_hi_version, hash(u) == hash(uuid.UUID(int=u.int)))
for form in ("{12345678-1234-5678-1234-567812345678}", "urn:uuid:12345678-1234-5678-1234-567812345678", "12345678123456781234567812345678"):
    print(uuid.UUID(form) == u, uuid.UUID(hex=form))
print(uuid.UUID(bytes=u.bytes) == u, uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u)
for k in (uuid.uuid1, uuid.uuid4): print(k().version, k().variant, k() != k(), len(str(k())))
t(lambda: uuid.UUID("x")); t(lambda: uuid.UUID()); t(lambda: uuid.UUID(int=-1)); t(lambda: uuid.UUID(bytes=b"1")); t(lambda: uuid.UUID(hex="0" * 32, int=1))
t(lambda: uuid.UUID(int=1, version=9)); t(lambda: setattr(u, "int", 3)); t(lambda: u < 3); t(lambda: uuid.UUID(fields=(1, 2))); t(lambda: uuid.UUID("g" * 32))
print(sorted([uuid.UUID(int=3), uuid.UUID(int=1)]), {u: 1}[uuid.UUID(str(u))], u == str(u), int(u), copy.deepcopy(u) == u, uuid.NAMESPACE_X500)
