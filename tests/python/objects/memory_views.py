# Windows on bytes.
view = memoryview(b"abcdef")
print(view[0], view[-1], bytes(view[1:4]), view[::2].tobytes(), view[::-1].tolist(), len(view))
print(view.readonly, view.format, view.itemsize, view.nbytes, view.shape, view.strides, view.ndim)
print(view == b"abcdef", view[:3] == memoryview(b"abc"), view != b"x", view == "abcdef", view.obj)
print(hash(view) == hash(b"abcdef"), b"cd" in bytes(view), list(view[:2]), view.hex(), view.hex("-", 2))
print(isinstance(view, (bytes, memoryview)), bytearray(view[2:]), b"".join([view[:1], b"z"]))
print(int.from_bytes(view[:2], "big"), str(view[:2], "ascii"), view.contiguous, view[::2].contiguous)
data = bytearray(b"12345")
with memoryview(data) as window:
    window[0] = 65
    window[1:3] = b"xy"
    print(data, window.readonly, window.toreadonly().readonly)
    chars = window.cast("c")
    chars[4] = b"!"
    print(chars[0], chars.tolist(), data)


def told(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


told(lambda: window[0])
told(lambda: memoryview("text"))
told(lambda: memoryview(5))
told(lambda: memoryview())
told(lambda: view[10])
told(lambda: view["a"])
told(lambda: view.__setitem__(0, 1))
writable = memoryview(bytearray(3))
told(lambda: writable.__setitem__(0, 300))
told(lambda: writable.__setitem__(0, "a"))
told(lambda: writable.__setitem__(slice(0, 2), b"abc"))
told(lambda: hash(writable))
told(lambda: view < view)
