# io, csv, html.
import io, csv, html
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
s = io.StringIO(); print(s.write("hello\n"), s.write("wörld\n"), s.getvalue(), s.tell()); s.seek(0); print(list(s)); s.seek(2); s.write("XX"); print(s.getvalue(), s.read(), s.readline())
s = io.StringIO("a\nb\r\nc"); print(s.readlines(), s.seek(0), s.read(3), s.readline(), s.tell(), s.truncate(2), s.getvalue())
print(io.StringIO("a\r\nb\rc", newline=None).read(), repr(io.StringIO("a\r\nb", newline="").readlines()), io.StringIO("x", newline="\r\n").write("a\n"))
with io.StringIO("q") as f: pass
t(lambda: f.read()); t(lambda: io.StringIO(3)); t(lambda: io.StringIO().write(b"x")); t(lambda: io.StringIO().seek(-1)); t(lambda: io.BytesIO().write("x")); t(lambda: io.StringIO().fileno())
b = io.BytesIO(b"abc\ndef"); print(b.readline(), b.read(1), b.tell(), b.seek(-2, 2), b.read(), b.getvalue(), b.seek(10), b.write(b"z"), b.getvalue())
w = io.TextIOWrapper(io.BytesIO("äb\nc\r\nd".encode()), encoding="utf-8"); print(w.readline(), w.read(), w.encoding)
o = io.BytesIO(); w = io.TextIOWrapper(o, "latin-1", newline="\r\n"); w.write("é\n"); w.flush(); print(o.getvalue())
print(issubclass(io.UnsupportedOperation, OSError), issubclass(io.UnsupportedOperation, ValueError), isinstance(s, io.TextIOBase), isinstance(b, io.IOBase), s.readable(), s.isatty(), f.closed)
for text, options in (("a,b\r\n1,2\n", {}), ('"x,1","y""z",\n', {}), ("a;b;'c;d'", dict(delimiter=";", quotechar="'")), ('"multi\nline",2\n', {}), ("a, b, \"c\"", dict(skipinitialspace=True)),
                      ("1,2.5,\"x\"", dict(quoting=csv.QUOTE_NONNUMERIC)), ("a\\,b,c", dict(escapechar="\\")), ("\n\na\n", {}), ('a"b,c', {}), ('"a"b,c', {}), ("a\tb", dict(dialect="excel-tab")), ("x,\n,", {})):
    print(list(csv.reader(io.StringIO(text, newline=""), **options)))
for row, options in ((["a", 1, 2.5, None, "x,y", 'q"r', "l\nm", True], {}), (["a", "b"], dict(quoting=csv.QUOTE_ALL)), (["a", 1], dict(quoting=csv.QUOTE_NONNUMERIC)), ([""], {}), ([], {}), (["a;b"], dict(delimiter=";")),
                     (["a,b"], dict(quoting=csv.QUOTE_NONE, escapechar="\\")), (['a"b'], dict(doublequote=False, escapechar="\\")), (["é", " x "], dict(lineterminator="\n")), (("x", b"y"), {})):
    out = io.StringIO(newline=""); csv.writer(out, **options).writerow(row); print(repr(out.getvalue()))
d = csv.DictReader(io.StringIO("n,v\na,1\nb\nc,2,3\n")); print(d.fieldnames, list(d), d.line_num)
out = io.StringIO(newline=""); w = csv.DictWriter(out, ["n", "v"]); w.writeheader(); w.writerows([{"n": 1}, {"v": 2}]); print(repr(out.getvalue()))
t(lambda: w.writerow({"x": 1})); t(lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"])); t(lambda: list(csv.reader([b"x"]))); t(lambda: csv.reader([], delimiter="ab")); t(lambda: csv.reader([], dialect="zz")); t(lambda: csv.writer(io.StringIO()).writerow(3))
print(csv.list_dialects(), csv.field_size_limit())
print(html.escape("<a href='x'>\"&</a>"), html.escape("'", quote=False), html.unescape("&lt;&#65;&#x42;&amp;&eacute;&nosuch;&#0;&#128;"))
