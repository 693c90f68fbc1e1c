"""What CPython's tests ask of how Python was built: nothing is known."""

import sys


def get_config_var(name):
    return ""


def get_config_vars(*names):
    return [""] * len(names) if names else {}


def get_platform():
    return sys.platform


def get_path(name, *rest):
    return ""


def get_paths(*rest):
    return {}


def is_python_build(check_home=False):
    return False
