"""Source text of trees: ast.unparse()."""

import ast

# How tightly expressions bind; a child looser than its place has brackets.
(_NAMED, _TUPLE, _YIELD, _TEST, _OR, _AND, _NOT, _CMP, _BITOR, _BITXOR, _BITAND, _SHIFT,
 _ARITH, _TERM, _FACTOR, _POWER, _AWAIT, _ATOM) = range(18)

_BINARY = {
    "Add": ("+", _ARITH), "Sub": ("-", _ARITH), "Mult": ("*", _TERM), "MatMult": ("@", _TERM),
    "Div": ("/", _TERM), "Mod": ("%", _TERM), "LShift": ("<<", _SHIFT),
    "RShift": (">>", _SHIFT), "BitOr": ("|", _BITOR), "BitXor": ("^", _BITXOR),
    "BitAnd": ("&", _BITAND), "FloorDiv": ("//", _TERM), "Pow": ("**", _POWER),
}
_UNARY = {"Invert": ("~", _FACTOR), "Not": ("not ", _NOT), "UAdd": ("+", _FACTOR),
          "USub": ("-", _FACTOR)}
_COMPARE = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
            "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in"}
_LARGEST = "1e309"  # what is read as infinity


def text_of(node):
    writer = _Writer()
    if isinstance(node, list):
        writer.block(node)
        return writer.text()
    write = getattr(writer, "do_" + type(node).__name__, None)
    if write is not None:
        write(node)
        return writer.text()
    return writer.expr(node, _NAMED)


def _name(node):
    return type(node).__name__


def _number(value):
    text = repr(value).replace("inf", _LARGEST)
    return text.replace("nan", "(%s-%s)" % (_LARGEST, _LARGEST))


class _Writer:
    def __init__(self):
        self.lines = []
        self.depth = 0

    def text(self):
        return "\n".join(self.lines).strip("\n")

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def block(self, nodes):
        for node in nodes:
            getattr(self, "do_" + _name(node), self.do_expression)(node)

    def body(self, head, nodes, docstring=False):
        self.line(head + ":")
        self.depth += 1
        if docstring:
            nodes = self.docstring(nodes)
        self.block(nodes)
        self.depth -= 1

    def docstring(self, nodes):
        """Writes the docstring that the nodes begin with; the others."""
        first = nodes[0] if nodes else None
        if not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)):
            return nodes
        self.lines.append("    " * self.depth + _long_text(first.value.value))
        return nodes[1:]

    # -- statements

    def do_expression(self, node):
        self.line(self.expr(node, _NAMED))

    def do_Module(self, node):
        self.block(self.docstring(node.body))

    def do_Interactive(self, node):
        self.block(node.body)

    def do_Expression(self, node):
        self.line(self.expr(node.body, _TEST))

    def do_FunctionType(self, node):
        self.line("(%s) -> %s" % (self.exprs(node.argtypes), self.expr(node.returns, _TEST)))

    def do_Expr(self, node):
        self.line(self.expr(node.value, _YIELD))

    def do_Pass(self, node):
        self.line("pass")

    def do_Break(self, node):
        self.line("break")

    def do_Continue(self, node):
        self.line("continue")

    def do_Return(self, node):
        self.line("return" + self.after(node.value))

    def after(self, value):
        return " " + self.expr(value, _TEST) if value is not None else ""

    def target(self, node):
        """Of an assignment or a loop: a tuple needs no brackets."""
        return self.expr(node, _TUPLE)

    def do_Delete(self, node):
        self.line("del " + self.exprs(node.targets))

    def do_Assign(self, node):
        targets = "".join(self.target(target) + " = " for target in node.targets)
        self.line(targets + self.expr(node.value, _TEST) + self.type_comment(node))

    def type_comment(self, node):
        comment = getattr(node, "type_comment", None)
        return " # type: " + comment if comment else ""

    def do_TypeAlias(self, node):
        self.line("type %s%s = %s" % (self.expr(node.name, _ATOM),
                                      self.type_params(node.type_params),
                                      self.expr(node.value, _TEST)))

    def do_AugAssign(self, node):
        self.line("%s %s= %s" % (self.expr(node.target, _ATOM), _BINARY[_name(node.op)][0],
                                 self.expr(node.value, _TEST)))

    def do_AnnAssign(self, node):
        target = self.expr(node.target, _ATOM)
        if isinstance(node.target, ast.Name) and not node.simple:
            target = "(%s)" % target
        text = "%s: %s" % (target, self.expr(node.annotation, _TEST))
        if node.value is not None:
            text += " = " + self.expr(node.value, _TEST)
        self.line(text)

    def do_Raise(self, node):
        text = "raise"
        if node.exc is not None:
            text += " " + self.expr(node.exc, _TEST)
            if node.cause is not None:
                text += " from " + self.expr(node.cause, _TEST)
        self.line(text)

    def do_Assert(self, node):
        text = "assert " + self.expr(node.test, _TEST)
        if node.msg is not None:
            text += ", " + self.expr(node.msg, _TEST)
        self.line(text)

    def do_Import(self, node):
        self.line("import " + ", ".join(map(self.alias, node.names)))

    def alias(self, node):
        return node.name + (" as " + node.asname if node.asname else "")

    def do_ImportFrom(self, node):
        self.line("from %s%s import %s" % (
            "." * (node.level or 0), node.module or "", ", ".join(map(self.alias, node.names))))

    def do_Global(self, node):
        self.line("global " + ", ".join(node.names))

    def do_Nonlocal(self, node):
        self.line("nonlocal " + ", ".join(node.names))

    def decorators(self, node):
        self.lines.append("")
        for item in node.decorator_list:
            self.line("@" + self.expr(item, _NAMED))

    def do_ClassDef(self, node):
        self.decorators(node)
        head = "class " + node.name + self.type_params(getattr(node, "type_params", ()))
        inside = self.arguments_given(node.bases, node.keywords)
        self.body(head + ("(%s)" % inside if inside else ""), node.body, True)

    def do_FunctionDef(self, node, before=""):
        self.decorators(node)
        head = "%sdef %s%s(%s)" % (before, node.name,
                                   self.type_params(getattr(node, "type_params", ())),
                                   self.parameters(node.args))
        if node.returns is not None:
            head += " -> " + self.expr(node.returns, _TEST)
        comment = self.type_comment(node)
        self.body(head, node.body, True)
        if comment:
            at = next(i for i in range(len(self.lines) - 1, -1, -1)
                      if self.lines[i].lstrip().startswith(head))
            self.lines[at] += comment

    def do_AsyncFunctionDef(self, node):
        self.do_FunctionDef(node, "async ")

    def type_params(self, nodes):
        return "[%s]" % ", ".join(map(self.type_param, nodes)) if nodes else ""

    def type_param(self, node):
        stars = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}[_name(node)]
        text = stars + node.name
        if getattr(node, "bound", None) is not None:
            text += ": " + self.expr(node.bound, _TEST)
        if getattr(node, "default_value", None) is not None:
            text += " = " + self.expr(node.default_value, _TEST)
        return text

    def parameter(self, node, default=None, stars=""):
        text = stars + node.arg
        if node.annotation is not None:
            text += ": " + self.expr(node.annotation, _TEST)
        if default is not None:
            text += "=" + self.expr(default, _TEST)
        return text

    def parameters(self, node):
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        parts = []
        for at, (item, default) in enumerate(zip(plain, defaults), 1):
            parts.append(self.parameter(item, default))
            if at == len(node.posonlyargs):
                parts.append("/")
        if node.vararg:
            parts.append(self.parameter(node.vararg, stars="*"))
        elif node.kwonlyargs:
            parts.append("*")
        for item, default in zip(node.kwonlyargs, node.kw_defaults):
            parts.append(self.parameter(item, default))
        if node.kwarg:
            parts.append(self.parameter(node.kwarg, stars="**"))
        return ", ".join(parts)

    def do_For(self, node, before=""):
        self.body("%sfor %s in %s" % (before, self.target(node.target),
                                      self.expr(node.iter, _TEST)), node.body)
        self.otherwise("else", node.orelse)

    def do_AsyncFor(self, node):
        self.do_For(node, "async ")

    def otherwise(self, word, nodes):
        if nodes:
            self.body(word, nodes)

    def do_While(self, node):
        self.body("while " + self.expr(node.test, _NAMED), node.body)
        self.otherwise("else", node.orelse)

    def do_If(self, node):
        self.body("if " + self.expr(node.test, _NAMED), node.body)
        while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            self.body("elif " + self.expr(node.test, _NAMED), node.body)
        self.otherwise("else", node.orelse)

    def do_With(self, node, before=""):
        self.body("%swith %s" % (before, ", ".join(map(self.with_item, node.items))), node.body)

    def do_AsyncWith(self, node):
        self.do_With(node, "async ")

    def with_item(self, node):
        text = self.expr(node.context_expr, _TEST)
        if node.optional_vars is not None:
            text += " as " + self.expr(node.optional_vars, _ATOM)
        return text

    def do_Try(self, node, star=""):
        self.body("try", node.body)
        for handler in node.handlers:
            self.do_ExceptHandler(handler, star)
        self.otherwise("else", node.orelse)
        self.otherwise("finally", node.finalbody)

    def do_TryStar(self, node):
        self.do_Try(node, "*")

    def do_ExceptHandler(self, node, star=""):
        head = "except" + star
        if node.type is not None:
            head += " " + self.expr(node.type, _TEST)
        if node.name:
            head += " as " + node.name
        self.body(head, node.body)

    def do_Match(self, node):
        self.line("match %s:" % self.expr(node.subject, _TEST))
        self.depth += 1
        for case in node.cases:
            self.do_match_case(case)
        self.depth -= 1

    def do_match_case(self, node):
        head = "case " + self.pattern(node.pattern, _TEST)
        if node.guard is not None:
            head += " if " + self.expr(node.guard, _NAMED)
        self.body(head, node.body)

    def pattern(self, node, level):
        name = _name(node)
        if name == "MatchValue":
            return self.expr(node.value, _ATOM if level > _TEST else _TEST)
        if name == "MatchSingleton":
            return repr(node.value)
        if name == "MatchSequence":
            return "[%s]" % ", ".join(self.pattern(item, _TEST) for item in node.patterns)
        if name == "MatchStar":
            return "*" + (node.name or "_")
        if name == "MatchMapping":
            parts = ["%s: %s" % (self.expr(key, _TEST), self.pattern(item, _TEST))
                     for key, item in zip(node.keys, node.patterns)]
            if node.rest:
                parts.append("**" + node.rest)
            return "{%s}" % ", ".join(parts)
        if name == "MatchClass":
            parts = [self.pattern(item, _TEST) for item in node.patterns]
            parts += ["%s=%s" % (key, self.pattern(item, _TEST))
                      for key, item in zip(node.kwd_attrs, node.kwd_patterns)]
            return "%s(%s)" % (self.expr(node.cls, _ATOM), ", ".join(parts))
        if name == "MatchOr":
            text = " | ".join(self.pattern(item, _BITXOR) for item in node.patterns)
            return "(%s)" % text if level > _BITOR else text
        if node.pattern is None:  # MatchAs
            return node.name or "_"
        text = "%s as %s" % (self.pattern(node.pattern, _BITOR), node.name)
        return "(%s)" % text if level > _TEST else text

    # -- expressions

    def exprs(self, nodes, level=_TEST):
        return ", ".join(self.expr(node, level) for node in nodes)

    def expr(self, node, level):
        """The text, in brackets where it binds looser than `level`."""
        text, own = getattr(self, "of_" + _name(node))(node)
        return "(%s)" % text if own < level else text

    def of_NamedExpr(self, node):
        return "(%s := %s)" % (self.expr(node.target, _ATOM), self.expr(node.value, _ATOM)), _ATOM

    def of_BoolOp(self, node):
        level = _AND if isinstance(node.op, ast.And) else _OR
        word = " and " if level == _AND else " or "
        # CPython: each operand must bind tighter than the one before it.
        return word.join(self.expr(item, min(level + at, _ATOM))
                         for at, item in enumerate(node.values, 1)), level

    def of_BinOp(self, node):
        sign, level = _BINARY[_name(node.op)]
        power = level == _POWER
        left = self.expr(node.left, level + power)
        right = self.expr(node.right, level + (not power))
        return "%s %s %s" % (left, sign, right), level

    def of_UnaryOp(self, node):
        sign, level = _UNARY[_name(node.op)]
        # Numbers have their sign before a power: (-1) ** 2 and -1 ** 2 differ.
        return sign + self.expr(node.operand, level), level

    def of_Compare(self, node):
        text = self.expr(node.left, _CMP + 1)
        for op, right in zip(node.ops, node.comparators):
            text += " %s %s" % (_COMPARE[_name(op)], self.expr(right, _CMP + 1))
        return text, _CMP

    def of_Lambda(self, node):
        parameters = self.parameters(node.args)
        return "lambda%s: %s" % (" " + parameters if parameters else "",
                                 self.expr(node.body, _TEST)), _TEST

    def of_IfExp(self, node):
        return "%s if %s else %s" % (self.expr(node.body, _TEST + 1),
                                     self.expr(node.test, _TEST + 1),
                                     self.expr(node.orelse, _TEST)), _TEST

    def of_Await(self, node):
        return "await " + self.expr(node.value, _ATOM), _AWAIT

    def of_Yield(self, node):
        value = " " + self.expr(node.value, _ATOM) if node.value is not None else ""
        return "yield" + value, _YIELD

    def of_YieldFrom(self, node):
        return "yield from " + self.expr(node.value, _ATOM), _YIELD

    def of_Starred(self, node):
        return "*" + self.expr(node.value, _BITOR), _TEST

    def of_Dict(self, node):
        parts = ["**" + self.expr(value, _BITOR) if key is None else
                 "%s: %s" % (self.expr(key, _TEST), self.expr(value, _TEST))
                 for key, value in zip(node.keys, node.values)]
        return "{%s}" % ", ".join(parts), _ATOM

    def of_Set(self, node):
        return ("{%s}" % self.exprs(node.elts) if node.elts else "{*()}"), _ATOM

    def of_List(self, node):
        return "[%s]" % self.exprs(node.elts), _ATOM

    def of_Tuple(self, node):
        if not node.elts:
            return "()", _ATOM
        return self.exprs(node.elts) + ("," if len(node.elts) == 1 else ""), _TUPLE

    def comprehension(self, element, node):
        return element + "".join(map(self.part, node.generators))

    def part(self, node):
        text = " async for " if node.is_async else " for "
        text += "%s in %s" % (self.target(node.target), self.expr(node.iter, _TEST + 1))
        return text + "".join(" if " + self.expr(test, _TEST + 1) for test in node.ifs)

    def of_ListComp(self, node):
        return "[%s]" % self.comprehension(self.expr(node.elt, _TEST), node), _ATOM

    def of_SetComp(self, node):
        return "{%s}" % self.comprehension(self.expr(node.elt, _TEST), node), _ATOM

    def of_GeneratorExp(self, node):
        return "(%s)" % self.comprehension(self.expr(node.elt, _TEST), node), _ATOM

    def of_DictComp(self, node):
        pair = "%s: %s" % (self.expr(node.key, _TEST), self.expr(node.value, _TEST))
        return "{%s}" % self.comprehension(pair, node), _ATOM

    def arguments_given(self, args, keywords):
        parts = [self.expr(item, _TEST) for item in args]
        parts += [("%s=" % item.arg if item.arg else "**") + self.expr(item.value, _TEST)
                  for item in keywords]
        return ", ".join(parts)

    def of_Call(self, node):
        return "%s(%s)" % (self.expr(node.func, _ATOM),
                           self.arguments_given(node.args, node.keywords)), _ATOM

    def of_Attribute(self, node):
        value = self.expr(node.value, _ATOM)
        # Not 3.real: that were a float.
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int):
            value += " "
        return "%s.%s" % (value, node.attr), _ATOM

    def of_Subscript(self, node):
        index = node.slice
        if isinstance(index, ast.Tuple) and index.elts:
            inside = self.of_Tuple(index)[0]
        else:
            inside = self.expr(index, _TEST)
        return "%s[%s]" % (self.expr(node.value, _ATOM), inside), _ATOM

    def of_Slice(self, node):
        text = "%s:%s" % tuple(self.expr(part, _TEST) if part is not None else ""
                               for part in (node.lower, node.upper))
        if node.step is not None:
            text += ":" + self.expr(node.step, _TEST)
        return text, _TEST

    def of_Name(self, node):
        return node.id, _ATOM

    def of_Constant(self, node):
        value = node.value
        if value is ...:
            return "...", _ATOM
        if isinstance(value, tuple):
            inside = ", ".join(map(repr, value)) + ("," if len(value) == 1 else "")
            return "(%s)" % inside, _ATOM
        if isinstance(value, (float, complex)):
            return _number(value), _ATOM
        return ("u" if node.kind == "u" else "") + repr(value), _ATOM

    def of_FormattedValue(self, node):
        return self.formatted(ast.JoinedStr([node]), "f"), _ATOM

    def of_Interpolation(self, node):
        return self.formatted(ast.TemplateStr([node]), "t"), _ATOM

    def of_JoinedStr(self, node):
        return self.formatted(node, "f"), _ATOM

    def of_TemplateStr(self, node):
        return self.formatted(node, "t"), _ATOM

    def formatted(self, node, prefix):
        # A field may hold any quote; only the texts around it choose.
        parts = [(_escaped(text), True) if literal else (text, False)
                 for text, literal in self.parts(node.values)]
        for quote in ("'", '"', '"""', "'''"):
            if not any(literal and quote in text for text, literal in parts):
                break
        else:
            quote = "'"
            parts = [(text.replace("'", "\\'") if literal else text, literal)
                     for text, literal in parts]
        return prefix + quote + "".join(text for text, _ in parts) + quote

    def parts(self, values, nested=False):
        """The texts, and whether they are literal ones."""
        for item in values:
            if isinstance(item, ast.Constant):
                yield item.value.replace("{", "{{").replace("}", "}}"), True
                continue
            if _name(item) not in ("FormattedValue", "Interpolation"):
                yield from self.parts(item.values, nested)
                continue
            inside = self.expr(item.value, _TEST + 1)
            text = "{" + (" " if inside.startswith("{") else "") + inside
            if item.conversion != -1:
                text += "!" + chr(item.conversion)
            yield text, False
            if item.format_spec is not None:
                yield ":", False
                yield from self.parts(item.format_spec.values, True)
            yield "}", False


def _escaped(text):
    return "".join(c if c.isprintable() and c != "\\" else
                   c.encode("unicode_escape").decode("ascii") for c in text)


def _long_text(value):
    """A docstring between three quotes."""
    text = "".join(c if c in "\n\t" or c.isprintable()
                   else c.encode("unicode_escape").decode("ascii")
                   for c in value.replace("\\", "\\\\"))
    for quote in ('"""', "'''"):
        if quote not in text and not text.endswith(quote[0]):
            return quote + text + quote
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return '"""' + text.replace('"""', '\\"\\"\\"') + '"""'
