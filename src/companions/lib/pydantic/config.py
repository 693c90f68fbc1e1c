"""Settings of a model: `model_config`, class keywords, `class Config`."""


class ConfigDict(dict):
    """Settings by name: a dict is made, and others may be derived from it."""

    def __new__(cls, *args, **settings):
        return dict(*args, **settings)

    def __init_subclass__(cls, total=True, **keywords):
        pass


class Extra:
    allow = "allow"
    ignore = "ignore"
    forbid = "forbid"


class BaseConfig:
    """The base that pydantic 1 gave to `class Config`."""


# What pydantic 1 called them.
_OLD_NAMES = {
    "orm_mode": "from_attributes",
    "allow_population_by_field_name": "populate_by_name",
    "anystr_strip_whitespace": "str_strip_whitespace",
    "anystr_lower": "str_to_lower",
    "anystr_upper": "str_to_upper",
    "min_anystr_length": "str_min_length",
    "max_anystr_length": "str_max_length",
    "validate_all": "validate_default",
    "schema_extra": "json_schema_extra",
    "keep_untouched": "ignored_types",
}


def read_config_class(config):
    """The settings of a `class Config` as a dict."""
    settings = {}
    for kind in reversed(config.__mro__):
        if kind is object:
            continue
        for name, value in kind.__dict__.items():
            if name.startswith("__"):
                continue
            if isinstance(value, (staticmethod, classmethod)):
                value = getattr(config, name)
            settings[_OLD_NAMES.get(name, name)] = value
    if settings.get("allow_mutation") is False:
        settings["frozen"] = True
    return settings


def with_config(config=None, /, **settings):
    def decorate(kind):
        kind.__pydantic_config__ = dict(config or {}, **settings)
        return kind
    return decorate
