"""Looking at live objects: https://docs.python.org/3/library/inspect.html"""

import sys
import types

from inspect._kinds import (
    CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_ITERABLE_COROUTINE, CO_NESTED,
    CO_NEWLOCALS, CO_NOFREE, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS,
    _class_dict, _missing, getattr_static, isabstract, isasyncgen, isawaitable, isbuiltin,
    isclass, iscode, iscoroutine, isdatadescriptor, isframe, isfunction, isgenerator,
    isgetsetdescriptor, ismemberdescriptor, ismethod, ismethoddescriptor, ismethodwrapper,
    ismodule, isroutine, istraceback, unwrap,
)
from inspect._signature import (
    _KEYWORD_ONLY, _POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_KEYWORD, _VAR_POSITIONAL,
    BoundArguments, Parameter, Signature, _empty, _Finder, _ParameterKind, formatannotation,
    formatannotationrelativeto, signature,
)
from inspect._source import (
    ClassFoundException, findsource, getabsfile, getblock, getcomments, getfile, getmodule,
    getmodulename, getsource, getsourcefile, getsourcelines, indentsize,
)

TPFLAGS_IS_ABSTRACT = 1 << 20


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


def _members(object, predicate, get):
    names = dir(object)
    mro = ()
    if isclass(object):
        mro = (object,) + object.__mro__
        try:
            # dir() leaves out what enum hides behind its own attributes.
            for base in object.__bases__:
                for name, value in base.__dict__.items():
                    if isinstance(value, types.DynamicClassAttribute):
                        names.append(name)
        except AttributeError:
            pass
    found = []
    done = set()
    for name in names:
        try:
            value = get(object, name)
            if name in done:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
        done.add(name)
    found.sort(key=lambda pair: pair[0])
    return found


def getmembers(object, predicate=None):
    """The (name, value) of all attributes that satisfy the predicate."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """The same without running descriptors and __getattr__."""
    return _members(object, predicate, getattr_static)


def getmro(cls):
    return cls.__mro__


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


def _owner_of(function):
    """The class that a function's qualified name says it is in."""
    found = sys.modules.get(function.__module__)
    for name in function.__qualname__.split(".")[:-1]:
        found = getattr(found, name, None)
    return found if isclass(found) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__[1:-1]:
            if base.__dict__.get("__doc__") is not None:
                return base.__doc__
        return None
    if ismethod(obj):
        name = obj.__func__.__name__
        owner = obj.__self__ if isclass(obj.__self__) else type(obj.__self__)
    elif isfunction(obj):
        name = obj.__name__
        owner = _owner_of(obj)
    elif isinstance(obj, property):
        name = obj.fget.__name__
        owner = _owner_of(obj.fget)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name = getattr(obj, "__name__", None)
        owner = getattr(obj, "__objclass__", None)
    else:
        return None
    if owner is None or name is None:
        return None
    for base in owner.__mro__:
        if name in base.__dict__:
            doc = getattr(base.__dict__[name], "__doc__", None)
            if doc is not None:
                return doc
    return None


def getdoc(object):
    """The docstring, or that of what the object overrides; indentation removed."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def _record(name, fields):
    from collections import namedtuple
    return namedtuple(name, fields, module="inspect")


FullArgSpec = _record("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults "
                                     "annotations")
Arguments = _record("Arguments", "args varargs varkw")
ArgInfo = _record("ArgInfo", "args varargs keywords locals")
Attribute = _record("Attribute", "name kind defining_class object")
ClosureVars = _record("ClosureVars", "nonlocals globals builtins unbound")


class _RawFinder(_Finder):
    """Leaves the first argument of methods in."""

    def find(self, obj):
        if ismethod(obj):
            return super().find(obj.__func__)
        return super().find(obj)


def getfullargspec(func):
    """The parameters of a function, as a record."""
    args, varargs, varkw, defaults, kwonly, kwdefaults = [], None, None, [], [], {}
    positional_only = []
    try:
        found = _RawFinder(Signature, False, None, None, False).find(func)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    annotations = {}
    if found.return_annotation is not _empty:
        annotations["return"] = found.return_annotation
    for name, parameter in found.parameters.items():
        kind = parameter.kind
        if kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _VAR_KEYWORD:
            varkw = name
        elif kind is _KEYWORD_ONLY:
            kwonly.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            (positional_only if kind is _POSITIONAL_ONLY else args).append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        if parameter.annotation is not _empty:
            annotations[name] = parameter.annotation
    return FullArgSpec(positional_only + args, varargs, varkw, tuple(defaults) or None, kwonly,
                       kwdefaults or None, annotations)


def getargs(co):
    """The parameters that a code object tells of."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = co.co_varnames
    count = co.co_argcount
    at = count + co.co_kwonlyargcount
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs = names[at]
        at += 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[at]
    return Arguments(list(names[:count]) + list(names[count:count + co.co_kwonlyargcount]),
                     varargs, varkw)


def getargvalues(frame):
    """The arguments that a frame was called with."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str,
                    formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name,
                    formatvalue=lambda value: "=" + repr(value)):
    parts = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        parts.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        parts.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return "(" + ", ".join(parts) + ")"


def _too_many(name, args, kwonly, varargs, default_count, given, values):
    at_least = len(args) - default_count
    kwonly_given = len([arg for arg in kwonly if arg in values])
    if varargs:
        plural, text = at_least != 1, f"at least {at_least}"
    elif default_count:
        plural, text = True, f"from {at_least} to {len(args)}"
    else:
        plural, text = len(args) != 1, str(len(args))
    extra = ""
    if kwonly_given:
        extra = (f" positional argument{'s' if given != 1 else ''} (and {kwonly_given} "
                 f"keyword-only argument{'s' if kwonly_given != 1 else ''})")
    raise TypeError(f"{name}() takes {text} positional argument{'s' if plural else ''} but "
                    f"{given}{extra} {'was' if given == 1 and not kwonly_given else 'were'} "
                    "given")


def _some_missing(name, missing, positional):
    names = [repr(item) for item in missing]
    count = len(names)
    if count == 1:
        text = names[0]
    elif count == 2:
        text = " and ".join(names)
    else:
        text = ", ".join(names[:-1]) + " and " + names[-1]
    raise TypeError(f"{name}() missing {count} required "
                    f"{'positional' if positional else 'keyword-only'} "
                    f"argument{'' if count == 1 else 's'}: {text}")


def getcallargs(func, /, *positional, **named):
    """The arguments by name that a call would give; its TypeError otherwise."""
    args, varargs, varkw, defaults, kwonly, kwdefaults, _ = getfullargspec(func)
    name = func.__name__
    values = {}
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    given = len(positional)
    default_count = len(defaults) if defaults else 0
    for parameter, value in zip(args, positional):
        values[parameter] = value
    if varargs:
        values[varargs] = tuple(positional[len(args):])
    if varkw:
        values[varkw] = {}
    known = set(args + kwonly)
    for keyword, value in named.items():
        if keyword not in known:
            if not varkw:
                raise TypeError(f"{name}() got an unexpected keyword argument {keyword!r}")
            values[varkw][keyword] = value
            continue
        if keyword in values:
            raise TypeError(f"{name}() got multiple values for argument {keyword!r}")
        values[keyword] = value
    if given > len(args) and not varargs:
        _too_many(name, args, kwonly, varargs, default_count, given, values)
    if given < len(args):
        required = args[:len(args) - default_count]
        missing = [parameter for parameter in required if parameter not in values]
        if missing:
            _some_missing(name, missing, True)
        for parameter, value in zip(args[len(args) - default_count:], defaults or ()):
            values.setdefault(parameter, value)
    missing = [parameter for parameter in kwonly
               if parameter not in values and parameter not in (kwdefaults or {})]
    if missing:
        _some_missing(name, missing, False)
    for parameter in kwonly:
        if parameter not in values:
            values[parameter] = kwdefaults[parameter]
    return values


def _evaluated(obj, found, globals, locals):
    if isclass(obj):
        scope = dict(getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", {}))
        names = dict(vars(obj))
    elif ismodule(obj):
        scope, names = obj.__dict__, None
    else:
        import functools
        inner = obj
        while True:
            if hasattr(inner, "__wrapped__"):
                inner = inner.__wrapped__
            elif isinstance(inner, functools.partial):
                inner = inner.func
            else:
                break
        scope, names = getattr(inner, "__globals__", {}), None
    if globals is None:
        globals = scope
    if locals is None:
        locals = names or {}
    if parameters := getattr(obj, "__type_params__", ()):
        locals = {parameter.__name__: parameter for parameter in parameters} | locals
    return {name: eval(value, globals, locals) if isinstance(value, str) else value
            for name, value in found.items()}


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=None):
    """A new dictionary of an object's annotations."""
    if isclass(obj):
        found = obj.__dict__.get("__annotations__")
        if found is None and "__annotate__" in obj.__dict__:
            found = obj.__annotations__
        if isinstance(found, types.GetSetDescriptorType):
            found = None
    elif ismodule(obj) or callable(obj):
        found = getattr(obj, "__annotations__", None)
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not found:
        return {}
    return _evaluated(obj, found, globals, locals) if eval_str else dict(found)


def getclosurevars(func):
    """The names that a function takes from outside, and their values."""
    import builtins
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass
    namespace = func.__globals__
    known = namespace.get("__builtins__", builtins.__dict__)
    if ismodule(known):
        known = known.__dict__
    globals_, builtins_, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in namespace:
            globals_[name] = namespace[name]
        elif name in known:
            builtins_[name] = known[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, globals_, builtins_, unbound)


def classify_class_attrs(cls):
    """What each attribute of a class is, and which class it comes from."""
    mro = getmro(cls)
    meta = tuple(base for base in getmro(type(cls)) if base not in (type, object))
    names = dir(cls)
    for base in mro:
        for name, value in base.__dict__.items():
            if isinstance(value, types.DynamicClassAttribute) and value.fget is not None:
                names.append(name)
    found = []
    done = set()
    for name in names:
        if name in done:
            continue
        done.add(name)
        home = got = stored = None
        if name != "__dict__":
            try:
                got = getattr(cls, name)
            except Exception:
                pass
            else:
                home = getattr(got, "__objclass__", home)
                if home not in mro:
                    home = None
                    last = None
                    for base in mro + meta:
                        if getattr(base, name, None) is got:
                            last = base
                    if last is not None:
                        home = last
        for base in mro:
            if name in base.__dict__:
                stored = base.__dict__[name]
                if home not in meta:
                    home = base
                break
        if home is None:
            continue
        obj = got if got is not None else stored
        if isinstance(stored, (staticmethod, types.BuiltinMethodType)):
            kind, obj = "static method", stored
        elif isinstance(stored, (classmethod, types.ClassMethodDescriptorType)):
            kind, obj = "class method", stored
        elif isinstance(stored, property):
            kind, obj = "property", stored
        else:
            kind = "method" if isroutine(obj) else "data"
        found.append(Attribute(name, kind, home, obj))
    return found


def walktree(classes, children, parent):
    found = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for cls in classes:
        found.append((cls, cls.__bases__))
        if cls in children:
            found.append(walktree(children[cls], children, cls))
    return found


def getclasstree(classes, unique=False):
    """The classes as nested lists, the bases before what derives from them."""
    children = {}
    roots = []
    for cls in classes:
        if cls.__bases__:
            for parent in cls.__bases__:
                if cls not in children.setdefault(parent, []):
                    children[parent].append(cls)
                if unique and parent in classes:
                    break
        elif cls not in roots:
            roots.append(cls)
    for parent in children:
        if parent not in classes:
            roots.append(parent)
    return walktree(roots, children, None)


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

__all__ = [
    "AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "ArgInfo", "Arguments",
    "Attribute", "BoundArguments", "CORO_CLOSED", "CORO_CREATED",
    "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR",
    "CO_ITERABLE_COROUTINE", "CO_NESTED", "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED",
    "CO_VARARGS", "CO_VARKEYWORDS", "ClassFoundException", "ClosureVars", "FrameInfo",
    "FullArgSpec", "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "Parameter",
    "Signature", "TPFLAGS_IS_ABSTRACT", "Traceback", "classify_class_attrs", "cleandoc",
    "currentframe", "findsource", "formatannotation", "formatannotationrelativeto",
    "formatargvalues", "get_annotations", "getabsfile", "getargs", "getargvalues",
    "getasyncgenlocals", "getasyncgenstate", "getattr_static", "getblock", "getcallargs",
    "getclasstree", "getclosurevars", "getcomments", "getcoroutinelocals", "getcoroutinestate",
    "getdoc", "getfile", "getframeinfo", "getfullargspec", "getgeneratorlocals",
    "getgeneratorstate", "getinnerframes", "getlineno", "getmembers", "getmembers_static",
    "getmodule", "getmodulename", "getmro", "getouterframes", "getsource", "getsourcefile",
    "getsourcelines", "indentsize", "isabstract", "isasyncgen", "isasyncgenfunction",
    "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine", "iscoroutinefunction",
    "isdatadescriptor", "isframe", "isfunction", "isgenerator", "isgeneratorfunction",
    "isgetsetdescriptor", "ismemberdescriptor", "ismethod", "ismethoddescriptor",
    "ismethodwrapper", "ismodule", "isroutine", "istraceback", "markcoroutinefunction",
    "signature", "stack", "trace", "unwrap", "walktree",
]
