"""A stand-in for fastapi-users: what its models come from."""

__limbeck_partial__ = True
