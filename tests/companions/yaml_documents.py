"""YAML as PyYAML reads and writes it."""
import io

import yaml

DOCUMENTS = [
    "", "a", "- a\n- b", "a: 1\nb: [1, 2]\n", "a:\n- 1\n- 2\nb: x",
    "a:\n  - 1\n  -   - 2\n      - 3\n  - x: 1\n    y: 2\n",
    "# comment\nkey: value # more\n\nother: 'it''s' # c\n",
    'a: "x\\ty\\u00e9\\n"\nb: "two\n  lines\n\n  three"\n',
    "a: |\n  one\n    two\n\n  three\nb: >\n  folded\n  text\n\n  more\n"
    "   indented\n  end\nc: |-\n  strip\n\nd: >+\n  keep\n\ne: x",
    "a: &x {b: 1, c: [1, 2]}\nd: *x\ne:\n  <<: *x\n  b: 2\n",
    "base: &b\n  a: 1\n  b: 2\nmore: &m\n  c: 3\nall:\n  <<: [*b, *m]\n"
    "  d: 4\n",
    "yes: no\non: off\nTrue: ~\nnull: Null\nx: NULL\ny: tRue\n",
    "[1, 0x1F, 0b101, 017, 1_000, 1:30, -5, +7, 08, 1e3, 1.5e+3, .5, 1., "
    "-.inf, .NaN, 190:20:30.15]",
    "- 2001-12-14\n- 2001-12-14t21:59:43.10-05:00\n- 2001-12-15 2:59:43.10\n"
    "- 2001-12-14 21:59:43Z\n- 2001-1-1\n- 12:30\n",
    "url: postgresql://u:p@h:5432/d?x=1#y\npath: C:\\x\nq: a ? b\nh: a#b\n",
    "multi: this is\n  a plain\n\n  scalar\nnext: 1",
    "{a: 1, 'b': 2, \"c\":3, d, e: , ? f : 4}", "[a: 1, b, {c: d}, [e]]",
    "[a,\n b # c\n , c\n]", "{a: b\n  c, d: [\n1,\n2]}",
    "? a\n: b\n? [1, 2]\n: c\n? only\n",
    "!!str 12", "!!int '12'", "- !!float 1\n- !!bool 'yes'\n- !!null ''\n"
    "- !!binary aGVsbG8=\n- !!set {a}\n- !!omap [a: 1, b: 2]\n"
    "- !!pairs [a: 1, a: 2]\n",
    "- &a x\n- *a\n- &b\n  c: *a\n- *b\n", "&k key: &v value\nother: *k\n",
    "*a : 1\n", "a: *nothing", "a: b: c", "a: 'x", "[1, 2", "{a: 1",
    "a: 1\n b: 2", "a: 1\n- 2", "!unknown x", "- a\nb", "key: @x", "a: `x`",
    "a: [1\nb: 2", "\t- a", "%YAML 1.1\n---\na: 1\n...\n", "--- text\n",
    "--- |\n lit\n", "a: !!python/tuple [1, 2]\n", "{[1]: 2}", "'a': \"b\"",
    "- - a\n  - b\n-\n  - c\n-\n- d\n", "a:\nb:\n  c:\n  d: 1\ne:\n",
    "a: 'two\n\n  lines'\nb: \"x\\\n  y\"\n", "a: \"\\x41\\U0001F600\\/\"",
    "- 'x': 1\n  y: 2\n- \"z\": [a, b]: c\n", "a: -1\nb: - 1\n", "a: -\n",
    "services:\n  db:\n    image: \"postgres:15\"\n    ports: [\"5432:5432\"]\n"
    "    environment:\n      - A=1\n      - B=${B:-x}\n",
    "text: >-\n  a\n  b\n\n\n  c\n", "text: |2\n   a\n  b\n", "=: 1",
    "a: b #c\nd: e#f\n", "? |\n  x\n: - 1\n  - 2\n", "a: 0o17", "a: 1__0",
    "- 0\n- -0\n- 00\n- 0.0\n- 1_0.5\n- 1e5\n- 0x\n- .\n- ..\n- -\n- +\n- 1-2",
]
for text in DOCUMENTS:
    for load in (yaml.safe_load, yaml.full_load):
        try:
            print(repr(load(text)))
        except yaml.YAMLError as error:
            print("error", isinstance(error, yaml.MarkedYAMLError))
            break

print(list(yaml.safe_load_all("a: 1\n---\nb: 2\n...\n---\n- 3\n")))
print(yaml.load(io.StringIO("a: [x]"), Loader=yaml.SafeLoader))
print(yaml.load(b"a: \xc3\xa9", yaml.CSafeLoader), yaml.safe_load("\ufeffa: 1"))
print(yaml.load("a: 1\nb: yes", yaml.BaseLoader))
loop = yaml.safe_load("&a [1, *a]")
print(loop[1] is loop)
try:
    yaml.safe_load("a: 1\nb: [1\nc: 2\n")
except yaml.YAMLError as error:
    print(type(error).__name__, error.problem_mark.name)


class Loader(yaml.SafeLoader):
    pass


def environment(loader, node):
    return "env:" + loader.construct_scalar(node)


def point(loader, node):
    return tuple(sorted(loader.construct_mapping(node, deep=True).items()))


yaml.add_constructor("!ENV", environment, Loader=Loader)
Loader.add_constructor("!point", point)
Loader.add_constructor("!join",
                       lambda l, n: "".join(map(str, l.construct_sequence(n))))
Loader.add_multi_constructor("!m:", lambda l, rest, n: (rest, n.value))
print(yaml.load("a: !ENV HOME\nb: !point {x: 1, y: [2]}\nc: !join [1, a]\n"
                "d: !m:z q", Loader))
try:
    yaml.safe_load("a: !ENV HOME")
except yaml.constructor.ConstructorError as error:
    print(error.problem)

import datetime
VALUES = [
    None, True, 1, 1.5, 1e20, float("inf"), "", "a", "1", "yes", "a: b", "# c",
    "a #b", " x", "x ", "- a", "-a", "?", "&x", "it's", "null", "~", "2001-01-01",
    "a\tb", "é", "[a]", "a,b", "{", "@x", "x: ", ":x", "1_0", "0x1", "%d", "!x",
    [], {}, [1, [2, 3], {"a": 1}], {"a": [1, 2], "b": {"c": None}, "d": []},
    {"b": 1, "a": {"x": [{"y": 1, "z": [1]}]}}, [[1], [[2]]], {1: 2, "x": 3},
    datetime.date(2001, 2, 3), datetime.datetime(2001, 2, 3, 4, 5, 6),
]
for value in VALUES:
    print(repr(yaml.safe_dump(value)), repr(yaml.dump(value, sort_keys=False)))
    print(repr(yaml.dump(value, default_flow_style=True)))
print(yaml.dump({"é": "ü"}, allow_unicode=True), yaml.safe_dump([1], explicit_start=True))
print(yaml.dump({"a": {"b": [1]}}, indent=4), yaml.safe_dump_all([1, {"a": 2}]))
out = io.StringIO()
print(yaml.safe_dump({"a": 1}, out), out.getvalue())
print("end")
