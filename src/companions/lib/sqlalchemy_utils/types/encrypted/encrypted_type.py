"""Encrypted columns: the columns are real, the cipher is not. Whoever reads
or writes such a value is told so."""
import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator


class EncryptionDecryptionBaseEngine:
    pass


class AesEngine(EncryptionDecryptionBaseEngine):
    pass


class AesGcmEngine(EncryptionDecryptionBaseEngine):
    pass


class FernetEngine(EncryptionDecryptionBaseEngine):
    pass


def _refuse(kind):
    raise NotImplementedError("limbeck does not encrypt or decrypt: a value "
                              "of %s is not accessible" % kind.__name__)


class StringEncryptedType(TypeDecorator):
    impl = sa.String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None,
                 **options):
        TypeDecorator.__init__(self, **options)
        if type_in is None:
            type_in = sa.String()
        self.underlying_type = type_in() if isinstance(type_in, type) \
            else type_in
        self._key = key
        self.engine = engine

    @property
    def key(self):
        return self._key

    @key.setter
    def key(self, value):
        self._key = value

    def process_bind_param(self, value, dialect):
        return None if value is None else _refuse(type(self))

    def process_result_value(self, value, dialect):
        return None if value is None else _refuse(type(self))


class EncryptedType(StringEncryptedType):
    impl = sa.LargeBinary

    def __init__(self, *args, **options):
        StringEncryptedType.__init__(self, *args, **options)
