"""Models: fields, coercion, validators, output, errors."""
import datetime
import decimal
import enum
import uuid
from typing import (Annotated, Any, ClassVar, Dict, Generic, List, Literal, Optional, Set, Tuple,
                    TypeVar, Union)

from pydantic import (AfterValidator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field,
                      PrivateAttr, RootModel, SecretStr, StringConstraints, TypeAdapter,
                      ValidationError, computed_field, conint, constr, create_model,
                      field_serializer, field_validator, model_serializer, model_validator)


def show(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


class Color(str, enum.Enum):
    RED = "red"
    BLUE = "blue"


class Address(BaseModel):
    street: str
    zip: Optional[str] = None


class User(BaseModel):
    """A user."""

    model_config = ConfigDict(str_strip_whitespace=True)
    table: ClassVar[str] = "user"
    id: int
    name: str = Field(min_length=2, max_length=10)
    email: Optional[str] = None
    tags: List[str] = []
    color: Color = Color.RED
    address: Optional[Address] = None
    scores: Dict[str, float] = Field(default_factory=dict)
    when: Optional[datetime.datetime] = None
    _cache: dict = PrivateAttr(default_factory=dict)
    _count = 0

    @field_validator("name")
    @classmethod
    def no_digits(cls, value):
        if any(letter.isdigit() for letter in value):
            raise ValueError("no digits")
        return value.title()

    @field_validator("tags", mode="before")
    @classmethod
    def split(cls, value, info):
        return value.split(",") if isinstance(value, str) else value

    @computed_field
    @property
    def upper(self) -> str:
        return self.name.upper()


show(lambda: repr(User(id="1", name=" bob ", tags="a,b", color="blue", address={"street": "x"},
                       scores={"a": "1.5"}, when="2024-01-02T03:04:05")))
show(lambda: User(id="x", name="b", tags=3, color="green", address={}, scores={"a": "z"}, when="no"))
show(lambda: User(id=1, name="b0b"))
show(lambda: User())
user = User(id=1, name="bob", address=Address(street="s"))
print(user.model_dump(), user.model_dump(exclude={"tags", "scores"}, exclude_none=True))
print(user.model_dump_json(), user.model_dump(include={"id": True, "address": {"street"}}))
print(user.model_dump(exclude_unset=True), user.model_dump(exclude_defaults=True, mode="json"))
print(user.model_copy(update={"name": "al"}), user == User(id=1, name="bob", address={"street": "s"}))
print(sorted(user.model_fields_set), list(User.model_fields), user.table, User.table, user._cache, user._count)
user._count += 1
user.name = 5
print(user._count, user.name, dict(user)["id"])
show(lambda: user.nothing)
show(lambda: setattr(user, "nothing", 1))
print(User.model_validate({"id": 3, "name": "carl"}).id, User.model_construct(id="raw", name=3).id)
show(lambda: User.model_validate_json('{"id": 3, "name": "carl", "when": "2020-01-01T00:00:00Z"}').model_dump_json())
show(lambda: User.model_validate([1]))
print(User.__doc__, User.model_fields["name"])


class Assigned(BaseModel):
    model_config = ConfigDict(validate_assignment=True, populate_by_name=True, use_enum_values=True)
    count: conint(gt=0, le=5) = 1
    code: constr(pattern=r"^[a-z]+$", to_lower=True) = "a"
    color: Color = Field(Color.RED, alias="colour", description="which")
    deep: int = Field(0, validation_alias=AliasPath("outer", 1))


one = Assigned(colour="blue", outer=[1, 7])
print(one, one.model_dump(by_alias=True), Assigned(color="red").color)
show(lambda: setattr(one, "count", 9))
one.count = "3"
print(one.count)
show(lambda: Assigned(code="9"))

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    items: List[T]
    total: int = 0


show(lambda: repr(Page[int](items=["1", 2])))
show(lambda: Page[User](items=[{"id": 1}]))
show(lambda: Page(items=["a", 1]))


class Ranged(BaseModel):
    low: int
    high: int
    extra: Any = None

    @model_validator(mode="before")
    @classmethod
    def defaults(cls, data):
        if isinstance(data, dict):
            data = {"high": 10, **data}
        return data

    @model_validator(mode="after")
    def ordered(self):
        assert self.low <= self.high, "low above high"
        return self


show(lambda: Ranged(low=1))
show(lambda: Ranged(low=11))


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    a: int
    b: Set[int] = set()


show(lambda: Strict(a="1"))
show(lambda: Strict(a=1, c=2, d=3))
print(hash(Strict(a=1)) == hash(Strict(a=1)) if Strict(a=1).b is None else "unhashable set")


class Child(User):
    id: str
    age: int = 3


show(lambda: repr(Child(id="q", name="dd")))
print(list(Child.model_fields))


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"]
    good: bool = True


class Owner(BaseModel):
    pet: Union[Cat, Dog] = Field(discriminator="kind")
    other: Union[int, str, List[Dog], None] = None


show(lambda: repr(Owner(pet={"kind": "dog"}, other="1")))
show(lambda: Owner(pet={"kind": "cow"}))
show(lambda: Owner(pet={"kind": "cat", "lives": "many"}, other={}))
show(lambda: Owner(pet={}))


class Tree(BaseModel):
    name: str
    children: List["Tree"] = []
    parent: "Optional[Tree]" = None


show(lambda: repr(Tree(name="a", children=[{"name": "b", "children": [{"name": "c"}]}])))
show(lambda: Tree(name="a", children=[{"name": "b", "children": [{}]}]))


class Out(BaseModel):
    when: datetime.date
    amount: decimal.Decimal
    ident: uuid.UUID
    secret: SecretStr
    parts: Tuple[int, ...]

    @field_serializer("when")
    def day(self, value):
        return value.strftime("%d.%m.%Y")


out = Out(when="2024-02-29", amount="1.50", ident="12345678123456781234567812345678", secret="x",
          parts=[1, "2"])
print(repr(out), out.model_dump_json())
print(out.model_dump())
Numbers = RootModel[List[int]]
show(lambda: repr(Numbers([1, "2"])))
show(lambda: Numbers(["x"]))
print(Numbers([3]).model_dump(), TypeAdapter(List[int]).validate_python(("1", 2)))
show(lambda: TypeAdapter(Dict[str, int]).validate_json('{"a": "b"}'))
Upper = Annotated[str, AfterValidator(lambda v: v.upper()), BeforeValidator(str)]
Made = create_model("Made", x=(Upper, ...), y=(int, 3), z=Annotated[str, StringConstraints(max_length=1)])
show(lambda: repr(Made(x=5, z="a")))
show(lambda: Made(x=1, y=2.5, z="ab"))


class Row:
    id, name = 7, "orm row"


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str

    def model_post_init(self, context):
        self.name += "!"


show(lambda: FromRow.model_validate(Row()))
try:
    User(id=1, name="b0b", tags=[1])
except ValidationError as error:
    print(error.error_count(), error.title, [e["loc"] for e in error.errors()])
    print(error.errors(include_url=False, include_context=False))
    print(error.json(include_url=False, include_context=False))


class Whole(BaseModel):
    a: int = 1

    @model_serializer
    def whole(self):
        return {"whole": self.a}


print(Whole().model_dump(), Whole().model_dump_json())
