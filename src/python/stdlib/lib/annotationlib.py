"""Annotations, evaluated or not: https://docs.python.org/3/library/annotationlib.html"""

import enum
import types
from typing import ForwardRef


class Format(enum.IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


def type_repr(value):
    """How a type is written in an annotation."""
    if isinstance(value, ForwardRef):
        return value.__forward_arg__
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    return "..." if value is ... else value if isinstance(value, str) else repr(value)


def annotations_to_string(annotations):
    return {name: type_repr(value) for name, value in annotations.items()}


def call_annotate_function(annotate, format, *, owner=None):
    """What the function behind __annotate__ gives, in that format."""
    format = Format(format)
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    if format == Format.VALUE:
        return annotate(Format.VALUE)
    found = _with_references(annotate)
    return annotations_to_string(found) if format == Format.STRING else found


call_evaluate_function = call_annotate_function


def _with_references(annotate):
    """The values; a name that nothing has a value for yet is a ForwardRef."""
    unknown = {}
    call = annotate
    while True:
        try:
            return call(Format.VALUE)
        except NameError as error:
            code = getattr(annotate, "__code__", None)
            if code is None or not error.name or error.name in unknown:
                raise
            unknown[error.name] = ForwardRef(error.name)
        call = types.FunctionType(code, {**annotate.__globals__, **unknown},
                                  annotate.__name__, annotate.__defaults__,
                                  annotate.__closure__)


def get_annotate_from_class_namespace(namespace):
    return namespace.get("__annotate__") or namespace.get("__annotate_func__")


def get_annotations(obj, *, globals=None, locals=None, eval_str=False,
                    format=Format.VALUE):
    """A new dictionary of an object's annotations."""
    import inspect
    format = Format(format)
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    try:
        found = inspect.get_annotations(obj, globals=globals, locals=locals,
                                        eval_str=eval_str)
    except NameError:
        annotate = getattr(obj, "__annotate__", None)
        if format == Format.VALUE or annotate is None:
            raise
        found = _with_references(annotate)
    return annotations_to_string(found) if format == Format.STRING else found
