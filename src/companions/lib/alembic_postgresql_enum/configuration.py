"""The settings of alembic-postgresql-enum; they steer --autogenerate."""


class Config:
    def __init__(self, **settings):
        self.force_dialect_support = False
        self.add_type_ignore = False
        self.__dict__.update(settings)


_current = [Config()]


def get_configuration():
    return _current[0]


def set_configuration(config):
    _current[0] = config
