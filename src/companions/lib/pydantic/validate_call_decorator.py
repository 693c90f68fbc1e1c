"""Functions whose arguments are validated."""
from functools import wraps


def validate_call(function=None, /, *, config=None, validate_return=False):
    def decorate(f):
        names = f.__code__.co_varnames[:f.__code__.co_argcount]
        checks = {}

        @wraps(f)
        def call(*args, **kwargs):
            from pydantic._compile import Compiler
            from pydantic._scalars import State
            from pydantic_core import Invalid, ValidationError
            if not checks:
                compiler = Compiler(config, f.__globals__)
                for name, kind in f.__annotations__.items():
                    checks[name] = compiler.compile(kind)
            lines, state = [], State()

            def checked(name, where, value):
                if name not in checks:
                    return value
                try:
                    return checks[name](value, state)
                except Invalid as invalid:
                    lines.extend(invalid.within(where).lines)
            args = [checked(name, at, value) for at, (name, value)
                    in enumerate(zip(names, args))]
            kwargs = {name: checked(name, name, value)
                      for name, value in kwargs.items()}
            if lines:
                raise ValidationError(f.__name__, lines)
            return f(*args, **kwargs)
        return call
    return decorate(function) if function is not None else decorate


validate_arguments = validate_call
