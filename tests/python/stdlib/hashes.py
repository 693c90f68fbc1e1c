"""hashlib: every algorithm, BLAKE2's parameters, SHAKE's lengths, files."""
import hashlib
import hmac
import io

data = bytes(range(256)) * 5
for name in sorted(hashlib.algorithms_guaranteed):
    made = hashlib.new(name)
    for at in range(0, len(data), 97):
        made.update(data[at:at + 97])
    length = (20,) if name.startswith("shake") else ()
    print(name, made.digest_size, made.block_size, made.name, made.hexdigest(*length))
    print(made.copy().digest(*length) == getattr(hashlib, name)(data).digest(*length))
    print(getattr(hashlib, name)().hexdigest(*length))
for size in (0, 1, 167, 168, 169, 500):
    print(hashlib.shake_128(b"x").hexdigest(size)[-20:], hashlib.shake_256(b"x").digest(size)[-5:])
for kind, wide in ((hashlib.blake2b, 64), (hashlib.blake2s, 32)):
    print(kind.SALT_SIZE, kind.PERSON_SIZE, kind.MAX_KEY_SIZE, kind.MAX_DIGEST_SIZE)
    for size in (1, 16, wide):
        print(kind(data, digest_size=size).hexdigest())
    print(kind(data, key=b"k" * wide, salt=b"salt", person=b"person").hexdigest())
    print(kind(data, fanout=2, depth=3, leaf_size=4096, node_offset=77, node_depth=1,
               inner_size=wide, last_node=True).hexdigest())
    print(kind(data[:128]).hexdigest(), kind(data[:129]).hexdigest())
    for parameters in ({"digest_size": 0}, {"digest_size": 65}, {"key": b"k" * 65},
                       {"salt": b"s" * 17}, {"person": b"p" * 17}, {"fanout": 256},
                       {"depth": 0}, {"leaf_size": 1 << 32}, {"node_depth": -1},
                       {"node_offset": -1}):
        try:
            kind(b"", **parameters)
        except (ValueError, OverflowError) as error:
            print(type(error).__name__, error)
for call in (lambda: hashlib.sha256("text"), lambda: hashlib.sha256(5),
             lambda: hashlib.new("nothing"), lambda: hashlib.md5().update("x"),
             lambda: hashlib.shake_128().digest()):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(hashlib.file_digest(io.BytesIO(data), "sha256").hexdigest() ==
      hashlib.sha256(data).hexdigest())
with open(__file__, "rb") as file:
    whole = file.read()
with open(__file__, "rb") as file:
    print(hashlib.file_digest(file, hashlib.blake2b).digest() == hashlib.blake2b(whole).digest())
print(hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 3, 50).hex())
for name in ("md5", "sha256", "blake2s", "sha3_256"):
    print(hmac.new(b"key" * 60, data, name).hexdigest(), hmac.digest(b"k", b"m", name).hex())
