"""A stand-in for pydantic-settings: models that take their values from the
environment, .env files and folders of secrets."""
from pydantic_settings.main import BaseSettings, SettingsConfigDict
from pydantic_settings.sources import (
    DotEnvSettingsSource, EnvSettingsSource, ForceDecode, InitSettingsSource,
    JsonConfigSettingsSource, NoDecode, PydanticBaseSettingsSource,
    PyprojectTomlConfigSettingsSource, SecretsSettingsSource, SettingsError,
    TomlConfigSettingsSource, YamlConfigSettingsSource)

__version__ = VERSION = "2.16.3"


class CliSuppress:
    def __class_getitem__(cls, item):
        return item


CliPositionalArg = CliSubCommand = CliImplicitFlag = CliExplicitFlag = \
    CliSuppress


class CliApp:
    """The command line belongs to limbeck; settings are made without it."""

    @staticmethod
    def run(model_cls, cli_args=None, **options):
        return model_cls(**options.get("model_init_data", {}))


class CliSettingsSource(InitSettingsSource):
    def __init__(self, settings_cls, *args, **options):
        InitSettingsSource.__init__(self, settings_cls, {})


__all__ = ["BaseSettings", "SettingsConfigDict", "DotEnvSettingsSource",
           "EnvSettingsSource", "ForceDecode", "InitSettingsSource",
           "JsonConfigSettingsSource", "NoDecode",
           "PydanticBaseSettingsSource", "PyprojectTomlConfigSettingsSource",
           "SecretsSettingsSource", "SettingsError",
           "TomlConfigSettingsSource", "YamlConfigSettingsSource", "CliApp",
           "CliSettingsSource", "CliSuppress", "CliPositionalArg",
           "CliSubCommand", "CliImplicitFlag", "CliExplicitFlag"]
