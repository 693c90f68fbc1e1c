"""yaml.parser"""
from yaml.error import MarkedYAMLError


class ParserError(MarkedYAMLError):
    pass
