"""How a model class is read: its fields with their validators. Done when the
class is first used, since most models of a project never are."""
import sys
import typing

from pydantic import _scalars
from pydantic._compile import Compiler
from pydantic._constraints import Handler, guarded, with_function
from pydantic.aliases import AliasChoices, AliasGenerator, AliasPath
from pydantic.errors import PydanticUndefinedAnnotation, PydanticUserError
from pydantic.fields import FieldInfo
from pydantic.functional_validators import Decorator
from pydantic_core import (Invalid, PydanticUndefined, PydanticUseDefault,
                           fail)


def own_annotations(cls):
    found = cls.__dict__.get("__annotations__")
    if found is None:
        if "__annotate__" in cls.__dict__ or "__annotate_func__" \
                in cls.__dict__:
            return cls.__annotations__
        return {}
    return found


def namespace_of(cls):
    module = sys.modules.get(cls.__module__)
    return vars(module) if module is not None else {}


def _evaluated(annotation, cls):
    """A hint given as text, evaluated in its class's module."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        annotation = Compiler(None, namespace_of(cls), cls).resolve(annotation)
    return annotation


def is_class_variable(annotation):
    if isinstance(annotation, str):
        return annotation.startswith(("ClassVar", "typing.ClassVar",
                                      "t.ClassVar"))
    return annotation is typing.ClassVar or typing.get_origin(
        annotation) is typing.ClassVar


def substituted(annotation, values):
    """`annotation` with type variables replaced."""
    if isinstance(annotation, typing.TypeVar):
        return values.get(annotation, annotation)
    args = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    if isinstance(annotation, type) and origin is None:
        parameters = annotation.__dict__.get("__pydantic_args__") \
            if hasattr(annotation, "__pydantic_check__") else None
        if parameters:
            source, given = parameters
            new = tuple(substituted(a, values) for a in given)
            return source[new] if new != given else annotation
        return annotation
    if not args or origin is typing.Literal:
        return annotation
    new = tuple(substituted(a, values) for a in args)
    if new == args:
        return annotation
    if origin is typing.Annotated:
        return typing.Annotated[(new[0], *annotation.__metadata__)]
    if origin is typing.Union or type(annotation).__name__ == "UnionType":
        return typing.Union[new]
    return origin[new]


class Part:
    """A field as validation sees it."""

    __slots__ = ("name", "info", "check", "lookups", "location", "aliased")

    def __init__(self, name, info, check, config):
        self.name = name
        self.info = info
        self.check = check
        self.lookups = []
        alias = info.validation_alias
        if isinstance(alias, str):
            self.lookups.append(alias)
        elif isinstance(alias, AliasPath):
            self.lookups.append(alias)
        elif isinstance(alias, AliasChoices):
            self.lookups.extend(alias.choices)
        self.aliased = bool(self.lookups)
        by_name = config.get("populate_by_name") or config.get(
            "validate_by_name")
        if config.get("validate_by_alias") is False:
            self.lookups = []
        if not self.lookups or by_name:
            self.lookups.append(name)
        first = self.lookups[0]
        self.location = tuple(first.path) if isinstance(first, AliasPath) \
            else (first,)
        if config.get("loc_by_alias") is False:
            self.location = (name,)

    def find(self, data):
        """(the key used, the value), or (None, PydanticUndefined)."""
        for lookup in self.lookups:
            if isinstance(lookup, AliasPath):
                value = lookup.find(data, PydanticUndefined)
                if value is not PydanticUndefined:
                    return lookup.path[0], value
            elif lookup in data:
                return lookup, data[lookup]
        return None, PydanticUndefined


class Model:
    """What is known of a model class once it has been read."""

    def __init__(self, cls):
        self.cls = cls
        self.config = cls.model_config
        self.decorators = find_decorators(cls)
        self.fields = collect_fields(cls)
        self.parts = None

    def ready(self):
        if self.parts is not None:
            return self
        cls, config = self.cls, self.config
        for info in self.fields.values():
            if info.undefined is not None:
                raise not_defined(cls, info.undefined)
        compiler = Compiler(config, namespace_of(cls), cls)
        # What type variables stand for, in the class and those it extends.
        values = {}
        for base in reversed(cls.__mro__):
            values.update(base.__dict__.get("__pydantic_values__") or {})
        parts = []
        for name, info in self.fields.items():
            annotation = substituted(info.annotation, values)
            if info.discriminator:
                discriminator = getattr(info.discriminator, "discriminator",
                                        info.discriminator)
                check = compiler._discriminated(annotation, discriminator)
            else:
                owner = getattr(info, "owner", cls)
                if owner is not cls:
                    compiler.namespace = namespace_of(owner)
                check = compiler.compile(annotation)
            check = compiler.limited(check, annotation, info.metadata)
            check = self._decorated(name, check)
            parts.append(Part(name, info, check, config))
        models = [d for d in self.decorators if d.kind in ("model", "root")]
        self.before = [d for d in reversed(models) if d.mode == "before"]
        self.wrap = [d for d in models if d.mode == "wrap"]
        self.after = [d for d in models if d.mode == "after"]
        self.extra = config.get("extra") or "ignore"
        self.known = {lookup if isinstance(lookup, str) else lookup.path[0]
                      for part in parts for lookup in part.lookups}
        self.by_name = {part.name: part for part in parts}
        self.parts = parts
        hook = getattr(cls, "__pydantic_on_complete__", None)
        if hook is not None:
            hook()
        return self

    def _decorated(self, name, check):
        for decorator in self.decorators:
            if decorator.kind == "field" and (
                    name in decorator.fields or "*" in decorator.fields):
                function = decorator.__get__(None, self.cls)
                options = decorator.options
                if options.get("each_item"):
                    from pydantic.class_validators import each
                    function = each(function)
                check = with_function(check, decorator.mode, function)
        return check

    def always(self, name):
        """Whether a validator of pydantic 1 wants defaults, too."""
        return any(d.kind == "field" and d.options.get("always")
                   and (name in d.fields or "*" in d.fields)
                   for d in self.decorators)

    # -- validation ---------------------------------------------------------

    def check(self, value, state):
        """`value` as an instance: itself, or made of a dict."""
        cls = self.cls
        handler = self._inner
        for decorator in self.wrap:
            handler = self._wrapped(decorator, handler)
        given = value
        value = self._run_before(value, state)
        state.given = given
        return handler(value, state)

    def _wrapped(self, decorator, handler):
        function = decorator.__get__(None, self.cls)
        from pydantic._constraints import information
        from pydantic.functional_validators import positional_count

        def wrapped(value, state):
            args = (Handler(handler, state),)
            if positional_count(function) >= 3:
                args += (information(state),)
            return guarded(function, value, *args)
        return wrapped

    def _run_before(self, value, state):
        if self.before:
            from pydantic._constraints import information
            from pydantic.functional_validators import positional_count
            for decorator in self.before:
                function = decorator.__get__(None, self.cls)
                args = ()
                if decorator.kind == "model" and positional_count(
                        function) >= 2:
                    args = (information(state),)
                value = guarded(function, value, *args)
        return value

    def _inner(self, value, state):
        cls = self.cls
        if isinstance(value, cls):
            if self.config.get("revalidate_instances") in (
                    "always", "subclass-instances") and type(value) is not cls:
                value = dict(value.__dict__)
            else:
                return value
        if not isinstance(value, dict):
            attributes = state.from_attributes
            if attributes is None:
                attributes = self.config.get("from_attributes")
            if attributes and not isinstance(value, (str, bytes, int, float,
                                                     list, tuple, set,
                                                     type(None), type)):
                value = _Attributes(value)
            elif type(value).__name__ in ("mappingproxy",):
                value = dict(value)
            else:
                fail("model_type", "Input should be a valid dictionary or "
                     "instance of %s" % cls.__name__, value,
                     {"class_name": cls.__name__})
        elif state.strict and not state.json and not isinstance(value, dict):
            fail("model_type", "Input should be an instance of "
                 + cls.__name__, value)
        if cls.__init__ is not _base_init(cls) \
                and not cls.__dict__.get("__pydantic_own_init__") is False \
                and isinstance(value, dict):
            from pydantic_core import ValidationError
            try:
                return cls(**value)
            except ValidationError as error:
                raise Invalid([list(line) for line in error._lines])
        instance = cls.__new__(cls)
        return self.fill(instance, value, state)

    def fill(self, instance, data, state):
        """Sets an instance's fields from `data` and runs what comes after."""
        outer = (state.data, state.field_name, state.config)
        original, state.given = state.given, None
        if original is None:
            original = _plain(data)
        strict = state.strict
        if self.config.get("strict") is not None:
            state.strict = self.config["strict"]
        values, given, lines = {}, set(), []
        used = set()
        state.data = values
        state.config = self.config
        for part in self.parts:
            name, info = part.name, part.info
            key, value = part.find(data)
            if key is None and state.by_name and part.aliased \
                    and name in data:
                key, value = name, data[name]
            if key is not None and not (info.init is False
                                        and "init" in info._given):
                used.add(key)
                state.field_name = name
                try:
                    values[name] = part.check(value, state)
                    given.add(name)
                except Invalid as invalid:
                    for step in reversed(part.location if key
                                         == part.location[0] else (key,)):
                        invalid.within(step)
                    lines.extend(invalid.lines)
                except PydanticUseDefault:
                    values[name] = info.get_default(call_default_factory=True,
                                                    validated_data=values)
                continue
            if info.is_required():
                lines.append(["missing", part.location, "Field required",
                              _plain(data), None])
                continue
            try:
                value = info.get_default(call_default_factory=True,
                                         validated_data=values)
                if info.validate_default or info.validate_default is None \
                        and self.config.get("validate_default") \
                        or self.always(name):
                    state.field_name = name
                    value = part.check(value, state)
                values[name] = value
            except Invalid as invalid:
                lines.extend(invalid.within(name).lines)
        extra = self._extra(data, used, given, lines, state)
        state.data, state.field_name, state.config = outer
        state.strict = strict
        if lines:
            raise Invalid(lines)
        set_state(instance, values, given, extra)
        try:
            return self._run_after(instance, state)
        except Invalid as invalid:
            for line in invalid.lines:
                if not line[1] and line[3] is instance:
                    line[3] = original
            raise

    def _extra(self, data, used, given, lines, state):
        if self.extra == "ignore" or isinstance(data, _Attributes):
            return {} if self.extra == "allow" else None
        extra = {} if self.extra == "allow" else None
        for key, value in data.items():
            if key in used or key in self.known:
                continue
            if extra is None:
                lines.append(["extra_forbidden", (key,),
                              "Extra inputs are not permitted", value, None])
            else:
                extra[key] = value
                given.add(key)
        return extra

    def _run_after(self, instance, state):
        private = getattr(type(instance), "__private_attributes__", None)
        if private:
            store = {}
            for name, attribute in private.items():
                default = attribute.get_default()
                if default is not PydanticUndefined:
                    store[name] = default
            object.__setattr__(instance, "__pydantic_private__", store)
        post = getattr(type(instance), "model_post_init", None)
        if post is not None and not getattr(post, "__limbeck_empty__", False):
            instance.model_post_init(state.context)
        for decorator in self.after:
            result = self._one_after(decorator, instance, state)
            if result is not None:
                instance = result
        return instance

    def _one_after(self, decorator, instance, state):
        from pydantic._constraints import information
        from pydantic.functional_validators import positional_count
        if decorator.kind == "root":
            function = decorator.__get__(None, self.cls)
            values = guarded(function, dict(instance.__dict__))
            if isinstance(values, dict):
                set_state(instance, values, instance.__pydantic_fields_set__,
                          instance.__pydantic_extra__)
            return instance
        function = decorator.wrapped
        if isinstance(function, (classmethod, staticmethod)):
            function = decorator.__get__(None, self.cls)
            wants = positional_count(function)
            return guarded(function, instance,
                           *((information(state),) if wants >= 2 else ()))
        wants = positional_count(function)
        return guarded(function, instance,
                       *((information(state),) if wants >= 2 else ()))


class _Attributes:
    """An object read as a dict of its attributes."""

    def __init__(self, source):
        self.source = source

    def __contains__(self, name):
        return isinstance(name, str) and hasattr(self.source, name)

    def __getitem__(self, name):
        try:
            return getattr(self.source, name)
        except AttributeError:
            raise KeyError(name)


def _plain(data):
    return data.source if isinstance(data, _Attributes) else data


def _base_init(cls):
    from pydantic.main import BaseModel
    return BaseModel.__init__


def set_state(instance, values, given, extra):
    put = object.__setattr__
    put(instance, "__dict__", values)
    put(instance, "__pydantic_fields_set__", given)
    put(instance, "__pydantic_extra__", extra)
    put(instance, "__pydantic_private__", None)


def find_decorators(cls):
    """The class's validators and serializers, those of its bases first; one
    of the same name replaces its predecessor in place."""
    found = {}
    for base in reversed(cls.__mro__):
        for name, value in base.__dict__.items():
            if isinstance(value, Decorator):
                found[name] = value
            elif name in found:
                found.pop(name)
    return list(found.values())


def not_defined(cls, name):
    return PydanticUserError(
        "`%s` is not fully defined; you should define %s, then call "
        "`%s.model_rebuild()`." % (
            cls.__name__, "`%s`" % name if name else "all referenced types",
            cls.__name__), code="class-not-fully-defined")


def collect_fields(cls):
    """name -> FieldInfo, those of the bases first."""
    fields = {}
    bases = [b for b in cls.__mro__[1:] if b is not object]
    for base in reversed(bases):
        if base.__dict__.get("__pydantic_root__"):
            continue
        if hasattr(base, "__pydantic_check__"):
            for name, info in base.__pydantic_fields__.items():
                if name in own_annotations(base) or name not in fields:
                    fields[name] = info.copied()
        else:
            _own_fields(base, cls, fields)
    _own_fields(cls, cls, fields)
    generator = cls.model_config.get("alias_generator")
    if generator is not None:
        for name, info in fields.items():
            _generate_alias(name, info, generator)
    return fields


def _generate_alias(name, info, generator):
    if info.alias is not None and not (info.alias_priority == 1):
        return
    if isinstance(generator, AliasGenerator):
        alias, reading, writing = generator.generate_aliases(name)
    else:
        alias, reading, writing = generator(name), None, None
    if info.alias is None:
        info.alias = alias
    if info.validation_alias is None:
        info.validation_alias = reading or alias
    if info.serialization_alias is None:
        info.serialization_alias = writing or alias


def _own_fields(base, cls, fields):
    defaults = base.__dict__.get("__pydantic_defaults__") or base.__dict__
    for name, annotation in own_annotations(base).items():
        if name == "model_config" or is_class_variable(annotation):
            continue
        if name.startswith("_"):
            continue
        undefined = None
        try:
            annotation = _evaluated(annotation, base)
        except NameError as error:  # defined later, perhaps
            undefined = getattr(error, "name", None) or ""
            annotation = typing.ForwardRef(annotation)
        if is_class_variable(annotation):
            continue
        default = defaults.get(name, PydanticUndefined)
        if type(default).__name__ == "member_descriptor":
            default = PydanticUndefined
        if isinstance(default, FieldInfo):
            info = default.merged(annotation)
        else:
            info = FieldInfo() if default is PydanticUndefined \
                else FieldInfo(default=default)
            # `x: int = None` gives the default as it is.
            info = info.merged(annotation)
            if default is not PydanticUndefined:
                info.default = default
        info.owner, info.undefined = base, undefined
        fields[name] = info
