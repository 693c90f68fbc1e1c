"""Compares the headers that limbeck reads from revision files without executing
them with what CPython has after executing them.

    python3 tests/python/header_compare.py build/dev/tests/ast_dump [COUNT [SEED]]

The files are put together at random from fragments that are made to mislead.
Where scan_header is not sure, nothing is compared; how often is told.
"""

import random
import subprocess
import sys
import tempfile

NAMES = ["revision", "down_revision", "branch_labels", "depends_on"]
VALUES = """'a'|"b"|None|('a',)|('a', 'b')|()|[]|['x']|{'s'}|'a' 'b'|('a' 'b')|(
  'a'  # one
  'b',
)|'a', 'b'|'a',|r'\\n'|'\\n'|'\\x41\\u00e9'|u'u'|'''t
t'''|""|''|'#'|'=' '"'|(None)|(('a', 'b'))|((('a')))|['a' 'b', 'c',]|f'a'|b'a'
'a' + 'b'|x|get()|'a'.upper()|'a' if x else 'b'|'a' or 'b'|not 'a'|-1|1|['a', None]
('a', 'b')[0]|'%s' % 1|{}|{'a': 'b'}|('a'
)|\\
'a'|'a' \\
'b'|'a'; y = 1|'a'; x = 'z'|revision|str('a')|lambda: 'a'|'a' == 'b'|('a')('b')|'a'[0]"""
OTHERS = """import os
from typing import Union, Sequence
x = 1
x: int = 2
y = revision if 'revision' in globals() else 0
print_ = (lambda *a: None)
print_('revision = 1')
# revision = 'comment'
x = '''
revision = 'in a text'
'''
x = {
'revision': 1,
}
x = [
revision
for revision in 'ab']
def f():
    revision = 'local'
def f(): revision = 'local'
def f():
    '''
revision = 'text'
'''
    return (
1)
def g():
    global revision
    revision = 'global'
g() if 'g' in globals() else 0
class A:
    revision = 'class'
if x:
    revision = 'if'
if False: revision = 'never'
for revision in ['loop']:
    pass
try:
    revision = 'try'
finally:
    pass
with open('/dev/null') as down_revision: pass
revision += 'x'
revision, z = 'r', 'z'
x = revision = 'chain'
(revision) = 'brackets'
[revision] = ['list']
revision: str
del revision
globals()['revision'] = 'g'
exec("revision = 'exec'")
x = f"{x!r:>{3}} 'revision'"
x = f'{"revision"}'
x = f'{x}' '#' "'"
x = "\\"" ; revision = 'after'
upgrade = f if 'f' in globals() else None
def upgrade():
    pass
def downgrade() -> None:
    '''x'''
async def upgrade(): pass
@(lambda f: f)
def upgrade(): pass
@(lambda f: None)
def revision(): pass
def revision(): pass
class upgrade: pass
import os as revision
from os import path as down_revision
from os import (path as
  revision)
from os.path import *
x = 3 if x else \\
4
\\
revision = 'continued'
   
\t# blank
if x: \\
  revision = 'if'
'revision = 1'; revision = 'text'
(revision := 'walrus')
x = (revision := 'walrus')
print_(revision := 'walrus')
x = [revision := 'walrus']
assert True
match = 1
match x:
    case revision: pass
while (revision := ''): pass
lambda revision: 1
type_ = 'type'
x = 1; revision = 'semi'
locals()['revision'] = 2
vars()['revision'] = 2
setattr(__import__('sys').modules.get('none'), 'revision', 1) if 0 else 0""".split("\n")


def fragments():
    groups, current = [], []
    for line in OTHERS:
        current.append(line)
        try:
            compile("\n".join(current) + "\n", "x", "exec")
        except SyntaxError:
            continue
        groups.append(current)
        current = []
    # Blocks of several lines were cut after their shortest form; join again.
    joined = []
    for group in groups:
        if joined and group[0][:1] in (" ", "\t") and group[0].strip():
            joined[-1] += group
        else:
            joined.append(group)
    return ["\n".join(group) for group in joined]


def values():
    return VALUES.split("|")


def program(random, others):
    lines = []
    if random.random() < 0.5:
        lines.append(random.choice(['"""doc"""', "'doc'", '"""a\nb"""', "r'''\\d'''", "f'x'"]))
    for name in NAMES:
        if random.random() < 0.8:
            annotation = random.choice(["", "", ": str", ": Union[str, None]", ": 'x=y'"])
            equals = random.choice([" = ", "=", "  =  "])
            lines.append(name + annotation + equals + random.choice(values()))
    for _ in range(random.randrange(4)):
        lines.insert(random.randrange(len(lines) + 1), random.choice(others))
    return random.choice(["\n", "\n\n", "\n# c\n"]).join(lines) + random.choice(["\n", ""])


def expected(namespace):
    found = {}
    doc = namespace.get("__doc__")
    if doc is not None:
        found["__doc__"] = (str, [doc])
    for name in NAMES:
        if name in namespace:
            value = namespace[name]
            kind = type(value)
            items = [value] if kind is str else [] if value is None else value
            found[name] = (kind, sorted(items) if kind is set else list(items))
    for name in ("upgrade", "downgrade"):
        if name in namespace:
            found[name] = True
    return found


def actual(text):
    kinds = [type(None), str, tuple, list, set]
    found = {}
    for part in text.decode().split("\1")[:-1]:
        name, *rest = part.split("\0")
        if not rest:
            found[name] = True
            continue
        kind, items = kinds[int(rest[0])], rest[1:]
        found[name] = (kind, sorted(set(items)) if kind is set else items)
    return found


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    chooser = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    process = subprocess.Popen(
        [sys.argv[1], "--header"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    others = fragments()
    same = unsure = failing = different = 0
    with tempfile.NamedTemporaryFile(suffix=".py") as file:
        while same + unsure + different < count:
            source = program(chooser, others)
            namespace = {"__name__": "revision_file"}
            try:
                exec(compile(source, "x.py", "exec"), namespace)
            except Exception:
                failing += 1  # executing it would fail: any answer is right
                continue
            file.seek(0)
            file.truncate()
            file.write(source.encode())
            file.flush()
            process.stdin.write(file.name.encode() + b"\n")
            process.stdin.flush()
            status, size = process.stdout.readline().split()
            text = process.stdout.read(int(size))
            if status == b"unsure":
                unsure += 1
                continue
            if actual(text) == expected(namespace):
                same += 1
                continue
            different += 1
            if different <= 10:
                print(source, actual(text), expected(namespace), "-" * 40, sep="\n")
    print(f"{same} same, {different} different, {unsure} not sure, {failing} fail to execute")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
