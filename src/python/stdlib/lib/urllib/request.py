"""Opening URLs is refused: a migration has no network but its database."""

from urllib.parse import quote, unquote


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
    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False,
                 method=None):
        self.full_url = url
        self.data = data
        self.headers = dict(headers)
        self.method = method


def pathname2url(path):
    return quote(path)


def url2pathname(path):
    return unquote(path)


def getproxies():
    return {}
