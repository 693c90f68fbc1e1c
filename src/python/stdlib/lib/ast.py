"""literal_eval(), by limbeck's own parser; trees are not shown to scripts.
https://docs.python.org/3/library/ast.html"""

import _ast

PyCF_ONLY_AST = 1024


class AST:
    pass


def literal_eval(node_or_string):
    """The value of a literal: numbers, texts, bytes, tuples, lists, dicts, sets, None, booleans."""
    if not isinstance(node_or_string, str):
        raise ValueError("malformed node or string: %r" % (node_or_string,))
    text = node_or_string.lstrip(" \t")
    other = _ast.other_than_literal(text)
    if other is not None:
        if other[0] == "Dict":
            raise ValueError("malformed node or string: None")
        raise ValueError("malformed node or string on line %d: <ast.%s object at %#x>"
                         % (other[1], other[0], id(text)))
    return eval(compile(text, "<unknown>", "eval"), {"set": set})


def _refused(name):
    def refuse(*args, **kwargs):
        raise NotImplementedError("ast.%s() is not available in limbeck" % name)
    refuse.__name__ = name
    return refuse


parse, dump, unparse, walk = map(_refused, ("parse", "dump", "unparse", "walk"))


class NodeVisitor:
    def __init__(self, *args, **kwargs):
        _refused("NodeVisitor")()


class NodeTransformer(NodeVisitor):
    pass
