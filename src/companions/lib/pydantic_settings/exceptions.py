"""Errors of sources of settings."""


class SettingsError(ValueError):
    pass
