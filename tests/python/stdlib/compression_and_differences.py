# zlib, gzip, difflib, reprlib and streams on top of others.
import difflib
import gzip
import io
import reprlib
import zlib

data = b"limbeck " * 200
packed = zlib.compress(data)
print(len(packed), zlib.decompress(packed) == data, zlib.crc32(data), zlib.adler32(data))
print(zlib.compress(b"abc", 0), zlib.compress(b"abc", wbits=-15))
deflate = zlib.compressobj()
parts = deflate.compress(data[:100]) + deflate.compress(data[100:]) + deflate.flush()
inflate = zlib.decompressobj()
first = inflate.decompress(parts, 10)
print(first, len(inflate.unconsumed_tail) > 0, inflate.eof)
rest = inflate.decompress(inflate.unconsumed_tail + b"") + inflate.flush()
print(first + rest == data, inflate.eof, inflate.unused_data)
for wrong in (b"nothing", packed[:10], b""):
    try:
        zlib.decompress(wrong)
    except zlib.error as error:
        print(error)
packed = gzip.compress(data, mtime=0)
print(packed[:10], gzip.decompress(packed + packed) == data * 2)
held = io.BytesIO()
with gzip.GzipFile("name.gz", "wb", fileobj=held, mtime=1) as file:
    file.write(b"one\ntwo\n")
print(held.getvalue()[:18])
held.seek(0)
with gzip.open(held, "rt") as file:
    print(file.readlines())
for wrong in (b"no gzip", packed[:-4], packed[:-8] + bytes(8)):
    try:
        gzip.decompress(wrong)
    except (OSError, EOFError) as error:
        print(type(error).__name__, error)
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))
old, new = "one\ntwo\nthree\nfour\n".splitlines(True), "one\ntwo!\nthree\nfive\n".splitlines(True)
print("".join(difflib.unified_diff(old, new, "old", "new")))
print("".join(difflib.context_diff(old, new, "old", "new", n=1)))
print("".join(difflib.ndiff(old, new)))
matcher = difflib.SequenceMatcher(None, "qabxcd", "abycdf")
print(matcher.ratio(), matcher.get_opcodes(), matcher.get_matching_blocks())
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({n: n for n in range(9)}))
writer = io.BufferedWriter(held := io.BytesIO())
text = io.TextIOWrapper(writer, encoding="latin-1", newline="\r\n")
print(text.write("é\n"))
text.flush()
print(held.getvalue(), io.BufferedReader(io.BytesIO(b"abc")).read(2))
