import asyncio
class Aw:
    def __await__(self):
        x = yield from self.inner()
        return x
    def inner(self):
        return 7
        yield
async def m():
    print(await Aw())
    async with Lock() as l: print(l)
    try:
        async with Lock(): raise KeyError("k")
    except KeyError as e: print("caught", e)
    g = ag()
    print([x async for x in g])
    g = ag()
    async for x in g: break
    await g.aclose()
    try: await g.asend(None)
    except StopAsyncIteration: print("over")
    print(sum([x async for x in ag() if x]), {x async for x in ag()} == {0, 1, 2})
    gen = (x * 2 async for x in ag())
    print([y async for y in gen], type(gen).__name__)
    async def inner():
        try: await asyncio.sleep(0); return "inner"
        finally: print("inner finally")
    print(await inner())
    r = await asyncio.gather(bad(), good(), return_exceptions=True)
    print(r)
    async with asyncio.TaskGroup() as tg:
        t1 = tg.create_task(good()); t2 = tg.create_task(good())
    print(t1.result(), t2.result())
async def bad(): raise ValueError("bad")
async def good(): return "good"
class Lock:
    async def __aenter__(self): return "lock"
    async def __aexit__(self, t, v, tb): print("exit", t)
async def ag():
    for i in range(3):
        yield i
asyncio.run(m())
def delegating():
    try:
        r = yield from inner_gen()
        print("r", r)
    except RuntimeError as e: print("runtime", e)
    yield "end"
def inner_gen():
    try: yield 1
    except ValueError: return "from except"
d = delegating(); print(next(d)); print(d.throw(ValueError)); print(list(d))
def closer():
    try: yield 1
    except GeneratorExit: print("exit"); raise
c = closer(); next(c); c.close()
def ignoring():
    try: yield 1
    except GeneratorExit: yield 2
i = ignoring(); next(i)
try: i.close()
except RuntimeError as e: print(e)
def unwinding():
    with open(__file__):
        yield 1
        yield 2
for x in unwinding(): break
print("done", x)
def g2():
    x = 0
    while True:
        got = yield x
        if got is not None: x = got
        else: x += 1
g = g2(); print(next(g), next(g), g.send(10), next(g))
print(g.gi_frame is not None, g.gi_running, g.__name__, g.__qualname__)
import types
@types.coroutine
def legacy():
    yield
    return 3
async def uses(): return await legacy()
co = uses()
try:
    co.send(None); co.send(None)
except StopIteration as e: print(e.value)
def handled():
    try: 1 / 0
    except ZeroDivisionError:
        yield 1
        import sys
        print(sys.exc_info()[0])
    yield sys.exc_info()[0]
print(list(handled()))
