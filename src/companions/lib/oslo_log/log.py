"""Loggers."""
import logging


class KeywordArgumentAdapter(logging.LoggerAdapter):
    pass


def getLogger(name=None, project="unknown", version="unknown"):
    return logging.getLogger(name)


def register_options(conf):
    pass


def set_defaults(*args, **options):
    pass


def setup(*args, **options):
    pass


DEBUG, INFO, WARNING, ERROR, CRITICAL = 10, 20, 30, 40, 50
