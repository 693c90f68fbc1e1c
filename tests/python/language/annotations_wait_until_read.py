from typing import get_type_hints, Optional
def f(a: int, b: "str" = "x", *c: float, d: list[int] | None = None, **e: dict) -> bool: pass
print(f.__annotations__)
class C:
    x: int
    y: Optional[str] = None
    z: "C"
print(C.__annotations__, get_type_hints(C)["z"] is C)
x: int = 1
print(__annotations__) if 0 else None
def g(self_ref: "Undefined"): pass
print(g.__annotations__)
class D:
    if True:
        a: int
    else:
        b: str
print(D.__annotations__)
def h():
    v: int = 3
    return v
print(h(), h.__annotations__)
lst: list[int] = []
print(list[int], dict[str, int] | None, int | str, tuple[int, ...])
