# urllib.request.Request: what is known of a request before it is made.
from urllib.request import Request

for url in ("http://host:80/a/b?c#d", "https://Host", "ftp://u:p@h/x", "mailto:a@b", "http://h%41/p"):
    r = Request(url)
    print(r.full_url, r.get_full_url(), r.type, r.host, r.selector, r.fragment, r.origin_req_host,
          r.unverifiable, r.get_method())
r = Request("http://h/p", data=b"x", headers={"content-TYPE": "a/b", "X-One": "1"})
print(r.get_method(), r.data, r.headers, sorted(r.header_items()))
r.add_header("x-two", "2")
r.add_unredirected_header("COOKIE", "c")
r.add_header("cookie", "d")
print(r.has_header("X-two"), r.has_header("x-two"), r.get_header("X-one"), r.get_header("none"),
      r.get_header("none", 3), r.get_header("Cookie"), sorted(r.header_items()))
r.remove_header("Cookie")
print(r.has_header("Cookie"), r.unredirected_hdrs)
print(Request("http://h", method="PUT").get_method(), Request("http://h", method="PUT").method)
for bad in ("no scheme", "", "/path"):
    try:
        Request(bad)
    except ValueError as error:
        print(error)
