# The codecs idna and punycode, and those that a program registers.
for t in ("abc", "Example.COM", "a..b", ".a", "a.", "", "x"*64, "x"*64+".com", "bücher.example", "faß.de", "Königsgäßchen", "例え.テスト", "a。b", "xn--bcher-kva", "ÀÉ.com", "a\u00adb.c", "\u0130x", "ü"*60, "a b", "-a-", "é."):
    try: print(ascii(t[:20]), t.encode("idna"))
    except Exception as e: print(ascii(t[:20]), type(e).__name__, e)
for b in (b"abc", b"xn--bcher-kva.example", b"Example.COM", b"XN--BCHER-KVA", b"a.", b"", b"\xff", b"a..b"):
    try: print(b, ascii(b.decode("idna")))
    except Exception as e: print(b, type(e).__name__, e)
for t in ("bücher", "abc", "", "例え", "-", "aä-ü"):
    print(t.encode("punycode"), t.encode("punycode").decode("punycode")==t)
import codecs
from encodings import idna

print(idna.ToASCII("bücher"), idna.ToUnicode("xn--bcher-kva"), idna.nameprep("BÜ"))


def find(name):
    if name == "doubled":
        return codecs.CodecInfo(lambda t, e="strict": ((t * 2).encode(), len(t)),
                                lambda b, e="strict": (bytes(b).decode() * 2, len(b)), name=name)
    if name == "wrong":
        return codecs.CodecInfo(lambda t, e="strict": (t, 0), lambda b, e="strict": (3, 0))


codecs.register(find)
print("ab".encode("Doubled"), b"ab".decode("doubled"), str(b"x", "doubled"))
for what in (lambda: "a".encode("wrong"), lambda: b"a".decode("wrong"), lambda: "a".encode("none such"),
             lambda: b"a".decode("hex"), lambda: "a".encode("rot13"), lambda: b"a".decode("none such")):
    try:
        print(what())
    except (TypeError, LookupError) as error:
        print(type(error).__name__, error)
