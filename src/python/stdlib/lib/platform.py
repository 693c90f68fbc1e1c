"""About the machine: https://docs.python.org/3/library/platform.html"""

import os
import sys


def system():
    return os.uname().sysname


def node():
    return os.uname().nodename


def release():
    return os.uname().release


def version():
    return os.uname().version


def machine():
    return os.uname().machine


def processor():
    return ""


def uname():
    return os.uname()


def python_version():
    return "%d.%d.%d" % sys.version_info[:3]


def python_version_tuple():
    return tuple(str(part) for part in sys.version_info[:3])


def python_implementation():
    return "CPython"


def python_compiler():
    return ""


def python_build():
    return "", ""


def architecture(executable="", bits="", linkage=""):
    return "64bit", "ELF"


def platform(aliased=False, terse=False):
    return "-".join((system(), release(), machine()))


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    return lib, version


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    return release, versioninfo, machine
