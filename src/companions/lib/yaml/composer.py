"""yaml.composer"""
from yaml.error import MarkedYAMLError


class ComposerError(MarkedYAMLError):
    pass
