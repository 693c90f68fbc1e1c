"""Message digests: https://docs.python.org/3/library/hashlib.html"""

import _hashes
from _hashes import (md5, new, pbkdf2_hmac, sha1, sha224, sha256, sha384, sha512, sha3_224,
                     sha3_256, sha3_384, sha3_512, shake_128, shake_256)

algorithms_guaranteed = {
    "blake2b", "blake2s", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224",
    "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"}
algorithms_available = set(algorithms_guaranteed)

__all__ = (*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed",
           "algorithms_available", "pbkdf2_hmac", "file_digest")


class blake2b:
    """Makes a hash; a class for what it tells of itself."""

    SALT_SIZE = PERSON_SIZE = 16
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 64

    def __new__(cls, *data, **parameters):
        return _hashes.blake2b(*data, **parameters)


class blake2s:
    """The same for BLAKE2s."""

    SALT_SIZE = PERSON_SIZE = 8
    MAX_KEY_SIZE = MAX_DIGEST_SIZE = 32

    def __new__(cls, *data, **parameters):
        return _hashes.blake2s(*data, **parameters)


def file_digest(fileobj, digest, /, *, _bufsize=262144):
    """A hash that has got all that is left in a file."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and
            fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buffer = bytearray(_bufsize)
    view = memoryview(buffer)
    while True:
        size = fileobj.readinto(buffer)
        if size is None:
            raise BlockingIOError("I/O operation would block.")
        if size == 0:
            return made
        made.update(view[:size])
