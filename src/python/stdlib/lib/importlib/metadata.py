"""What is installed: limbeck's own stand-ins, the distributions of the virtual
environment, the project itself, and what its lists of packages say of the
others."""


class PackageNotFoundError(ModuleNotFoundError):
    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


_VERSIONS = {"alembic": "1.20.1", "sqlalchemy": "2.1.9"}
_ENDINGS = (".dist-info", ".egg-info")
_listed = {}  # folder: its time of change, the distributions in it


def _normal(name):
    import re
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(path=None):
    """The distributions of the folders by normal name; the first one counts."""
    import os
    import sys
    import _limbeck
    found = {}
    for folder in [*sys.path, *_limbeck.installed_folders()] if path is None else path:
        folder = folder or "."
        try:
            changed = os.stat(folder).st_mtime_ns
            known = _listed.get(folder)
            if known is None or known[0] != changed:
                entries = [entry for entry in sorted(os.listdir(folder))
                           if entry.endswith(_ENDINGS)]
                known = _listed[folder] = changed, entries
        except OSError:
            continue
        for entry in known[1]:
            name = _normal(entry.rpartition(".")[0].partition("-")[0])
            found.setdefault(name, os.path.join(folder, entry))
    return found


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
    """The fields of a distribution, some of which occur more than once."""

    def __init__(self, fields):
        self._fields = fields

    @classmethod
    def _of_text(cls, text):
        fields = []
        head, _, body = text.replace("\r\n", "\n").partition("\n\n")
        for line in head.split("\n"):
            if line[:1] in (" ", "\t") and fields:
                fields[-1][1] += "\n" + line
            elif ":" in line:
                name, _, value = line.partition(":")
                fields.append([name, value.strip()])
        if body:
            fields.append(["Description", body])
        return cls([tuple(field) for field in fields])

    @classmethod
    def _of_table(cls, name, told):
        fields = [("Metadata-Version", "2.1"), ("Name", name),
                  ("Version", str(told.get("version", "0")))]
        for key, field in (("description", "Summary"), ("license", "License"),
                           ("homepage", "Home-page"), ("url", "Home-page")):
            if isinstance(told.get(key), str):
                fields.append((field, told[key]))
        for person in told.get("authors") or ():
            if isinstance(person, dict):
                fields += [(field, person[key]) for field, key in
                           (("Author", "name"), ("Author-email", "email"))
                           if key in person]
                break
        return cls(fields)

    def __getitem__(self, key):
        return self.get(key)

    def get(self, key, default=None):
        found = self.get_all(key)
        return found[0] if found else default

    def get_all(self, key, default=None):
        found = [value for name, value in self._fields
                 if name.lower() == key.lower()]
        return found or default

    def __contains__(self, key):
        return self.get(key) is not None

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._fields)

    def keys(self):
        return [name for name, _ in self._fields]

    def values(self):
        return [value for _, value in self._fields]

    def items(self):
        return list(self._fields)

    @property
    def json(self):
        several = ("Classifier", "Obsoletes-Dist", "Platform", "Project-URL",
                   "Provides-Dist", "Provides-Extra", "Requires-Dist",
                   "Requires-External", "Supported-Platform", "Dynamic")
        return {name.lower().replace("-", "_"):
                self.get_all(name) if name in several else self[name]
                for name in self.keys()}


class EntryPoint:
    """A name of a group that stands for an object of a module."""

    dist = None

    def __init__(self, name, value, group):
        import re
        self.name, self.value, self.group = name, value, group
        target, bracket, extras = value.partition("[")
        self.module, _, attr = map(str.strip, target.partition(":"))
        self.attr = attr or None
        self.extras = re.findall(r"[\w.-]+", extras) if bracket else []

    def load(self):
        import importlib
        found = importlib.import_module(self.module)
        for name in self.attr.split(".") if self.attr else ():
            found = getattr(found, name)
        return found

    def matches(self, **params):
        return all(getattr(self, key) == value for key, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, EntryPoint) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return (f"EntryPoint(name={self.name!r}, value={self.value!r}, "
                f"group={self.group!r})")


class EntryPoints(tuple):
    """What distributions offer by name."""

    __slots__ = ()

    def __getitem__(self, name):
        for entry in self:
            if entry.name == name:
                return entry
        raise KeyError(name)

    def __repr__(self):
        return f"EntryPoints({tuple(self)!r})"

    def select(self, **params):
        return EntryPoints(entry for entry in self if entry.matches(**params))

    @property
    def names(self):
        return {entry.name for entry in self}

    @property
    def groups(self):
        return {entry.group for entry in self}


def _entry_points_of_text(text, dist):
    found, group = [], None
    for line in map(str.strip, (text or "").split("\n")):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1]
        elif line and group and not line.startswith(("#", ";")) and "=" in line:
            name, _, value = line.partition("=")
            found.append(EntryPoint(name.strip(), value.strip(), group))
            found[-1].dist = dist
    return EntryPoints(found)


def __getattr__(name):
    """PackagePath, made when it is asked for: pathlib takes its time."""
    if name != "PackagePath":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import pathlib

    class PackagePath(pathlib.PurePosixPath):
        """A file of a distribution, relative to where it is installed."""

        def locate(self):
            return self.dist.locate_file(self)

        def read_text(self, encoding="utf-8"):
            return self.locate().read_text(encoding=encoding)

        def read_binary(self):
            return self.locate().read_bytes()

    PackagePath.__qualname__ = "PackagePath"
    globals()["PackagePath"] = PackagePath
    return PackagePath


class Distribution:
    """A folder of metadata, or what is known of a package without one."""

    def __init__(self, folder, metadata=None):
        self._path, self._metadata = folder, metadata

    @classmethod
    def from_name(cls, name):
        if not name:
            raise ValueError("A distribution name is required")
        normal = _normal(name)
        if normal in _VERSIONS:
            return cls(None, PackageMetadata._of_table(
                name, {"version": _VERSIONS[normal]}))
        folder = _installed().get(normal)
        if folder is not None:
            return cls(folder)
        told = _project(name) or _locked(name)
        if told is None:
            raise PackageNotFoundError(name)
        return cls(None, PackageMetadata._of_table(name, told))

    @classmethod
    def discover(cls, *, name=None, path=None, **_):
        found = _installed(path)
        return (cls(folder) for key, folder in found.items()
                if name is None or key == _normal(name))

    @property
    def metadata(self):
        if self._metadata is None:
            text = (self.read_text("METADATA") or self.read_text("PKG-INFO")
                    or self.read_text("") or "")
            self._metadata = PackageMetadata._of_text(text)
        return self._metadata

    def read_text(self, filename):
        import os
        if self._path is None:
            return None
        try:
            with open(os.path.join(self._path, filename) if filename else self._path,
                      encoding="utf-8") as stream:
                return stream.read()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError,
                PermissionError, KeyError):
            return None

    def locate_file(self, path):
        import pathlib
        return pathlib.Path(self._path or ".").parent / path

    @property
    def name(self):
        return self.metadata["Name"]

    @property
    def version(self):
        return self.metadata["Version"]

    @property
    def entry_points(self):
        return _entry_points_of_text(self.read_text("entry_points.txt"), self)

    @property
    def requires(self):
        return self.metadata.get_all("Requires-Dist")

    @property
    def files(self):
        import csv
        record = self.read_text("RECORD")
        if record is None:
            return None
        found = []
        kind = globals().get("PackagePath") or __getattr__("PackagePath")
        for row in csv.reader(record.splitlines()):
            path = kind(row[0])
            path.dist = self
            path.size = int(row[2]) if len(row) > 2 and row[2] else None
            found.append(path)
        return found


def version(distribution_name):
    return distribution(distribution_name).version


def distribution(distribution_name):
    return Distribution.from_name(distribution_name)


def metadata(distribution_name):
    return distribution(distribution_name).metadata


def requires(distribution_name):
    return distribution(distribution_name).requires


def files(distribution_name):
    return distribution(distribution_name).files


def distributions(**kwargs):
    return Distribution.discover(**kwargs)


def entry_points(**params):
    return EntryPoints(
        entry for found in distributions() for entry in found.entry_points
    ).select(**params)


def packages_distributions():
    """The distributions that bring each importable name."""
    packages = {}
    for found in distributions():
        names = (found.read_text("top_level.txt") or "").split() or {
            str(path).partition("/")[0].partition(".")[0]
            for path in found.files or () if str(path).endswith(".py")}
        for name in sorted(names):
            packages.setdefault(name, []).append(found.name)
    return packages
