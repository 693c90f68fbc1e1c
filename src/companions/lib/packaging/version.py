"""Versions of PEP 440."""
import re

__limbeck_partial__ = True

_FORM = re.compile(r"""
    v?(?:(\d+)!)?(\d+(?:\.\d+)*)
    (?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d+)?)?
    (?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d+)?)?
    (?:[-_.]?(dev)[-_.]?(\d+)?)?
    (?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$""", re.VERBOSE | re.IGNORECASE)
VERSION_PATTERN = _FORM.pattern
_SAME = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}
_LAST = (2,)


class InvalidVersion(ValueError):
    pass


class Version:
    def __init__(self, version):
        found = _FORM.match(version.strip())
        if not found:
            raise InvalidVersion("Invalid version: %r" % version)
        self.epoch = int(found[1] or 0)
        self.release = tuple(int(part) for part in found[2].split("."))
        letter = (found[3] or "").lower()
        self.pre = ((_SAME.get(letter, letter), int(found[4] or 0))
                    if letter else None)
        self.post = (int(found[5] or found[7] or 0)
                     if found[5] or found[6] else None)
        self.dev = int(found[9] or 0) if found[8] else None
        self.local = (".".join(str(int(part)) if part.isdigit() else part
                               for part in re.split("[-_.]",
                                                    found[10].lower()))
                      if found[10] else None)
        self._key = self._sorting_key()

    def _sorting_key(self):
        release = self.release
        while len(release) > 1 and release[-1] == 0:
            release = release[:-1]
        # What is missing sorts first (0,) or last (2,).
        if self.pre is not None:
            pre = (1, *self.pre)
        elif self.post is None and self.dev is not None:
            pre = (0,)
        else:
            pre = _LAST
        local = () if self.local is None else tuple(
            (1, int(part)) if part.isdigit() else (0, part)
            for part in self.local.split("."))
        return (self.epoch, release, pre,
                (0,) if self.post is None else (1, self.post),
                _LAST if self.dev is None else (1, self.dev),
                self.local is not None, local)

    @property
    def public(self):
        return str(self).split("+", 1)[0]

    @property
    def base_version(self):
        epoch = "%d!" % self.epoch if self.epoch else ""
        return epoch + ".".join(map(str, self.release))

    @property
    def is_prerelease(self):
        return self.dev is not None or self.pre is not None

    @property
    def is_postrelease(self):
        return self.post is not None

    @property
    def is_devrelease(self):
        return self.dev is not None

    @property
    def major(self):
        return self.release[0]

    @property
    def minor(self):
        return self.release[1] if len(self.release) > 1 else 0

    @property
    def micro(self):
        return self.release[2] if len(self.release) > 2 else 0

    def __str__(self):
        text = self.base_version
        if self.pre is not None:
            text += "%s%d" % self.pre
        if self.post is not None:
            text += ".post%d" % self.post
        if self.dev is not None:
            text += ".dev%d" % self.dev
        return text + ("+" + self.local if self.local is not None else "")

    def __repr__(self):
        return "<Version('%s')>" % self

    def __hash__(self):
        return hash(self._key)

    def _compared(self, other, compare):
        if not isinstance(other, Version):
            return NotImplemented
        return compare(self._key, other._key)

    def __lt__(self, other):
        return self._compared(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compared(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compared(other, lambda a, b: a >= b)

    def __eq__(self, other):
        return self._compared(other, lambda a, b: a == b)

    def __ne__(self, other):
        return self._compared(other, lambda a, b: a != b)


def parse(version):
    return Version(version)
