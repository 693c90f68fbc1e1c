"""Options and their defaults. limbeck reads no configuration files of
services; an option has the default that it was registered with, or the value
of the environment (OS_<GROUP>__<OPTION>)."""
import os


class Error(Exception):
    pass


class NoSuchOptError(Error, AttributeError):
    pass


class NoSuchGroupError(Error):
    pass


class ConfigFilesNotFoundError(Error):
    pass


class Opt:
    def __init__(self, name, type=None, default=None, **told):
        self.name = name
        self.dest = told.get("dest") or name.replace("-", "_")
        self.default = default
        self.__dict__.update({k: v for k, v in told.items() if k != "dest"})

    def read(self, text):
        return text


class StrOpt(Opt):
    pass


class IntOpt(Opt):
    def read(self, text):
        return int(text)


class FloatOpt(Opt):
    def read(self, text):
        return float(text)


class BoolOpt(Opt):
    def read(self, text):
        from oslo_utils import strutils
        return strutils.bool_from_string(text, strict=True)


class ListOpt(Opt):
    def read(self, text):
        return [part.strip() for part in text.split(",") if part.strip()]


class DictOpt(Opt):
    def read(self, text):
        return dict(part.split(":", 1) for part in text.split(",") if part)


class MultiOpt(Opt):
    def read(self, text):
        return [text]


class PortOpt(IntOpt):
    pass


MultiStrOpt = MultiOpt
IPOpt = HostnameOpt = HostAddressOpt = HostDomainOpt = URIOpt = StrOpt
SubCommandOpt = Opt


class OptGroup:
    def __init__(self, name, title=None, help=None, **more):
        self.name = name
        self.title = title
        self.help = help


class _Group:
    def __init__(self, name=None):
        self._name = name
        self._options = {}
        self._values = {}
        self._defaults = {}

    def _register(self, option):
        new = option.dest not in self._options
        self._options[option.dest] = option
        return new

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        option = self._options.get(name)
        if option is None:
            raise NoSuchOptError("no such option %s in group [%s]" % (
                name, self._name or "DEFAULT"))
        if name in self._values:
            return self._values[name]
        text = os.environ.get("OS_%s__%s" % (
            (self._name or "DEFAULT").upper(), name.upper()))
        if text is not None:
            return option.read(text)
        return self._defaults.get(name, option.default)

    def __getitem__(self, name):
        return getattr(self, name)

    def __contains__(self, name):
        return name in self._options

    def get(self, name, default=None):
        return getattr(self, name) if name in self else default


class ConfigOpts(_Group):
    def __init__(self):
        _Group.__init__(self)
        self._groups = {}
        self.project = None

    def _group(self, group):
        if group is None:
            return self
        name = getattr(group, "name", group)
        return self._groups.setdefault(name, _Group(name))

    def __getattr__(self, name):
        groups = self.__dict__.get("_groups") or {}
        if name in groups and name not in self._options:
            return groups[name]
        return _Group.__getattr__(self, name)

    def register_opt(self, opt, group=None, cli=False):
        return self._group(group)._register(opt)

    def register_opts(self, opts, group=None):
        for opt in opts:
            self._group(group)._register(opt)

    register_cli_opt = register_opt
    register_cli_opts = register_opts

    def register_group(self, group):
        self._group(group)

    def set_override(self, name, override, group=None):
        self._group(group)._values[name] = override

    def clear_override(self, name, group=None):
        self._group(group)._values.pop(name, None)

    def set_default(self, name, default, group=None):
        self._group(group)._defaults[name] = default

    def import_opt(self, name, module_str, group=None):
        self._import(module_str)

    def import_group(self, group, module_str):
        self._import(module_str)

    def _import(self, module):
        try:
            __import__(module)
        except ModuleNotFoundError as error:
            # Its options are of a package that is not there.
            if not module.startswith(error.name or module):
                raise

    def __call__(self, args=None, project=None, *more, **options):
        self.project = project
        return []

    def log_opt_values(self, logger, lvl):
        pass

    def register_mutate_hook(self, hook):
        pass

    def mutate_config_files(self):
        pass

    def reload_config_files(self):
        return False

    def unregister_opt(self, opt, group=None):
        self._group(group)._options.pop(opt.dest, None)

    def unregister_opts(self, opts, group=None):
        for opt in opts:
            self.unregister_opt(opt, group)

    def reset(self):
        pass

    def clear(self):
        self._values.clear()

    def find_file(self, name):
        return name if os.path.isfile(name) else None


CONF = ConfigOpts()


def set_defaults(opts, **values):
    for opt in opts:
        if opt.dest in values:
            opt.default = values[opt.dest]


def find_config_files(*args, **options):
    return []
