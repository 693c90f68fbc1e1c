"""sqlalchemy.orm.attributes"""

from sqlalchemy.sql.expression import InstrumentedAttribute

QueryableAttribute = InstrumentedAttribute


def flag_modified(instance, key):
    from .state import instance_state

    instance_state(instance)._modified(key)


def get_history(instance, key, passive=None):
    from .state import instance_state

    state = instance_state(instance)
    value = instance.__dict__.get(key)
    if key in state.committed:
        return ([value], (), [state.committed[key]])
    return ((), [value], ())


def set_committed_value(instance, key, value):
    instance.__dict__[key] = value


def set_attribute(instance, key, value):
    setattr(instance, key, value)


def get_attribute(instance, key):
    return getattr(instance, key)
