"""Other names under which a field's value may come."""


class AliasPath:
    def __init__(self, first_arg, *args):
        self.path = [first_arg, *args]

    def convert_to_aliases(self):
        return self.path

    def find(self, data, missing):
        value = data
        for part in self.path:
            if isinstance(value, str):
                return missing
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return missing
        return value

    def __repr__(self):
        return "AliasPath(path=%r)" % (self.path,)


class AliasChoices:
    def __init__(self, first_choice, *choices):
        self.choices = [first_choice, *choices]

    def convert_to_aliases(self):
        return [c.path if isinstance(c, AliasPath) else [c]
                for c in self.choices]

    def __repr__(self):
        return "AliasChoices(choices=%r)" % (self.choices,)


class AliasGenerator:
    def __init__(self, alias=None, validation_alias=None,
                 serialization_alias=None):
        self.alias = alias
        self.validation_alias = validation_alias
        self.serialization_alias = serialization_alias

    def generate_aliases(self, name):
        return tuple(maker(name) if maker else None for maker in
                     (self.alias, self.validation_alias,
                      self.serialization_alias))
