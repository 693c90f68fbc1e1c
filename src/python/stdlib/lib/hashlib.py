"""Message digests."""
from _hashes import (blake2b, md5, new, pbkdf2_hmac, sha1, sha224, sha256,
                     sha384, sha512, sha3_224, sha3_256, sha3_384, sha3_512)

algorithms_guaranteed = {
    "blake2b", "md5", "sha1", "sha224", "sha256", "sha384", "sha512",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512"}
algorithms_available = set(algorithms_guaranteed)

__all__ = (*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed",
           "algorithms_available", "pbkdf2_hmac", "file_digest")


def file_digest(fileobj, digest, /):
    result = new(digest) if isinstance(digest, str) else digest()
    while chunk := fileobj.read(262144):
        result.update(chunk)
    return result
