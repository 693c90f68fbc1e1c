"""What is installed: limbeck's own stand-ins, the project itself, and what its
lists of packages say of the others."""


class PackageNotFoundError(ModuleNotFoundError):
    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


_VERSIONS = {"alembic": "1.20.1", "sqlalchemy": "2.1.9"}


def _normal(name):
    import re
    return re.sub(r"[-_.]+", "-", name).lower()


def _project(name):
    """What the pyproject.toml or setup.cfg of the project says of itself, where
    it bears that name."""
    import os
    import _limbeck
    for folder in _limbeck.project_folders():
        file = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(file):
            import tomllib
            with open(file, "rb") as stream:
                try:
                    told = tomllib.load(stream)
                except tomllib.TOMLDecodeError:
                    continue
            for table in (told.get("project"),
                          told.get("tool", {}).get("poetry")):
                if table and _normal(table.get("name", "")) == _normal(name):
                    return table
        file = os.path.join(folder, "setup.cfg")
        if os.path.isfile(file):
            import configparser
            parser = configparser.ConfigParser(interpolation=None)
            parser.read(file)
            if parser.has_section("metadata"):
                table = dict(parser["metadata"])
                if _normal(table.get("name", "")) == _normal(name):
                    return table
    return None


def _locked(name):
    """The version that the project's own list of packages fixes."""
    import os
    import re
    import _limbeck
    normal = re.escape(_normal(name)).replace("\\-", "-").replace("-", "[-_.]+")
    forms = (
        (("uv.lock", "poetry.lock", "pdm.lock"),
         r'^name = "%s"\nversion = "([^"]+)"' % normal),
        (("requirements.txt", "requirements.lock", "requirements-dev.txt", "constraints.txt",
          "requirements/base.txt", "requirements/prod.txt", "requirements/requirements.txt"),
         r"^%s(?:\[[^\]]*\])?\s*===?\s*([^\s;,\\]+)" % normal),
        (("Pipfile.lock",), r'"%s": \{[^}]*?"version": "==([^"]+)"' % normal),
        # Where nothing is fixed, what is asked for at least.
        (("pyproject.toml",), r'["\']%s(?:\[[^\]]*\])?\s*(?:===?|>=|~=)\s*([^\s;,"\']+)'
         % normal),
        (("pyproject.toml",), r'^%s\s*=\s*["\'][\^~>=]*(\d[\w.]*)' % normal),
    )
    for folder in _limbeck.project_folders():
        for files, form in forms:
            for file in files:
                path = os.path.join(folder, file)
                if not os.path.isfile(path):
                    continue
                with open(path, encoding="utf-8", errors="replace") as stream:
                    found = re.search(form, stream.read(), re.MULTILINE | re.IGNORECASE)
                if found:
                    return {"version": found[1]}
    return None


class PackageMetadata:
    def __init__(self, name, told):
        self._values = {"Metadata-Version": "2.1", "Name": name,
                        "Version": str(told.get("version", "0"))}
        for key, field in (("description", "Summary"), ("license", "License"),
                           ("homepage", "Home-page"), ("url", "Home-page")):
            if isinstance(told.get(key), str):
                self._values[field] = told[key]
        for person in told.get("authors") or ():
            if isinstance(person, dict):
                self._values["Author"] = person.get("name")
                self._values["Author-email"] = person.get("email")
                break

    def __getitem__(self, key):
        return self.get(key)

    def get(self, key, default=None):
        for name, value in self._values.items():
            if name.lower() == key.lower():
                return value
        return default

    def get_all(self, key, default=None):
        found = self.get(key)
        return default if found is None else [found]

    def __contains__(self, key):
        return self.get(key) is not None

    def __iter__(self):
        return iter(self._values)

    @property
    def json(self):
        return {name.lower().replace("-", "_"): value
                for name, value in self._values.items()}


class Distribution:
    def __init__(self, metadata):
        self.metadata = metadata
        self.files = None
        self.requires = None
        self.entry_points = EntryPoints()

    @property
    def name(self):
        return self.metadata["Name"]

    @property
    def version(self):
        return self.metadata["Version"]

    def read_text(self, filename):
        return None


def version(distribution_name):
    found = _VERSIONS.get(distribution_name.lower())
    if found is None:
        return metadata(distribution_name)["Version"]
    return found


def distribution(distribution_name):
    return Distribution(metadata(distribution_name))


def metadata(distribution_name):
    known = _VERSIONS.get(distribution_name.lower())
    told = ({"version": known} if known else
            _project(distribution_name) or _locked(distribution_name))
    if told is None:
        raise PackageNotFoundError(distribution_name)
    return PackageMetadata(distribution_name, told)


def requires(distribution_name):
    raise PackageNotFoundError(distribution_name)


def distributions(**kwargs):
    return iter(())


def packages_distributions():
    return {}


class EntryPoints(tuple):
    """What distributions offer by name; nothing is known of them here."""

    names = groups = frozenset()

    def select(self, **params):
        return self

    def __getitem__(self, name):
        raise KeyError(name)


def entry_points(**params):
    return EntryPoints()
