# Each case is a file of its own; what CPython 3.13 shows for it is recorded.
import os
import tempfile
import traceback

CASES = {
    "asserts": 'x = 3\nassert x == 4, f"x is {x}"\n',
    "attr": 'import datetime\ndatetime.datetme.now()\n',
    "attr2": 'class A:\n    colour = 1\na = A()\nprint(a.color)\n',
    "binop": 'a = {"x": 1}\nb = None\nr = a["x"] + b["y"] * 2\n',
    "call": 'def f(a, b):\n    return a/b\nx = f(1,\n      0)\n',
    "chain": 'def g():\n    try:\n        {}["a"]\n    except KeyError as e:\n        raise ValueError("bad") from e\ndef h():\n    try:\n        g()\n    except ValueError:\n        1/0\nh()\n',
    "cls": 'class A:\n    x = 1\n    y = undefined_name\n',
    "compr": 'x = [y/0 for y in (1,2)]\n',
    "ctx3": 'try:\n    try:\n        1/0\n    finally:\n        [][0]\nexcept IndexError:\n    raise OSError(2, "No such", "fname")\n',
    "customexc": 'class MyErr(Exception):\n    def __str__(self): return "custom\\nmulti"\nraise MyErr(1)\n',
    "deco": 'def d(f):\n    raise ValueError("deco")\n@d\ndef f():\n    pass\n',
    "fromnone": 'try:\n    1/0\nexcept ZeroDivisionError:\n    raise KeyError("a") from None\n',
    "gen": 'def g():\n    yield 1\n    raise KeyError("g")\nfor x in g(): pass\n',
    "group": 'def f(x):\n    raise TypeError(x)\nerrors=[]\nfor i in range(2):\n    try: f(i)\n    except TypeError as e: errors.append(e)\nraise ExceptionGroup("many", [*errors, ExceptionGroup("inner", [KeyError("k")])])\n',
    "key": 'd = {"a": {"b": 1}}\nd["a"]["c"]["e"]\n',
    "kw": 'dict(a=1)(b=2)\n',
    "lambda": 'fs = [lambda x: x / 0]\nprint([f(1) for f in fs])\n',
    "longline": 'value = some_function_name(1, 2, 3) + another_undefined_function(4, 5, 6) + yet_another_function(7, 8, 9) + more(10)\n',
    "multi": 'foo = (1 +\n       2 +\n       None +\n       4)\n',
    "name": 'def f():\n    valeu = 1\n    return value\nvalues = 3\nf()\n',
    "noneattr": 'x = None\nx.foo.bar\n',
    "notes": 'try:\n    int("x")\nexcept ValueError as e:\n    e.add_note("first note")\n    e.add_note("second\\nline")\n    raise\n',
    "prop": 'class A:\n    @property\n    def p(self): return self.q\nA().p\n',
    "starexc": 'try:\n    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])\nexcept* ValueError:\n    print("v")\n',
    "stdlib": 'time.sleep(1)\n',
    "subscr": 'x = [1,2,3]\nx[1:2].foo[4](5)\n',
    "syntax1": 'x = 1\ndef f(:\n    pass\n',
    "syntax10": 'x = 5 = y\n',
    "syntax11": 'class A\n  pass\n',
    "syntax12": 'return 5\n',
    "syntax13": 'print(f"{x!z}")\n',
    "syntax14": 'import a.b as c.d\n',
    "syntax15": 'a b\n',
    "syntax16": 'x = {1: 2, 3}\n',
    "syntax17": 'else:\n  pass\n',
    "syntax18": 'def f(a, a): pass\n',
    "syntax19": 'nonlocal x\n',
    "syntax2": 'if True\n    x = 1\n',
    "syntax20": 'x = 0777\n',
    "syntax21": 'if x = 3: pass\n',
    "syntax22": 'while True:\n  break\ncontinue\n',
    "syntax23": 'try:\n  pass\nx = 1\n',
    "syntax24": 'from x import *, y\n',
    "syntax25": 'f(**a, *b)\n',
    "syntax26": 'await x\n',
    "syntax3": 'print "hello"\n',
    "syntax4": 'x = (1,\ny = 2\n',
    "syntax5": 'def f():\n  x = 1\n   y = 2\n',
    "syntax6": 'a = "abc\n',
    "syntax7": 'for i in range(3):\nprint(i)\n',
    "syntax8": 'x = [1, 2\nfoo()\n',
    "syntax9": 'f(a for a in b, c)\n',
    "tabs": 'def f():\n\treturn "é" + [][1]\nf()\n',
    "typee": 'len(5)\n',
    "typee2": 'def f(a, *, b): pass\nf(1, 2)\n',
    "unb": 'def f():\n    print(x)\n    x = 1\nf()\n',
    "unicode": 'x = "日本語" + 1\n',
    "with": 'class C:\n    def __enter__(self): return self\n    def __exit__(self, *a): raise RuntimeError("in exit")\nwith C() as c:\n    raise ValueError("in body")\n',
}

folder = tempfile.mkdtemp()
for name, source in CASES.items():
    path = os.path.join(folder, name + ".py")
    with open(path, "w") as file:
        file.write(source)
    print("==", name)
    try:
        exec(compile(source, path, "exec"), {"__name__": "__main__"})
    except BaseException as error:
        error.__traceback__ = error.__traceback__.tb_next
        text = "".join(traceback.format_exception(error))
        print(text.replace(folder + os.sep, ""), end="")
