"""Small transformations of SQL text."""

import re


def normalize_whitespace(text, base_whitespace=" "):
    return base_whitespace.join(text.split())


def strip_terminating_semicolon(sql):
    return sql.strip().rstrip(";").strip()


def strip_double_quotes(sql):
    return sql.strip().rstrip('"').strip().lstrip('"').strip()


def coerce_to_unquoted(text):
    return text.replace('"', "")


def coerce_to_quoted(text):
    parts = text.split(".", 1)
    return ".".join('"%s"' % strip_double_quotes(part) for part in parts)


def escape_colon_for_sql(sql):
    """What text() would take for parameters; `::` is a cast."""
    return re.sub(r"::|:", lambda colon: colon[0] if colon[0] == "::" else "\\:", sql)


def escape_colon_for_plpgsql(sql):
    """As above, where `:=` assigns and what is escaped already stays so."""
    return re.sub(r"::|:=|\\:|:",
                  lambda colon: "\\:" if colon[0] == ":" else colon[0], sql)
