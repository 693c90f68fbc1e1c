# urllib.parse.
from urllib.parse import *
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for u in ("postgresql+psycopg2://us%40er:p%3Aw@[::1]:5432/db?sslmode=require&x=1#f", "http://Host.Name:80/a/b;p?q#f", "//n/p", "mailto:a@b", "/a?b", "sqlite:///x.db", "a:b:c", "HTTP://x", "http://[::1", "", "path;p", "x://u@h", "http://h:99999", "http://h:ab"):
    t(lambda: urlsplit(u)); t(lambda: urlparse(u))
    try:
        s = urlsplit(u); print(s.geturl(), s.username, s.password, s.hostname, urlunparse(urlparse(u))); print(s.port)
    except ValueError as e: print(e)
for b, u in (("http://a/b/c/d;p?q", x) for x in ("g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "", ".", "./", "..", "../", "../g", "../..", "../../g", "../../../g", "/./g", "g.", "..g", "./../g", "g;x=1/./y", "http:g", "ftp://x/y")):
    print(u, urljoin(b, u))
print(urldefrag("http://a/b#c"), quote("a b/ü&?"), quote("a/b", safe=""), quote_plus("a b&c+d"), quote(b"\xff x"), unquote("a%20b%C3%BC%zz%2"), unquote_plus("a+b%2B"), unquote_to_bytes("%41b%ff"), unquote("%E4", "latin-1"))
print(urlencode({"a": 1, "b c": "x&y"}), urlencode([("a", [1, 2])], doseq=True), urlencode([("a", [1, 2])]), urlencode({"k": b"\xe4"}), urlencode({"a": "b c"}, quote_via=quote))
print(parse_qs("a=1&a=2&b=&c"), parse_qs("a=1&b=", keep_blank_values=True), parse_qsl("x=%20y&z=+"), parse_qsl("a=1;b=2", separator=";"))
t(lambda: urlencode(3)); t(lambda: urlencode("ab")); t(lambda: parse_qsl("a", strict_parsing=True)); t(lambda: quote(3)); t(lambda: quote_from_bytes("x"))
