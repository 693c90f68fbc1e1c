"""Objects that stand for others in tests and remember how they were used:
https://docs.python.org/3/library/unittest.mock.html"""

import asyncio
import functools
import importlib
import inspect

__all__ = ["ANY", "AsyncMock", "DEFAULT", "MagicMock", "Mock", "NonCallableMagicMock",
           "NonCallableMock", "PropertyMock", "call", "create_autospec", "mock_open",
           "patch", "sentinel"]


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"


class _Sentinels:
    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError(name)
        made = self.__dict__[name] = _Sentinel(name)
        return made


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT


class _Any:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


def _shown(args, kwargs):
    parts = [repr(value) for value in args]
    parts += [f"{name}={value!r}" for name, value in kwargs.items()]
    return ", ".join(parts)


class _Call(tuple):
    """One remembered call: (name, args, kwargs), or without the name."""

    def __new__(cls, value=(), name="", two=False):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        made = tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))
        made._name = name
        return made

    @property
    def args(self):
        return self[-2]

    @property
    def kwargs(self):
        return self[-1]

    def __eq__(self, other):
        if not isinstance(other, tuple):
            return NotImplemented
        other = _Call(other)
        mine = self if len(self) == 3 else ("", *self)
        if mine[0] and other[0] and mine[0] != other[0]:
            return False
        return other[1:] == tuple(mine[1:])

    __hash__ = None

    def __ne__(self, other):
        return not self == other

    def __call__(self, *args, **kwargs):
        return _Call((args, kwargs), name=self._name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call(name=f"{self._name}.{name}" if self._name else name)

    def __repr__(self):
        return f"call{'.' + self._name if self._name else ''}({_shown(self.args, self.kwargs)})"


call = _Call()


class _CallList(list):
    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        width = len(value)
        return any(list(self[at:at + width]) == value
                   for at in range(len(self) - width + 1))


_OWN = {"return_value", "side_effect", "called", "call_count", "call_args",
        "call_args_list", "method_calls", "mock_calls"}


class NonCallableMock:
    def __new__(cls, *args, **kwargs):
        # Each mock has a class of its own, so that it may have special methods.
        return object.__new__(type(cls.__name__, (cls,), {"__doc__": cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None,
                 side_effect=None, return_value=DEFAULT, **kwargs):
        own = self.__dict__
        own["_children"] = {}
        own["_mock_name"] = name
        own["_parent"] = parent
        own["_wraps"] = wraps
        own["_side_effect"] = None
        own["_return_value"] = return_value
        spec = spec if spec_set is None else spec_set
        own["_names"] = None
        own["_spec_class"] = None
        own["_spec_set"] = spec_set is not None
        if spec is not None:
            if isinstance(spec, (list, tuple)):
                own["_names"] = set(spec)
            else:
                own["_names"] = set(dir(spec))
                own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        self.reset_mock()
        self.side_effect = side_effect
        self.configure_mock(**kwargs)

    def configure_mock(self, **kwargs):
        for path, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *parents, last = path.split(".")
            found = self
            for parent in parents:
                found = getattr(found, parent)
            setattr(found, last, value)

    def reset_mock(self, *, return_value=False, side_effect=False):
        own = self.__dict__
        own["called"] = False
        own["call_count"] = 0
        own["call_args"] = None
        own["call_args_list"] = _CallList()
        own["method_calls"] = _CallList()
        own["mock_calls"] = _CallList()
        if return_value:
            own["_return_value"] = DEFAULT
        if side_effect:
            own["_side_effect"] = None
        for child in own["_children"].values():
            if isinstance(child, NonCallableMock):
                child.reset_mock(return_value=return_value, side_effect=side_effect)

    def _make_child(self, **kwargs):
        return next(cls for cls in type(self).__mro__[1:]
                    if not cls.__name__.startswith("NonCallable"))(**kwargs)

    @property
    def __class__(self):
        spec = self.__dict__.get("_spec_class")
        return type(self) if spec is None else spec

    @property
    def return_value(self):
        if self.__dict__["_return_value"] is DEFAULT:
            self.__dict__["_return_value"] = self._make_child(parent=self, name="()")
        return self.__dict__["_return_value"]

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_return_value"] = value

    @property
    def side_effect(self):
        return self.__dict__["_side_effect"]

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not isinstance(value, BaseException):
            value = iter(value)
        self.__dict__["_side_effect"] = value

    def __getattr__(self, name):
        own = self.__dict__
        if name in ("_children", "_names") or "_children" not in own:
            raise AttributeError(name)
        if name in own["_children"]:
            found = own["_children"][name]
            if found is None:
                raise AttributeError(name)
            return found
        if own["_names"] is not None and name not in own["_names"]:
            raise AttributeError(f"Mock object has no attribute {name!r}")
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if name.startswith(("assert", "assret", "asert", "aseert", "assrt")):
            raise AttributeError(f"{name!r} is not a valid assertion. Use a spec for the "
                                 "mock if {name!r} is meant to be an attribute.")
        wraps = getattr(own["_wraps"], name) if own["_wraps"] is not None else None
        child = own["_children"][name] = self._make_child(parent=self, name=name, wraps=wraps)
        return child

    def __setattr__(self, name, value):
        if name in _OWN:
            object.__setattr__(self, name, value)
            return
        if self._spec_set and name not in self._names:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name.startswith("__") and name.endswith("__"):
            method = value
            if isinstance(value, NonCallableMock):
                method = lambda _self, *args, **kwargs: value(*args, **kwargs)
            elif not inspect.isfunction(value):
                method = lambda _self, *args, **kwargs: value
            setattr(type(self), name, method)
            self._children[name] = value
            return
        if isinstance(value, NonCallableMock) and value._parent is None:
            value.__dict__["_parent"] = self
            value.__dict__["_mock_name"] = value._mock_name or name
        self.__dict__[name] = value
        self._children[name] = value

    def __delattr__(self, name):
        self.__dict__.pop(name, None)
        self._children[name] = None

    def attach_mock(self, mock, attribute):
        mock.__dict__["_parent"] = None
        mock.__dict__["_mock_name"] = None
        setattr(self, attribute, mock)

    def _full_name(self):
        name, at = self._mock_name or "mock", self._parent
        if at is not None:
            above = at._full_name()
            return above + name if name == "()" else f"{above}.{name}"
        return name

    def __repr__(self):
        return f"<{type(self).__name__} name={self._full_name()!r} id='{id(self)}'>" \
            if self._mock_name else f"<{type(self).__name__} id='{id(self)}'>"

    # What the mock was asked to do.

    def _told(self, expected, actual):
        return f"expected call not found.\nExpected: {expected}\n  Actual: {actual}"

    def _with(self, args, kwargs):
        return f"{self._mock_name or 'mock'}({_shown(args, kwargs)})"

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to not have been "
                                 f"called. Called {self.call_count} times.")

    def assert_called(self):
        if not self.call_count:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been "
                                 "called.")

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been "
                                 f"called once. Called {self.call_count} times.")

    def assert_called_with(self, /, *args, **kwargs):
        expected = self._with(args, kwargs)
        if self.call_args is None:
            raise AssertionError(self._told(expected, "not called."))
        if self.call_args != (args, kwargs):
            raise AssertionError(self._told(
                expected, self._with(self.call_args.args, self.call_args.kwargs)))

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to be called once. "
                                 f"Called {self.call_count} times.")
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        if (args, kwargs) not in self.call_args_list:
            raise AssertionError(f"{self._with(args, kwargs)} call not found")

    def assert_has_calls(self, calls, any_order=False):
        if any_order:
            rest = list(self.mock_calls)
            for wanted in calls:
                if wanted not in rest:
                    raise AssertionError(f"{wanted!r} not all found in call list")
                rest.remove(wanted)
        elif list(calls) not in self.mock_calls:
            raise AssertionError(f"Calls not found.\nExpected: {list(calls)!r}\n"
                                 f"  Actual: {list(self.mock_calls)!r}")


class Mock(NonCallableMock):
    def __call__(self, /, *args, **kwargs):
        self._remember(args, kwargs)
        return self._answer(args, kwargs)

    def _remember(self, args, kwargs):
        own = self.__dict__
        own["called"] = True
        own["call_count"] += 1
        own["call_args"] = _Call((args, kwargs), two=True)
        own["call_args_list"].append(own["call_args"])
        own["mock_calls"].append(_Call(("", args, kwargs)))
        name, at, method = self._mock_name or "", self._parent, self._mock_name != "()"
        while at is not None and name:
            if method:
                at.method_calls.append(_Call((name, args, kwargs)))
            at.mock_calls.append(_Call((name, args, kwargs)))
            above = at._mock_name
            if above == "()":
                method = False
            name = f"{above}{'' if name.startswith('()') else '.'}{name}" if above else ""
            at = at._parent

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if isinstance(effect, BaseException) or (
                    isinstance(effect, type) and issubclass(effect, BaseException)):
                raise effect
            if callable(effect):
                answer = effect(*args, **kwargs)
            else:
                answer = next(effect)
                if isinstance(answer, BaseException) or (
                        isinstance(answer, type) and issubclass(answer, BaseException)):
                    raise answer
            if answer is not DEFAULT:
                return answer
        if self.__dict__["_return_value"] is DEFAULT and self._wraps is not None:
            return self._wraps(*args, **kwargs)
        return self.return_value


_ANSWERS = {"__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented,
            "__ge__": NotImplemented, "__int__": 1, "__contains__": False, "__len__": 0,
            "__exit__": False, "__complex__": 1j, "__float__": 1.0, "__bool__": True,
            "__index__": 1}
_SPECIAL = [*_ANSWERS, "__enter__", "__getitem__", "__setitem__", "__delitem__", "__iter__",
            "__str__", *(f"__{side}{name}__" for name in (
                "add sub mul matmul truediv floordiv mod pow lshift rshift and xor or"
            ).split() for side in ("", "r", "i")), "__neg__", "__pos__", "__invert__"]


class _Special:
    """A special method that becomes a mock when it is first needed."""

    def __init__(self, name):
        self.name = name

    def __get__(self, mock, owner=None):
        if mock is None:
            return self
        children = mock.__dict__["_children"]
        if self.name not in children:
            made = MagicMock(name=self.name, parent=mock)
            if self.name in _ANSWERS:
                made.return_value = _ANSWERS[self.name]
            elif self.name == "__str__":
                made.side_effect = lambda: object.__str__(mock)
            elif self.name == "__iter__":
                made.side_effect = lambda: iter([])
            children[self.name] = made
        return children[self.name]


class _Magic:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = self.__dict__["_names"]
        for name in _SPECIAL:
            if names is None or name in names:
                if name not in self._children:
                    setattr(type(self), name, _Special(name))


class MagicMock(_Magic, Mock):
    pass


class NonCallableMagicMock(_Magic, NonCallableMock):
    pass


class PropertyMock(Mock):
    def __get__(self, instance, owner=None):
        return self()

    def __set__(self, instance, value):
        self(value)


class AsyncMock(MagicMock):
    async def __call__(self, /, *args, **kwargs):
        self._remember(args, kwargs)
        self.__dict__["await_count"] = self.__dict__.get("await_count", 0) + 1
        answer = self._answer(args, kwargs)
        return await answer if inspect.iscoroutine(answer) else answer

    def assert_awaited(self):
        self.assert_called()

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self.assert_called_once_with(*args, **kwargs)


def create_autospec(spec, spec_set=False, instance=False, **kwargs):
    made = MagicMock(**{"spec_set" if spec_set else "spec": spec}, **kwargs)
    if inspect.isfunction(spec):
        signature = inspect.signature(spec)

        def checked(*args, **kwargs):
            signature.bind(*args, **kwargs)
            return DEFAULT
        made.side_effect = checked
    return made


class _Patch:
    def __init__(self, find, attribute, new=DEFAULT, spec=None, create=False, spec_set=None,
                 autospec=None, new_callable=None, **kwargs):
        self.find = find
        self.attribute = attribute
        self.new = new
        self.create = create
        self.spec = spec if spec_set is None else spec_set
        self.autospec = autospec
        self.new_callable = new_callable
        self.kwargs = kwargs

    def _replacement(self, original):
        if self.new is not DEFAULT:
            return self.new
        if self.autospec:
            return create_autospec(original if self.autospec is True else self.autospec,
                                   **self.kwargs)
        make = self.new_callable
        if make is None:
            make = AsyncMock if inspect.iscoroutinefunction(original) else MagicMock
        if self.spec is not None:
            self.kwargs["spec"] = original if self.spec is True else self.spec
        if isinstance(make, type) and issubclass(make, NonCallableMock):
            return make(name=self.attribute, **self.kwargs)
        return make(**self.kwargs)

    def __enter__(self):
        self.target = self.find()
        own = getattr(self.target, "__dict__", {})
        self.local = self.attribute in own
        if self.local:
            self.original = own[self.attribute]
        else:
            self.original = getattr(self.target, self.attribute, DEFAULT)
            if self.original is DEFAULT and not self.create:
                import builtins
                if inspect.ismodule(self.target) and hasattr(builtins, self.attribute):
                    self.original = getattr(builtins, self.attribute)
                else:
                    raise AttributeError(f"{self.target} does not have the attribute "
                                         f"{self.attribute!r}")
        new = self._replacement(self.original)
        setattr(self.target, self.attribute, new)
        return new

    def __exit__(self, *told):
        if self.local:
            setattr(self.target, self.attribute, self.original)
        else:
            delattr(self.target, self.attribute)
            if self.original is not DEFAULT and not hasattr(self.target, self.attribute):
                setattr(self.target, self.attribute, self.original)
        return False

    start = __enter__

    def stop(self):
        return self.__exit__(None, None, None)

    def __call__(self, item):
        if isinstance(item, type):
            for name in dir(item):
                if name.startswith("test") and callable(getattr(item, name)):
                    setattr(item, name, self(getattr(item, name)))
            return item
        gives = self.new is DEFAULT
        if inspect.iscoroutinefunction(item):
            @functools.wraps(item)
            async def patched(*args, **kwargs):
                with self as new:
                    return await item(*args, *([new] if gives else []), **kwargs)
        else:
            @functools.wraps(item)
            def patched(*args, **kwargs):
                with self as new:
                    return item(*args, *([new] if gives else []), **kwargs)
        return patched


def _find(path):
    parts = path.split(".")
    found = importlib.import_module(parts[0])
    name = parts[0]
    for part in parts[1:]:
        name += "." + part
        try:
            found = getattr(found, part)
        except AttributeError:
            importlib.import_module(name)
            found = getattr(found, part)
    return found


def patch(target, new=DEFAULT, **kwargs):
    if "." not in target:
        raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
    path, attribute = target.rsplit(".", 1)
    return _Patch(lambda: _find(path), attribute, new, **kwargs)


def _patch_object(target, attribute, new=DEFAULT, **kwargs):
    return _Patch(lambda: target, attribute, new, **kwargs)


class _PatchDict:
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict = in_dict
        self.values = dict(values, **kwargs)
        self.clear = clear

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _find(self.in_dict)
        self.saved = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *told):
        self.in_dict.clear()
        self.in_dict.update(self.saved)
        return False

    start = __enter__

    def stop(self):
        return self.__exit__(None, None, None)

    def __call__(self, item):
        @functools.wraps(item)
        def patched(*args, **kwargs):
            with self:
                return item(*args, **kwargs)
        return patched


def _patch_multiple(target, **kwargs):
    import contextlib
    target = _find(target) if isinstance(target, str) else target

    @contextlib.contextmanager
    def all_of_them():
        with contextlib.ExitStack() as stack:
            yield {name: stack.enter_context(_patch_object(target, name, new))
                   for name, new in kwargs.items()}
    return all_of_them()


patch.object = _patch_object
patch.dict = _PatchDict
patch.multiple = _patch_multiple
patch.TEST_PREFIX = "test"


def mock_open(mock=None, read_data=""):
    import io

    mock = mock or MagicMock(name="open", spec=open)
    handle = MagicMock()

    def opened(*args, **kwargs):
        data = io.BytesIO(read_data) if isinstance(read_data, bytes) else \
            io.StringIO(read_data)
        handle.read.side_effect = data.read
        handle.readline.side_effect = data.readline
        handle.readlines.side_effect = data.readlines
        handle.__iter__.side_effect = lambda: iter(data.readline, data.read(0))
        return DEFAULT

    handle.__enter__.return_value = handle
    mock.side_effect = opened
    mock.return_value = handle
    return mock
