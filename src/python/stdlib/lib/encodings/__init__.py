"""Codecs that are modules; the others are limbeck's own (see codecs)."""


def search_function(encoding):
    """The codec of that name among the modules here, or None."""
    name = encoding.lower().replace("-", "_")
    if name == "idna":
        from . import idna as module
    elif name == "punycode":
        from . import punycode as module
    else:
        return None
    return module.getregentry()
