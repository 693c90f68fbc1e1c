"""URLs in parts: https://docs.python.org/3/library/urllib.parse.html"""

from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode",
           "parse_qs", "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote",
           "unquote_plus", "unquote_to_bytes"]

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp",
                 "mms", "prospero", "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms",
               "https", "shttp", "snews", "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn",
               "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss", "itms-services"]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps",
               "rtspu", "sip", "sips", "mms", "sftp", "tel"]
_SCHEME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


class _Netloc:
    __slots__ = ()

    def _login(self):
        mark = "@" if isinstance(self.netloc, str) else b"@"
        login, have, rest = self.netloc.rpartition(mark)
        return (login if have else None), rest

    @property
    def username(self):
        login = self._login()[0]
        return None if login is None else login.partition(":" if isinstance(login, str) else b":")[0]

    @property
    def password(self):
        login = self._login()[0]
        if login is None:
            return None
        _, have, password = login.partition(":" if isinstance(login, str) else b":")
        return password if have else None

    def _host(self):
        rest = self._login()[1]
        if isinstance(rest, bytes):
            rest = rest.decode("ascii")
        _, bracket, inside = rest.partition("[")
        if bracket:
            host, _, port = inside.partition("]")
            _, _, port = port.partition(":")
        else:
            host, _, port = rest.partition(":")
        return host or None, port or None

    @property
    def hostname(self):
        host = self._host()[0]
        if host is None:
            return None
        host, percent, zone = host.partition("%")
        return host.lower() + percent + zone

    @property
    def port(self):
        port = self._host()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError("Port could not be cast to integer value as %r" % port)
        number = int(port)
        if number > 65535:
            raise ValueError("Port out of range 0-65535")
        return number


class DefragResult(namedtuple("DefragResult", "url fragment")):
    __slots__ = ()

    def geturl(self):
        return self.url + ("#" + self.fragment if self.fragment else "")


class SplitResult(namedtuple("SplitResult", "scheme netloc path query fragment"), _Netloc):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Netloc):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


DefragResultBytes, SplitResultBytes, ParseResultBytes = DefragResult, SplitResult, ParseResult


def urlsplit(url, scheme="", allow_fragments=True):
    if url is None:
        url = b""
    if isinstance(url, (bytes, bytearray)):
        parts = urlsplit(url.decode("ascii"), scheme.decode("ascii") if isinstance(scheme, bytes) else scheme,
                         allow_fragments)
        return SplitResult(*(part.encode("ascii") for part in parts))
    url = url.lstrip("".join(map(chr, range(33))))
    for c in "\t\r\n":
        url = url.replace(c, "")
        scheme = scheme.replace(c, "")
    scheme = scheme.strip("".join(map(chr, range(33))))
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(c in _SCHEME for c in url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1:]
    if url[:2] == "//":
        end = min((at for at in (url.find(c, 2) for c in "/?#") if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_brackets(netloc.partition("[")[2].partition("]")[0])
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    return SplitResult(scheme, netloc, url, query, fragment)


def _check_brackets(host):
    # What stands in brackets has to be an address of IPv6, or of a later version.
    if host.startswith("v"):
        version, dot, rest = host[1:].partition(".")
        if not (version and rest and all(c in "0123456789abcdefABCDEF" for c in version)):
            raise ValueError("IPvFuture address is invalid")
        return
    import ipaddress
    if ipaddress.ip_address(host).version == 4:
        raise ValueError("An IPv4 address cannot be in brackets")


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    semicolon, empty, slash = (";", "", "/") if isinstance(path, str) else (b";", b"", b"/")
    params = empty
    if (scheme if isinstance(scheme, str) else scheme.decode()) in uses_params and semicolon in path:
        at = path.find(semicolon, path.rfind(slash) + 1)
        if at >= 0:
            path, params = path[:at], path[at + 1:]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = url + ";" + params
    return urlunsplit((scheme, netloc, url, query, fragment))


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if isinstance(url, bytes):
        return urlunsplit([(part or b"").decode("ascii") for part in components]).encode("ascii")
    if netloc:
        url = "//" + netloc + ("/" if url and url[:1] != "/" else "") + url
    elif url[:2] == "//" or (scheme in uses_netloc and scheme and url[:1] in ("", "/")):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return url


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    bscheme, bnetloc, bpath, bparams, bquery, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return url
    if scheme in uses_netloc:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = bnetloc
    if not path and not params:
        return urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment))
    segments = path.split("/")
    if path[:1] != "/":
        folder = bpath.split("/")
        if folder[-1] != "":
            del folder[-1]
        else:
            folder = folder[:-1]
        segments = folder + segments
        segments[1:-1] = [part for part in segments[1:-1] if part]
    resolved = []
    for part in segments:
        if part == "..":
            if resolved and resolved != [""]:
                resolved.pop()
        elif part != ".":
            resolved.append(part)
    if segments[-1] in (".", ".."):
        resolved.append("")
    joined = "/".join(resolved) or "/"
    if path[:1] == "/" and joined[:1] != "/" or (bnetloc and joined[:1] != "/"):
        joined = "/" + joined
    return urlunparse((scheme, netloc, joined, params, query, fragment))


def urldefrag(url):
    if "#" in url:
        scheme, netloc, path, params, query, fragment = urlparse(url)
        return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)
    return DefragResult(url, "")


def unquote_to_bytes(string):
    if isinstance(string, str):
        string = string.encode("utf-8")
    if not string:
        return b""
    pieces = string.split(b"%")
    out = [pieces[0]]
    for piece in pieces[1:]:
        try:
            out.append(bytes([int(piece[:2], 16)]) if len(piece[:2].strip()) == 2 and piece[:1] not in b"+-" else b"%" + piece[:2])
            out.append(piece[2:])
        except ValueError:
            out.append(b"%" + piece[:2])
            out.append(piece[2:])
    return b"".join(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        return string
    encoding = encoding or "utf-8"
    errors = errors or "replace"
    out = []
    run = ""
    for c in string:  # only ASCII runs can hold escapes
        if c.isascii():
            run += c
        else:
            if run:
                out.append(unquote_to_bytes(run).decode(encoding, errors) if "%" in run else run)
                run = ""
            out.append(c)
    if run:
        out.append(unquote_to_bytes(run).decode(encoding, errors) if "%" in run else run)
    return "".join(out)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    return "".join(chr(b) if b in _SAFE or b in safe else "%%%02X" % b for b in bs)


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    else:
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    if isinstance(string, str) and " " not in string or isinstance(string, bytes) and b" " not in string:
        return quote(string, safe, encoding, errors)
    if isinstance(safe, str):
        safe = safe + " "
    else:
        safe = safe + b" "
    return quote(string, safe, encoding, errors).replace(" ", "+")


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError:
            raise TypeError("not a valid non-string sequence or mapping object") from None

    def spell(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    out = []
    for key, value in query:
        key = spell(key)
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
            except TypeError:
                pass
            else:
                out += [key + "=" + spell(item) for item in value]
                continue
        out.append(key + "=" + spell(value))
    return "&".join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8",
              errors="replace", max_num_fields=None, separator="&"):
    if isinstance(qs, bytes):
        qs = qs.decode("ascii")
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    out = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, have, value = field.partition("=")
        if not have and strict_parsing:
            raise ValueError("bad query field: %r" % (field,))
        if value or keep_blank_values:
            out.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return out


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8",
             errors="replace", max_num_fields=None, separator="&"):
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors,
                                 max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result
