"""Folders of an application, by the rules of XDG."""
import os

__version__ = "1.4.4"


def _below(variable, default, appname, version):
    path = os.environ.get(variable) or os.path.expanduser(default)
    if appname:
        path = os.path.join(path, appname)
        if version:
            path = os.path.join(path, version)
    return path


def user_data_dir(appname=None, appauthor=None, version=None, roaming=False):
    return _below("XDG_DATA_HOME", "~/.local/share", appname, version)


def user_config_dir(appname=None, appauthor=None, version=None,
                    roaming=False):
    return _below("XDG_CONFIG_HOME", "~/.config", appname, version)


def user_cache_dir(appname=None, appauthor=None, version=None, opinion=True):
    return _below("XDG_CACHE_HOME", "~/.cache", appname, version)


def user_state_dir(appname=None, appauthor=None, version=None, roaming=False):
    return _below("XDG_STATE_HOME", "~/.local/state", appname, version)


def user_log_dir(appname=None, appauthor=None, version=None, opinion=True):
    path = user_cache_dir(appname, appauthor, version)
    return os.path.join(path, "log") if opinion else path


def site_data_dir(appname=None, appauthor=None, version=None,
                  multipath=False):
    several = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return _site(several, appname, version, multipath)


def site_config_dir(appname=None, appauthor=None, version=None,
                    multipath=False):
    return _site(os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg", appname,
                 version, multipath)


def _site(several, appname, version, multipath):
    paths = []
    for path in several.split(os.pathsep):
        path = os.path.expanduser(path.rstrip(os.sep))
        for part in (appname, version if appname else None):
            if part:
                path = os.path.join(path, part)
        paths.append(path)
    return os.pathsep.join(paths) if multipath else paths[0]


class AppDirs:
    def __init__(self, appname=None, appauthor=None, version=None,
                 roaming=False, multipath=False):
        self.appname = appname
        self.appauthor = appauthor
        self.version = version
        self.roaming = roaming
        self.multipath = multipath


for _name in ("user_data_dir", "user_config_dir", "user_cache_dir",
              "user_state_dir", "user_log_dir", "site_data_dir",
              "site_config_dir"):
    def _property(function=globals()[_name]):
        return property(lambda self: function(
            self.appname, self.appauthor, self.version))
    setattr(AppDirs, _name, _property())
