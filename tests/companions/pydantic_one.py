"""pydantic 1 under its later name."""
import os

from pydantic.v1 import *
from typing import Optional

os.environ.update(APP_NAME="shop", APP_LIMIT="5")


class Settings(BaseSettings):
    name: str
    limit: int = Field(default=1, description="x")
    space: str = None
    other: Optional[str] = Field(description="y")
    root: str = Field(default=None)

    @validator("root", always=True)
    def fill(cls, value, values):
        return value or "/" + values["name"]

    class Config:
        env_prefix = "APP_"


print(Settings().dict())


class Item(BaseModel):
    size: int = None
    tags: list = []

    @root_validator(pre=True)
    def before(cls, values):
        return dict(values, tags=["a"])


print(Item().dict(), Item(size=None).size, Item(size="3").size)
try:
    Item(size="x")
except ValidationError as error:
    print(len(error.errors()), error.errors()[0]["loc"])

from typing import Generic, TypeVar
from pydantic.v1.generics import GenericModel
from pydantic.v1.utils import GetterDict, deep_update, to_lower_camel

T = TypeVar("T")


class Filter(BaseModel):
    name: str


class Range(GenericModel, Generic[T], Filter):
    low: T = None


class IntRange(Range[int]):
    pass


print(IntRange(name="a", low="3").dict(), issubclass(IntRange, Filter))
print(GetterDict(Item()).get("size"), deep_update({"a": {"b": 1}}, {"a": {"c": 2}}), to_lower_camel("a_bc_d"))
