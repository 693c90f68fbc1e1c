"""Looking at live objects: https://docs.python.org/3/library/inspect.html"""

import linecache
import sys
import types

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE = 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512


class _empty:
    pass


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or
            ismethoddescriptor(object))


def _unwrap_partial(f):
    import functools
    while True:
        if ismethod(f):
            f = f.__func__
        elif isinstance(f, functools.partial):
            f = f.func
        else:
            return f


def _has_flag(f, flag):
    f = _unwrap_partial(f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE) or getattr(
        _unwrap_partial(obj), "_is_coroutine_mark", False) is True


def markcoroutinefunction(func):
    func._is_coroutine_mark = True
    return func


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    return iscoroutine(object) or hasattr(type(object), "__await__")


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", None))


def getmembers(object, predicate=None):
    names = dir(object)
    if isclass(object):
        for base in object.__mro__:
            for name in base.__dict__:
                if name not in names:
                    names.append(name)
    found = []
    for name in names:
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getattr(object, "__mro__", ()):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
    found.sort(key=lambda pair: pair[0])
    return found


_static_missing = _empty


def getattr_static(obj, attr, default=_static_missing):
    if not isclass(obj):
        own = getattr(obj, "__dict__", {})
        if attr in own:
            return own[attr]
    for base in (obj if isclass(obj) else type(obj)).__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default is not _static_missing:
        return default
    raise AttributeError(attr)


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()),
                 default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getfile(object):
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    f"expected, got {type(object).__name__}")


def getsourcefile(object):
    try:
        return getfile(object)
    except TypeError:
        return None


def getmodule(object, _filename=None):
    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def findsource(object):
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        return lines, object.__dict__["__firstlineno__"] - 1
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    return lines, object.co_firstlineno - 1


def getblock(lines):
    head = 0
    while head < len(lines) and not lines[head].lstrip().startswith(("def ", "class ", "async ")):
        if "lambda" in lines[head]:
            return lines[:1]
        head += 1
    margin = len(lines[head]) - len(lines[head].lstrip())
    end = head + 1
    depth = sum(lines[head].count(c) for c in "([{") - sum(lines[head].count(c) for c in ")]}")
    last = end
    while end < len(lines):
        line = lines[end]
        if depth <= 0 and line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        depth += sum(line.count(c) for c in "([{") - sum(line.count(c) for c in ")]}")
        end += 1
        if line.strip():
            last = end
    return lines[:last]


def getsourcelines(object):
    object = unwrap(object)
    lines, number = findsource(object)
    if ismodule(object):
        return lines, 0
    return getblock(lines[number:]), number + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


class _Kind(int):
    def __new__(cls, value, name, description):
        made = int.__new__(cls, value)
        made.name = name
        made.description = description
        return made

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


_POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def replace(self, **changes):
        parts = {"name": self.name, "kind": self.kind, "default": self.default,
                 "annotation": self.annotation}
        parts.update(changes)
        return type(self)(parts.pop("name"), parts.pop("kind"), **parts)

    __replace__ = replace

    def __str__(self):
        text = self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        if self.kind == _VAR_POSITIONAL:
            text = "*" + text
        elif self.kind == _VAR_KEYWORD:
            text = "**" + text
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name == other.name and self.kind == other.kind and
                self.default == other.default and self.annotation == other.annotation)

    def __hash__(self):
        return hash((self.name, int(self.kind)))


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if parameter.kind == _VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found = {}
        keywords = False
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                keywords = True
            elif name not in self.arguments:
                keywords = True
                continue
            if not keywords or name not in self.arguments:
                continue
            if parameter.kind == _VAR_KEYWORD:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        made = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif parameter.default is not _empty:
                made[name] = parameter.default
            elif parameter.kind == _VAR_POSITIONAL:
                made[name] = ()
            elif parameter.kind == _VAR_KEYWORD:
                made[name] = {}
        self.arguments = made


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty,
                 __validate_parameters__=True):
        self.parameters = types.MappingProxyType({p.name: p for p in parameters or ()})
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False):
        return _signature_of(obj, follow_wrapped, eval_str)

    def replace(self, *, parameters=None, return_annotation=_static_missing):
        if parameters is None:
            parameters = self.parameters.values()
        if return_annotation is _static_missing:
            return_annotation = self.return_annotation
        return type(self)(parameters, return_annotation=return_annotation)

    __replace__ = replace

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (dict(self.parameters) == dict(other.parameters) and
                self.return_annotation == other.return_annotation)

    def _bind(self, args, kwargs, partial):
        arguments = {}
        left = list(args)
        kwargs = dict(kwargs)
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind == _VAR_POSITIONAL:
                if left:
                    arguments[name] = tuple(left)
                    left = []
            elif kind == _VAR_KEYWORD:
                continue
            elif left and kind != _KEYWORD_ONLY:
                if name in kwargs and kind != _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = left.pop(0)
            elif name in kwargs and kind != _POSITIONAL_ONLY:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                if kind == _KEYWORD_ONLY:
                    raise TypeError(f"missing a required keyword-only argument: {name!r}")
                raise TypeError(f"missing a required argument: {name!r}")
        if left:
            raise TypeError("too many positional arguments")
        for name, parameter in self.parameters.items():
            if parameter.kind == _VAR_KEYWORD:
                if kwargs:
                    arguments[name] = kwargs
                kwargs = {}
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __str__(self):
        parts = []
        slash = star = False
        for parameter in self.parameters.values():
            if parameter.kind == _POSITIONAL_ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if parameter.kind == _VAR_POSITIONAL:
                star = True
            elif parameter.kind == _KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            parts.append(str(parameter))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    format = __str__

    def __repr__(self):
        return f"<Signature {self}>"


def _signature_of_function(func, eval_str=False):
    code = func.__code__
    names = code.co_varnames
    annotations = get_annotations(func, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    first_default = code.co_argcount - len(defaults)
    parameters = []
    for i in range(code.co_argcount):
        parameters.append(Parameter(
            names[i], _POSITIONAL_ONLY if i < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD,
            default=defaults[i - first_default] if i >= first_default else _empty,
            annotation=annotations.get(names[i], _empty)))
    at = code.co_argcount
    keyword_only = names[at:at + code.co_kwonlyargcount]
    at += code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        parameters.append(Parameter(names[at], _VAR_POSITIONAL,
                                    annotation=annotations.get(names[at], _empty)))
        at += 1
    for name in keyword_only:
        parameters.append(Parameter(name, _KEYWORD_ONLY, default=kwdefaults.get(name, _empty),
                                    annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        parameters.append(Parameter(names[at], _VAR_KEYWORD,
                                    annotation=annotations.get(names[at], _empty)))
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _without_first(found):
    parameters = list(found.parameters.values())
    if parameters and parameters[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        parameters = parameters[1:]
    return found.replace(parameters=parameters)


def _signature_of(obj, follow_wrapped, eval_str):
    import functools
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature_of(obj.__func__, follow_wrapped, eval_str))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or ismethod(f))
        if ismethod(obj):
            return _signature_of(obj, follow_wrapped, eval_str)
    found = getattr(obj, "__signature__", None)
    if isinstance(found, Signature):
        return found
    if isfunction(obj):
        return _signature_of_function(obj, eval_str)
    if isinstance(obj, functools.partial):
        inner = _signature_of(obj.func, follow_wrapped, eval_str)
        bound = inner.bind_partial(*obj.args, **obj.keywords)
        parameters = []
        keyword = False
        for name, parameter in inner.parameters.items():
            if name in obj.keywords:
                keyword = True
                parameters.append(parameter.replace(kind=_KEYWORD_ONLY,
                                                    default=obj.keywords[name]))
            elif name in bound.arguments and parameter.kind != _VAR_POSITIONAL:
                continue
            elif keyword and parameter.kind == _POSITIONAL_OR_KEYWORD:
                parameters.append(parameter.replace(kind=_KEYWORD_ONLY))
            else:
                parameters.append(parameter)
        return inner.replace(parameters=parameters)
    if isclass(obj):
        call = getattr(type(obj), "__call__", None)
        if isfunction(call):
            return _without_first(_signature_of_function(call, eval_str))
        for base in obj.__mro__:
            for name in ("__new__", "__init__"):
                own = base.__dict__.get(name)
                own = getattr(own, "__func__", own)
                if isfunction(own):
                    return _without_first(_signature_of(own, follow_wrapped, eval_str))
        return Signature()
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature_of_function(call, eval_str))
    text = getattr(obj, "__text_signature__", None)
    if text:
        namespace = {}
        source = text.replace("=...", "=None").replace("$", "")
        try:
            exec(f"def _f{source}: pass", namespace)
            return _signature_of_function(namespace["_f"])
        except SyntaxError:
            pass
    raise ValueError(f"no signature found for builtin {obj!r}")


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
              annotation_format=None):
    return _signature_of(obj, follow_wrapped, eval_str)


class FullArgSpec(tuple):
    _fields = ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults",
               "annotations")

    def __new__(cls, *parts):
        return tuple.__new__(cls, parts)

    def __getattr__(self, name):
        if name in FullArgSpec._fields:
            return self[FullArgSpec._fields.index(name)]
        raise AttributeError(name)

    def __repr__(self):
        parts = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"FullArgSpec({parts})"


def getfullargspec(func):
    args, varargs, varkw, defaults, kwonly, kwdefaults = [], None, None, [], [], {}
    bound = ismethod(func)
    found = _signature_of(func.__func__ if bound else func, False, False)
    annotations = {}
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        if parameter.kind == _VAR_POSITIONAL:
            varargs = name
        elif parameter.kind == _VAR_KEYWORD:
            varkw = name
        elif parameter.kind == _KEYWORD_ONLY:
            kwonly.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly,
                       kwdefaults or None, annotations)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=None):
    if isclass(obj):
        found = obj.__dict__.get("__annotations__")
        if found is None and "__annotate__" in obj.__dict__:
            found = obj.__annotations__
        module = sys.modules.get(obj.__module__)
        scope = dict(getattr(module, "__dict__", {}))
    elif ismodule(obj):
        found = getattr(obj, "__annotations__", None)
        scope = obj.__dict__
    elif callable(obj):
        found = getattr(obj, "__annotations__", None)
        scope = getattr(unwrap(obj), "__globals__", {})
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    found = dict(found or {})
    if eval_str:
        found = {name: eval(value, globals or scope, locals) if isinstance(value, str) else value
                 for name, value in found.items()}
    return found


def getclosurevars(func):
    raise NotImplementedError("inspect.getclosurevars()")


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments


def isgeneratorlike(object):
    return isgenerator(object)


def ismethodwrapper(object):
    return isinstance(object, type("".__str__))


# What generators and coroutines are doing.

GEN_CREATED, GEN_RUNNING = "GEN_CREATED", "GEN_RUNNING"
GEN_SUSPENDED, GEN_CLOSED = "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING = "CORO_CREATED", "CORO_RUNNING"
CORO_SUSPENDED, CORO_CLOSED = "CORO_SUSPENDED", "CORO_CLOSED"
AGEN_CREATED, AGEN_RUNNING = "AGEN_CREATED", "AGEN_RUNNING"
AGEN_SUSPENDED, AGEN_CLOSED = "AGEN_SUSPENDED", "AGEN_CLOSED"


def _state(object, letters, prefix):
    if getattr(object, letters + "_running"):
        return prefix + "_RUNNING"
    if getattr(object, letters + "_suspended", False):
        return prefix + "_SUSPENDED"
    return prefix + ("_CLOSED" if getattr(object, letters + "_frame") is None else "_CREATED")


def getgeneratorstate(generator):
    return _state(generator, "gi", "GEN")


def getcoroutinestate(coroutine):
    return _state(coroutine, "cr", "CORO")


def getasyncgenstate(agen):
    return _state(agen, "ag", "AGEN")


def _locals_of(object, letters, kind):
    if not hasattr(object, letters + "_frame"):
        raise TypeError(f"{object!r} is not a Python {kind}")
    frame = getattr(object, letters + "_frame")
    return {} if frame is None else dict(frame.f_locals)


def getgeneratorlocals(generator):
    return _locals_of(generator, "gi", "generator")


def getcoroutinelocals(coroutine):
    return _locals_of(coroutine, "cr", "coroutine")


def getasyncgenlocals(agen):
    return _locals_of(agen, "ag", "async generator")


from inspect._frames import (
    FrameInfo, Traceback, currentframe, getframeinfo, getinnerframes, getlineno,
    getouterframes, stack, trace,
)
