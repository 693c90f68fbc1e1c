"""Records digests of CPython's hashlib: tests/python/data/digests.json."""
import hashlib
import hmac
import json
import pathlib

rows = []
for size in (0, 1, 3, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 143, 144,
             200, 1000):
    data = bytes(i * 7 % 256 for i in range(size))
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512",
                 "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b"):
        rows.append([name, size, hashlib.new(name, data).hexdigest(),
                     hmac.new(data, b"message", name).hexdigest()])
target = pathlib.Path(__file__).parent / "data" / "digests.json"
target.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")
