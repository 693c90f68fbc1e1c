"""Where settings come from."""
import os
import typing

from pydantic.aliases import AliasChoices, AliasPath
from pydantic_settings.exceptions import SettingsError


class NoDecode:
    """Marks a field whose text no one reads as JSON."""


class ForceDecode:
    pass


def merge(low, high):
    """`low` with what `high` says, dicts inside as well."""
    result = dict(low)
    for key, value in high.items():
        if key in result and isinstance(result[key], dict) \
                and isinstance(value, dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = value
    return result


def _is_model(kind):
    return isinstance(kind, type) and (
        hasattr(kind, "__pydantic_check__")
        or hasattr(kind, "__dataclass_fields__"))


def _members(kind):
    origin = typing.get_origin(kind)
    if origin is typing.Union or type(kind).__name__ == "UnionType":
        return typing.get_args(kind)
    return None


def is_complex(kind, metadata=()):
    """Whether a value of this type is written as JSON."""
    if any(type(mark).__name__ == "Json" or getattr(mark, "_text", "")
           == "Json" for mark in metadata):
        return False
    if typing.get_origin(kind) is typing.Annotated:
        return is_complex(typing.get_args(kind)[0], kind.__metadata__)
    origin = typing.get_origin(kind)
    if hasattr(kind, "__value__"):
        return is_complex(kind.__value__)
    base = origin or kind
    if getattr(base, "__name__", "") == "Secret":
        return False
    if getattr(base, "__pydantic_root_model__", False):
        return is_complex(base.model_fields["root"].annotation)
    if _is_model(base):
        return True
    if not isinstance(base, type) or issubclass(base, (str, bytes)):
        return False
    return issubclass(base, (dict, list, set, frozenset, tuple)) \
        or base.__module__ == "collections.abc" and base.__name__ in (
            "Sequence", "Mapping", "MutableMapping", "MutableSequence", "Set",
            "MutableSet", "Iterable", "Collection") \
        or base.__name__ in ("deque",)


class PydanticBaseSettingsSource:
    def __init__(self, settings_cls):
        self.settings_cls = settings_cls
        self.config = settings_cls.model_config
        self._current_state = {}
        self._settings_sources_data = {}

    def _set_current_state(self, state):
        self._current_state = state

    def _set_settings_sources_data(self, states):
        self._settings_sources_data = states

    @property
    def current_state(self):
        return self._current_state

    @property
    def settings_sources_data(self):
        return self._settings_sources_data

    def get_field_value(self, field, field_name):
        raise NotImplementedError

    def field_is_complex(self, field):
        return is_complex(field.annotation, field.metadata)

    def prepare_field_value(self, field_name, field, value,
                            value_is_complex):
        if value is not None and (self.field_is_complex(field)
                                  or value_is_complex):
            return self.decode_complex_value(field_name, field, value)
        return value

    def decode_complex_value(self, field_name, field, value):
        marks = [type(m) if not isinstance(m, type) else m
                 for m in getattr(field, "metadata", ())]
        if NoDecode in marks or self.config.get("enable_decoding") is False \
                and ForceDecode not in marks:
            return value
        import json
        return json.loads(value)

    def __call__(self):
        data = {}
        for name, field in self.settings_cls.model_fields.items():
            value, key, complex_ = self.get_field_value(field, name)
            value = self.prepare_field_value(name, field, value, complex_)
            if value is not None:
                data[key] = value
        return data


class InitSettingsSource(PydanticBaseSettingsSource):
    def __init__(self, settings_cls, init_kwargs,
                 nested_model_default_partial_update=None):
        PydanticBaseSettingsSource.__init__(self, settings_cls)
        self.init_kwargs = init_kwargs

    def get_field_value(self, field, field_name):
        return None, "", False

    def __call__(self):
        """Under the names that validation looks for first, so that they
        replace what other sources say of the same field."""
        data = dict(self.init_kwargs)
        config = self.settings_cls.model_config
        for name, field in self.settings_cls.model_fields.items():
            accepted = [n for n, p in _names(field, name)]
            if config.get("populate_by_name") or config.get(
                    "validate_by_name"):
                accepted.append(name)
            for given in accepted[1:]:
                if given in data and accepted[0] not in data:
                    data[accepted[0]] = data.pop(given)
                    break
        return data

    def __repr__(self):
        return "InitSettingsSource(init_kwargs=%r)" % (self.init_kwargs,)


def _names(field, name):
    """(name, path) for each name that validation accepts."""
    alias = field.validation_alias
    if alias is None:
        return [(name, None)]
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [(c.path[0], c) if isinstance(c, AliasPath) else (c, None)
            for c in choices]


class EnvSettingsSource(PydanticBaseSettingsSource):
    def __init__(self, settings_cls, case_sensitive=None, env_prefix=None,
                 env_nested_delimiter=None, env_nested_max_split=None,
                 env_ignore_empty=None, env_parse_none_str=None,
                 env_parse_enums=None, _told=None):
        PydanticBaseSettingsSource.__init__(self, settings_cls)
        told = dict(self.config, **(_told or {}))
        for name, value in (
                ("case_sensitive", case_sensitive),
                ("env_prefix", env_prefix),
                ("env_nested_delimiter", env_nested_delimiter),
                ("env_nested_max_split", env_nested_max_split),
                ("env_ignore_empty", env_ignore_empty),
                ("env_parse_none_str", env_parse_none_str)):
            if value is not None:
                told[name] = value
        self.told = told
        self.case_sensitive = bool(told.get("case_sensitive"))
        self.env_prefix = told.get("env_prefix") or ""
        self.env_nested_delimiter = told.get("env_nested_delimiter")
        self.env_vars = self._load_env_vars()

    def _load_env_vars(self):
        return self._usable(dict(os.environ))

    def _usable(self, values):
        if self.told.get("env_ignore_empty"):
            values = {k: v for k, v in values.items() if v != ""}
        none = self.told.get("env_parse_none_str")
        return {self._cased(key): None if value is not None and value == none
                else value for key, value in values.items()}

    def _cased(self, name):
        return name if self.case_sensitive else name.lower()

    def env_names(self, field, name):
        """(key for validation, variable's name, alias path)"""
        old = field.extra.get("env") if getattr(
            self.settings_cls, "__pydantic_v1__", False) else None
        if old:
            return [(_names(field, name)[0][0], self._cased(one), None)
                    for one in ([old] if isinstance(old, str) else old)]
        if field.validation_alias is None:
            return [(name, self._cased(self.env_prefix + name), None)]
        found = [(key, self._cased(key), path)
                 for key, path in _names(field, name)]
        if self.config.get("populate_by_name") or self.config.get(
                "validate_by_name"):
            found.append((found[0][0], self._cased(self.env_prefix + name),
                          None))
        return found

    def get_field_value(self, field, field_name):
        value, key = None, None
        for key, variable, path in self.env_names(field, field_name):
            if variable in self.env_vars:
                value = self.env_vars[variable]
                if value is not None:
                    break
        return value, key, False

    def _field(self, field, name):
        value, key, complex_ = None, None, False
        for key, variable, path in self.env_names(field, name):
            if variable in self.env_vars:
                value, complex_ = self.env_vars[variable], path is not None
                break
        else:
            key = self.env_names(field, name)[0][0]
        return key, self.prepare_field_value(name, field, value, complex_)

    def prepare_field_value(self, field_name, field, value,
                            value_is_complex):
        if self.told.get("env_parse_enums") and isinstance(value, str) \
                and hasattr(field.annotation, "__members__"):
            members = {self._cased(k): v for k, v
                       in field.annotation.__members__.items()}
            value = members.get(self._cased(value), value)
        complex_, may_fail = self._shape(field)
        if complex_ or value_is_complex:
            nested = self.explode(field_name, field)
            if value is None:
                return nested or None
            try:
                value = self.decode_complex_value(field_name, field, value)
            except ValueError:
                if not may_fail:
                    raise
            return merge(value, nested) if isinstance(value, dict) else value
        return value

    def _shape(self, field):
        members = _members(field.annotation)
        if members is None:
            return is_complex(field.annotation, field.metadata), False
        if any(type(m).__name__ == "_Wrap" for m in field.metadata):
            return False, False
        return any(is_complex(m) or _members(m) for m in members), True

    def explode(self, name, field):
        """Values of variables such as FIELD__PART__PART."""
        delimiter = self.env_nested_delimiter
        if not delimiter:
            return {}
        result = {}
        for key, variable, path in self.env_names(field, name):
            start = variable + self._cased(delimiter)
            for other, value in self.env_vars.items():
                if not other.startswith(start):
                    continue
                limit = self.told.get("env_nested_max_split")
                rest = other[len(start):]
                steps = rest.split(self._cased(delimiter), limit - 1) \
                    if limit is not None else rest.split(
                        self._cased(delimiter))
                self._put(result, field, steps, value)
        return result

    def _put(self, result, field, steps, value):
        target, kind = result, field.annotation
        for step in steps[:-1]:
            step, kind = self._inside(kind, step)
            target = target.setdefault(step, {})
            if not isinstance(target, dict):
                return
        last, kind = self._inside(kind, steps[-1])
        if value is not None:
            members = _members(kind)
            unknown = kind is None or kind is typing.Any
            may_fail = unknown or members is not None
            if unknown or is_complex(kind) or may_fail and any(
                    is_complex(m) for m in members):
                import json
                try:
                    value = json.loads(value)
                except ValueError:
                    if not may_fail:
                        raise
        if last not in target or not isinstance(target[last], dict) \
                or target[last] == {}:
            target[last] = value

    def _inside(self, kind, step):
        """The key for `step` in a value of type `kind`, and its type."""
        for one in _members(kind) or (kind,):
            base = typing.get_origin(one) or one
            if base is typing.Annotated:
                one = typing.get_args(one)[0]
                base = typing.get_origin(one) or one
            if hasattr(base, "__pydantic_check__"):
                for name, field in base.model_fields.items():
                    for accepted, path in _names(field, name):
                        if self._cased(accepted) == step:
                            return accepted, field.annotation
            elif hasattr(base, "__dataclass_fields__"):
                for name, field in base.__dataclass_fields__.items():
                    if self._cased(name) == step:
                        return name, field.type
            elif base is dict:
                args = typing.get_args(one)
                return step, args[1] if len(args) == 2 else None
        return step, None

    def __call__(self):
        data = {}
        for name, field in self.settings_cls.model_fields.items():
            try:
                key, value = self._field(field, name)
            except ValueError as error:
                raise SettingsError(
                    'error parsing value for field "%s" from source "%s"'
                    % (name, type(self).__name__)) from error
            if value is not None or self._is_none(field, name):
                data[key] = value
        return data

    def _is_none(self, field, name):
        return self.told.get("env_parse_none_str") is not None and any(
            variable in self.env_vars
            for key, variable, path in self.env_names(field, name))

    def __repr__(self):
        return "%s(env_nested_delimiter=%r, env_prefix_len=%d)" % (
            type(self).__name__, self.env_nested_delimiter,
            len(self.env_prefix))


class DotEnvSettingsSource(EnvSettingsSource):
    def __init__(self, settings_cls, env_file=..., env_file_encoding=None,
                 _told=None, **options):
        told = dict(settings_cls.model_config, **(_told or {}))
        self.env_file = told.get("env_file") if env_file is ... else env_file
        self.env_file_encoding = env_file_encoding or told.get(
            "env_file_encoding")
        EnvSettingsSource.__init__(self, settings_cls, _told=_told, **options)

    def _load_env_vars(self):
        from dotenv import dotenv_values
        if self.env_file is None:
            return {}
        files = self.env_file
        if isinstance(files, (str, bytes)) or hasattr(files, "__fspath__"):
            files = [files]
        values = {}
        for file in files:
            path = os.path.expanduser(os.fspath(file))
            if os.path.isfile(path):
                values.update(self._usable(dotenv_values(
                    path, encoding=self.env_file_encoding or "utf8")))
        return values

    def __call__(self):
        data = EnvSettingsSource.__call__(self)
        fields = self.settings_cls.model_fields
        for variable, value in self.env_vars.items():
            if value is None or value == "" or variable in data \
                    or self.env_prefix and variable in fields:
                continue
            if self._used(variable, fields):
                continue
            if self.config.get("extra") != "forbid" \
                    and variable.startswith(self._cased(self.env_prefix)):
                data[variable[len(self.env_prefix):]] = value
            else:
                data[variable] = value
        return data

    def _used(self, variable, fields):
        for name, field in fields.items():
            complex_ = self._shape(field)[0]
            for key, known, path in self.env_names(field, name):
                if variable == known or complex_ and variable.startswith(
                        known):
                    return True
        return False


class SecretsSettingsSource(EnvSettingsSource):
    def __init__(self, settings_cls, secrets_dir=None, _told=None, **options):
        told = dict(settings_cls.model_config, **(_told or {}))
        self.secrets_dir = secrets_dir or told.get("secrets_dir")
        EnvSettingsSource.__init__(self, settings_cls, _told=_told, **options)

    def _load_env_vars(self):
        folders = self.secrets_dir
        if folders is None:
            return {}
        if isinstance(folders, str) or hasattr(folders, "__fspath__"):
            folders = [folders]
        values = {}
        for folder in folders:
            folder = os.path.expanduser(os.fspath(folder))
            if not os.path.exists(folder):
                import warnings
                warnings.warn('directory "%s" does not exist' % folder)
                continue
            if not os.path.isdir(folder):
                raise SettingsError("secrets_dir must reference a directory, "
                                    "not a file")
            for name in os.listdir(folder):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path) as file:
                        values[name] = file.read().strip()
        return self._usable(values)


class _FileSource(InitSettingsSource):
    setting = ""

    def __init__(self, settings_cls, file=..., encoding=None):
        config = settings_cls.model_config
        if file is ... or file is None:
            file = config.get(self.setting)
        data = {}
        if file is not None:
            files = [file] if isinstance(file, str) or hasattr(
                file, "__fspath__") else file
            for one in files:
                path = os.path.expanduser(os.fspath(one))
                if os.path.isfile(path):
                    with open(path, encoding=encoding or "utf-8") as stream:
                        data.update(self.read(stream.read()))
        InitSettingsSource.__init__(self, settings_cls, data)


class JsonConfigSettingsSource(_FileSource):
    setting = "json_file"

    def read(self, text):
        import json
        return json.loads(text)


class TomlConfigSettingsSource(_FileSource):
    setting = "toml_file"

    def read(self, text):
        import tomllib
        return tomllib.loads(text)


class PyprojectTomlConfigSettingsSource(TomlConfigSettingsSource):
    setting = "pyproject_toml"

    def __init__(self, settings_cls, file=None):
        TomlConfigSettingsSource.__init__(self, settings_cls,
                                          file or "pyproject.toml")

    def read(self, text):
        data = TomlConfigSettingsSource.read(self, text)
        for step in self.header():
            data = data.get(step, {})
        return data

    def header(self):
        return ("tool", "pydantic-settings")


class YamlConfigSettingsSource(_FileSource):
    setting = "yaml_file"

    def read(self, text):
        import yaml
        return yaml.safe_load(text) or {}
