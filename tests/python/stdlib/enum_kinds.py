# Enumerations of every kind, mixed with data types.
import enum
from functools import partial
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Color(enum.Enum):
    RED=1
    GREEN='g'
    BLUE=enum.auto() if False else 3
    ALIAS=1
    def desc(self): return self.name.lower()
    @property
    def up(self): return self.name+'!'
    @classmethod
    def default(cls): return cls.RED
print(list(Color), Color.RED, repr(Color.GREEN), Color('g'), Color['BLUE'], Color.ALIAS is Color.RED, Color.RED.desc(), Color.RED.up, Color.default())
print(len(Color), Color.__members__.keys(), Color.RED in Color, 1 in Color, 77 in Color, Color, hash(Color.RED)==hash(Color.RED))
t(lambda: Color(9)); t(lambda: Color['x']); 
class S(str, enum.Enum):
    A='a'; B='b'
print(S.A, repr(S.A), S.A=='a', f'{S.A}', '%s'%S.A, S.A.value, isinstance(S.A,str), S('b'), S.A.upper(), [x.value for x in S], S.A+'x', format(S.A,'>5'))
class I(enum.IntEnum):
    X=1; Y=2; Z=enum.auto()
print(I.X, repr(I.Z), I.X+1, f'{I.Y}', I.Z>I.X, sorted(I, reverse=True), I(3), int(I.Y))
class SE(enum.StrEnum):
    FOO=enum.auto(); BAR='b'
print(SE.FOO, repr(SE.BAR), SE.FOO=='foo', SE('b'))
class F(enum.Flag):
    A=enum.auto(); B=enum.auto(); C=enum.auto(); AB=A|B
print(F.A|F.C, repr(F.A|F.C), list(F.AB), F.AB, F(5), ~F.A, F.A in F.AB, bool(F.A & F.B), list(F), F(0), repr(F(0)))
t(lambda: F(16))
class P(enum.IntFlag):
    R=4; W=2; X=1
print(P.R|P.W, repr(P.R|P.W), P(7), repr(P(8)), P.R|8, int(P.R|P.X), ~P.R)
class Planet(enum.Enum):
    EARTH=(1,2); MARS=(3,4)
    def __init__(self,m,r): self.m=m; self.r=r
    @property
    def s(self): return self.m+self.r
print(Planet.EARTH.s, Planet.MARS.value, repr(Planet.MARS))
class Coord(bytes, enum.Enum):
    def __new__(cls, value, label):
        o=bytes.__new__(cls,[value]); o._value_=value; o.label=label; return o
    PX=(0,'P.X')
print(Coord.PX.label, Coord.PX.value)
A=enum.Enum('A','x y z'); print(list(A)); B=enum.Enum('B',{'q':1,'w':5}); print(list(B)); C=enum.Enum('C',[('a',1),('b',2)],type=int) ; print(list(C))
def bad():
    class D(Color): pass
t(bad)
def bad2():
    class D(enum.Enum):
        a=1; a=2
t(bad2)
def bad3():
    @enum.unique
    class D(enum.Enum):
        a=1; b=1
t(bad3)
def bad4(): Color.RED=5
t(bad4)
class M(enum.Enum):
    a=1
    @classmethod
    def _missing_(cls,v): return cls.a if v=='?' else None
print(M('?')); t(lambda: M(3))
class G(enum.Enum):
    def _generate_next_value_(name,start,count,last): return name*2
    a=enum.auto(); b=enum.auto()
print([x.value for x in G])
class Mix:
    def hello(self): return 'hi '+self.name
class W(Mix, str, enum.Enum):
    k='v'
print(W.k.hello(), W.k, repr(W.k))
class N(enum.Enum):
    name1=[1,2]; x={'a':1}
print(N([1,2]), N.x)
print(str(I), repr(F), isinstance(Color.RED, Color), type(Color.RED) is Color, Color.RED.__class__.__name__)
class Base(enum.Enum):
    def foo(self): return self.value
class Child(Base):
    a=5
print(Child.a.foo(), Color.RED==Color.RED, Color.RED!=Color.BLUE, Color.RED==1)
import copy
print(copy.deepcopy(Color.RED) is Color.RED, {Color.RED:1}[Color.RED], bool(Color.RED), [c.name for c in reversed(Color)])
