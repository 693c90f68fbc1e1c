"""Settings from the environment, .env files and secrets."""
import enum
import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Dict, List, Literal, Optional, Tuple, Union
from uuid import UUID

from pydantic import (AliasChoices, AnyHttpUrl, BaseModel, Field, PostgresDsn,
                      SecretStr, ValidationError, computed_field,
                      field_validator, model_validator)
from pydantic_settings import (BaseSettings, EnvSettingsSource, SettingsConfigDict,
                               SettingsError)

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
ENV = os.path.join(HERE, "project.env")


def show(make):
    try:
        print(make())
    except (ValidationError, SettingsError) as error:
        print(type(error).__name__, error, repr(error.__cause__)[:90])


os.environ.clear()
os.environ.update(PATH="/bin")


class Mode(str, enum.Enum):
    fast = "fast"
    slow = "slow"


class Settings(BaseSettings):
    database_url: PostgresDsn
    debug: bool = False
    port: int = 1
    name: str
    hosts: List[str] = []
    limits: Dict[str, int] = {}
    empty: str = "default"
    secret: SecretStr
    url: AnyHttpUrl = "http://x"
    mode: Mode = Mode.slow
    missing: Optional[str] = None
    timeout: timedelta = timedelta(seconds=3)
    root: Path = Path("/tmp")
    model_config = SettingsConfigDict(env_file=ENV)


os.environ["HOST_NAME"] = "box"
show(lambda: repr(Settings()))
os.environ["PORT"] = "7"
os.environ["Debug"] = "off"
show(lambda: Settings().model_dump())
show(lambda: Settings(port="9", name="init").port)
os.environ["PORT"] = "seven"
os.environ["HOSTS"] = "a,b"
show(lambda: Settings())
del os.environ["HOSTS"]
show(lambda: Settings(_env_file=None))
del os.environ["PORT"], os.environ["Debug"]
s = Settings()
print(s.secret, repr(s.secret), s.secret.get_secret_value(), s.database_url.hosts(), str(s.url))
print(s.model_dump_json())
print(Settings.model_fields["port"], sorted(s.model_fields_set))


class Sensitive(BaseSettings):
    DATABASE_URL: str
    debug: bool = False
    Debug: bool = True

    class Config:
        case_sensitive = True
        env_file = ENV
        extra = "allow"


show(lambda: Sensitive())


class Forbids(BaseSettings):
    port: int
    model_config = SettingsConfigDict(env_file=ENV)


show(Forbids)


class Ignores(Forbids):
    model_config = SettingsConfigDict(extra="ignore")


show(Ignores)
print(Ignores.model_config["env_file"] == ENV, Ignores.model_config["extra"])
AB = [os.path.join(HERE, name) for name in ("a.env", "b.env")]


class Several(BaseSettings):
    a: int
    b: int
    model_config = SettingsConfigDict(env_file=tuple(AB), extra="ignore", frozen=True)


show(Several)
show(lambda: setattr(Several(), "a", 3))


class Prefixed(BaseSettings):
    c: int
    d: int = Field(0, alias="other_d")
    e: int = Field(0, validation_alias=AliasChoices("app_e", "xe"))
    model_config = SettingsConfigDict(env_file=AB, env_prefix="APP_", extra="allow")


show(Prefixed)
os.environ["OTHER_D"] = "44"
show(Prefixed)
show(lambda: Prefixed(other_d=1, xe=2))


class Sub(BaseModel):
    x: int
    y: List[str] = []
    z: Optional["Sub"] = None


class Nested(BaseSettings):
    sub: Sub
    tables: Dict[str, Any] = {}
    maybe: Optional[Sub] = None
    model_config = SettingsConfigDict(env_nested_delimiter="__")


os.environ.update(SUB__X="1", SUB__Y='["q"]', SUB__Z__X="5", TABLES__A__B="1", MAYBE='{"x": 3}',
                  MAYBE__Y='["1"]')
show(Nested)
os.environ["SUB"] = '{"x": 9, "y": ["z"]}'
show(Nested)
os.environ["SUB"] = "{"
show(Nested)


class Secrets(BaseSettings):
    token: str
    pair: Tuple[int, str] = (1, "a")
    either: Union[int, List[int]] = 1
    kind: Literal["a", "b"] = "a"
    ident: Optional[UUID] = None
    model_config = SettingsConfigDict(secrets_dir=os.path.join(HERE, "secrets"))


show(Secrets)
os.environ.update(PAIR='[2, "b"]', EITHER="[1, 2]", KIND="c")
show(Secrets)
os.environ.update(KIND="b", EITHER="5", IDENT="x")
show(Secrets)
del os.environ["IDENT"]


class Built(BaseSettings):
    POSTGRES_SERVER: str = "localhost"
    POSTGRES_PORT: int = 5432
    POSTGRES_USER: str
    POSTGRES_PASSWORD: str = ""
    POSTGRES_DB: str = ""
    CORS: Union[List[str], str] = []
    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    @field_validator("CORS", mode="before")
    @classmethod
    def split(cls, value):
        if isinstance(value, str) and not value.startswith("["):
            return [part.strip() for part in value.split(",")]
        return value

    @computed_field
    @property
    def URI(self) -> PostgresDsn:
        return PostgresDsn.build(scheme="postgresql+psycopg", username=self.POSTGRES_USER,
                                 password=self.POSTGRES_PASSWORD, host=self.POSTGRES_SERVER,
                                 port=self.POSTGRES_PORT, path=self.POSTGRES_DB)

    @model_validator(mode="after")
    def check(self):
        if self.POSTGRES_PASSWORD == "changethis":
            raise ValueError("change it")
        return self


os.environ.update(POSTGRES_USER="me", POSTGRES_PASSWORD="pw", POSTGRES_DB="app", CORS="a, b",
                  POSTGRES_PORT="")
show(Built)
print(str(Built().URI), Built().CORS)
os.environ["POSTGRES_PASSWORD"] = "changethis"
show(Built)


class Custom(BaseSettings):
    a: int = 0

    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings,
                                   file_secret_settings):
        return env_settings, init_settings, lambda: {"a": 9}


show(Custom)
os.environ["A"] = "3"
show(lambda: Custom(a=1))
