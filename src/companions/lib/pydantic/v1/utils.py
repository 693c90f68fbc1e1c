"""Helpers of pydantic 1."""


class GetterDict:
    """The attributes of an object as a mapping."""

    def __init__(self, obj):
        self._obj = obj

    def __getitem__(self, key):
        try:
            return getattr(self._obj, key)
        except AttributeError as error:
            raise KeyError(key) from error

    def get(self, key, default=None):
        return getattr(self._obj, key, default)

    def keys(self):
        return list(self)

    def __iter__(self):
        return iter([name for name in dir(self._obj)
                     if not name.startswith("_")])

    def __contains__(self, key):
        return key in self.keys()


def deep_update(mapping, *updates):
    made = dict(mapping)
    for update in updates:
        for key, value in update.items():
            if isinstance(made.get(key), dict) and isinstance(value, dict):
                made[key] = deep_update(made[key], value)
            else:
                made[key] = value
    return made


def to_camel(string):
    return "".join(word.capitalize() for word in string.split("_"))


def to_lower_camel(string):
    made = to_camel(string)
    return made[:1].lower() + made[1:]


__all__ = ["GetterDict", "deep_update", "to_camel", "to_lower_camel"]
