# Imports what env.py and models import; a program starts with this.
import argparse
import collections
import contextlib
import dataclasses
import datetime
import decimal
import enum
import functools
import inspect
import itertools
import json
import logging
import logging.config
import operator
import os
import pathlib
import re
import string
import textwrap
import typing
import uuid


@dataclasses.dataclass
class Settings:
    name: str
    size: int = 3


class Color(enum.Enum):
    RED = 1
    GREEN = 2


print(Settings("a"), list(Color), len(json.dumps({"a": [1, 2]})))
