"""Text."""

TRUE_STRINGS = ("1", "t", "true", "on", "y", "yes")
FALSE_STRINGS = ("0", "f", "false", "off", "n", "no")


def bool_from_string(subject, strict=False, default=False):
    if isinstance(subject, bool):
        return subject
    text = str(subject).strip().lower()
    if text in TRUE_STRINGS:
        return True
    if text in FALSE_STRINGS:
        return False
    if strict:
        raise ValueError("Unrecognized value '%s', acceptable values are: %s"
                         % (text, ", ".join("'%s'" % s for s in sorted(
                             TRUE_STRINGS + FALSE_STRINGS))))
    return default


def to_slug(value, incoming=None, errors="strict"):
    import re
    import unicodedata
    value = unicodedata.normalize("NFKD", value).encode(
        "ascii", "ignore").decode()
    value = re.sub(r"[^\w\s-]", "", value).strip().lower()
    return re.sub(r"[-\s]+", "-", value)
