"""The classes that stand for what each dialect does."""

from . import mssql, mysql, oracle, postgresql, sqlite
from .impl import DefaultImpl
