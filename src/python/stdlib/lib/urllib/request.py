"""Opening URLs is refused: a migration has no network but its database."""

from urllib.parse import quote, unquote, urlsplit


def _refused(name):
    def refuse(*args, **kwargs):
        raise PermissionError("urllib.request.%s() is not available: a migration can reach the "
                              "database and read the project, nothing else" % name)
    refuse.__name__ = name
    return refuse


urlopen = _refused("urlopen")
urlretrieve = _refused("urlretrieve")
build_opener = _refused("build_opener")


class Request:
    """What would be asked for; the names of its headers are "Like-this"."""

    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False,
                 method=None):
        parts = urlsplit(url)
        if not parts.scheme:
            raise ValueError(f"unknown url type: {url!r}")
        self.full_url = url
        self.type = parts.scheme
        rest, _, self.fragment = url.partition("#")
        self.fragment = self.fragment or None
        rest = rest[len(parts.scheme) + 1:]
        at = rest.startswith("//")  # else the URL names no host
        self.host = unquote(parts.netloc) if at else None
        self.selector = rest[len(parts.netloc) + 2:] if at else rest
        name, colon, port = parts.netloc.rpartition(":")
        host = name if colon and port.isdigit() else parts.netloc
        self.origin_req_host = origin_req_host or host.lower()
        self.unverifiable = unverifiable
        self.headers, self.unredirected_hdrs = {}, {}
        self.data = data
        for name, value in headers.items():
            self.add_header(name, value)
        if method:
            self.method = method

    def get_method(self):
        return getattr(self, "method", "GET" if self.data is None else "POST")

    def get_full_url(self):
        return self.full_url

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def add_unredirected_header(self, key, val):
        self.unredirected_hdrs[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers or header_name in self.unredirected_hdrs

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name,
                                self.unredirected_hdrs.get(header_name, default))

    def remove_header(self, header_name):
        self.headers.pop(header_name, None)
        self.unredirected_hdrs.pop(header_name, None)

    def header_items(self):
        return list({**self.unredirected_hdrs, **self.headers}.items())


def pathname2url(path):
    return quote(path)


def url2pathname(path):
    return unquote(path)


def getproxies():
    return {}
