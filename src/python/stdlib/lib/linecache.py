"""Lines of source files: https://docs.python.org/3/library/linecache.html"""

import _limbeck

cache = {}


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def getlines(filename, module_globals=None):
    return _limbeck.source_lines(filename)


def checkcache(filename=None):
    pass


def clearcache():
    pass


def updatecache(filename, module_globals=None):
    return getlines(filename)


def lazycache(filename, module_globals):
    return False
