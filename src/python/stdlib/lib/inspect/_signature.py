"""Signatures of callables, and binding arguments to them."""

import functools
import keyword
import types

from inspect._kinds import (
    CO_VARARGS, CO_VARKEYWORDS, getattr_static, isclass, isfunction, ismethod, unwrap,
)

# The classes are known by the package's name.
__name__ = "inspect"


class _void:
    """Stands for an argument that is not given."""


class _empty:
    """Stands for a default or an annotation that is not there."""


class _ParameterKind(int):
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name = name
        self.description = description
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"

    def __reduce__(self):
        return type(self), (int(self), self.name, self.description)


_POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")
_KINDS = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD)


def _kind(value):
    if isinstance(value, int) and 0 <= value < len(_KINDS):
        return _KINDS[value]
    raise ValueError(f"value {value!r} is not a valid Parameter.kind")


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"[\w\.]+", lambda found: found[0].removeprefix("typing."),
                      repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


def formatannotationrelativeto(object):
    module = getattr(object, "__module__", None)
    return lambda annotation: formatannotation(annotation, module)


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self._kind = kind = _kind(kind)
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        self._default = default
        self._annotation = annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # What a comprehension iterates over.
            if kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword "
                                 f"arguments, not {kind.description}")
            self._kind = _POSITIONAL_ONLY
            name = "implicit" + name[1:]
        if keyword.iskeyword(name) and kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def __reduce__(self):
        return (type(self), (self._name, self._kind),
                {"_default": self._default, "_annotation": self._annotation})

    def __setstate__(self, state):
        self._default = state["_default"]
        self._annotation = state["_annotation"]

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(self._name if name is _void else name,
                          self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation,
                                            quote_annotation_strings=quote_annotation_strings)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        if self._kind is _VAR_POSITIONAL:
            return "*" + text
        return "**" + text if self._kind is _VAR_KEYWORD else text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, int(self._kind), self._annotation, self._default))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind and
                self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """What Signature.bind() gives: the argument of each parameter."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        found = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind is _VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found = {}
        keywords = False
        for name, parameter in self._signature.parameters.items():
            if not keywords:
                if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    keywords = True
                elif name not in self.arguments:
                    keywords = True
                    continue
            if not keywords or name not in self.arguments:
                continue
            if parameter.kind is _VAR_KEYWORD:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        made = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif parameter.default is not _empty:
                made[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                made[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                made[name] = {}
        self.arguments = made

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    __hash__ = None

    def __setstate__(self, state):
        self._signature = state["_signature"]
        self.arguments = state["arguments"]

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __repr__(self):
        parts = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({parts})>"


def _checked(parameters):
    """The parameters by name; ValueError unless they make a signature."""
    found = {}
    top = _POSITIONAL_ONLY
    defaults = False
    for parameter in parameters:
        kind, name = parameter.kind, parameter.name
        if kind < top:
            raise ValueError(f"wrong parameter order: {top.description} parameter before "
                             f"{kind.description} parameter")
        top = kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            if parameter.default is not _empty:
                defaults = True
            elif defaults:
                raise ValueError("non-default argument follows default argument")
        if name in found:
            raise ValueError(f"duplicate parameter name: {name!r}")
        found[name] = parameter
    return found


class Signature:
    """The parameters of a callable and the annotation of what it returns."""

    __slots__ = ("_return_annotation", "_parameters")

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty,
                 __validate_parameters__=True):
        if parameters is None:
            found = {}
        elif __validate_parameters__:
            found = _checked(parameters)
        else:
            found = {parameter.name: parameter for parameter in parameters}
        self._parameters = types.MappingProxyType(found)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False):
        return _Finder(cls, follow_wrapped, globals, locals, eval_str).find(obj)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=_void, return_annotation=_void):
        if parameters is _void:
            parameters = self.parameters.values()
        if return_annotation is _void:
            return_annotation = self._return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    __replace__ = replace

    def _compared(self):
        # The order of keyword-only parameters does not matter.
        ordered = tuple(parameter for parameter in self.parameters.values()
                        if parameter.kind is not _KEYWORD_ONLY)
        named = {parameter.name: parameter for parameter in self.parameters.values()
                 if parameter.kind is _KEYWORD_ONLY}
        return ordered, named, self.return_annotation

    def __hash__(self):
        ordered, named, returned = self._compared()
        return hash((ordered, frozenset(named.values()), returned))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._compared() == other._compared()

    def _bind(self, args, kwargs, *, partial=False):
        arguments = {}
        left = list(args)
        left.reverse()
        kwargs = dict(kwargs)
        misplaced = []
        var_keyword = None
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind is _VAR_KEYWORD:
                var_keyword = name
            elif kind is _VAR_POSITIONAL:
                if left:
                    left.reverse()
                    arguments[name] = tuple(left)
                    left = []
            elif left and kind is not _KEYWORD_ONLY:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = left.pop()
            elif left:
                raise TypeError("too many positional arguments")
            elif kind is _POSITIONAL_ONLY and name in kwargs:
                if parameter.default is _empty:
                    raise TypeError(f"missing a required positional-only argument: {name!r}")
                misplaced.append(name)
            elif name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                mark = " keyword-only" if kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{mark} argument: {name!r}")
        if left:
            raise TypeError("too many positional arguments")
        if kwargs:
            if var_keyword is not None:
                arguments[var_keyword] = kwargs
            elif misplaced:
                listed = ", ".join(misplaced)
                raise TypeError("got some positional-only arguments passed as keyword "
                                f"arguments: {listed!r}")
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),),
                {"_return_annotation": self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """As in a def statement; a parameter a line where it is too wide."""
        parts = []
        slash = False
        star = False
        for parameter in self.parameters.values():
            if parameter.kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if parameter.kind is _VAR_POSITIONAL:
                star = True
            elif parameter.kind is _KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(parameter._format(quote_annotation_strings=quote_annotation_strings))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(parts) + "\n)"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation,
                                              quote_annotation_strings=quote_annotation_strings)
        return text


def _without_first(found):
    """The signature of a method that is bound."""
    parameters = tuple(found.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _VAR_POSITIONAL:
        parameters = parameters[1:]
    return found.replace(parameters=parameters)


def _of_partial(inner, partial, extra=()):
    """What is left of `inner` once partial() has given its arguments."""
    given = partial.keywords or {}
    try:
        bound = inner.bind_partial(*extra, *(partial.args or ()), **given)
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    parameters = []
    by_name = False
    for name, parameter in inner.parameters.items():
        kind = parameter.kind
        if name in bound.arguments:
            if kind is _POSITIONAL_ONLY:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                if name not in given:
                    continue
                by_name = True
                parameters.append(parameter.replace(kind=_KEYWORD_ONLY,
                                                    default=bound.arguments[name]))
                continue
            if kind is _KEYWORD_ONLY:
                parameter = parameter.replace(default=bound.arguments[name])
        if by_name:
            # All behind a parameter given by its name can be given so only.
            if kind is _POSITIONAL_OR_KEYWORD:
                parameter = parameter.replace(kind=_KEYWORD_ONLY)
            elif kind is _VAR_POSITIONAL:
                continue
        parameters.append(parameter)
    return inner.replace(parameters=parameters)


def _functionlike(obj):
    """Whether it has what a function has (as compiled functions have)."""
    if not callable(obj) or isclass(obj):
        return False
    name = getattr(obj, "__name__", None)
    code = getattr(obj, "__code__", None)
    defaults = getattr(obj, "__defaults__", _void)
    kwdefaults = getattr(obj, "__kwdefaults__", _void)
    annotations = getattr(obj, "__annotations__", None)
    return (isinstance(code, types.CodeType) and isinstance(name, str) and
            (defaults is None or isinstance(defaults, tuple)) and
            (kwdefaults is None or isinstance(kwdefaults, dict)) and
            (isinstance(annotations, dict) or annotations is None))


def _bound_to(descriptor, obj):
    if isclass(descriptor):
        return descriptor
    get = getattr(type(descriptor), "__get__", None)
    return descriptor if get is None else get(descriptor, obj, type(obj))


_NATIVE_METHODS = (types.BuiltinFunctionType, types.WrapperDescriptorType,
                   types.MethodDescriptorType)


class _Finder:
    """How the signature of a callable is found."""

    def __init__(self, kind, follow_wrapped, globals, locals, eval_str):
        self.kind = kind
        self.follow_wrapped = follow_wrapped
        self.globals = globals
        self.locals = locals
        self.eval_str = eval_str

    def find(self, obj):
        if not callable(obj):
            raise TypeError(f"{obj!r} is not a callable object")
        if ismethod(obj):
            return _without_first(self.find(obj.__func__))
        if self.follow_wrapped:
            obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
            if ismethod(obj):
                return self.find(obj)
        found = getattr(obj, "__signature__", None)
        if found is not None:
            if not isinstance(found, Signature) and callable(found):
                found = found()
            if isinstance(found, str):
                return self.from_text(obj, found)
            if not isinstance(found, Signature):
                raise TypeError(f"unexpected object {found!r} in __signature__ attribute")
            return found
        method = getattr(obj, "__partialmethod__", None)
        if isinstance(method, functools.partialmethod):
            return self.of_partial_method(method)
        if isfunction(obj) or _functionlike(obj):
            return self.of_function(obj)
        if isinstance(obj, functools.partial):
            return _of_partial(self.find(obj.func), obj)
        if isclass(obj):
            return self.of_class(obj)
        if isinstance(obj, _NATIVE_METHODS):
            return self.of_builtin(obj)
        return self.of_instance(obj)

    def of_partial_method(self, method):
        inner = self.find(method.func)
        found = _of_partial(inner, method, (None,))
        first = next(iter(inner.parameters.values()))
        if first.kind is _VAR_POSITIONAL:
            return found
        return found.replace(parameters=(first, *found.parameters.values()))

    def of_function(self, func):
        from inspect import get_annotations
        code = func.__code__
        names = code.co_varnames
        annotations = get_annotations(func, globals=self.globals, locals=self.locals,
                                      eval_str=self.eval_str)
        defaults = func.__defaults__ or ()
        kwdefaults = func.__kwdefaults__ or {}
        count = code.co_argcount
        first_default = count - len(defaults)
        parameters = []

        def add(name, kind, default=_empty):
            parameters.append(Parameter(name, kind, default=default,
                                        annotation=annotations.get(name, _empty)))

        for i in range(count):
            add(names[i],
                _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD,
                defaults[i - first_default] if i >= first_default else _empty)
        at = count + code.co_kwonlyargcount
        if code.co_flags & CO_VARARGS:
            add(names[at], _VAR_POSITIONAL)
            at += 1
        for name in names[count:count + code.co_kwonlyargcount]:
            add(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty))
        if code.co_flags & CO_VARKEYWORDS:
            add(names[at], _VAR_KEYWORD)
        return self.kind(parameters, return_annotation=annotations.get("return", _empty),
                         __validate_parameters__=isfunction(func))

    def of_class(self, obj):
        own = {}
        for name, owner in (("__call__", type(obj)), ("__new__", obj), ("__init__", obj)):
            method = getattr_static(owner, name, None)
            native = isinstance(method, _NATIVE_METHODS) or (
                isinstance(method, staticmethod) and
                isinstance(method.__func__, _NATIVE_METHODS))
            if method is not None and not native:
                own[name] = method
        if "__call__" in own:
            return self.find(_bound_to(own["__call__"], obj))
        for base in obj.__mro__:
            for name in ("__new__", "__init__"):
                if name in own and name in base.__dict__:
                    method = own[name]
                    if name == "__new__" and isinstance(method, staticmethod):
                        method = method.__func__
                    elif not isfunction(method):
                        get = getattr(type(method), "__get__", None)
                        return self.find(method if get is None else get(method, obj, obj))
                    return _without_first(self.find(method))
        for base in obj.__mro__[:-1]:
            text = getattr(base, "__text_signature__", None)
            if text:
                return self.from_text(obj, text)
        if type not in obj.__mro__:
            if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
                return self.kind()
            raise ValueError(f"no signature found for builtin type {obj!r}")
        raise ValueError(f"no signature found for builtin {obj!r}")

    def of_builtin(self, obj):
        text = getattr(obj, "__text_signature__", None)
        if not text:
            raise ValueError(f"no signature found for builtin {obj!r}")
        return self.from_text(obj, text)

    def of_instance(self, obj):
        call = getattr_static(type(obj), "__call__", None)
        if call is None:
            raise ValueError(f"callable {obj!r} is not supported by signature")
        text = getattr(obj, "__text_signature__", None)
        if isinstance(text, str):
            return self.from_text(obj, text)
        return self.find(_bound_to(call, obj))

    def from_text(self, obj, text):
        """What "($self, x, /, y=1)" says."""
        source = text.replace("$", "").replace("=...", "=None")
        namespace = {}
        try:
            exec(f"def _f{source}: pass", namespace)
        except (SyntaxError, NameError):
            raise ValueError(f"{text!r} has invalid signature") from None
        found = self.of_function(namespace["_f"])
        unbound = isinstance(obj, (types.MethodDescriptorType, types.WrapperDescriptorType))
        return _without_first(found) if "($" in text and not unbound else found


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
              annotation_format=None):
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str)
