# typing and dataclasses as run-time code sees them.
import typing, dataclasses
from typing import *
from dataclasses import dataclass, field
T2=TypeVar('T2')
print(Optional[int], Union[str,int,None], Union[int], List[int], Dict[str,Any], Callable[[int],str], Callable[...,int], Literal['a',1], Annotated[int,'x'], ClassVar[int], Tuple[int,...], Sequence[str], Type[int], Iterator[int])
print(get_origin(Optional[int]) is Union, get_args(Optional[int]), get_origin(List[int]), get_args(Callable[[int],str]), get_args(Annotated[int,'x',2]), get_origin(int|None) , get_args(int|str), get_origin(list[int]))
print(Union[int,str]==Union[str,int], Optional[int]==Union[int,None], hash(Optional[int])==hash(Union[int,None]))
class Box(Generic[T2]):
    def __init__(s,x): s.x=x
print(Box[int](3).x, Box[int].__args__, Box.__parameters__==(T2,), Box.__mro__[1] is Generic)
class Sub(Box[int]): pass
print(Sub(4).x, [b.__name__ for b in Sub.__mro__], Sub.__orig_bases__[0].__args__)
class NT(NamedTuple):
    a: int
    b: str = 'q'
    def foo(self): return self.a
print(NT(1), NT(1).foo(), NT._fields, NT.__annotations__, isinstance(NT(1),tuple))
class TD(TypedDict, total=False):
    x: int
    y: Required[str]
print(TD(x=1), sorted(TD.__required_keys__), TD.__total__)
class P(Protocol):
    def meth(self): ...
@runtime_checkable
class RP(Protocol):
    def meth(self) -> int: ...
class Im:
    def meth(self): return 1
print(isinstance(Im(), RP), isinstance(3, RP))
def fn(a: int, b: 'Optional[str]' = None) -> List['int']: ...
print(get_type_hints(fn))
class H:
    x: 'int'
    y: Annotated[str,'m']
print(get_type_hints(H), get_type_hints(H, include_extras=True))
UserId=NewType('UserId',int); print(UserId(5))
print(cast(int,'a'), isinstance([], List), TYPE_CHECKING)
@dataclass
class D:
    a: int
    b: str = 'x'
    c: list = field(default_factory=list)
    d: ClassVar[int] = 5
    e: int = field(default=3, repr=False, compare=False)
print(D(1), D(1)==D(1), D(1)!=D(2), D(1,'y').b, [f.name for f in dataclasses.fields(D)], dataclasses.asdict(D(1)), dataclasses.astuple(D(1)), dataclasses.replace(D(1),a=9), D.__match_args__, dataclasses.is_dataclass(D))
try: hash(D(1))
except TypeError as e: print(e)
@dataclass(frozen=True, order=True)
class F:
    x: int
    y: int = 2
    def __post_init__(self): object.__setattr__(self,'z',self.x)
print(F(1)<F(2), hash(F(1))==hash(F(1)), F(1).z, sorted([F(3),F(1)]))
try: F(1).x=2
except Exception as e: print(type(e).__name__, e)
@dataclass(kw_only=True)
class K(D):
    k: int
print(K(1,k=2))
@dataclass
class IV:
    a: int
    i: dataclasses.InitVar[int] = 4
    def __post_init__(self,i): self.q=i*2
print(IV(1).q, IV(1))
try: D()
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad:
        x: int = 1
        y: int
except TypeError as e: print(e)
@dataclass(slots=True)
class SL:
    a: int = 1
print(SL(), SL.__slots__)
