# collections, functools, itertools, operator and abc.
import functools, operator, itertools, collections, collections.abc as cabc, abc
L=list
print(functools.reduce(operator.add,[1,2,3]), functools.reduce(operator.add,[1,2],5))
p=functools.partial(int, base=2); print(p('101'), functools.partial(p,'11')())
@functools.lru_cache
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(50), fib.cache_info())
@functools.total_ordering
class T:
    def __init__(s,x): s.x=x
    def __eq__(s,o): return s.x==o.x
    def __lt__(s,o): return s.x<o.x
print(T(1)<=T(1), T(2)>T(1), T(1)>=T(2))
class C:
    n=0
    @functools.cached_property
    def v(self): C.n+=1; return C.n
c=C(); print(c.v,c.v)
@functools.singledispatch
def f(x): return 'obj'
@f.register
def _(x: int): return 'int'
@f.register(list)
def _(x): return 'list'
print(f(1), f([]), f('a'), f(True))
print(sorted([3,1,2], key=functools.cmp_to_key(lambda a,b: b-a)))
print(operator.itemgetter(1)([1,2]), operator.attrgetter('real','imag')(3), operator.methodcaller('upper')('a'))
it=itertools
print(L(it.chain([1],[2,3])), L(it.chain.from_iterable([[1],[2]])), L(it.islice(range(10),2,8,3)), L(it.islice(it.count(5),3)), L(it.accumulate([1,2,3])), L(it.product('ab',[1,2])), L(it.permutations('abc',2)), L(it.combinations('abcd',2)), L(it.combinations_with_replacement('ab',2)), L(it.zip_longest('abc','x',fillvalue='-')), [(k,L(g)) for k,g in it.groupby('aabbbc')], L(it.starmap(pow,[(2,3)])), L(it.takewhile(lambda x:x<3,[1,2,3,1])), L(it.dropwhile(lambda x:x<3,[1,2,3,1])), L(it.pairwise([1,2,3])), L(it.batched('abcde',2)), L(it.filterfalse(None,[0,1])), [L(x) for x in it.tee([1,2])], L(it.compress('abc',[1,0,1])), L(it.repeat(1,2)), L(it.product(repeat=2)), L(it.islice([1,2,3],2)))
P=collections.namedtuple('P','x y',defaults=[5]); q=P(1); print(q, q.x, q._replace(x=3), q._asdict(), P._fields, q==(1,5), P._make([1,2]), hash(q)==hash((1,5)))
for a in [(), (1,2,3)]:
    try: P(*a)
    except TypeError as e: print(e)
try: P(1,z=2)
except TypeError as e: print(e)
class PP(collections.namedtuple('PP','a b')):
    __slots__=()
    @property
    def s(self): return self.a+self.b
print(PP(1,2).s, PP(a=1,b=3))
d=collections.defaultdict(list); d['a'].append(1); print(d, d.get('z'), dict(d))
o=collections.OrderedDict([('a',1),('b',2)]); o.move_to_end('a'); print(o, o.popitem(), o==collections.OrderedDict(b=2))
k=collections.Counter('abracadabra'); print(k, k.most_common(2), k['z'], k+collections.Counter('a'), L(collections.Counter(a=2).elements()))
q=collections.deque([1,2,3],maxlen=3); q.append(4); q.appendleft(0); print(q, q.pop(), q.popleft(), L(q)); 
q=collections.deque(range(100)); [q.popleft() for _ in range(60)]; q.rotate(3); print(len(q), q[0], q[-1], 99 in q)
m=collections.ChainMap({'a':1},{'a':2,'b':3}); print(m['a'],m['b'],sorted(m), len(m))
print(isinstance([],cabc.Sequence), isinstance({},cabc.Mapping), isinstance('',cabc.Iterable), isinstance(3,cabc.Iterable), isinstance(len,cabc.Callable), isinstance((x for x in []),cabc.Generator), isinstance(set(),cabc.MutableSet), issubclass(list,cabc.MutableSequence), isinstance([],cabc.Hashable), isinstance((),cabc.Hashable), isinstance(iter([]),cabc.Iterator))
class MM(cabc.MutableMapping):
    def __init__(s): s.d={}
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,k,v): s.d[k]=v
    def __delitem__(s,k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
m=MM(); m.update(a=1); m['b']=2; print(dict(m), m.pop('a'), m.get('q',9), L(m.items()), m.setdefault('c',3), 'c' in m, m=={'b':2,'c':3})
class Ab(abc.ABC):
    @abc.abstractmethod
    def foo(self): pass
    @property
    @abc.abstractmethod
    def bar(self): pass
try: Ab()
except TypeError as e: print(e)
class Cc(Ab):
    def foo(self): return 1
    bar=2
print(Cc().foo())
def deco(g):
    @functools.wraps(g)
    def w(*a): return g(*a)
    return w
@deco
def named(): 'doc'
print(named.__name__, named.__doc__, named.__wrapped__.__name__)
