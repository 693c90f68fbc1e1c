"""Folders of an application, by the rules of XDG."""
import os
from pathlib import Path

import appdirs
from appdirs import (
    site_config_dir, user_cache_dir, user_config_dir, user_data_dir,
    user_state_dir)

__version__ = "4.3.6"


def user_log_dir(appname=None, appauthor=None, version=None, opinion=True,
                 ensure_exists=False):
    path = appdirs.user_state_dir(appname, appauthor, version)
    return os.path.join(path, "log") if opinion else path


def site_data_dir(appname=None, appauthor=None, version=None,
                  multipath=False, ensure_exists=False):
    return appdirs.site_data_dir(appname, appauthor, version, multipath)


def site_cache_dir(appname=None, appauthor=None, version=None, opinion=True,
                   ensure_exists=False):
    return os.path.join("/var/cache", *filter(
        None, (appname, version if appname else None)))


def user_runtime_dir(appname=None, appauthor=None, version=None, opinion=True,
                     ensure_exists=False):
    base = os.environ.get("XDG_RUNTIME_DIR") or "/run/user/%d" % os.getuid()
    return os.path.join(base, *filter(
        None, (appname, version if appname else None)))


def _documents(name, default):
    def find():
        return os.path.expanduser(default)
    find.__name__ = find.__qualname__ = name
    return find


user_documents_dir = _documents("user_documents_dir", "~/Documents")
user_downloads_dir = _documents("user_downloads_dir", "~/Downloads")
user_desktop_dir = _documents("user_desktop_dir", "~/Desktop")

_KINDS = ("user_data_dir", "user_config_dir", "user_cache_dir",
          "user_state_dir", "user_log_dir", "user_runtime_dir",
          "site_data_dir", "site_config_dir", "site_cache_dir")


def _without_options(function):
    """One that takes the options of this library too."""
    def find(appname=None, appauthor=None, version=None, *args, **options):
        return function(appname, appauthor, version)
    find.__name__ = find.__qualname__ = function.__name__
    return find


class PlatformDirs:
    def __init__(self, appname=None, appauthor=None, version=None,
                 roaming=False, multipath=False, opinion=True,
                 ensure_exists=False):
        self.appname = appname
        self.appauthor = appauthor
        self.version = version


def _install(kind):
    find = globals()[kind] = _without_options(globals()[kind])
    path = kind[:-3] + "path"

    def find_path(*args, **options):
        return Path(find(*args, **options))
    find_path.__name__ = find_path.__qualname__ = path
    globals()[path] = find_path
    setattr(PlatformDirs, kind, property(lambda self: find(
        self.appname, self.appauthor, self.version)))
    setattr(PlatformDirs, path, property(lambda self: find_path(
        self.appname, self.appauthor, self.version)))


for _kind in _KINDS:
    _install(_kind)
Unix = AppDirs = PlatformDirs
