"""What is installed: limbeck's own stand-ins only."""


class PackageNotFoundError(ModuleNotFoundError):
    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


_VERSIONS = {"alembic": "1.20.1", "sqlalchemy": "2.1.9"}


def version(distribution_name):
    found = _VERSIONS.get(distribution_name.lower())
    if found is None:
        raise PackageNotFoundError(distribution_name)
    return found


def distribution(distribution_name):
    raise PackageNotFoundError(distribution_name)


def metadata(distribution_name):
    raise PackageNotFoundError(distribution_name)


def requires(distribution_name):
    raise PackageNotFoundError(distribution_name)


def distributions(**kwargs):
    return iter(())


def packages_distributions():
    return {}


def entry_points(**params):
    return () if params else {}
