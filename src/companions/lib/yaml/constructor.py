"""From nodes to values."""
import base64
import datetime
import math
import re

from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

_TAGS = "tag:yaml.org,2002:"


class ConstructorError(MarkedYAMLError):
    pass


_WORDS = {"": "null", "~": "null", "null": "null", "Null": "null",
          "NULL": "null", "<<": "merge", "=": "value"}
_TRUE = ("yes", "true", "on")
_FALSE = ("no", "false", "off")
for _word in _TRUE + _FALSE:
    for _form in (_word, _word.capitalize(), _word.upper()):
        _WORDS[_form] = "bool"
_INT = re.compile(
    r"[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+"
    r"|[1-9][0-9_]*(?::[0-5]?[0-9])+)")
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)"
    r"(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?")


def resolve(text):
    """The tag of a plain scalar."""
    known = _WORDS.get(text)
    if known:
        return _TAGS + known
    if text[0] in "-+.0123456789":
        if _INT.fullmatch(text):
            return _TAGS + "int"
        if _FLOAT.fullmatch(text):
            return _TAGS + "float"
        found = _TIME.fullmatch(text)
        if found and (found[4] or len(text) == 10):
            return _TAGS + "timestamp"
    return _TAGS + "str"


def _sexagesimal(text, number):
    total = 0
    for part in text.split(":"):
        total = total * 60 + number(part)
    return total


class BaseConstructor:
    yaml_constructors = {}
    yaml_multi_constructors = {}

    @classmethod
    def _own(cls, name):
        if name not in cls.__dict__:
            setattr(cls, name, dict(getattr(cls, name)))
        return getattr(cls, name)

    @classmethod
    def add_constructor(cls, tag, constructor):
        cls._own("yaml_constructors")[tag] = constructor

    @classmethod
    def add_multi_constructor(cls, tag_prefix, constructor):
        cls._own("yaml_multi_constructors")[tag_prefix] = constructor

    def construct_document(self, node):
        self.made = {}
        return self.construct_object(node)

    def construct_object(self, node, deep=True):
        if id(node) in self.made:
            return self.made[id(node)]
        value = self._construct(node)
        self.made[id(node)] = value
        return value

    def _construct(self, node):
        found = self.yaml_constructors.get(node.tag)
        if found:
            return found(self, node)
        for prefix, several in self.yaml_multi_constructors.items():
            if prefix is not None and node.tag.startswith(prefix):
                return several(self, node.tag[len(prefix):], node)
        if None in self.yaml_multi_constructors:
            return self.yaml_multi_constructors[None](self, node.tag, node)
        found = self.yaml_constructors.get(None)
        if found:
            return found(self, node)
        if isinstance(node, ScalarNode):
            return self.construct_scalar(node)
        if isinstance(node, SequenceNode):
            return self.construct_sequence(node)
        return self.construct_mapping(node)

    def construct_scalar(self, node):
        if not isinstance(node, ScalarNode):
            raise ConstructorError(
                None, None, "expected a scalar node, but found " + node.id,
                node.start_mark)
        return node.value

    def construct_sequence(self, node, deep=True):
        if not isinstance(node, SequenceNode):
            raise ConstructorError(
                None, None, "expected a sequence node, but found " + node.id,
                node.start_mark)
        return [self.construct_object(item) for item in node.value]

    def construct_mapping(self, node, deep=True):
        if not isinstance(node, MappingNode):
            raise ConstructorError(
                None, None, "expected a mapping node, but found " + node.id,
                node.start_mark)
        made = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node)
            try:
                hash(key)
            except TypeError:
                raise ConstructorError("while constructing a mapping",
                                       node.start_mark, "found unhashable key",
                                       key_node.start_mark) from None
            made[key] = self.construct_object(value_node)
        return made

    def construct_pairs(self, node, deep=True):
        return [(self.construct_object(key), self.construct_object(value))
                for key, value in node.value]


class SafeConstructor(BaseConstructor):
    def flatten_mapping(self, node):
        """What «<<» brings comes before what the mapping itself has."""
        merged, own = [], []
        for key, value in node.value:
            if key.tag != _TAGS + "merge":
                if key.tag == _TAGS + "value":
                    key.tag = _TAGS + "str"
                own.append((key, value))
                continue
            several = (value.value if isinstance(value, SequenceNode)
                       else [value])
            for one in reversed(several):
                if not isinstance(one, MappingNode):
                    raise ConstructorError(
                        "while constructing a mapping", node.start_mark,
                        "expected a mapping or list of mappings for merging, "
                        "but found " + one.id, one.start_mark)
                self.flatten_mapping(one)
                merged.extend(one.value)
        if merged:
            node.value = merged + own

    def construct_mapping(self, node, deep=True):
        if isinstance(node, MappingNode):
            self.flatten_mapping(node)
        return BaseConstructor.construct_mapping(self, node, deep)

    def construct_yaml_null(self, node):
        return None

    def construct_yaml_bool(self, node):
        return self.construct_scalar(node).lower() in _TRUE

    def construct_yaml_int(self, node):
        text = self.construct_scalar(node).replace("_", "")
        sign = -1 if text[0] == "-" else 1
        text = text.lstrip("+-")
        if text == "0":
            return 0
        if text.startswith("0b"):
            return sign * int(text[2:], 2)
        if text.startswith("0x"):
            return sign * int(text[2:], 16)
        if text[0] == "0":
            return sign * int(text, 8)
        return sign * _sexagesimal(text, int)

    def construct_yaml_float(self, node):
        text = self.construct_scalar(node).replace("_", "").lower()
        sign = -1.0 if text[0] == "-" else 1.0
        text = text.lstrip("+-")
        if text == ".inf":
            return sign * math.inf
        if text == ".nan":
            return math.nan
        return sign * _sexagesimal(text, float)

    def construct_yaml_timestamp(self, node):
        found = _TIME.fullmatch(self.construct_scalar(node))
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        if not found[4]:
            return datetime.date(year, month, day)
        fraction = int((found[7] or "0")[:6].ljust(6, "0"))
        zone = None
        if found[9]:
            offset = datetime.timedelta(hours=int(found[10]),
                                        minutes=int(found[11] or 0))
            zone = datetime.timezone(-offset if found[9] == "-" else offset)
        elif found[8]:
            zone = datetime.timezone.utc
        return datetime.datetime(year, month, day, int(found[4]),
                                 int(found[5]), int(found[6]), fraction, zone)

    def construct_yaml_str(self, node):
        return self.construct_scalar(node)

    def construct_yaml_binary(self, node):
        return base64.b64decode(self.construct_scalar(node))

    def construct_yaml_set(self, node):
        return set(self.construct_mapping(node))

    def construct_yaml_omap(self, node):
        return [pair for item in node.value
                for pair in self.construct_pairs(item)]

    # A collection may hold itself, so it is known before it is filled.

    def construct_yaml_seq(self, node):
        made = self.made[id(node)] = []
        made.extend(self.construct_sequence(node))
        return made

    def construct_yaml_map(self, node):
        made = self.made[id(node)] = {}
        made.update(self.construct_mapping(node))
        return made

    def construct_undefined(self, node):
        raise ConstructorError(
            None, None,
            "could not determine a constructor for the tag %r" % node.tag,
            node.start_mark)


for _name in "null bool int float timestamp str binary set omap seq map".split():
    SafeConstructor.add_constructor(
        _TAGS + _name, getattr(SafeConstructor, "construct_yaml_" + _name))
SafeConstructor.add_constructor(_TAGS + "pairs",
                                SafeConstructor.construct_yaml_omap)
SafeConstructor.add_constructor(None, SafeConstructor.construct_undefined)


class FullConstructor(SafeConstructor):
    def construct_python_tuple(self, node):
        return tuple(self.construct_sequence(node))


FullConstructor.add_constructor(_TAGS + "python/tuple",
                                FullConstructor.construct_python_tuple)
Constructor = UnsafeConstructor = FullConstructor
