"""YAML 1.1 as PyYAML reads and writes it: block and flow collections, scalars
of all styles, anchors, merge keys, tags with constructors of one's own."""
from yaml import composer, constructor, error, nodes, parser, scanner
from yaml._read import Reader
from yaml._write import (
    Dumper, RepresenterError, SafeDumper, text_of_document)
from yaml.composer import ComposerError
from yaml.constructor import (
    BaseConstructor, ConstructorError, FullConstructor, SafeConstructor,
    resolve)
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.nodes import (
    CollectionNode, MappingNode, Node, ScalarNode, SequenceNode)
from yaml.parser import ParserError
from yaml.scanner import ScannerError

__version__ = "6.0.3"
__with_libyaml__ = True


class _Loading:
    """A loader: reads a stream, makes nodes and from them values."""
    yaml_implicit_resolvers = ()

    def __init__(self, stream):
        self.stream = stream
        self.name = getattr(stream, "name", "<unicode string>")
        if hasattr(stream, "read"):
            stream = stream.read()
        if isinstance(stream, (bytes, bytearray)):
            stream = bytes(stream).decode("utf-8-sig")
        self._nodes = Reader(stream, self.name, self._resolve).documents()

    def _resolve(self, text):
        tag = resolve(text)
        for own, regexp in self.yaml_implicit_resolvers:
            if regexp.match(text):
                return own
        return tag

    @classmethod
    def add_implicit_resolver(cls, tag, regexp, first=None):
        cls.yaml_implicit_resolvers = (*cls.yaml_implicit_resolvers,
                                       (tag, regexp))

    def get_single_node(self):
        node = next(self._nodes, None)
        if node is not None:
            for other in self._nodes:
                raise ComposerError(
                    "expected a single document in the stream",
                    node.start_mark, "but found another document",
                    other.start_mark)
        return node

    def get_single_data(self):
        node = self.get_single_node()
        return None if node is None else self.construct_document(node)

    def documents(self):
        for node in self._nodes:
            yield self.construct_document(node)

    def dispose(self):
        pass


class BaseLoader(_Loading, BaseConstructor):
    def _resolve(self, text):
        return "tag:yaml.org,2002:str"


class SafeLoader(_Loading, SafeConstructor):
    pass


class FullLoader(_Loading, FullConstructor):
    pass


class Loader(FullLoader):
    pass


class UnsafeLoader(FullLoader):
    pass


CBaseLoader = BaseLoader
CSafeLoader = SafeLoader
CFullLoader = FullLoader
CLoader = Loader
CUnsafeLoader = UnsafeLoader
CDumper = Dumper
CSafeDumper = SafeDumper


def load(stream, Loader=FullLoader):
    return Loader(stream).get_single_data()


def load_all(stream, Loader=FullLoader):
    return Loader(stream).documents()


def compose(stream, Loader=Loader):
    return Loader(stream).get_single_node()


def safe_load(stream):
    return load(stream, SafeLoader)


def safe_load_all(stream):
    return load_all(stream, SafeLoader)


def full_load(stream):
    return load(stream, FullLoader)


def full_load_all(stream):
    return load_all(stream, FullLoader)


def unsafe_load(stream):
    return load(stream, UnsafeLoader)


def dump_all(documents, stream=None, Dumper=Dumper, explicit_start=None,
             encoding=None, **options):
    text, is_open = "", False
    for number, document in enumerate(documents):
        made, is_open = text_of_document(
            document, Dumper, explicit_start or number, options)
        text += made
    if is_open:
        text += "...\n"
    if encoding:
        text = text.encode(encoding)
    if stream is None:
        return text
    stream.write(text)


def dump(data, stream=None, Dumper=Dumper, **options):
    return dump_all([data], stream, Dumper=Dumper, **options)


def safe_dump(data, stream=None, **options):
    return dump(data, stream, Dumper=SafeDumper, **options)


def safe_dump_all(documents, stream=None, **options):
    return dump_all(documents, stream, Dumper=SafeDumper, **options)


def _loaders(given):
    return (Loader, FullLoader, UnsafeLoader) if given is None else (given,)


def add_constructor(tag, constructor, Loader=None):
    for one in _loaders(Loader):
        one.add_constructor(tag, constructor)


def add_multi_constructor(tag_prefix, multi_constructor, Loader=None):
    for one in _loaders(Loader):
        one.add_multi_constructor(tag_prefix, multi_constructor)


def add_implicit_resolver(tag, regexp, first=None, Loader=None, Dumper=None):
    for one in _loaders(Loader):
        one.add_implicit_resolver(tag, regexp, first)


def add_representer(data_type, representer, Dumper=Dumper):
    Dumper.add_representer(data_type, representer)


def add_multi_representer(data_type, representer, Dumper=Dumper):
    Dumper.add_multi_representer(data_type, representer)
