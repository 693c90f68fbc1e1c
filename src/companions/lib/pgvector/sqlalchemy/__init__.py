"""Column types of the extension `vector`."""
from sqlalchemy.types import UserDefinedType


class _Sized(UserDefinedType):
    cache_ok = True
    word = ""

    def __init__(self, dim=None):
        self.dim = dim

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, "" if self.dim is None
                           else "dim=%d" % self.dim)

    def get_col_spec(self, **kw):
        if self.dim is None:
            return self.word
        return "%s(%d)" % (self.word, self.dim)

    def bind_processor(self, dialect):
        def process(value):
            if value is None or isinstance(value, str):
                return value
            return "[" + ",".join(str(float(v)) for v in value) + "]"
        return process


class VECTOR(_Sized):
    word = "VECTOR"


class HALFVEC(_Sized):
    word = "HALFVEC"


class SPARSEVEC(_Sized):
    word = "SPARSEVEC"


class BIT(UserDefinedType):
    cache_ok = True

    def __init__(self, length=None):
        self.length = length

    def get_col_spec(self, **kw):
        return "BIT" if self.length is None else "BIT(%d)" % self.length


Vector = VECTOR

for _type in (VECTOR, HALFVEC, SPARSEVEC, BIT):
    _type.__module__ = "%s.%s" % (__name__, _type.__name__.lower())
