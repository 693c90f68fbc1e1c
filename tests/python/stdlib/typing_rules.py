"""typing: what may be subscripted with what, defaults, protocols, records."""
import collections.abc
import copy
import pickle
import typing
from typing import (
    Annotated, Any, Callable, ClassVar, Dict, Final, ForwardRef, Generic, Generator, List,
    Literal, NamedTuple, NoDefault, Optional, ParamSpec, Protocol, Required, Tuple, TypedDict,
    TypeVar, TypeVarTuple, Union, dataclass_transform, get_protocol_members, get_type_hints,
    no_type_check, runtime_checkable)

T = TypeVar("T")
K = TypeVar("K", bound=str, covariant=True)
D = TypeVar("D", default=int)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


def attempt(call):
    try:
        print(call())
    except (TypeError, ValueError, NameError) as error:
        print(type(error).__name__, error)


print(T, K, D, P, Ts, T.has_default(), D.__default__, T.__default__, K.__bound__,
      T.__constraints__, T.__infer_variance__, T.__module__)
print(copy.deepcopy(T) is T, pickle.loads(pickle.dumps(T)) is T, P.args, P.kwargs)
for bad in (lambda: TypeVar("X", int), lambda: TypeVar("X", covariant=True, contravariant=True),
            lambda: TypeVar("X", covariant=True, infer_variance=True),
            lambda: TypeVar("X", bound=Union), lambda: List[int, str], lambda: Dict[int],
            lambda: ClassVar[int, str], lambda: Optional[Final], lambda: List[ClassVar],
            lambda: List[Generic], lambda: Generic[int], lambda: Generic[T, T],
            lambda: Generic[()], lambda: Callable[int], lambda: List(), lambda: Dict(),
            lambda: isinstance(1, Any), lambda: isinstance(1, ClassVar),
            lambda: typing.Hashable[int], lambda: ForwardRef(1), lambda: Generic[D, T]):
    attempt(bad)
print(Generator[int], Generator[int, str, bool], Tuple[int, ...], Tuple[()], Dict[str, T][int])


class Box(Generic[T]):
    pass


class Pair(Generic[T, D]):
    pass


class Calls(Generic[P]):
    pass


print(Box[int], Box[T].__parameters__, Pair[str], Pair[str, bytes], Pair.__parameters__)
attempt(lambda: Box[int, str])
attempt(lambda: Pair[int, str, bytes])
attempt(lambda: Box[int][str])
print(Calls[[int, str]].__args__, Calls[int, str].__args__)


def special():
    class Bad(ClassVar):
        pass


def special_alias():
    class Bad(Literal[1]):
        pass


def special_type():
    class Bad(type(ClassVar)):
        pass


def variable():
    class Bad(TypeVar):
        pass


def plain_generic():
    class Bad(Generic):
        pass


for bad in (special, special_alias, special_type, variable, plain_generic):
    attempt(bad)


@runtime_checkable
class Closing(Protocol):
    def close(self): ...


@runtime_checkable
class Named(Protocol):
    name: str


class Unchecked(Protocol):
    def close(self): ...


class File:
    name = "f"

    def close(self):
        pass


class Dynamic:
    def __getattr__(self, name):
        return 1


print(isinstance(File(), Closing), issubclass(File, Closing), isinstance(File(), Named),
      isinstance(Dynamic(), Named), isinstance(1, Closing), issubclass(int, Closing))
attempt(lambda: issubclass(File, Named))
attempt(lambda: isinstance(File(), Unchecked))
attempt(lambda: issubclass(1, Closing))
attempt(lambda: runtime_checkable(File))
attempt(lambda: get_protocol_members(File))
print(sorted(get_protocol_members(Named)), typing.is_protocol(Named), typing.is_protocol(File))


def nominal():
    class Bad(File, Protocol):
        pass


attempt(nominal)


class Sized(collections.abc.Sized, Protocol):
    pass


class Row(NamedTuple, Generic[T]):
    value: T
    label: str = "x"


print(Row(1), Row[int](2), Row.__mro__[-2:], Row._fields)


def tuple_of_two():
    class Bad(NamedTuple, File):
        x: int


attempt(tuple_of_two)


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


print(Movie(title="x"), Movie.__required_keys__, Movie.__optional_keys__)


class Node:
    left: "Optional[Node]"
    items: "List[Node]"
    label: Annotated[str, "meta"]


print(get_type_hints(Node), get_type_hints(Node, include_extras=True)["label"])


@no_type_check
def unchecked(x: "no such name"):
    pass


print(get_type_hints(unchecked), unchecked.__no_type_check__)


@dataclass_transform(kw_only_default=True)
def transform(cls):
    return cls


print(transform.__dataclass_transform__["kw_only_default"])
print(List["int"], ForwardRef("a", module="m"), repr(NoDefault), "List" in typing.__all__)
print(pickle.loads(pickle.dumps(List)) is List, pickle.loads(pickle.dumps(Any)) is Any)
