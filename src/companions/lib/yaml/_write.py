"""From values to text."""
import base64
import datetime
import re

from yaml.constructor import resolve
from yaml.error import YAMLError

_TAGS = "tag:yaml.org,2002:"
_NEEDS_QUOTES = re.compile(r"""[-?:](?=\s|$)|[,\[\]{}#&*!|>'"%@`=]|<<$"""
                           r"|---|\.\.\.")
_ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[,\[\]{}]")
_ENDS_PLAIN_IN_BLOCK = re.compile(r":(?:\s|$)|\s#|^\s|\s$")
_CONTROL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd"
                      "\U00010000-\U0010ffff]")
_NAMES = {"\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v",
          "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\",
          "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P"}


class RepresenterError(YAMLError):
    pass


def _escaped(text, allow_unicode):
    made = []
    for one in text:
        code = ord(one)
        if one in _NAMES:
            made.append("\\" + _NAMES[one])
        elif 0x20 <= code < 0x7f or (allow_unicode
                                     and not _CONTROL.match(one)):
            made.append(one)
        elif code < 0x100:
            made.append("\\x%02X" % code)
        elif code < 0x10000:
            made.append("\\u%04X" % code)
        else:
            made.append("\\U%08X" % code)
    return '"%s"' % "".join(made)


class Dumper:
    yaml_representers = {}
    yaml_multi_representers = {}

    @classmethod
    def add_representer(cls, data_type, representer):
        if "yaml_representers" not in cls.__dict__:
            cls.yaml_representers = dict(cls.yaml_representers)
        cls.yaml_representers[data_type] = representer

    @classmethod
    def add_multi_representer(cls, data_type, representer):
        if "yaml_multi_representers" not in cls.__dict__:
            cls.yaml_multi_representers = dict(cls.yaml_multi_representers)
        cls.yaml_multi_representers[data_type] = representer

    def __init__(self, default_flow_style=False, sort_keys=True, indent=None,
                 allow_unicode=None, default_style=None, **options):
        self.flow_style = default_flow_style
        self.sort_keys = sort_keys
        self.step = indent or 2
        self.allow_unicode = bool(allow_unicode)
        self.style = default_style
        self.depth = 0  # of the collections that we are in

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return None

    # A represented value is (kind, what) with kind "scalar", "seq" or "map".

    def represent_scalar(self, tag, value, style=None):
        return ("scalar", self.text_of(tag, value, style))

    def represent_str(self, data):
        return self.represent_scalar(_TAGS + "str", data)

    def represent_list(self, data):
        return self.represent_sequence(_TAGS + "seq", data)

    def represent_dict(self, data):
        return self.represent_mapping(_TAGS + "map", data)

    def represent_sequence(self, tag, sequence, flow_style=None):
        self.depth += 1
        made = [self.represent(item) for item in sequence]
        self.depth -= 1
        return ("seq", made)

    def represent_mapping(self, tag, mapping, flow_style=None):
        pairs = list(mapping.items() if hasattr(mapping, "items") else mapping)
        if self.sort_keys and hasattr(mapping, "items"):
            try:
                pairs = sorted(pairs)
            except TypeError:
                pass
        self.depth += 1
        made = [(self.represent(key), self.represent(value))
                for key, value in pairs]
        self.depth -= 1
        return ("map", made)

    def represent_data(self, data):
        return self.represent(data)

    def represent(self, data):
        own = self.yaml_representers.get(type(data))
        if own:
            return own(self, data)
        for kind, representer in self.yaml_multi_representers.items():
            if isinstance(data, kind):
                return representer(self, data)
        if data is None:
            return ("scalar", "null")
        if data is True or data is False:
            return ("scalar", "true" if data else "false")
        if isinstance(data, str) and type(data) is str:
            return self.represent_str(data)
        if type(data) is int:
            return ("scalar", str(data))
        if type(data) is float:
            return ("scalar", self.float_text(data))
        if isinstance(data, dict):
            return self.represent_dict(data)
        if type(data) in (list, tuple):
            return self.represent_list(data)
        if type(data) in (set, frozenset):
            return ("set", [self.represent(item) for item in sorted(data)])
        if isinstance(data, datetime.datetime):
            return ("scalar", data.isoformat(" "))
        if isinstance(data, datetime.date):
            return ("scalar", data.isoformat())
        if isinstance(data, bytes):
            return ("scalar", "!!binary |\n  "
                    + base64.b64encode(data).decode("ascii"))
        raise RepresenterError("cannot represent an object", data)

    @staticmethod
    def float_text(value):
        if value != value:
            return ".nan"
        if value in (float("inf"), -float("inf")):
            return ".inf" if value > 0 else "-.inf"
        text = repr(value).lower()
        if "." not in text and "e" in text:
            text = text.replace("e", ".0e", 1)
        return text

    def text_of(self, tag, text, style=None):
        style = style or self.style
        hard = _CONTROL.search(text) or (not self.allow_unicode
                                         and not text.isascii())
        if style == "|" and not hard and text:
            return "|" + ("" if text.endswith("\n") else "-") + "".join(
                "\n" + line for line in text.rstrip("\n").split("\n"))
        if style == '"' or hard or "\n" in text or "\t" in text:
            return _escaped(text, self.allow_unicode)
        in_flow = self.flow_style and self.depth
        ends = _ENDS_PLAIN if in_flow else _ENDS_PLAIN_IN_BLOCK
        if style == "'" or not text or _NEEDS_QUOTES.match(text) \
                or ends.search(text) or (
                    resolve(text) != tag and tag == _TAGS + "str"):
            return "'%s'" % text.replace("'", "''")
        return text

    def write(self, made, indent=0, inside=None):
        """The text of a represented value; lines that follow are indented."""
        kind, what = made
        if kind == "scalar":
            return what.replace("\n", "\n" + " " * indent) \
                if what[:1] in "|!" and "\n" in what else what
        if not what:
            return {"seq": "[]", "map": "{}", "set": "!!set {}"}[kind]
        if self.flow_style:
            return self.flow(made)
        pad = " " * indent
        if kind == "seq":
            # Beneath a key, dashes stand in the column of the key.
            lines = []
            for item in what:
                lines.append("- " + self.write(item, indent + 2, "seq"))
            return ("\n" + pad).join(lines)
        lines = []
        if kind == "set":
            what = [(item, ("scalar", "null")) for item in what]
        for key, value in what:
            head = self.write(key, indent + self.step) + ":"
            nested = value[0] != "scalar" and value[1] and not self.flow_style
            if nested:
                deeper = indent if value[0] == "seq" else indent + self.step
                lines.append(head + "\n" + " " * deeper
                             + self.write(value, deeper))
            else:
                lines.append(head + " " + self.write(value,
                                                     indent + self.step))
        return ("\n" + pad).join(lines)

    def flow(self, made):
        kind, what = made
        if kind == "scalar":
            return what
        if kind == "seq":
            return "[%s]" % ", ".join(self.flow(item) for item in what)
        if kind == "set":
            what = [(item, ("scalar", "null")) for item in what]
        return "{%s}" % ", ".join("%s: %s" % (self.flow(key), self.flow(value))
                                  for key, value in what)


class SafeDumper(Dumper):
    pass


def text_of_document(data, dumper, explicit_start, options):
    """The text, and whether it has to be told where it ends."""
    made = dumper(**options)
    represented = made.represent(data)
    text = made.write(represented) + "\n"
    is_open = represented[0] == "scalar" and not text.startswith(
        ("'", '"', "|"))
    if explicit_start:
        text = ("---\n" if not is_open and represented[0] != "scalar"
                else "--- ") + text
    return text, is_open
