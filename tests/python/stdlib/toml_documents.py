import io
import tomllib

text = '''
title = "Ein \\u00e4"
[tool.z]
b = 1
a = [1, 2.5, "x", {k = true}]
[tool.a]
when = 1979-05-27T07:32:00Z
local = 1979-05-27T00:32:00.999999
off = 1979-05-27T00:32:00-07:00
day = 1979-05-27
hour = 07:32:00
big = 9_007_199_254_740_993
hex = 0xff
inf = -inf
multi = """
one \\
   two"""
lit = 'C:\\x'
"quoted key" = 1
dotted.key.x = 2
[[hooks]]
name = "one"
[[hooks]]
name = "two"
'''
values = tomllib.loads(text)
print(values)
print(list(values), list(values["tool"]))
print(tomllib.load(io.BytesIO(b"a = 1\n")))
print(tomllib.loads("x = 1.25", parse_float=lambda t: ("float", t)))
for wrong in ("a = ", "a = 1\na = 2", "= 1", "[a\n"):
    try:
        tomllib.loads(wrong)
    except tomllib.TOMLDecodeError as error:
        print(type(error).__mro__[1].__name__, "at line" in str(error) or "at end" in str(error))
try:
    tomllib.load(io.StringIO("a = 1"))
except TypeError as error:
    print(error)
