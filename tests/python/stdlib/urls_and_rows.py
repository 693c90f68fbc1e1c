# URLs taken apart and put together again; hosts in brackets.
from urllib.parse import *
for u in ["file:tmp/junk.txt","file:///tmp/junk","http://[::1]:80/a","postgresql://u:p@[::1]/db","http://[1.2.3.4]/","http://[v1.x]/","http://[vz.x]/","postgresql://u:p[w]@h/db","imap://mail","mms:a","http:a","sqlite:///x.db","sqlite:////abs","a//b","//h/p","http://h?q#f","mysql+pymysql://u:p%40w@h:3306/db?charset=utf8", "svn+ssh:","file:", "http://[fe80::1%eth0]/"]:
    try:
        r=urlsplit(u); print(u, tuple(r), r.geturl(), r.hostname, r.username, r.password, urlunparse(urlparse(u)))
    except ValueError as e: print(u, e)
import base64, csv, io
print(base64.b64decode(memoryview(b"YWJj")), base64.b32decode(memoryview(b"MFRGG===")))
try:
    csv.DictWriter(io.StringIO(), ["a"], extrasaction="RAISE").writerow({"b": 1})
except ValueError as e:
    print(e)
