"""Writes random Python programs that end and always do the same."""

import random

NAMES = {"int": ["i", "j", "k"], "float": ["x", "y"], "str": ["s", "t"],
         "list": ["items", "numbers"], "dict": ["table", "counts"], "tuple": ["pair", "row"],
         "set": ["seen", "left"], "bytes": ["data", "raw"], "bool": ["flag", "done"]}
KINDS = list(NAMES)
WORDS = ["", "a", "alembic", "Hello World", "  spaced  ", "ünïcödé", "日本語", "x\ty\nz", "a,b,,c",
         "'quoted'", '"', "MiXeD", "123", "-7", "3.5", "0x1f", "ß", "ﬁ", "{}", "%s", "\\", "\x00",
         "😀 smile", "line\r\nbreak", "tab\t", "ABC", "abcabcabc", "1e5", "  12  ", "true", "ǅ", "İ"]
PRELUDE = '''\
def show(*values):
    print(*map(stable, values))
def stable(value, depth=0):
    if isinstance(value, (set, frozenset)):
        return type(value).__name__ + "<" + ", ".join(sorted(map(stable, value))) + ">"
    if type(value) is list:
        return "[" + ", ".join(map(stable, value[:30])) + "]" + str(len(value))
    if type(value) is dict:
        return "{" + ", ".join(stable(k) + ": " + stable(v) for k, v in value.items()) + "}"
    text = repr(value)
    return text if len(text) < 400 else text[:200] + "..." + text[-100:] + str(len(text))
'''


class Expressions:
    """Random expressions of a kind, from what is nested `depth` deep."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pick = self.random.choice
        self.locals = {}

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def any_kind(self):
        return self.pick(["int"] * 4 + ["str"] * 4 + ["float", "list", "list"] + KINDS)

    def make(self, kind, depth=3):
        """Now and then something of another kind: errors are compared too."""
        if self.chance(2):
            kind = self.any_kind()
        if depth <= 0 or self.chance(15):
            return self.leaf(kind)
        return getattr(self, "make_" + kind)(depth - 1)

    def anything(self, depth=2):
        return self.make(self.any_kind(), depth)

    def leaf(self, kind):
        known = self.locals.get(kind)
        if known and self.chance(60):
            return self.pick(known)
        return getattr(self, "literal_" + kind)()

    # Literals.

    def literal_int(self):
        return str(self.pick([0, 1, 2, 3, 5, 7, 10, 255, -1, -2, -13, 1000, 2**31, 2**63, 2**64,
                              -2**63, 10**20, self.random.randrange(-100, 100)]))

    def literal_float(self):
        return self.pick(["0.0", "-0.0", "0.5", "1.5", "2.5", "-1.25", "0.1", "1e10", "1e-7", "1e22",
                          "1.7976931348623157e308", "5e-324", "float('inf')",
                          "float('-inf')", "123456.789", "3.0", "1e16", "0.30000000000000004",
                          repr(self.random.uniform(-1000, 1000))])

    def literal_str(self):
        return repr(self.pick(WORDS))

    def literal_bytes(self):
        return repr(self.pick(WORDS).encode()[:20])

    def literal_bool(self):
        return self.pick(["True", "False"])

    def literal_list(self):
        kind = self.pick(["int", "int", "str", "float", "tuple", "bool"])
        return "[" + ", ".join(self.leaf(kind) for _ in range(self.random.randrange(5))) + "]"

    def literal_tuple(self):
        items = [self.leaf(self.pick(["int", "str", "float"]))
                 for _ in range(self.random.randrange(4))]
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"

    def literal_dict(self):
        kind = self.pick(["int", "str"])
        return "{" + ", ".join(f"{self.leaf(kind)}: {self.leaf(self.any_kind())}"
                               for _ in range(self.random.randrange(4))) + "}"

    def literal_set(self):
        kind = self.pick(["int", "str"])
        items = [self.leaf(kind) for _ in range(self.random.randrange(4))]
        return "{" + ", ".join(items) + "}" if items else "set()"

    # Expressions.

    def make_int(self, d):
        m = self.make
        return self.pick([
            lambda: f"({m('int', d)} {self.pick('+ - * // % & | ^'.split())} {m('int', d)})",
            lambda: f"({m('int', d)} {self.pick('+ - *'.split())} {m('int', d)})",
            lambda: f"({self.pick('+-~')}{m('int', d)})",
            lambda: f"({m('int', d)} ** ({m('int', d)} % 7))",
            lambda: f"({m('int', d)} {self.pick(['<<', '>>'])} ({m('int', d)} % 70))",
            lambda: f"len({m(self.pick(['str', 'list', 'dict', 'tuple', 'set', 'bytes']), d)})",
            lambda: f"int({m(self.pick(['str', 'float', 'bool', 'int']), d)})",
            lambda: f"int({m('str', d)}, {self.pick([0, 2, 8, 10, 16, 36])})",
            lambda: f"abs({m('int', d)})",
            lambda: f"{self.pick(['min', 'max'])}({m('int', d)}, {m('int', d)})",
            lambda: f"sum(n for n in {m('list', d)} if isinstance(n, int))",
            lambda: f"divmod({m('int', d)}, {m('int', d)})[{self.pick([0, 1])}]",
            lambda: f"pow({m('int', d)}, ({m('int', d)} % 9), {m('int', d)})",
            lambda: f"round({m('float', d)})",
            lambda: f"round({m('int', d)}, {self.pick([-2, -1, 0, 1])})",
            lambda: f"{m('str', d)}.{self.pick(['find', 'rfind', 'count', 'index'])}({m('str', d)})",
            lambda: f"ord({m('str', d)}[:1])",
            lambda: f"{m('int', d)}.bit_length()" if self.chance(0) else
                    f"({m('int', d)}).{self.pick(['bit_length', 'bit_count', 'conjugate'])}()",
            lambda: f"({m('int', d)} if {m('bool', d)} else {m('int', d)})",
            lambda: f"{m('list', d)}[{m('int', 0)}]",
            lambda: f"{m('dict', d)}.get({self.anything(d)}, {m('int', d)})",
            lambda: f"int.from_bytes({m('bytes', d)}, {self.pick(['\'big\'', '\'little\''])})",
            lambda: f"(lambda a, b=2: a * b)({m('int', d)})",
            lambda: f"{m('tuple', d)}.{self.pick(['count', 'index'])}({m('int', d)})",
            lambda: f"({m('bool', d)} {self.pick(['and', 'or'])} {m('int', d)})",
        ])()

    def make_float(self, d):
        m = self.make
        return self.pick([
            lambda: f"({m('float', d)} {self.pick('+ - * / // %'.split())} {m('float', d)})",
            lambda: f"({m('int', d)} / {m('int', d)})",
            lambda: f"({m('float', d)} {self.pick('+ - *'.split())} {m('int', d)})",
            lambda: f"float({m(self.pick(['int', 'str', 'float']), d)})",
            lambda: f"round({m('float', d)}, {self.pick([-1, 0, 1, 2, 5])})",
            lambda: f"abs({m('float', d)})", lambda: f"(-{m('float', d)})",
            lambda: f"({m('float', d)} ** {self.pick([0, 1, 2, 0.5, -1])})",
            lambda: f"float.fromhex(({m('float', d)}).hex())",
            lambda: f"sum([{m('float', d)}, {m('float', d)}, {m('float', d)}])",
        ])()

    def make_bool(self, d):
        m, kind = self.make, self.any_kind()
        return self.pick([
            lambda: f"({m(kind, d)} {self.pick('< <= == != > >='.split())} {m(kind, d)})",
            lambda: f"({m('int', d)} < {m('int', d)} <= {m('int', d)})",
            lambda: f"(not {m(kind, d)})",
            lambda: f"({m('bool', d)} {self.pick(['and', 'or'])} {m('bool', d)})",
            lambda: f"({m('str', d)} {self.pick(['in', 'not in'])} {m('str', d)})",
            lambda: f"({m('int', d)} in {m(self.pick(['list', 'tuple', 'set', 'dict']), d)})",
            lambda: f"isinstance({self.anything(d)}, {self.pick(['int', 'str', '(list, dict)'])})",
            lambda: f"{self.pick(['any', 'all'])}({m('list', d)})",
            lambda: f"{m('str', d)}.{self.pick(['startswith', 'endswith'])}({m('str', d)})",
            lambda: f"{m('str', d)}.{self.pick('isdigit isalpha isupper islower isspace isalnum istitle isidentifier isnumeric isdecimal isprintable isascii'.split())}()",
            lambda: f"bool({self.anything(d)})",
            lambda: f"{m('set', d)}.{self.pick(['issubset', 'isdisjoint', 'issuperset'])}({m('set', d)})",
            lambda: f"({m('float', d)}).is_integer()",
        ])()

    def make_str(self, d):
        m = self.make
        return self.pick([
            lambda: f"({m('str', d)} + {m('str', d)})",
            lambda: f"({m('str', d)} * ({m('int', d)} % 4))",
            lambda: f"{m('str', d)}{self.slice(d)}",
            lambda: f"{m('str', d)}.{self.pick('upper lower title swapcase strip lstrip rstrip casefold capitalize'.split())}()",
            lambda: f"{m('str', d)}.{self.pick(['strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix'])}({m('str', d)})",
            lambda: f"{m('str', d)}.replace({m('str', d)}, {m('str', d)}{self.pick(['', ', 1', ', -1', ', 2'])})",
            lambda: f"{m('str', d)}.{self.pick(['center', 'ljust', 'rjust', 'zfill'])}({m('int', 0)} % 20)",
            lambda: f"{m('str', d)}.{self.pick(['center', 'ljust', 'rjust'])}(12, {self.pick(['\'*\'', '\'-\'', '\'é\''])})",
            lambda: f"{m('str', d)}.expandtabs({self.pick([1, 4, 8])})",
            lambda: f"{m('str', d)}.join(map(str, {m('list', d)}))",
            lambda: f"{m('str', d)}.join({m('list', d)})",
            lambda: f"{self.pick(['str', 'repr', 'ascii'])}({self.anything(d)})"
                    if self.chance(0) else f"{self.pick(['str', 'repr', 'ascii'])}({m(self.pick(['int', 'float', 'str', 'bytes', 'list', 'tuple', 'dict']), d)})",
            lambda: f"chr({m('int', d)} % 1000)",
            lambda: f"{self.pick(['hex', 'oct', 'bin'])}({m('int', d)})",
            lambda: f"({m('str', d)} or {m('str', d)})",
            lambda: self.percent(d), lambda: self.percent(d),
            lambda: self.str_format(d), lambda: self.str_format(d),
            lambda: self.f_string(d), lambda: self.f_string(d),
            lambda: f"format({self.value_and_spec(d)})",
            lambda: f"{m('bytes', d)}.decode({self.pick(['', '\'latin-1\'', '\'ascii\', \'replace\'', '\'utf-8\', \'ignore\''])})",
            lambda: f"{m('str', d)}.translate({{97: 'A', 98: None, 99: 120}})",
            lambda: f"({m('float', d)}).hex()",
            lambda: f"{m('str', d)}[{m('int', 0)}]",
        ])()

    def make_list(self, d):
        m = self.make
        return self.pick([
            lambda: f"[{self.anything(d)}, {self.anything(d)}]",
            lambda: f"[{self.element('e', d)} for e in {self.iterable(d)}]",
            lambda: f"[e for e in {self.iterable(d)} if e]",
            lambda: f"[(e, f) for e in {self.iterable(d)} for f in range({self.pick([0, 1, 2, 3])})]",
            lambda: f"list(range({m('int', 0)} % 12, {m('int', 0)} % 30, {self.pick([1, 2, 3, -1])}))",
            lambda: f"({m('list', d)} + {m('list', d)})",
            lambda: f"({m('list', d)} * ({m('int', d)} % 3))",
            lambda: f"{m('list', d)}{self.slice(d)}",
            lambda: f"sorted({m('list', d)}{self.pick(['', ', reverse=True', ', key=str', ', key=repr'])})",
            lambda: f"[*{m('list', d)}, *{m('tuple', d)}]",
            lambda: f"{m('str', d)}.{self.pick(['split', 'rsplit'])}({self.pick(['', '\',\'', '\' \', 1', 'None, 1', '\'b\''])})",
            lambda: f"{m('str', d)}.splitlines({self.pick(['', 'True'])})",
            lambda: f"list({self.pick(['zip', 'map', 'filter', 'enumerate', 'reversed'])}_)"
                    if self.chance(0) else f"list(zip({self.iterable(d)}, {self.iterable(d)}))",
            lambda: f"list(enumerate({self.iterable(d)}, {self.pick([0, 1, -3])}))",
            lambda: f"list(map(str, {self.iterable(d)}))",
            lambda: f"list(filter(None, {self.iterable(d)}))",
            lambda: f"list(reversed({m('list', d)}))",
            lambda: f"list({m('dict', d)}{self.pick(['', '.items()', '.keys()', '.values()'])})",
            lambda: f"list({self.iterable(d)})",
        ])()

    def make_tuple(self, d):
        m = self.make
        return self.pick([
            lambda: f"({self.anything(d)}, {self.anything(d)})",
            lambda: f"tuple({self.iterable(d)})",
            lambda: f"({m('tuple', d)} + {m('tuple', d)})",
            lambda: f"{m('tuple', d)}{self.slice(d)}",
            lambda: f"divmod({m('int', d)}, {m('int', d)})",
            lambda: f"{m('str', d)}.{self.pick(['partition', 'rpartition'])}({m('str', d)})",
            lambda: f"({m('float', d)}).as_integer_ratio()",
            lambda: f"(*{m('list', d)}, {m('int', d)})",
            lambda: f"({m('tuple', d)} * ({m('int', d)} % 3))",
        ])()

    def make_dict(self, d):
        m = self.make
        return self.pick([
            lambda: f"{{{m('str', d)}: {self.anything(d)}, {m('int', d)}: {self.anything(d)}}}",
            lambda: f"{{e: {self.element('e', d)} for e in {self.iterable(d)}}}",
            lambda: f"{{**{m('dict', d)}, **{m('dict', d)}}}",
            lambda: f"({m('dict', d)} | {m('dict', d)})",
            lambda: f"dict(zip({self.iterable(d)}, {self.iterable(d)}))",
            lambda: f"dict.fromkeys({self.iterable(d)}, {self.anything(d)})",
            lambda: f"dict({m('list', d)})",
            lambda: f"dict(a={self.anything(d)}, b={self.anything(d)})",
            lambda: f"{{v: k for k, v in {m('dict', d)}.items()}}",
        ])()

    def make_set(self, d):
        m = self.make
        return self.pick([
            lambda: f"set({self.iterable(d)})",
            lambda: f"({m('set', d)} {self.pick('|&-^')} {m('set', d)})",
            lambda: f"{{e for e in {self.iterable(d)}}}",
            lambda: f"frozenset({self.iterable(d)})",
            lambda: f"{m('set', d)}.{self.pick(['union', 'intersection', 'difference', 'symmetric_difference'])}({self.iterable(d)})",
        ])()

    def make_bytes(self, d):
        m = self.make
        return self.pick([
            lambda: f"{m('str', d)}.encode({self.pick(['', '\'latin-1\', \'replace\'', '\'ascii\', \'backslashreplace\'', '\'ascii\', \'xmlcharrefreplace\'', '\'utf-16-le\''])})",
            lambda: f"({m('bytes', d)} + {m('bytes', d)})",
            lambda: f"{m('bytes', d)}{self.slice(d)}",
            lambda: f"bytes([{m('int', 0)} % 256, {m('int', 0)} % 256])",
            lambda: f"bytes({m('int', 0)} % 9)",
            lambda: f"{m('bytes', d)}.{self.pick('upper lower title strip hex capitalize'.split())}()",
            lambda: f"{m('bytes', d)}.replace(b'a', {m('bytes', d)})",
            lambda: f"b','.join({m('bytes', d)}.split())",
            lambda: f"(b'%d|%s|%r' % ({m('int', d)}, {m('bytes', d)}, {m('str', d)}))",
            lambda: f"bytes(bytearray({m('bytes', d)}))",
            lambda: f"({m('int', 0)} % 65536).to_bytes({self.pick([2, 3, 4])}, {self.pick(['\'big\'', '\'little\''])})",
        ])()

    # Parts.

    def slice(self, d):
        part = lambda: self.pick(["", "", str(self.random.randrange(-6, 7)), self.make("int", 0)])
        step = self.pick(["", "", "", ":2", ":-1", ":-2", ":3"])
        return f"[{part()}:{part()}{step}]"

    def iterable(self, d):
        return self.pick([lambda: self.make("list", d), lambda: self.make("tuple", d),
                          lambda: self.make("str", d), lambda: self.make("dict", d),
                          lambda: f"range({self.make('int', 0)} % 8)",
                          lambda: f"sorted({self.make('set', d)}, key=repr)",
                          lambda: self.make("bytes", d)])()

    def element(self, name, d):
        return self.pick([name, f"({name}, {name})", f"str({name})", f"{name} * 2",
                          f"len(str({name}))", f"[{name}]", f"f'{{{name}!r:>6}}'", f"{name} == 1"])

    def spec(self, kind):
        r = self.random
        sign = self.pick(["", "", "+", " ", "-"])
        align = self.pick(["", "", "<", ">", "^", "=", "*<", "0>", "é^", ".="])
        if kind == "str":
            align = align.replace("=", ">")
            return align + self.pick(["", str(r.randrange(1, 15))]) + \
                self.pick(["", ".2", ".0", ".5"]) + self.pick(["", "s"])
        width = self.pick(["", "", str(r.randrange(1, 15)), "0" + str(r.randrange(1, 12))])
        group = self.pick(["", "", "", ",", "_"])
        if kind == "int":
            return align + sign + self.pick(["", "", "#"]) + width + group + \
                self.pick(["", "d", "x", "X", "o", "b", "n", "c", "e", "f", ".2f", "%"])
        return align + sign + self.pick(["", "", "", "#", "z"]) + width + group + \
            self.pick(["", ".0", ".1", ".3", ".10", ".17"]) + \
            self.pick(["", "e", "E", "f", "F", "g", "G", "%", "n"])

    def value_and_spec(self, d):
        kind = self.pick(["int", "float", "float", "str", "bool"])
        return f"{self.make(kind, d)}, {self.spec(self.pick([kind] * 9 + ['int'])).__repr__()}"

    def f_string(self, d):
        parts = []
        for _ in range(self.random.randrange(1, 4)):
            kind = self.pick(["int", "float", "str", "list", "tuple", "bool", "bytes"])
            inner = self.make(kind, min(d, 1))
            inner = f"({inner})" if inner.startswith("{") or ":" in inner or "!" in inner or \
                "lambda" in inner else inner
            conversion = self.pick(["", "", "", "!r", "!s", "!a"])
            spec = ""
            if self.chance(60):
                shown = "str" if conversion else kind
                spec = ":" + self.spec(shown if shown in ("int", "float", "str") else "str")
                if self.chance(10):
                    spec = ":{" + self.pick(["3", "'>8'", "2 * 4"]) + "}"
            equals = "=" if self.chance(6) and not set("=\\") & set(inner) else ""
            parts.append(self.pick(["", "a", "{{", "é ", "}}"]) + "{" + inner + equals +
                         conversion + spec + "}")
        return 'f"""' + "".join(parts) + ' """'

    def percent(self, d):
        parts, values = [], []
        for _ in range(self.random.randrange(1, 4)):
            code = self.pick("dddsssrxXofeEgGciau%")
            flags = self.pick(["", "", "-", "+", "0", "#", " ", "-+"])
            width = self.pick(["", "", "5", "12"])
            precision = self.pick(["", "", ".0", ".2", ".7"])
            parts.append(self.pick(["", "a", "é "]) + f"%{flags}{width}{precision}{code}")
            if code != "%":
                kind = {"d": "int", "i": "int", "u": "int", "x": "int", "X": "int", "o": "int",
                        "c": "str"}.get(code, "float" if code in "feEgG" else self.any_kind())
                kind = "str" if kind == "set" else kind
                values.append(self.make(kind, min(d, 1)))
        if self.chance(5):
            values.append("1")
        return f"({''.join(parts)!r} % ({', '.join(values)}{',' if values else ''}))"

    def str_format(self, d):
        parts, values = [], []
        for at in range(self.random.randrange(1, 4)):
            kind = self.pick(["int", "float", "str", "str"])
            spec = self.pick(["", ":" + self.spec(kind)])
            conversion = self.pick(["", "", "", "!r", "!s"])
            if conversion and spec:
                spec = ":" + self.spec("str")
            parts.append(self.pick(["", "x", "{{", "ü"]) + "{" + conversion + spec + "}")
            values.append(self.make(kind, min(d, 1)))
        if self.chance(10):
            return f"'{{0[1]}} {{k}} {{0}}'.format({self.make('list', d)}, k={self.anything(d)})"
        if self.chance(5):
            values = values[1:]
        return f"{''.join(parts)!r}.format({', '.join(values)})"
