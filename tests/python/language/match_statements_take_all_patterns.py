from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int = 0
class K:
    __match_args__ = ("a",)
    a = 1; b = 2
def m(v):
    match v:
        case 0 | 1: return "small"
        case -5: return "neg"
        case "s": return "str"
        case None: return "none"
        case True: return "never"
        case [1, 2, *rest] if len(rest) > 1: return f"rest {rest}"
        case [1, 2, *_]: return "12"
        case [x, [y, z]]: return (x, y, z)
        case []: return "empty"
        case {"k": v, "n": {"m": w}}: return v, w
        case {"a": 1, **kw}: return kw
        case P(x=0): return "x0"
        case P(x, y) if x == y: return "diag"
        case P(1 | 2 as n, y): return n, y
        case K(5): return "no"
        case K(1, b=bb): return bb
        case int(n): return "int", n
        case str() as s: return "s", s
        case (float() | complex()) as q: return q
        case _: return "other"
for v in [0, 1, -5, "s", None, [1,2,3,4], [1,2,3], (1,2), [5,[6,7]], [], {"k":1,"n":{"m":2}}, {"a":1,"z":2}, P(0), P(3,3), P(2,9), P(7,8), K(), 42, "text", 1.5, 2j, object, b"x", {1}]:
    print(m(v))
match 1, 2:
    case a, b: print(a, b)
import sys
match 3:
    case sys.maxsize: print("no")
    case n if n > 5: print("no")
    case n: print("n", n)
try:
    match P(1):
        case P(1, 2, 3): pass
except TypeError as e: print(e)
