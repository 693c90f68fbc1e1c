"""BaseModel."""
import typing
from abc import ABCMeta

from pydantic import _serialize
from pydantic._model import (Model, is_class_variable, own_annotations,
                             set_state)
from pydantic._scalars import State
from pydantic.config import read_config_class
from pydantic.fields import FieldInfo, ModelPrivateAttr, need_annotation
from pydantic.functional_validators import Decorator
from pydantic_core import Invalid, PydanticUndefined, ValidationError


class _Lazy:
    """An attribute of the class (and its instances), made when it is asked
    for."""

    def __init__(self, make):
        self.make = make

    def __get__(self, instance, owner=None):
        return self.make(owner if owner is not None else type(instance))


def model_of(cls):
    model = cls.__dict__.get("__pydantic_model__")
    if model is None:
        model = Model(cls)
        for name in model.fields:
            if name in cls.__dict__ and not isinstance(
                    cls.__dict__[name], property):
                type.__delattr__(cls, name)
        if any(info.undefined is not None for info in model.fields.values()):
            return model  # to be read again when all is defined
        cls.__pydantic_model__ = model
        hook = getattr(cls, "__pydantic_read__", None)
        if hook is not None:
            hook()
    return model


_PLAIN_KINDS = ("function", "property", "classmethod", "staticmethod",
                "cached_property", "member_descriptor", "builtin_function_or_"
                "method", "partialmethod", "type")


class _Decorated:
    def __init__(self, name, decorator):
        self.cls_var_name = name
        self.func = decorator.wrapped
        self.info = decorator

    def __deepcopy__(self, memo):
        return _Decorated(self.cls_var_name, self.info)


class DecoratorInfos:
    """The decorated methods of a model by role and name."""

    _KINDS = (("field", "field_validators"),
              ("field_serializer", "field_serializers"),
              ("model_serializer", "model_serializers"),
              ("model", "model_validators"), ("root", "root_validators"),
              ("computed", "computed_fields"))

    def __init__(self, cls):
        self.validators = {}
        for kind, role in self._KINDS:
            setattr(self, role, {})
        roles = dict(self._KINDS)
        for base in reversed(cls.__mro__):
            for name, value in vars(base).items():
                if isinstance(value, Decorator) and value.kind in roles:
                    getattr(self, roles[value.kind])[name] = _Decorated(
                        name, value)


class ModelMetaclass(ABCMeta):
    def __new__(mcs, name, bases, namespace, **keywords):
        root = not any(isinstance(base, ModelMetaclass) for base in bases)
        generics = keywords.pop("__pydantic_generic__", None)
        config = {}
        for base in reversed(bases):
            config.update(getattr(base, "model_config", None) or {})
        own = namespace.get("model_config")
        if isinstance(own, dict):
            config.update(own)
        kind = namespace.get("Config")
        if isinstance(kind, type):
            config.update(read_config_class(kind))
        options = mcs.read_keywords(config, keywords)
        private, defaults = {}, {}
        for key, value in list(namespace.items()):
            if key.startswith("__") or key in ("model_config", "Config"):
                continue
            if isinstance(value, ModelPrivateAttr):
                private[key] = value
                del namespace[key]
            elif isinstance(value, (Decorator, FieldInfo)):
                if isinstance(value, FieldInfo):
                    defaults[key] = value
            elif key.startswith("_"):
                if type(value).__name__ not in _PLAIN_KINDS and not \
                        isinstance(value, type) and not hasattr(
                            type(value), "__get__"):
                    annotation = (namespace.get("__annotations__") or {}).get(
                        key)
                    if not is_class_variable(annotation):
                        private[key] = ModelPrivateAttr(value)
                        del namespace[key]
            else:
                defaults[key] = value
        namespace["model_config"] = config
        namespace["__pydantic_defaults__"] = defaults
        inherited = {}
        for base in reversed(bases):
            inherited.update(getattr(base, "__private_attributes__", {}))
        inherited.update(private)
        namespace["__private_attributes__"] = inherited
        if root:
            namespace["__pydantic_root__"] = True
        namespace["__pydantic_model__"] = None
        if generics is not None:
            namespace["__pydantic_values__"] = generics
        if config.get("frozen") and "__hash__" not in namespace \
                and "__eq__" not in namespace:
            namespace["__hash__"] = _frozen_hash
        cls = super().__new__(mcs, name, bases, namespace, **options)
        if not root:
            super(cls, cls).__pydantic_init_subclass__(**keywords)
        return cls

    @classmethod
    def read_keywords(mcs, config, keywords):
        """Moves class keywords that are settings to `config`; the rest goes to
        __init_subclass__."""
        known = ("title", "extra", "frozen", "strict", "from_attributes",
                 "validate_assignment", "arbitrary_types_allowed",
                 "populate_by_name", "alias_generator", "use_enum_values",
                 "validate_default", "orm_mode", "str_strip_whitespace",
                 "revalidate_instances", "protected_namespaces",
                 "validate_by_name", "validate_by_alias", "env_prefix",
                 "env_file", "case_sensitive", "defer_build")
        for key in known:
            if key in keywords:
                config[key] = keywords[key]
        return {k: v for k, v in keywords.items() if k not in known}

    def __getattr__(cls, name):
        if name == "__pydantic_decorators__":
            return DecoratorInfos(cls)
        private = type.__getattribute__(cls, "__dict__").get(
            "__private_attributes__")
        if private and name in private:
            return private[name]
        raise AttributeError(name)

    def __instancecheck__(cls, instance):
        return type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, subclass):
        return type.__subclasscheck__(cls, subclass)


def _frozen_hash(self):
    return hash((type(self),) + tuple(self.__dict__.values()))


def _fields_of(instance):
    """Without what else an instance keeps, such as cached properties."""
    return {name: value for name, value in instance.__dict__.items()
            if name in type(instance).__pydantic_fields__}


class BaseModel(metaclass=ModelMetaclass):
    """A class whose annotated attributes are validated."""

    __slots__ = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__",
                 "__pydantic_private__")
    model_config = {}
    __pydantic_fields__ = _Lazy(lambda cls: model_of(cls).fields)
    model_fields = _Lazy(lambda cls: model_of(cls).fields)
    __fields__ = _Lazy(lambda cls: model_of(cls).fields)
    model_computed_fields = _Lazy(lambda cls: {
        d.name: d for d in model_of(cls).decorators if d.kind == "computed"})
    __pydantic_complete__ = True

    def __init__(self, /, **data):
        cls = type(self)
        model = model_of(cls).ready()
        validate(model, cls, data, State(), self)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs):
        """For subclasses that want to hear of theirs."""

    # -- validation ---------------------------------------------------------

    @classmethod
    def __pydantic_check__(cls, value, state):
        return model_of(cls).ready().check(value, state)

    @classmethod
    def model_validate(cls, obj, *, strict=None, extra=None,
                       from_attributes=None, context=None, by_alias=None,
                       by_name=None):
        state = State(strict, context, from_attributes, False, by_alias,
                      by_name)
        return validate(model_of(cls).ready(), cls, obj, state)

    @classmethod
    def model_validate_json(cls, json_data, *, strict=None, extra=None,
                            context=None, by_alias=None, by_name=None):
        import json
        try:
            data = json.loads(json_data)
        except ValueError as error:
            reason = _json_problem(error, json_data)
            raise ValidationError(cls.__name__, [[
                "json_invalid", (), "Invalid JSON: " + reason, json_data,
                {"error": reason}]])
        state = State(strict, context, None, True, by_alias, by_name)
        return validate(model_of(cls).ready(), cls, data, state)

    @classmethod
    def model_validate_strings(cls, obj, *, strict=None, context=None, **more):
        return cls.model_validate(obj, strict=strict, context=context)

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        instance = cls.__new__(cls)
        fields = {}
        given = set()
        for name, info in cls.__pydantic_fields__.items():
            for key in (info.alias, name):
                if key in values:
                    fields[name] = values.pop(key)
                    given.add(name)
                    break
            else:
                if not info.is_required():
                    fields[name] = info.get_default(
                        call_default_factory=True, validated_data=fields)
        extra = None
        if cls.model_config.get("extra") == "allow":
            extra = values
        set_state(instance, fields, given if _fields_set is None
                  else _fields_set, extra)
        return instance

    @classmethod
    def model_rebuild(cls, *, force=False, raise_errors=True, **more):
        cls.__pydantic_model__ = None
        namespace = more.get("_types_namespace")
        if namespace:
            import sys
            module = vars(sys.modules[cls.__module__])
            for name, value in namespace.items():
                module.setdefault(name, value)
        try:
            model_of(cls).ready()
        except Exception:
            if raise_errors:
                raise
            return False
        return True

    def model_post_init(self, context, /):
        pass

    model_post_init.__limbeck_empty__ = True

    # -- attributes ---------------------------------------------------------

    def __getattr__(self, name):
        if name in ("__pydantic_private__", "__pydantic_extra__",
                    "__pydantic_fields_set__"):
            raise AttributeError(name)
        private = object.__getattribute__(self, "__pydantic_private__") \
            if _has(self, "__pydantic_private__") else None
        if private and name in private:
            return private[name]
        extra = object.__getattribute__(self, "__pydantic_extra__") \
            if _has(self, "__pydantic_extra__") else None
        if extra and name in extra:
            return extra[name]
        raise AttributeError("%r object has no attribute %r"
                             % (type(self).__name__, name))

    def __setattr__(self, name, value):
        cls = type(self)
        if name in ("__pydantic_private__", "__pydantic_extra__",
                    "__pydantic_fields_set__", "__dict__", "__class__"):
            object.__setattr__(self, name, value)
            return
        if name.startswith("_"):
            store = self.__pydantic_private__ if _has(
                self, "__pydantic_private__") else None
            if store is None:
                store = {}
                object.__setattr__(self, "__pydantic_private__", store)
            store[name] = value
            return
        attribute = getattr(cls, name, None)
        if isinstance(attribute, property) or (isinstance(
                attribute, Decorator) and attribute.kind == "computed"):
            attribute.__set__(self, value)
            return
        model = model_of(cls).ready()
        field = model.fields.get(name)
        config = cls.model_config
        if config.get("frozen") or field is not None and field.frozen:
            kind = "instance" if config.get("frozen") else "field"
            raise ValidationError(cls.__name__, [[
                "frozen_" + kind, (name,), "%s is frozen" % kind.title(),
                value, None]])
        if field is None:
            if config.get("extra") != "allow":
                raise ValueError('"%s" object has no field "%s"'
                                 % (cls.__name__, name))
            if self.__pydantic_extra__ is None:
                object.__setattr__(self, "__pydantic_extra__", {})
            self.__pydantic_extra__[name] = value
            return
        if config.get("validate_assignment"):
            value = _assigned(model, self, name, value)
        self.__dict__[name] = value
        self.__pydantic_fields_set__.add(name)

    def __delattr__(self, name):
        if name in self.__dict__:
            del self.__dict__[name]
        else:
            object.__delattr__(self, name)

    @property
    def model_extra(self):
        return self.__pydantic_extra__

    @property
    def model_fields_set(self):
        return self.__pydantic_fields_set__

    __fields_set__ = model_fields_set

    # -- output -------------------------------------------------------------

    def model_dump(self, *, mode="python", include=None, exclude=None,
                   context=None, by_alias=None, exclude_unset=False,
                   exclude_defaults=False, exclude_none=False,
                   round_trip=False, warnings=True, **more):
        return _serialize.dump(self, mode, _serialize.Options(
            include, exclude, context, by_alias, exclude_unset,
            exclude_defaults, exclude_none))

    def model_dump_json(self, *, indent=None, include=None, exclude=None,
                        context=None, by_alias=None, exclude_unset=False,
                        exclude_defaults=False, exclude_none=False, **more):
        return _serialize.text(self.model_dump(
            mode="json", include=include, exclude=exclude, context=context,
            by_alias=by_alias, exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults, exclude_none=exclude_none),
            indent)

    def model_copy(self, *, update=None, deep=False):
        copied = self.__deepcopy__() if deep else self.__copy__()
        if update:
            fields = type(self).__pydantic_fields__
            for name, value in update.items():
                if name in fields or copied.__pydantic_extra__ is None:
                    copied.__dict__[name] = value
                else:
                    copied.__pydantic_extra__[name] = value
                copied.__pydantic_fields_set__.add(name)
        return copied

    def __copy__(self):
        copied = type(self).__new__(type(self))
        extra, private = self.__pydantic_extra__, self.__pydantic_private__
        set_state(copied, dict(self.__dict__),
                  set(self.__pydantic_fields_set__),
                  None if extra is None else dict(extra))
        if private is not None:
            object.__setattr__(copied, "__pydantic_private__", dict(private))
        return copied

    def __deepcopy__(self, memo=None):
        from copy import deepcopy
        copied = self.__copy__()
        object.__setattr__(copied, "__dict__", deepcopy(copied.__dict__, memo))
        return copied

    def __eq__(self, other):
        if not isinstance(other, BaseModel):
            return NotImplemented
        return (type(self) is type(other)
                and (self.__dict__ == other.__dict__
                     or _fields_of(self) == _fields_of(other))
                and self.__pydantic_extra__ == other.__pydantic_extra__)

    __hash__ = None

    def __iter__(self):
        yield from self.__dict__.items()
        if self.__pydantic_extra__:
            yield from self.__pydantic_extra__.items()

    def __repr_args__(self):
        fields = type(self).__pydantic_fields__
        for name, value in self.__dict__.items():
            info = fields.get(name)
            if info is not None and info.repr:
                yield name, value
        for name, value in (self.__pydantic_extra__ or {}).items():
            yield name, value
        for name, field in type(self).model_computed_fields.items():
            if field.options.get("repr", True):
                yield name, getattr(self, name)

    def __repr_name__(self):
        return type(self).__name__

    def __repr_str__(self, join):
        return join.join(repr(v) if a is None else "%s=%r" % (a, v)
                         for a, v in self.__repr_args__())

    def __repr__(self):
        return "%s(%s)" % (self.__repr_name__(), self.__repr_str__(", "))

    def __str__(self):
        return self.__repr_str__(" ")

    @classmethod
    def model_json_schema(cls, *args, **options):
        from pydantic.json_schema import model_schema
        return model_schema(cls)

    # -- generic models -----------------------------------------------------

    @classmethod
    def __pydantic_on_complete__(cls, **keywords):
        pass

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple):
            args = (args,)
        cache = cls.__dict__.get("__pydantic_made__")
        if cache is None:
            cache = {}
            cls.__pydantic_made__ = cache
        try:
            if args in cache:
                return cache[args]
        except TypeError:
            pass
        from pydantic._compile import display
        parameters = getattr(cls, "__parameters__", ())
        names = [a.__name__ if isinstance(a, type) and not typing.get_origin(a)
                 else str(a).replace("typing.", "") for a in args]
        values = dict(zip(parameters, args))
        if parameters and tuple(args) == tuple(parameters):
            return cls
        made = type(cls)("%s[%s]" % (cls.__name__, ", ".join(names)), (cls,), {
            "__module__": cls.__module__,
            "__qualname__": cls.__qualname__,
            "__pydantic_args__": (cls, args),
            "__parameters__": tuple(a for a in args if isinstance(
                a, typing.TypeVar)),
        }, __pydantic_generic__=dict(
            cls.__dict__.get("__pydantic_values__") or {}, **{}) | values)
        try:
            cache[args] = made
        except TypeError:
            pass
        return made

    # -- names of pydantic 1 ------------------------------------------------

    def dict(self, **options):
        return self.model_dump(**options)

    def json(self, *, encoder=None, models_as_dict=True, **options):
        names = ("include", "exclude", "by_alias", "exclude_unset",
                 "exclude_defaults", "exclude_none")
        chosen = {k: options.pop(k) for k in names if k in options}
        indent = options.get("indent")
        return _serialize.text(self.model_dump(mode="json", **chosen), indent)

    def copy(self, *, include=None, exclude=None, update=None, deep=False):
        if include is None and exclude is None:
            return self.model_copy(update=update, deep=deep)
        values = {k: v for k, v in self.__dict__.items()
                  if (include is None or k in include)
                  and (exclude is None or k not in exclude)}
        values.update(update or {})
        return type(self).model_construct(**values)

    @classmethod
    def parse_obj(cls, obj):
        return cls.model_validate(obj)

    @classmethod
    def parse_raw(cls, b, **options):
        return cls.model_validate_json(b)

    @classmethod
    def parse_file(cls, path, **options):
        with open(path) as file:
            return cls.model_validate_json(file.read())

    @classmethod
    def from_orm(cls, obj):
        return cls.model_validate(obj, from_attributes=True)

    @classmethod
    def construct(cls, _fields_set=None, **values):
        return cls.model_construct(_fields_set, **values)

    @classmethod
    def validate(cls, value):
        return cls.model_validate(value)

    @classmethod
    def update_forward_refs(cls, **names):
        cls.model_rebuild(force=True, _types_namespace=names)

    @classmethod
    def schema(cls, *args, **options):
        return cls.model_json_schema()

    @classmethod
    def schema_json(cls, **options):
        import json
        return json.dumps(cls.model_json_schema(), **options)


def _has(instance, slot):
    try:
        object.__getattribute__(instance, slot)
        return True
    except AttributeError:
        return False


def validate(model, cls, data, state, instance=None):
    """Runs a model's validation; its failures become a ValidationError."""
    try:
        if instance is None:
            return model.check(data, state)
        if model.wrap:
            made = model.check(data, state)
            if made is not instance and isinstance(made, cls):
                set_state(instance, made.__dict__,
                          made.__pydantic_fields_set__,
                          made.__pydantic_extra__)
            return instance
        value = model._run_before(data, state)
        state.given = data
        return model.fill(instance, value, state)
    except Invalid as invalid:
        title = cls.model_config.get("title") or cls.__name__
        lines = invalid.lines
        hide = cls.model_config.get("hide_input_in_errors", False)
    raise ValidationError(title, lines, hide)


def _assigned(model, instance, name, value):
    state = State()
    state.data = {k: v for k, v in instance.__dict__.items() if k != name}
    state.config = model.config
    state.field_name = name
    try:
        value = model.by_name[name].check(value, state)
    except Invalid as invalid:
        lines = invalid.within(name).lines
    else:
        before = instance.__dict__.get(name)
        instance.__dict__[name] = value
        try:
            for decorator in model.after:
                model._one_after(decorator, instance, state)
            return value
        except Invalid as invalid:
            instance.__dict__[name] = before
            lines = invalid.lines
    raise ValidationError(type(instance).__name__, lines)


def _json_problem(error, text):
    message = str(getattr(error, "msg", error))
    line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
    reason = "expected value"
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if getattr(error, "pos", 0) >= len(text.rstrip()):
        inside = {"{": "an object", "[": "a list", '"': "a string"}.get(
            text.strip()[:1], "a value")
        reason, column = "EOF while parsing " + inside, column - 1
    elif "property name" in message:
        reason = "key must be a string"
    return "%s at line %d column %d" % (reason, line, column)


def create_model(model_name, /, *, __config__=None, __doc__=None,
                 __base__=None, __module__=None, __validators__=None,
                 __cls_kwargs__=None, __slots__=None, **fields):
    """A model made at run time: name=(type, default) or name=type."""
    bases = __base__ if isinstance(__base__, tuple) else (
        (__base__,) if __base__ is not None else (BaseModel,))
    if __module__ is None:
        import sys
        __module__ = sys._getframe(1).f_globals["__name__"] \
            if hasattr(sys, "_getframe") else "pydantic.main"
    namespace = {"__module__": __module__, "__annotations__": {}}
    if __doc__:
        namespace["__doc__"] = __doc__
    for name, told in fields.items():
        if isinstance(told, tuple):
            annotation, default = told
            if default is not ...:
                namespace[name] = default
        else:
            annotation = told
        namespace["__annotations__"][name] = annotation
    namespace.update(__validators__ or {})
    if __config__ is not None:
        namespace["model_config"] = __config__ if isinstance(
            __config__, dict) else read_config_class(__config__)
    return type(bases[0])(model_name, bases, namespace,
                          **(__cls_kwargs__ or {}))


__all__ = ["BaseModel", "create_model", "ModelMetaclass", "model_of",
           "own_annotations", "PydanticUndefined", "need_annotation"]
