"""Syntax trees: https://docs.python.org/3/library/ast.html"""

import _ast

from ast._classes import *
from ast._classes import _CLASSES

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8400

_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def _tree(source, filename, mode):
    tree = _ast.tree(source, filename, mode, _CLASSES)
    if mode == "exec":
        tree.type_ignores = []
    return tree


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False,
          feature_version=None, optimize=-1):
    """The tree of a text."""
    return compile(source, filename, mode, PyCF_ONLY_AST)


def iter_fields(node):
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    """The node and all below it, by their distance from it."""
    level = [node]
    while level:
        below = []
        for node in level:
            below.extend(iter_child_nodes(node))
            yield node
        level = below


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A text that shows the tree."""
    if not isinstance(node, AST):
        raise TypeError("expected AST, got %r" % node.__class__.__name__)
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _shown(node, annotate_fields, include_attributes, indent, show_empty, 0)[0]


def _shown(value, named, places, indent, show_empty, level):
    """The text of a node, list or value, and whether it is short."""
    if indent is None:
        separator, start = ", ", ""
    else:
        separator = ",\n" + indent * (level + 1)
        start = "\n" + indent * (level + 1)

    def inner(item):
        return _shown(item, named, places, indent, show_empty, level + 1)

    if isinstance(value, list):
        if not value:
            return "[]", True
        return "[%s%s]" % (start, separator.join(inner(item)[0] for item in value)), False
    if not isinstance(value, AST):
        return repr(value), True
    kind = type(value)
    parts = []
    short = True
    keywords = named
    for name in value._fields:
        try:
            item = getattr(value, name)
        except AttributeError:
            keywords = True
            continue
        if item is None and getattr(kind, name, ...) is None:
            keywords = True
            continue
        if not show_empty and item == [] and isinstance(item, list):
            expected = kind._field_types.get(name, object)
            if getattr(expected, "__origin__", None) is list:
                keywords = True
                continue
        text, simple = inner(item)
        short = short and simple
        parts.append("%s=%s" % (name, text) if keywords else text)
    if places and value._attributes:
        for name in value._attributes:
            try:
                item = getattr(value, name)
            except AttributeError:
                continue
            if item is None and getattr(kind, name, ...) is None:
                continue
            text, simple = inner(item)
            short = short and simple
            parts.append("%s=%s" % (name, text))
    called = value.__class__.__name__
    if short and len(parts) <= 3:
        return "%s(%s)" % (called, ", ".join(parts)), not parts
    return "%s(%s%s)" % (called, start, separator.join(parts)), False


def copy_location(new_node, old_node):
    for name in _PLACES:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (
                    hasattr(old_node, name) and name.startswith("end_")):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives the place of what is above to every node that has none."""

    def fix(node, known):
        found = []
        for name, value in zip(_PLACES, known):
            if name in node._attributes:
                own = getattr(node, name, None)
                if own is None and (not hasattr(node, name) or name.startswith("end_")):
                    setattr(node, name, value)
                else:
                    value = own
            found.append(value)
        for child in iter_child_nodes(node):
            fix(child, found)

    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    for child in walk(node):
        if isinstance(child, TypeIgnore):
            child.lineno = getattr(child, "lineno", 0) + n
            continue
        if "lineno" in child._attributes:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in child._attributes:
            end = getattr(child, "end_lineno", 0)
            if end is not None:
                child.end_lineno = end + n
    return node


def get_docstring(node, clean=True):
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError("%r can't have docstrings" % node.__class__.__name__)
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    first = node.body[0].value
    if not (isinstance(first, Constant) and isinstance(first.value, str)):
        return None
    if not clean:
        return first.value
    import inspect
    return inspect.cleandoc(first.value)


def get_source_segment(source, node, *, padded=False):
    """The text of a node, or None where its place is not known."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        begin, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line + "\n" for line in lines[:-1]] + lines[-1:]
    if first == last:
        return lines[first].encode()[begin:end].decode()
    head = lines[first].encode()
    blanks = ""
    if padded:
        blanks = "".join(c if c in "\f\t" else " " for c in head[:begin].decode())
    parts = [blanks + head[begin:].decode()] + lines[first + 1:last]
    parts.append(lines[last].encode()[:end].decode())
    return "".join(parts)


class NodeVisitor:
    """Calls visit_CLASS(node), or generic_visit where there is none."""

    def visit(self, node):
        return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for child in iter_child_nodes(node):
            self.visit(child)


class NodeTransformer(NodeVisitor):
    """A visitor whose results take the places of the nodes."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                kept = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            kept.extend(item)
                            continue
                    kept.append(item)
                old[:] = kept
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node


def literal_eval(node_or_string):
    """The value of a literal: numbers, texts, bytes, tuples, lists, dicts, sets, None, booleans."""
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(" \t"), mode="eval")
    if isinstance(node, Expression):
        node = node.body
    return _literal(node)


def _malformed(node):
    place = getattr(node, "lineno", None)
    where = " on line %d" % place if place else ""
    raise ValueError("malformed node or string%s: %r" % (where, node))


def _number(node):
    if isinstance(node, Constant) and type(node.value) in (int, float, complex):
        return node.value
    _malformed(node)


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        number = _number(node.operand)
        return +number if isinstance(node.op, UAdd) else -number
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if (isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set"
            and node.args == node.keywords == []):
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left = _signed_number(node.left)
        right = _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed_number(node)


def unparse(ast_obj):
    """A text whose tree is this one."""
    from ast._unparse import text_of
    return text_of(ast_obj)
