"""URLs, e-mail and network addresses."""
import re

from pydantic_core import fail

_SPECIAL = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21,
            "file": None}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_HOST_FORBIDDEN = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%]")


class UrlConstraints:
    def __init__(self, max_length=None, allowed_schemes=None,
                 host_required=None, default_host=None, default_port=None,
                 default_path=None, preserve_empty_path=None):
        self.max_length = max_length
        self.allowed_schemes = allowed_schemes
        self.host_required = host_required
        self.default_host = default_host
        self.default_port = default_port
        self.default_path = default_path

    def __limbeck_wrap__(self, inner):
        def check(value, state):
            result = inner(value, state)
            return type(result)._checked(str(result), self, value)
        return check


class _Problem(Exception):
    pass


def _escaped(text, keep):
    result = []
    for letter in text:
        if letter in keep or letter.isalnum() and ord(letter) < 128 \
                or letter == "%":
            result.append(letter)
        else:
            result.extend("%%%02X" % byte for byte in letter.encode())
    return "".join(result)


_MARKS = "-_.~!$&'()*+,;=:@"
_PATH = _MARKS + "/[]|^\\"


class _Parts:
    """A URL taken apart: scheme, hosts (one or more), path, query,
    fragment."""

    def __init__(self, text, several):
        text = text.strip()
        if not text:
            raise _Problem("input is empty")
        match = _SCHEME.match(text)
        if match is None:
            raise _Problem("relative URL without a base")
        self.scheme = match.group(1).lower()
        rest = text[match.end():]
        special = self.scheme in _SPECIAL
        rest, sharp, fragment = rest.partition("#")
        self.fragment = _escaped(fragment, _PATH + "?") if sharp else None
        rest, mark, query = rest.partition("?")
        self.query = _escaped(query, _PATH + "?{}`") if mark else None
        self.hosts, self.has_authority = [], False
        if special:
            rest = rest.replace("\\", "/")
        if rest.startswith("//") or special and self.scheme != "file":
            self.has_authority = True
            rest = rest.lstrip("/") if special and self.scheme != "file" \
                else rest[2:]
            authority, slash, path = rest.partition("/")
            self.path = slash + path
            self._authority(authority, special, several)
        else:
            self.path = rest
        self.path = _escaped(self.path, _PATH) if self.path else self.path
        if special and not self.path:
            self.path = "/"

    def _authority(self, text, special, several):
        for one in text.split(",") if several else [text]:
            user, at, host = one.rpartition("@")
            name, colon, password = user.partition(":")
            username = _escaped(name, "-_.~!$&'()*+,") if at and name else None
            password = _escaped(password, "-_.~!$&'()*+,") \
                if colon and password else None
            port = None
            if host.startswith("["):
                end = host.find("]")
                if end < 0:
                    raise _Problem("invalid IPv6 address")
                host, rest = host[:end + 1], host[end + 1:]
                port_text = rest[1:] if rest.startswith(":") else ""
            else:
                host, colon, port_text = host.partition(":")
            if port_text:
                if not port_text.isdigit() or int(port_text) > 65535:
                    raise _Problem("invalid port number")
                port = int(port_text)
            if special and port == _SPECIAL[self.scheme]:
                port = None
            if not host:
                if special and self.scheme != "file" or username is not None \
                        and not several and special:
                    raise _Problem("empty host")
                if port is not None or at:
                    raise _Problem("empty host")
            if special:
                host = _domain(host.lower())
                if _HOST_FORBIDDEN.search(host) and host[:1] != "[":
                    raise _Problem("invalid international domain name")
            elif _HOST_FORBIDDEN.search(host.replace("%", "")) \
                    and host[:1] != "[":
                raise _Problem("invalid domain character")
            self.hosts.append({"username": username, "password": password,
                               "host": host or None, "port": port})

    def text(self):
        result = self.scheme + ":"
        if self.has_authority:
            result += "//" + ",".join(_host_text(h) for h in self.hosts)
        result += self.path or ""
        if self.query is not None:
            result += "?" + self.query
        if self.fragment is not None:
            result += "#" + self.fragment
        return result


def _domain(host):
    if all(ord(letter) < 128 for letter in host):
        return host
    from limbeck_punycode import encode_domain
    return encode_domain(host)


def _host_text(host):
    text = ""
    if host["username"] is not None or host["password"] is not None:
        text = host["username"] or ""
        if host["password"] is not None:
            text += ":" + host["password"]
        text += "@"
    text += host["host"] or ""
    if host["port"] is not None:
        text += ":%s" % host["port"]
    return text


class _BaseUrl:
    _constraints = UrlConstraints()
    _several = False

    def __init__(self, url):
        from pydantic_core import Invalid, ValidationError
        try:
            made = type(self)._check(url)
        except Invalid as invalid:
            lines = invalid.lines
        else:
            self._parts = made._parts
            return
        raise ValidationError(type(self).__name__, lines)

    @classmethod
    def _check(cls, value, state=None):
        if isinstance(value, cls):
            return value
        if isinstance(value, _BaseUrl):
            return cls._checked(str(value), cls._constraints, value)
        if isinstance(value, bytes):
            value = value.decode()
        if not isinstance(value, str):
            fail("url_type", "URL input should be a string or URL", value)
        return cls._checked(value, cls._constraints, value)

    @classmethod
    def _checked(cls, text, limits, value):
        if limits.max_length is not None and len(text) > limits.max_length:
            fail("url_too_long", "URL should have at most %d character%s" % (
                limits.max_length, "" if limits.max_length == 1 else "s"),
                value, {"max_length": limits.max_length})
        try:
            parts = _Parts(text, cls._several)
        except _Problem as problem:
            fail("url_parsing", "Input should be a valid URL, %s" % problem,
                 value, {"error": str(problem)})
        if limits.allowed_schemes is not None \
                and parts.scheme not in limits.allowed_schemes:
            from pydantic._scalars import one_of
            expected = one_of(limits.allowed_schemes)
            fail("url_scheme", "URL scheme should be " + expected, value,
                 {"expected_schemes": expected})
        first = parts.hosts[0] if parts.hosts else None
        if limits.default_host is not None and (
                first is None or not first["host"]):
            if first is None:
                first = {"username": None, "password": None, "host": None,
                         "port": None}
                parts.hosts.append(first)
                parts.has_authority = True
            first["host"] = limits.default_host
        if limits.host_required and (first is None or not first["host"]):
            fail("url_parsing", "Input should be a valid URL, empty host",
                 value, {"error": "empty host"})
        if limits.default_port is not None and first is not None:
            for host in parts.hosts:
                if host["port"] is None:
                    host["port"] = limits.default_port
        if limits.default_path is not None and parts.path in ("", "/"):
            parts.path = limits.default_path
        made = cls.__new__(cls)
        made._parts = parts
        return made

    @classmethod
    def __limbeck_validator__(cls, compiler):
        return cls._check

    @property
    def scheme(self):
        return self._parts.scheme

    @property
    def path(self):
        return self._parts.path or None

    @property
    def query(self):
        return self._parts.query

    @property
    def fragment(self):
        return self._parts.fragment

    def query_params(self):
        from urllib.parse import parse_qsl
        return parse_qsl(self._parts.query or "", keep_blank_values=True)

    def unicode_string(self):
        return self._parts.text()

    encoded_string = unicode_string

    def __str__(self):
        return self._parts.text()

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __eq__(self, other):
        return type(self) is type(other) and str(self) == str(other)

    def __lt__(self, other):
        return str(self) < str(other)

    def __gt__(self, other):
        return str(self) > str(other)

    def __le__(self, other):
        return str(self) <= str(other)

    def __ge__(self, other):
        return str(self) >= str(other)

    def __hash__(self):
        return hash(str(self))

    def __len__(self):
        return len(str(self))

    def __deepcopy__(self, memo):
        return self

    __copy__ = None

    @classmethod
    def serialize_url(cls, url, info=None):
        return str(url)


del _BaseUrl.__copy__


def _tail(path, query, fragment):
    text = ""
    if path is not None:
        text += "/" + path.removeprefix("/") if path else ""
    if query is not None:
        text += "?" + query
    if fragment is not None:
        text += "#" + fragment
    return text


class AnyUrl(_BaseUrl):
    def _first(self, name):
        hosts = self._parts.hosts
        return hosts[0][name] if hosts else None

    @property
    def username(self):
        return self._first("username")

    @property
    def password(self):
        return self._first("password")

    @property
    def host(self):
        return self._first("host")

    @property
    def port(self):
        port = self._first("port")
        return _SPECIAL.get(self.scheme) if port is None else port

    def unicode_host(self):
        return self.host

    @classmethod
    def build(cls, *, scheme, username=None, password=None, host=None,
              port=None, path=None, query=None, fragment=None, **more):
        text = scheme + "://" + _host_text({
            "username": username, "password": password, "host": host,
            "port": port})
        return cls(text + _tail(path, query, fragment))


class _BaseMultiHostUrl(_BaseUrl):
    _several = True

    def hosts(self):
        return [dict(host) for host in self._parts.hosts]

    @classmethod
    def build(cls, *, scheme, hosts=None, path=None, query=None,
              fragment=None, host=None, username=None, password=None,
              port=None, **more):
        if hosts is not None and (host or username or password or port):
            raise ValueError("expected one of `hosts` or singular values to "
                             "be set.")
        if hosts is None:
            hosts = [{"username": username, "password": password,
                      "host": host, "port": port}]
        names = ("username", "password", "host", "port")
        text = scheme + "://" + ",".join(
            _host_text({n: one.get(n) for n in names}) for one in hosts)
        return cls(text + _tail(path, query, fragment))


MultiHostUrl = _BaseMultiHostUrl


def _url(name, base=AnyUrl, **limits):
    return type(name, (base,), {"__module__": __name__, "__qualname__": name,
                                "_constraints": UrlConstraints(**limits)})


_HTTP = ["http", "https"]
_WS = ["ws", "wss"]
AnyHttpUrl = _url("AnyHttpUrl", allowed_schemes=_HTTP)
HttpUrl = _url("HttpUrl", allowed_schemes=_HTTP, max_length=2083)
AnyWebsocketUrl = _url("AnyWebsocketUrl", allowed_schemes=_WS)
WebsocketUrl = _url("WebsocketUrl", allowed_schemes=_WS, max_length=2083)
FileUrl = _url("FileUrl", allowed_schemes=["file"])
FtpUrl = _url("FtpUrl", allowed_schemes=["ftp"])
_DRIVERS = ["asyncpg", "pg8000", "psycopg", "psycopg2", "psycopg2cffi",
            "py-postgresql", "pygresql"]
PostgresDsn = _url(
    "PostgresDsn", _BaseMultiHostUrl, host_required=True,
    allowed_schemes=["postgres", "postgresql"] + [
        "postgresql+" + driver for driver in _DRIVERS])
CockroachDsn = _url("CockroachDsn", host_required=True, allowed_schemes=[
    "cockroachdb", "cockroachdb+psycopg2", "cockroachdb+asyncpg"])
AmqpDsn = _url("AmqpDsn", allowed_schemes=["amqp", "amqps"])
RedisDsn = _url("RedisDsn", allowed_schemes=["redis", "rediss"],
                default_host="localhost", default_port=6379,
                default_path="/0", host_required=True)
MongoDsn = _url("MongoDsn", _BaseMultiHostUrl, default_port=27017,
                allowed_schemes=["mongodb", "mongodb+srv"])
KafkaDsn = _url("KafkaDsn", allowed_schemes=["kafka"],
                default_host="localhost", default_port=9092)
NatsDsn = _url("NatsDsn", _BaseMultiHostUrl, default_host="localhost",
               allowed_schemes=["nats", "tls", "ws", "wss"],
               default_port=4222)
MySQLDsn = _url("MySQLDsn", default_port=3306, host_required=True,
                allowed_schemes=["mysql"] + ["mysql+" + driver for driver in (
                    "mysqlconnector", "aiomysql", "asyncmy", "mysqldb",
                    "pymysql", "cymysql", "pyodbc")])
MariaDBDsn = _url("MariaDBDsn", default_port=3306, allowed_schemes=[
    "mariadb", "mariadb+mariadbconnector", "mariadb+pymysql"])
ClickHouseDsn = _url(
    "ClickHouseDsn", default_host="localhost", default_port=9000,
    allowed_schemes=["clickhouse+native", "clickhouse+asynch",
                     "clickhouse+http", "clickhouse", "clickhouses",
                     "clickhousedb"])
SnowflakeDsn = _url("SnowflakeDsn", allowed_schemes=["snowflake"],
                    host_required=True)

_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@"
                   r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")


def _email(value, state=None):
    if not isinstance(value, str):
        fail("string_type", "Input should be a valid string", value)
    text = value.strip()
    reason = None
    if "@" not in text:
        reason = "An email address must have an @-sign."
    elif _MAIL.match(text) is None:
        reason = "The email address is not valid."
    if reason:
        fail("value_error", "value is not a valid email address: " + reason,
             value, {"reason": reason, "__custom__": True})
    local, at, domain = text.rpartition("@")
    return local + at + domain.lower()


class EmailStr(str):
    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def __limbeck_validator__(cls, compiler):
        return _email

    @classmethod
    def _validate(cls, value):
        return _email(value)


class NameEmail:
    def __init__(self, name, email):
        self.name = name
        self.email = email

    @classmethod
    def __limbeck_validator__(cls, compiler):
        def check(value, state):
            if isinstance(value, cls):
                return value
            match = re.match(r'\s*(?:"?([^"<]*?)"?\s*<(.+)>|(.+))\s*\Z',
                             str(value))
            email = _email(match.group(2) or match.group(3))
            return cls(match.group(1) or email.split("@")[0], email)
        return check

    def __eq__(self, other):
        return isinstance(other, NameEmail) and (
            self.name, self.email) == (other.name, other.email)

    def __str__(self):
        return "%s <%s>" % (self.name, self.email)


def validate_email(value):
    email = _email(value)
    return email.split("@")[0], email


def _ip(names, kind, words):
    def checker(cls, compiler):
        def check(value, state):
            import ipaddress
            for name in names:
                try:
                    return getattr(ipaddress, name)(value)
                except ValueError:
                    pass
            fail(kind, "value is not a valid IPv4 or IPv6 " + words, value,
                 {"__custom__": True})
        return check
    return classmethod(checker)


class IPvAnyAddress:
    __limbeck_validator__ = _ip(("IPv4Address", "IPv6Address"),
                                "ip_any_address", "address")


class IPvAnyInterface:
    __limbeck_validator__ = _ip(("IPv4Interface", "IPv6Interface"),
                                "ip_any_interface", "interface")


class IPvAnyNetwork:
    __limbeck_validator__ = _ip(("IPv4Network", "IPv6Network"),
                                "ip_any_network", "network")
