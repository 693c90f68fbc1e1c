"""IP addresses and networks: https://docs.python.org/3/library/ipaddress.html"""

IPV4LENGTH, IPV6LENGTH = 32, 128


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


def _v4_number(text):
    octets = text.split(".")
    if not text:
        raise AddressValueError("Address cannot be empty")
    if len(octets) != 4:
        raise AddressValueError("Expected 4 octets in %r" % text)
    number = 0
    for octet in octets:
        try:
            number = number << 8 | _octet(octet)
        except ValueError as error:
            raise AddressValueError("%s in %r" % (error, text)) from None
    return number


def _octet(text):
    if not text:
        raise ValueError("Empty octet not permitted")
    if not (text.isascii() and text.isdigit()):
        raise ValueError("Only decimal digits permitted in %r" % text)
    if len(text) > 3:
        raise ValueError("At most 3 characters permitted in %r" % text)
    if text != "0" and text[0] == "0":
        raise ValueError("Leading zeros are not permitted in %r" % text)
    if int(text) > 255:
        raise ValueError("Octet %d (> 255) not permitted" % int(text))
    return int(text)


def _v6_number(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError("At least 3 parts expected in %r" % text)
    if "." in parts[-1]:
        low = _v4_number(parts.pop())
        parts += ["%x" % (low >> 16), "%x" % (low & 0xFFFF)]
    if len(parts) > 9:
        raise AddressValueError("At most 8 colons permitted in %r" % text)
    gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(gaps) > 1:
        raise AddressValueError("At most one '::' permitted in %r" % text)
    if gaps:
        head, tail = parts[:gaps[0]], parts[gaps[0] + 1:]
        if not head[0]:
            head = head[1:]
            if head:
                raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
        if tail and not tail[-1]:
            tail = tail[:-1]
            if tail:
                raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
        missing = 8 - len(head) - len(tail)
        if missing < 1:
            raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
        parts = head + ["0"] * missing + tail
    elif len(parts) != 8:
        raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
    elif not parts[0]:
        raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
    elif not parts[-1]:
        raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
    number = 0
    for part in parts:
        if any(c not in "0123456789abcdefABCDEF" for c in part):
            raise AddressValueError("Only hex digits permitted in %r in %r" % (part, text))
        if len(part) > 4:
            raise AddressValueError("At most 4 characters permitted in %r in %r" % (part, text))
        number = number << 16 | int(part, 16)
    return number


def _v4_text(number):
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def _v6_text(number):
    if number >> 32 == 0xFFFF:
        return "::ffff:" + _v4_text(number & 0xFFFFFFFF)
    parts = ["%x" % (number >> shift & 0xFFFF) for shift in range(112, -16, -16)]
    best, length = -1, 1
    i = 0
    while i < 8:
        end = i
        while end < 8 and parts[end] == "0":
            end += 1
        if end - i > length:
            best, length = i, end - i
        i = max(end, i + 1)
    if best < 0:
        return ":".join(parts)
    return ":".join(parts[:best]) + "::" + ":".join(parts[best + length:])


class _Address:
    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, int):
            if address < 0:
                raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (address, self.version))
            if address >> self.max_prefixlen:
                raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address"
                                        % (address, self.max_prefixlen, self.version))
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) * 8 != self.max_prefixlen:
                raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address"
                                        % (address, len(address), self.max_prefixlen // 8, self.version))
            self._ip = int.from_bytes(address, "big")
        else:
            text = str(address)
            if "/" in text:
                raise AddressValueError("Unexpected '/' in %r" % text)
            if self.version == 6 and "%" in text:
                text, _, self._scope_id = text.partition("%")
                if not self._scope_id or "%" in self._scope_id:
                    raise AddressValueError('Invalid IPv6 address: "%r"' % str(address))
            self._ip = self._parse(text)

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    def __int__(self):
        return self._ip

    def __str__(self):
        text = self._spell(self._ip)
        return text + "%" + self._scope_id if self._scope_id else text

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __hash__(self):
        return hash(hex(self._ip))

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self.version == other.version and self._scope_id == other._scope_id
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        return self._ip < other._ip

    def __le__(self, other):
        return self == other or self < other

    def __gt__(self, other):
        return other < self

    def __ge__(self, other):
        return self == other or other < self

    def __add__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return type(self)(self._ip + other)

    def __sub__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return type(self)(self._ip - other)

    def __format__(self, spec):
        if not spec or spec[-1] == "s":
            return format(str(self), spec)
        return format(self._ip, spec)

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        if self.version == 4:
            return str(self)
        if self._ip >> 32 == 0xFFFF:
            return "0000:" * 5 + "ffff:" + _v4_text(self._ip & 0xFFFFFFFF)
        return ":".join("%04x" % (self._ip >> shift & 0xFFFF) for shift in range(112, -16, -16))

    @property
    def reverse_pointer(self):
        if self.version == 4:
            return ".".join(reversed(str(self).split("."))) + ".in-addr.arpa"
        return ".".join(reversed("%032x" % self._ip)) + ".ip6.arpa"

    def _mapped(self):
        return self.version == 6 and self._ip >> 32 == 0xFFFF

    def _in(self, networks):
        return any(self in network for network in map(ip_network, networks))

    @property
    def is_loopback(self):
        if self._mapped():
            return self.ipv4_mapped.is_loopback
        return self._in(("127.0.0.0/8",) if self.version == 4 else ("::1/128",))

    @property
    def is_multicast(self):
        if self._mapped():
            return self.ipv4_mapped.is_multicast
        return self._in(("224.0.0.0/4",) if self.version == 4 else ("ff00::/8",))

    @property
    def is_link_local(self):
        if self._mapped():
            return self.ipv4_mapped.is_link_local
        return self._in(("169.254.0.0/16",) if self.version == 4 else ("fe80::/10",))

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_private(self):
        if self._mapped():
            return self.ipv4_mapped.is_private
        if self.version == 4:
            return self._in(("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                             "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
                             "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4")) \
                and not self._in(("192.0.0.9/32", "192.0.0.10/32"))
        return self._in(("::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
                         "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10"))

    @property
    def is_global(self):
        if self._mapped():
            return self.ipv4_mapped.is_global
        if self.version == 4 and self._in(("100.64.0.0/10",)):
            return False
        return not self.is_private

    @property
    def is_reserved(self):
        if self._mapped():
            return self.ipv4_mapped.is_reserved
        return self._in(("240.0.0.0/4",) if self.version == 4 else (
            "::/8", "100::/8", "200::/7", "400::/6", "800::/5", "1000::/4", "4000::/3", "6000::/3",
            "8000::/3", "a000::/3", "c000::/3", "e000::/4", "f000::/5", "f800::/6", "fe00::/9"))


class IPv4Address(_Address):
    __slots__ = ()
    version = 4
    max_prefixlen = 32
    _parse = staticmethod(_v4_number)
    _spell = staticmethod(_v4_text)


class IPv6Address(_Address):
    __slots__ = ()
    version = 6
    max_prefixlen = 128
    _parse = staticmethod(_v6_number)
    _spell = staticmethod(_v6_text)

    @property
    def scope_id(self):
        return self._scope_id

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None


def _split(address):
    """Text or a pair as address and prefix length, the latter maybe None."""
    if isinstance(address, tuple):
        return address[0], address[1] if len(address) > 1 else None
    if isinstance(address, (int, bytes)):
        return address, None
    parts = str(address).split("/")
    if len(parts) > 2:
        raise AddressValueError("Only one '/' permitted in %r" % address)
    return parts[0], parts[1] if len(parts) == 2 else None


def _prefix(text, kind):
    size = kind.max_prefixlen
    if text is None:
        return size
    if isinstance(text, int):
        if not 0 <= text <= size:
            raise NetmaskValueError("%r is not a valid netmask" % text)
        return text
    if text.isascii() and text.isdigit():
        if int(text) > size:
            raise NetmaskValueError("%r is not a valid netmask" % text)
        return int(text)
    if kind is IPv4Address:
        try:
            mask = _v4_number(text)
        except AddressValueError:
            raise NetmaskValueError("%r is not a valid netmask" % text) from None
        for number in (mask, mask ^ 0xFFFFFFFF):
            zeros = (number & -number).bit_length() - 1 if number else 32
            if number >> zeros == (1 << 32 - zeros) - 1:
                return 32 - zeros
    raise NetmaskValueError("%r is not a valid netmask" % text)


class _Network:
    def __init__(self, address, strict=True):
        first, prefix = _split(address)
        ip = self._address(first)
        self._prefixlen = _prefix(prefix, self._address)
        self.netmask = self._address(self._all ^ (self._all >> self._prefixlen))
        base = ip._ip & self.netmask._ip
        if strict and base != ip._ip:
            raise ValueError("%s has host bits set" % self._spelled(ip))
        self.network_address = self._address(base)

    def _spelled(self, ip):
        return "%s/%d" % (ip, self._prefixlen)

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def hostmask(self):
        return self._address(self._all >> self._prefixlen)

    @property
    def broadcast_address(self):
        return self._address(self.network_address._ip | self.hostmask._ip)

    @property
    def num_addresses(self):
        return self.hostmask._ip + 1

    @property
    def with_prefixlen(self):
        return str(self)

    @property
    def with_netmask(self):
        return "%s/%s" % (self.network_address, self.netmask)

    @property
    def with_hostmask(self):
        return "%s/%s" % (self.network_address, self.hostmask)

    compressed = with_prefixlen

    @property
    def exploded(self):
        return "%s/%d" % (self.network_address.exploded, self._prefixlen)

    def __str__(self):
        return self._spelled(self.network_address)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __hash__(self):
        return hash((self.network_address._ip, self._prefixlen))

    def __eq__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        return (self.version == other.version and self.network_address == other.network_address
                and self._prefixlen == other._prefixlen)

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        return ((self.network_address._ip, self._prefixlen)
                < (other.network_address._ip, other._prefixlen))

    def __contains__(self, other):
        if isinstance(other, _Network) or other.version != self.version:
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def __iter__(self):
        first = self.network_address._ip
        return (self._address(first + i) for i in range(self.num_addresses))

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError("address out of range")
        return self._address((self.network_address if n >= 0 else self.broadcast_address)._ip + (n if n >= 0 else n + 1))

    def hosts(self):
        if self._prefixlen >= self._address.max_prefixlen - 1:
            return list(self) if self._prefixlen == self._address.max_prefixlen - 1 or self.version == 4 else list(self)
        first, last = self.network_address._ip + 1, self.broadcast_address._ip
        if self.version == 6:
            last += 1
        return (self._address(n) for n in range(first, last))

    def overlaps(self, other):
        return (other.network_address in self or other.broadcast_address in self
                or self.network_address in other or self.broadcast_address in other)

    def subnet_of(self, other):
        if self.version != other.version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        return other.network_address <= self.network_address and other.broadcast_address >= self.broadcast_address

    def supernet_of(self, other):
        return other.subnet_of(self)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + prefixlen_diff
        if length > self._address.max_prefixlen:
            raise ValueError("prefix length diff %d is invalid for netblock %s" % (length, self))
        step = self.num_addresses >> prefixlen_diff
        for n in range(self.network_address._ip, self.broadcast_address._ip + 1, step):
            yield type(self)((n, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError("current prefixlen is %d, cannot have a prefixlen_diff of %d" % (self._prefixlen, prefixlen_diff))
        return type(self)((self.network_address._ip, length), strict=False)

    @property
    def is_private(self):
        return self.network_address.is_private and self.broadcast_address.is_private

    @property
    def is_loopback(self):
        return self.network_address.is_loopback and self.broadcast_address.is_loopback

    @property
    def is_multicast(self):
        return self.network_address.is_multicast and self.broadcast_address.is_multicast


class IPv4Network(_Network):
    version = 4
    max_prefixlen = 32
    _address = IPv4Address
    _all = (1 << 32) - 1


class IPv6Network(_Network):
    version = 6
    max_prefixlen = 128
    _address = IPv6Address
    _all = (1 << 128) - 1


class _Interface:
    def _set(self, address, network):
        first, prefix = _split(address)
        self._ip = self._address(first)._ip
        self._scope_id = None
        self.network = network((first, _prefix(prefix, self._address)), strict=False)
        self.netmask = self.network.netmask

    @property
    def ip(self):
        return self._address(self._ip)

    @property
    def with_prefixlen(self):
        return str(self)

    def __str__(self):
        return "%s/%d" % (self._spell(self._ip), self.network.prefixlen)

    def __eq__(self, other):
        return isinstance(other, _Interface) and self._ip == other._ip and self.network == other.network

    def __hash__(self):
        return hash((self._ip, self.network))


class IPv4Interface(_Interface, IPv4Address):
    _address = IPv4Address

    def __init__(self, address):
        self._set(address, IPv4Network)


class IPv6Interface(_Interface, IPv6Address):
    _address = IPv6Address

    def __init__(self, address):
        self._set(address, IPv6Network)


def _either(address, kinds, what, *args):
    for kind in kinds:
        try:
            return kind(address, *args)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError("%r does not appear to be an IPv4 or IPv6 %s" % (address, what))


def ip_address(address):
    return _either(address, (IPv4Address, IPv6Address), "address")


def ip_network(address, strict=True):
    return _either(address, (IPv4Network, IPv6Network), "network", strict)


def ip_interface(address):
    return _either(address, (IPv4Interface, IPv6Interface), "interface")
