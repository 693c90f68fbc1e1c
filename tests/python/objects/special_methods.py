# Special methods of every kind, subclasses of built-ins, metaclasses.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
import sys
# weird stuff
class A:
    def __init__(self): self.x=1
class Prop:
    @property
    def a(self): raise AttributeError("inner")
    def __getattr__(self, n): return "fallback "+n
print(Prop().a)  # expect: fallback a
class Q:
    @property
    def a(self): raise AttributeError("inner")
t(lambda: Q().a)  # expect: AttributeError inner
print(getattr(Q(),'a','dflt'))  # expect: dflt
class M(type):
    def __getattr__(cls, n): return "meta "+n
class W(metaclass=M): pass
print(W.foo)  # expect: meta foo
t(lambda: W().foo)  # expect: AttributeError 'W' object has no attribute 'foo'
class Cls:
    @classmethod
    @property
    def x(cls): return 1
class V:
    __slots__=('__dict__','a')
v=V(); v.a=1; v.b=2
print(v.a,v.b,v.__dict__)  # expect: 1 2 {'b': 2}
class Del:
    def __del__(self): print("deleted")
d=Del(); del d  # expect: deleted
def f():
    d=Del()
f()  # expect: deleted
class Res:
    keep=[]
    def __del__(self): Res.keep.append(self)
Res(); print(len(Res.keep));  # expect: 1
import functools
class O:
    __hash__=None
t(lambda: hash(O()))  # expect: TypeError unhashable type: 'O'
class It:
    def __init__(self): self.i=0
    def __iter__(self): return self
    def __next__(self):
        self.i+=1
        if self.i>3: raise StopIteration
        return self.i
print(list(It()), sum(It()), max(It()), 2 in It(), tuple(It()), dict(zip(It(),It())), [*It()], {*It()})  # expect: [1, 2, 3] 6 3 True (1, 2, 3) {1: 1, 2: 2, 3: 3} [1, 2, 3] {1, 2, 3}
a,b,c=It(); print(a,b,c)  # expect: 1 2 3
class Mapp:
    def keys(self): return ['a','b']
    def __getitem__(self,k): return k*2
print(dict(Mapp()), {**Mapp()})  # expect: {'a': 'aa', 'b': 'bb'} {'a': 'aa', 'b': 'bb'}
def kw(**k): return k
print(kw(**Mapp()))  # expect: {'a': 'aa', 'b': 'bb'}
class Sub(list):
    def __init__(self,*a): super().__init__(a)
    def __getitem__(self,i): return ('sub', super().__getitem__(i))
    def __len__(self): return 100
    def append(self,x): super().append(x*2)
s=Sub(1,2,3); s.append(4)
print(s[0], len(s), list(s), s, bool(Sub()))  # expect: ('sub', 1) 100 [1, 2, 3, 8] [1, 2, 3, 8] True
class OD(dict):
    def __setitem__(self,k,v): super().__setitem__(k,(v,))
    def __iter__(self): return iter(['z'])
o=OD(a=1); o['b']=2
print(o, list(o), len(o), o.get('b'), list(o.items()))  # expect: {'a': 1, 'b': (2,)} ['z'] 2 (2,) [('a', 1), ('b', (2,))]
class F(float):
    def __repr__(self): return "F"
print(F(1.5), F(1.5)+1, str(F(2)), [F(1)])  # expect: F 2.5 F [F]
class T(tuple):
    def __new__(cls,a,b): return super().__new__(cls,(a,b))
    @property
    def first(self): return self[0]
x=T(1,2); print(x, x.first, x+(3,), len(x), x==(1,2), hash(x)==hash((1,2)))  # expect: (1, 2) 1 (1, 2, 3) 2 True True
class Fs(frozenset): pass
print(Fs([1]), Fs([1])==frozenset([1]), type(Fs([1])|{2}).__name__)  # expect: Fs({1}) True frozenset
class S2(set):
    pass
s=S2([1]); s.z=1; print(s, s.z)  # expect: S2({1}) 1
print(type('X',(),{'__slots__':()})().__class__.__name__)  # expect: X
t(lambda: type('X',(),{'__slots__':('a',),'a':1}))  # expect: ValueError 'a' in __slots__ conflicts with class variable
print(object.__init_subclass__, ) if 0 else None
print(int.__mro__, bool.__bases__)  # expect: (<class 'int'>, <class 'object'>) (<class 'int'>,)
print(A.__init__.__name__, A.__init__.__qualname__)  # expect: __init__ A.__init__
class Cmp:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
print([c.v for c in sorted([Cmp(3),Cmp(1)])], Cmp(1)>Cmp(0))  # expect: [1, 3] True
t(lambda: Cmp(1)>=Cmp(0))  # expect: TypeError '>=' not supported between instances of 'Cmp' and 'Cmp'
class Abs:
    def __abs__(self): return 'abs'
    def __round__(self,n=None): return ('round',n)
    def __divmod__(self,o): return 'dm'
    def __format__(self,s): return 'fmt:'+s
    def __complex__(self): return 1j
    def __bytes__(self): return b'by'
    def __pow__(self,o,m=None): return ('pow',o,m)
    def __matmul__(self,o): return 'mm'
    def __reversed__(self): return 'rev'
    def __dir__(self): return ['z','a']
    def __sizeof__(self): return 10
    def __invert__(self): return 'inv'
    def __pos__(self): return 'pos'
a=Abs()
print(abs(a), round(a), round(a,2), divmod(a,1), format(a,'x'), f'{a:>3}', bytes(a), pow(a,2), pow(a,2,3), a@1, reversed(a), dir(a), ~a, +a, complex(a))  # expect: abs ('round', None) ('round', 2) dm fmt:x fmt:>3 b'by' ('pow', 2, None) ('pow', 2, 3) mm rev ['a', 'z'] inv pos 1j
class Meta2(type):
    def __call__(cls,*a,**k): return ('called',a,k)
class X2(metaclass=Meta2): pass
print(X2(1,k=2))  # expect: ('called', (1,), {'k': 2})
class Meta3(type):
    def __getitem__(cls,i): return i
    def __or__(cls,o): return 'or'
    def __repr__(cls): return 'META3'
class X3(metaclass=Meta3): pass
print(X3[5], X3|1, X3, [X3])  # expect: 5 or META3 [META3]
import abc
class AB(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
t(lambda: AB())  # expect: TypeError Can't instantiate abstract class AB without an implementation for abstract methods 'f', 'p'
class AC(AB):
    def f(self): return 1
    p=2
print(AC().f(), isinstance(AC(),AB))  # expect: 1 True
AB.register(int)
print(isinstance(3,AB), issubclass(int,AB))  # expect: True True
class ZZ: pass
g={}
exec("class E: z=[i for i in range(3)]", g); print(g['E'].z)  # expect: [0, 1, 2]
class Outer:
    class Inner:
        def m(self): return __class__.__qualname__
    def get(self):
        return self.__priv
    __priv=7
print(Outer.Inner().m(), Outer().get(), Outer._Outer__priv)  # expect: Outer.Inner 7 7
t(lambda: Outer().__priv)  # expect: AttributeError 'Outer' object has no attribute '__priv'
class SA:
    x: int
    def __set_name__(self,o,n): print('sn',n)
class SB: q=SA()  # expect: sn q
print(super.__name__, staticmethod(len)('ab'), property().fget)  # expect: super 2 None
class PP:
    def _g(self): return 'g'
    def _s(self,v): print('s',v)
    def _d(self): print('d')
    p=property(_g,_s,_d,'doc')
p=PP(); p.p=1; print(p.p, PP.p.__doc__); del p.p  # expect: s 1
# expect: g doc
# expect: d
class RO:
    @property
    def x(self): return 1
t(lambda: setattr(RO(),'x',1))  # expect: AttributeError property 'x' of 'RO' object has no setter
t(lambda: delattr(RO(),'x'))  # expect: AttributeError property 'x' of 'RO' object has no deleter
class NoGet: 
    x=property(None)
t(lambda: NoGet().x)  # expect: AttributeError property 'x' of 'NoGet' object has no getter
print(callable(A), callable(1), callable(A().__init__))  # expect: True False True
print([].__class__, (1).__class__, A().__class__.__name__, A.__class__)  # expect: <class 'list'> <class 'int'> A <class 'type'>
print(type(lambda:0).__name__, type(len).__name__, type(A.__init__).__name__, type(A().__init__).__name__, type(list.append).__name__,type(int.__add__).__name__)  # expect: function builtin_function_or_method function method method_descriptor wrapper_descriptor
print(len.__name__, [].append.__name__, list.append.__qualname__, len.__module__)  # expect: len append list.append builtins
print(repr(len), repr(list.append), repr(int.__add__), repr([].append)[:30])  # expect: <built-in function len> <method 'append' of 'list' objects> <slot wrapper '__add__' of 'int' objects> <built-in method append of lis
t(lambda: len())  # expect: TypeError len() takes exactly one argument (0 given)
t(lambda: len(1,2))  # expect: TypeError len() takes exactly one argument (2 given)
t(lambda: [].append(x=1))  # expect: TypeError list.append() takes no keyword arguments
t(lambda: print(foo=1))  # expect: TypeError print() got an unexpected keyword argument 'foo'
t(lambda: isinstance(1))  # expect: TypeError isinstance expected 2 arguments, got 1
t(lambda: isinstance(1,2))  # expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
t(lambda: issubclass(1,int))  # expect: TypeError issubclass() arg 1 must be a class
t(lambda: getattr(1,2))  # expect: TypeError attribute name must be string, not 'int'
t(lambda: setattr(1,'a',1))  # expect: AttributeError 'int' object has no attribute 'a' and no __dict__ for setting new attributes
t(lambda: hasattr(1,1))  # expect: TypeError attribute name must be string, not 'int'
