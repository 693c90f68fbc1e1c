import asyncio
async def f(x):
    await asyncio.sleep(0)
    return x * 2
class AC:
    async def __aenter__(self): print("aenter"); return 5
    async def __aexit__(self, *a): print("aexit", a[0]); return True
class AI:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def agen(n):
    try:
        for i in range(n):
            x = yield i
            if x: print("sent", x)
    finally:
        print("agen done")
async def main():
    print(await f(2))
    async with AC() as v: print(v); raise ValueError
    async for i in AI(3): print(i, end=" ")
    else: print("else")
    print([i async for i in agen(3)], [await f(i) for i in range(3)])
    print({i: await f(i) async for i in AI(2) if i})
    a = agen(5)
    print(await a.__anext__(), await a.asend("hello"))
    await a.aclose()
    try: await a.__anext__()
    except StopAsyncIteration: print("stopped")
    print(await asyncio.gather(f(1), f(2)))
    t = asyncio.create_task(f(10))
    print(await t)
    try: await asyncio.wait_for(f(3), 1)
    except Exception as e: print(e)
    try: await 5
    except TypeError as e: print(type(e).__name__)
    async for i in agen(10):
        if i == 2: break
    return "result"
print(asyncio.run(main()))
c = f(1)
print(type(c).__name__)
c.close()
