"""Reading TOML (https://toml.io/en/v1.0.0)."""

import _toml

__all__ = ("loads", "load", "TOMLDecodeError")


class TOMLDecodeError(ValueError):
    """A text that is no TOML; the message says where."""


def load(fp, /, *, parse_float=float):
    """The values of a file opened in binary mode."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError(
            "File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`"
        ) from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The values of a document, dicts in the order of the text."""
    if not isinstance(s, str):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'")
    values, error = _toml.parse(s, None if parse_float is float else parse_float)
    if error is not None:
        raise TOMLDecodeError(error)
    return values
