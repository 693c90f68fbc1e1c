"""A stand-in for Flask: applications that hold their configuration and
extensions. What serves requests is absorbed."""
from flask.app import Blueprint, Flask
from flask.config import Config
from flask.globals import current_app, g, has_app_context

__limbeck_partial__ = True
__version__ = "3.1.3"


def has_request_context():
    return False


__all__ = ["Flask", "Blueprint", "Config", "current_app", "g",
           "has_app_context", "has_request_context"]
