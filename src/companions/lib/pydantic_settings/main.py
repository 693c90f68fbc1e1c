"""BaseSettings."""
from pydantic._scalars import State
from pydantic.config import ConfigDict
from pydantic.main import BaseModel, model_of, validate
from pydantic_settings.sources import (
    DotEnvSettingsSource, EnvSettingsSource, InitSettingsSource,
    SecretsSettingsSource, merge)


class SettingsConfigDict(ConfigDict):
    pass


_UNSET = object()


class BaseSettings(BaseModel):
    model_config = dict(
        extra="forbid", arbitrary_types_allowed=True, validate_default=True,
        case_sensitive=False, env_prefix="", env_file=None,
        env_file_encoding=None, env_ignore_empty=False,
        env_nested_delimiter=None, env_nested_max_split=None,
        env_parse_none_str=None, env_parse_enums=None, secrets_dir=None,
        nested_model_default_partial_update=False,
        protected_namespaces=("model_validate", "model_dump",
                              "settings_customise_sources"))

    def __init__(self, /, _case_sensitive=None,
                 _nested_model_default_partial_update=None, _env_prefix=None,
                 _env_file=_UNSET, _env_file_encoding=None,
                 _env_ignore_empty=None, _env_nested_delimiter=None,
                 _env_nested_max_split=None, _env_parse_none_str=None,
                 _env_parse_enums=None, _secrets_dir=None,
                 _build_sources=None, **values):
        cls = type(self)
        told = dict(cls.model_config)
        for name, value in (
                ("case_sensitive", _case_sensitive),
                ("nested_model_default_partial_update",
                 _nested_model_default_partial_update),
                ("env_prefix", _env_prefix),
                ("env_file_encoding", _env_file_encoding),
                ("env_ignore_empty", _env_ignore_empty),
                ("env_nested_delimiter", _env_nested_delimiter),
                ("env_nested_max_split", _env_nested_max_split),
                ("env_parse_none_str", _env_parse_none_str),
                ("env_parse_enums", _env_parse_enums),
                ("secrets_dir", _secrets_dir)):
            if value is not None:
                told[name] = value
        if _env_file is not _UNSET:
            told["env_file"] = _env_file
        values = {k: v for k, v in values.items()
                  if not (k.startswith("_cli") and k not in
                          cls.__pydantic_fields__)}
        data = cls._read_sources(values, told)
        validate(model_of(cls).ready(), cls, data, State(), self)

    __pydantic_own_init__ = False

    @classmethod
    def _read_sources(cls, values, told):
        """The values of all sources, merged."""
        init = InitSettingsSource(cls, init_kwargs=values)
        env = EnvSettingsSource(cls, _told=told)
        dotenv = DotEnvSettingsSource(cls, env_file=told.get("env_file"),
                                      _told=told)
        secrets = SecretsSettingsSource(cls, _told=told)
        sources = cls.settings_customise_sources(
            cls, init_settings=init, env_settings=env,
            dotenv_settings=dotenv, file_secret_settings=secrets)
        merged, states = {}, {}
        for source in sources:
            if hasattr(source, "_set_current_state"):
                source._set_current_state(merged)
                source._set_settings_sources_data(states)
            found = source()
            states[getattr(source, "__name__", type(source).__name__)] = found
            merged = merge(found, merged)
        return merged

    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings,
                                   env_settings, dotenv_settings,
                                   file_secret_settings):
        return (init_settings, env_settings, dotenv_settings,
                file_secret_settings)
