"""Objects as bytes, in CPython's format: https://docs.python.org/3/library/pickle.html

Written in the opcodes of protocol 2 to 5, read in those of every protocol."""

import copyreg
import functools
import io
import struct
import sys
from types import FunctionType

__all__ = ["DEFAULT_PROTOCOL", "HIGHEST_PROTOCOL", "PickleError", "Pickler", "PicklingError",
           "Unpickler", "UnpicklingError", "dump", "dumps", "load", "loads"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 5
format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


class _Stop(Exception):
    pass


def whichmodule(obj, name):
    found = getattr(obj, "__module__", None)
    if found is not None:
        return found
    for module_name, module in list(sys.modules.items()):
        if module_name != "__main__" and module is not None:
            try:
                if _by_path(module, name.split(".")) is obj:
                    return module_name
            except AttributeError:
                pass
    return "__main__"


def _by_path(found, path):
    for part in path:
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {'.'.join(path)!r}")
        found = getattr(found, part)
    return found


def encode_long(x):
    if x == 0:
        return b""
    size = (x.bit_length() >> 3) + 1
    made = x.to_bytes(size, "little", signed=True)
    if x < 0 and size > 1 and made[-1] == 0xff and made[-2] & 0x80:
        made = made[:-1]
    return made


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


class Pickler:
    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        try:
            self._write_out = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None
        self.proto = int(protocol)
        self.bin = protocol >= 1
        self.memo = {}
        self.fast = 0

    def clear_memo(self):
        self.memo.clear()

    def dump(self, obj):
        if not hasattr(self, "_write_out"):
            raise PicklingError("Pickler.__init__() was not called by "
                                f"{type(self).__name__}.__init__()")
        self._parts = []
        self.write = self._parts.append
        if self.proto >= 2:
            self.write(b"\x80" + bytes([self.proto]))
        self.save(obj)
        self.write(b".")
        body = b"".join(self._parts)
        if self.proto >= 4 and len(body) > 6:
            body = body[:2] + b"\x95" + struct.pack("<Q", len(body) - 2) + body[2:]
        self._write_out(body)

    def memoize(self, obj):
        if self.fast:
            return
        index = len(self.memo)
        self.memo[id(obj)] = index, obj
        if self.proto >= 4:
            self.write(b"\x94")
        elif not self.bin:
            self.write(b"p%d\n" % index)
        elif index < 256:
            self.write(b"q" + bytes([index]))
        else:
            self.write(b"r" + struct.pack("<I", index))

    def _get(self, index):
        if not self.bin:
            self.write(b"g%d\n" % index)
        elif index < 256:
            self.write(b"h" + bytes([index]))
        else:
            self.write(b"j" + struct.pack("<I", index))

    def persistent_id(self, obj):
        return None

    def save(self, obj, save_persistent_id=True):
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self.save(pid, save_persistent_id=False)
                self.write(b"Q")
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self._get(known[0])
            return
        parts = NotImplemented
        override = getattr(self, "reducer_override", None)
        if override is not None:
            parts = override(obj)
        if parts is NotImplemented:
            cls = type(obj)
            writer = _WRITERS.get(cls)
            if writer is not None:
                writer(self, obj)
                return
            reduce = getattr(self, "dispatch_table", copyreg.dispatch_table).get(cls)
            if reduce is not None:
                parts = reduce(obj)
            elif issubclass(cls, type):
                self.save_global(obj)
                return
            else:
                reduce = getattr(obj, "__reduce_ex__", None)
                if reduce is not None:
                    parts = reduce(self.proto)
                else:
                    parts = obj.__reduce__()
        if isinstance(parts, str):
            self.save_global(obj, parts)
            return
        if not isinstance(parts, tuple):
            raise PicklingError(f"__reduce__ must return a string or tuple, not "
                                f"{type(parts).__name__}")
        if not 2 <= len(parts) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 "
                                "elements")
        self.save_reduce(*parts, obj=obj)

    def save_reduce(self, func, args, state=None, items=None, pairs=None, setter=None, *,
                    obj=None):
        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
        name = getattr(func, "__name__", "")
        if self.proto >= 2 and name == "__newobj_ex__":
            cls, new_args, kwargs = args
            if self.proto >= 4:
                self.save(cls)
                self.save(new_args)
                self.save(kwargs)
                self.write(b"\x92")
            else:
                self.save(functools.partial(cls.__new__, cls, *new_args, **kwargs))
                self.save(())
                self.write(b"R")
        elif self.proto >= 2 and name == "__newobj__":
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            self.save(cls)
            self.save(args[1:])
            self.write(b"\x81")
        else:
            self.save(func)
            self.save(args)
            self.write(b"R")
        if obj is not None:
            known = self.memo.get(id(obj))
            if known is not None:  # it holds itself
                self.write(b"0")
                self._get(known[0])
            else:
                self.memoize(obj)
        if items is not None:
            self._appends(items)
        if pairs is not None:
            self._set_items(pairs)
        if state is not None:
            if setter is None:
                self.save(state)
                self.write(b"b")
            else:
                self.save(setter)
                self.save(obj)
                self.save(state)
                self.write(b"\x86R0")

    def _none(self, obj):
        self.write(b"N")

    def _bool(self, obj):
        if self.proto >= 2:
            self.write(b"\x88" if obj else b"\x89")
        else:
            self.write(b"I01\n" if obj else b"I00\n")

    def _int(self, obj):
        if self.bin and 0 <= obj < 65536:
            self.write(b"K" + bytes([obj]) if obj < 256 else b"M" + struct.pack("<H", obj))
        elif self.bin and -0x80000000 <= obj <= 0x7fffffff:
            self.write(b"J" + struct.pack("<i", obj))
        elif self.proto >= 2:
            data = encode_long(obj)
            size = len(data)
            self.write((b"\x8a" + bytes([size]) if size < 256 else
                        b"\x8b" + struct.pack("<i", size)) + data)
        elif -0x80000000 <= obj <= 0x7fffffff:
            self.write(b"I%d\n" % obj)
        else:
            self.write(b"L%dL\n" % obj)

    def _float(self, obj):
        self.write(b"G" + struct.pack(">d", obj) if self.bin else
                   b"F" + repr(obj).encode() + b"\n")

    def _bytes(self, obj):
        if self.proto < 3:
            if obj:
                import codecs
                self.save_reduce(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
            else:
                self.save_reduce(bytes, (), obj=obj)
            return
        size = len(obj)
        if size < 256:
            self.write(b"C" + bytes([size]) + obj)
        elif size > 0xffffffff and self.proto >= 4:
            self.write(b"\x8e" + struct.pack("<Q", size) + obj)
        else:
            self.write(b"B" + struct.pack("<I", size) + obj)
        self.memoize(obj)

    def _bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        self.write(b"\x96" + struct.pack("<Q", len(obj)) + bytes(obj))
        self.memoize(obj)

    def _str(self, obj):
        if not self.bin:
            text = obj.replace("\\", "\\u005c").replace("\0", "\\u0000")
            text = text.replace("\n", "\\u000a").replace("\r", "\\u000d")
            text = text.replace("\x1a", "\\u001a")
            self.write(b"V" + text.encode("raw-unicode-escape") + b"\n")
        else:
            data = obj.encode("utf-8", "surrogatepass")
            size = len(data)
            if size < 256 and self.proto >= 4:
                self.write(b"\x8c" + bytes([size]) + data)
            else:
                self.write(b"X" + struct.pack("<I", size) + data)
        self.memoize(obj)

    def _tuple(self, obj):
        if not obj:
            self.write(b")" if self.bin else b"(t")
            return
        size = len(obj)
        small = size <= 3 and self.proto >= 2
        if not small:
            self.write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:  # it holds itself
            index = self.memo[id(obj)][0]
            self.write(b"0" * size if small else b"0" * (size + 1) if not self.bin else b"1")
            self._get(index)
            return
        self.write(bytes([0x84 + size]) if small else b"t")
        self.memoize(obj)

    def _list(self, obj):
        self.write(b"]" if self.bin else b"(l")
        self.memoize(obj)
        self._appends(obj)

    def _batches(self, items, size=1000):
        items = iter(items)
        while True:
            batch = []
            for item in items:
                batch.append(item)
                if len(batch) == size:
                    break
            if not batch:
                return
            yield batch

    def _appends(self, items):
        for batch in self._batches(items, 1000 if self.bin else 1):
            if len(batch) > 1:
                self.write(b"(")
            for item in batch:
                self.save(item)
            self.write(b"e" if len(batch) > 1 else b"a")

    def _dict(self, obj):
        self.write(b"}" if self.bin else b"(d")
        self.memoize(obj)
        self._set_items(obj.items())

    def _set_items(self, pairs):
        for batch in self._batches(pairs, 1000 if self.bin else 1):
            if len(batch) > 1:
                self.write(b"(")
            for key, value in batch:
                self.save(key)
                self.save(value)
            self.write(b"u" if len(batch) > 1 else b"s")

    def _set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(b"\x8f")
        self.memoize(obj)
        for batch in self._batches(obj):
            self.write(b"(")
            for item in batch:
                self.save(item)
            self.write(b"\x90")

    def _frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(b"(")
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            self.write(b"1")
            self._get(self.memo[id(obj)][0])
            return
        self.write(b"\x91")
        self.memoize(obj)

    def save_global(self, obj, name=None):
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = whichmodule(obj, name)
        try:
            __import__(module_name, level=0)
            found = _by_path(sys.modules[module_name], name.split("."))
        except (ImportError, KeyError, AttributeError):
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on "
                                f"{module_name} failed") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as "
                                f"{module_name}.{name}")
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(b"\x93")
        elif "." in name:
            path, last = name.rsplit(".", 1)
            self.save_reduce(getattr, (_by_path(sys.modules[module_name], path.split(".")),
                                       last), obj=obj)
            return
        else:
            self.write(b"c" + module_name.encode() + b"\n" + name.encode() + b"\n")
        self.memoize(obj)

    def _type(self, obj):
        for constant in (None, NotImplemented, ...):
            if obj is type(constant):
                self.save_reduce(type, (constant,), obj=obj)
                return
        self.save_global(obj)

    def _constant(self, obj):
        self.save_global(obj, repr(obj))


_WRITERS = {type(None): Pickler._none, bool: Pickler._bool, int: Pickler._int,
            float: Pickler._float, bytes: Pickler._bytes, bytearray: Pickler._bytearray,
            str: Pickler._str, tuple: Pickler._tuple, list: Pickler._list, dict: Pickler._dict,
            set: Pickler._set, frozenset: Pickler._frozenset,
            FunctionType: Pickler.save_global, type(len): Pickler.save_global,
            type: Pickler._type, type(...): lambda self, obj: self.save_global(obj, "Ellipsis"),
            type(NotImplemented): lambda self, obj: self.save_global(obj, "NotImplemented")}


class Unpickler:
    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict",
                 buffers=None):
        self._read_all = file.read
        self._readline = file.readline
        self.memo = {}
        self.encoding = encoding
        self.errors = errors
        self.proto = 0

    def persistent_load(self, pid):
        raise UnpicklingError("unsupported persistent id encountered")

    def find_class(self, module, name):
        __import__(module, level=0)
        path = name.split(".") if self.proto >= 4 else [name]
        try:
            return _by_path(sys.modules[module], path)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on "
                                 f"{sys.modules[module]!r}") from None

    def read(self, size):
        data = self._read_all(size)
        if len(data) < size:
            raise EOFError("Ran out of input") if not data else \
                UnpicklingError("pickle data was truncated")
        return data

    def line(self):
        data = self._readline()
        if data[-1:] != b"\n":
            raise UnpicklingError("pickle data was truncated")
        return data[:-1]

    def load(self):
        if not hasattr(self, "_read_all"):
            raise UnpicklingError("Unpickler.__init__() was not called by "
                                  f"{type(self).__name__}.__init__()")
        self.stack = []
        self.marks = []
        while True:
            code = self._read_all(1)
            if not code:
                raise EOFError("Ran out of input")
            if code == b".":
                return self.pop()
            reader = _READERS.get(code)
            if reader is None:
                raise UnpicklingError(f"invalid load key, '\\x{code[0]:02x}'."
                                      if not 32 <= code[0] < 127 else
                                      f"invalid load key, '{code.decode()}'.")
            reader(self)

    def pop(self):
        if not self.stack:
            raise UnpicklingError("unpickling stack underflow")
        return self.stack.pop()

    def push(self, value):
        self.stack.append(value)

    def number(self, form):
        return struct.unpack(form, self.read(struct.calcsize(form)))[0]

    def marked(self):
        if not self.marks:
            raise UnpicklingError("could not find MARK")
        items, self.stack = self.stack, self.marks.pop()
        return items

    def mark(self):
        self.marks.append(self.stack)
        self.stack = []

    def sized(self, form):
        return self.read(self.number(form))

    def text_int(self):
        data = self.line()
        self.push({b"00": False, b"01": True}[data] if data in (b"00", b"01") else
                  int(data, 0))

    def text_long(self):
        data = self.line()
        self.push(int(data.rstrip(b"L")))

    def old_string(self, data):
        return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)

    def quoted(self):
        data = self.line()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        import codecs
        self.push(self.old_string(codecs.decode(data[1:-1], "unicode-escape")
                                  .encode("latin-1")))

    def unicode_line(self):
        self.push(self.line().decode("raw-unicode-escape"))

    def utf8(self, form):
        self.push(self.sized(form).decode("utf-8", "surrogatepass"))

    def tuple_of(self, size):
        items = self.stack[len(self.stack) - size:]
        del self.stack[len(self.stack) - size:]
        self.push(tuple(items))

    def pairs(self):
        items = self.marked()
        found = self.stack[-1]
        for at in range(0, len(items), 2):
            found[items[at]] = items[at + 1]

    def new_dict(self):
        items = self.marked()
        self.push(dict(zip(items[::2], items[1::2])))

    def appends(self):
        items = self.marked()
        found = self.stack[-1]
        if hasattr(found, "extend"):
            found.extend(items)
        else:
            for item in items:
                found.append(item)

    def append(self):
        value = self.pop()
        self.stack[-1].append(value)

    def set_item(self):
        value, key = self.pop(), self.pop()
        self.stack[-1][key] = value

    def add_items(self):
        items = self.marked()
        found = self.stack[-1]
        for item in items:
            found.add(item)

    def named(self):
        module, name = self.line().decode(), self.line().decode()
        self.push(self.find_class(module, name))

    def stack_named(self):
        name, module = self.pop(), self.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.push(self.find_class(module, name))

    def reduce(self):
        args = self.pop()
        function = self.pop()
        self.push(function(*args))

    def new_object(self):
        args, cls = self.pop(), self.pop()
        self.push(cls.__new__(cls, *args))

    def new_object_ex(self):
        kwargs, args, cls = self.pop(), self.pop(), self.pop()
        self.push(cls.__new__(cls, *args, **kwargs))

    def instance(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self.push(cls(*args))
        else:
            self.push(cls.__new__(cls))

    def inst(self):
        module, name = self.line().decode("ascii"), self.line().decode("ascii")
        self.instance(self.find_class(module, name), self.marked())

    def obj(self):
        cls, *args = self.marked()
        self.instance(cls, args)

    def build(self):
        state, found = self.pop(), self.stack[-1]
        setstate = getattr(found, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        in_slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, in_slots = state
        if state:
            found.__dict__.update({sys.intern(k) if type(k) is str else k: v
                                   for k, v in state.items()})
        for name, value in (in_slots or {}).items():
            setattr(found, name, value)

    def get(self, index):
        if index not in self.memo:
            raise UnpicklingError(f"Memo value not found at index {index}")
        self.push(self.memo[index])

    def put(self, index):
        if index < 0:
            raise ValueError("negative PUT argument")
        self.memo[index] = self.stack[-1]

    def protocol(self):
        self.proto = self.read(1)[0]
        if self.proto > HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {self.proto}")

    def drop(self):
        if self.stack:
            self.stack.pop()
        else:
            self.marked()

    def extension(self, form):
        code = self.number(form)
        key = copyreg._inverted_registry.get(code)
        if key is None:
            raise ValueError(f"unregistered extension code {code}")
        self.push(self.find_class(*key))


_READERS = {
    b"\x80": Unpickler.protocol, b"\x95": lambda s: s.read(8), b"(": Unpickler.mark,
    b"0": Unpickler.drop, b"1": lambda s: s.marked(), b"2": lambda s: s.push(s.stack[-1]),
    b"N": lambda s: s.push(None), b"\x88": lambda s: s.push(True),
    b"\x89": lambda s: s.push(False), b"I": Unpickler.text_int, b"L": Unpickler.text_long,
    b"J": lambda s: s.push(s.number("<i")), b"K": lambda s: s.push(s.number("<B")),
    b"M": lambda s: s.push(s.number("<H")), b"\x8a": lambda s: s.push(decode_long(s.sized("<B"))),
    b"\x8b": lambda s: s.push(decode_long(s.sized("<i"))),
    b"F": lambda s: s.push(float(s.line())), b"G": lambda s: s.push(s.number(">d")),
    b"S": Unpickler.quoted, b"T": lambda s: s.push(s.old_string(s.sized("<i"))),
    b"U": lambda s: s.push(s.old_string(s.sized("<B"))), b"B": lambda s: s.push(s.sized("<I")),
    b"C": lambda s: s.push(s.sized("<B")), b"\x8e": lambda s: s.push(s.sized("<Q")),
    b"\x96": lambda s: s.push(bytearray(s.sized("<Q"))), b"V": Unpickler.unicode_line,
    b"X": lambda s: s.utf8("<I"), b"\x8c": lambda s: s.utf8("<B"),
    b"\x8d": lambda s: s.utf8("<Q"), b"t": lambda s: s.push(tuple(s.marked())),
    b")": lambda s: s.push(()), b"\x85": lambda s: s.tuple_of(1),
    b"\x86": lambda s: s.tuple_of(2), b"\x87": lambda s: s.tuple_of(3),
    b"]": lambda s: s.push([]), b"l": lambda s: s.push(s.marked()),
    b"}": lambda s: s.push({}), b"d": Unpickler.new_dict, b"\x8f": lambda s: s.push(set()),
    b"\x91": lambda s: s.push(frozenset(s.marked())), b"\x90": Unpickler.add_items,
    b"a": Unpickler.append, b"e": Unpickler.appends, b"s": Unpickler.set_item,
    b"u": Unpickler.pairs, b"c": Unpickler.named, b"\x93": Unpickler.stack_named,
    b"R": Unpickler.reduce, b"\x81": Unpickler.new_object, b"\x92": Unpickler.new_object_ex,
    b"i": Unpickler.inst, b"o": Unpickler.obj, b"b": Unpickler.build,
    b"g": lambda s: s.get(int(s.line())), b"h": lambda s: s.get(s.number("<B")),
    b"j": lambda s: s.get(s.number("<I")), b"p": lambda s: s.put(int(s.line())),
    b"q": lambda s: s.put(s.number("<B")), b"r": lambda s: s.put(s.number("<I")),
    b"\x94": lambda s: s.put(len(s.memo)),
    b"P": lambda s: s.push(s.persistent_load(s.line().decode("ascii"))),
    b"Q": lambda s: s.push(s.persistent_load(s.pop())),
    b"\x82": lambda s: s.extension("<B"), b"\x83": lambda s: s.extension("<H"),
    b"\x84": lambda s: s.extension("<i")}


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    Pickler(file, protocol, fix_imports=fix_imports).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = io.BytesIO()
    Pickler(file, protocol, fix_imports=fix_imports).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return Unpickler(file, encoding=encoding, errors=errors).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(data, str):
        raise TypeError("Can't load pickle from unicode string")
    return Unpickler(io.BytesIO(data), encoding=encoding, errors=errors).load()


_Pickler, _Unpickler = Pickler, Unpickler
_dump, _dumps, _load, _loads = dump, dumps, load, loads
