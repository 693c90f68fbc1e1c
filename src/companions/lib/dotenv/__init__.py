"""A stand-in for python-dotenv."""
from dotenv.main import (dotenv_values, find_dotenv, get_key, load_dotenv,
                         set_key, unset_key)

__all__ = ["dotenv_values", "find_dotenv", "get_key", "load_dotenv",
           "set_key", "unset_key"]


def load_ipython_extension(ipython):
    pass
