"""What importlib.metadata says of distributions in a folder of sys.path."""

import pathlib
import sys
from importlib import metadata

FOLDER = pathlib.Path(__file__).parent.parent / "data" / "distributions"
sys.path.insert(0, str(FOLDER))

for name in ("quick-tools", "Quick_Tools", "quick.tools"):
    print(name, metadata.version(name))
told = metadata.metadata("quick.tools")
print(told["Name"], told["version"], told.get("License"), "Author" in told)
print(told.get_all("Classifier"), told.get_all("License"))
print([line.strip() for line in told["Summary"].split("\n")])
print(metadata.requires("quick-tools"), metadata.requires("slow"))

entries = metadata.entry_points(group="quick.plugins")
print(entries.names == {"one", "two"}, "one" in entries.names)
for entry in sorted(entries):
    print(entry, entry.module, repr(entry.attr), entry.extras, entry.dist.name)
print(entries["one"].load()(), entries["two"].load().__name__)
print(metadata.entry_points(group="quick.plugins", name="two")["two"].value)
print(len(metadata.entry_points(group="nobody's")))
try:
    entries["three"]
except KeyError as error:
    print("KeyError", error)

found = metadata.distribution("Quick.Tools")
print(found.version, sorted(found.entry_points.groups), found.read_text("INSTALLER"))
print([(str(path), path.size) for path in found.files])
print(found.files[2].locate().name, "Plugin" in found.files[2].read_text())
print(sorted(d.name for d in metadata.distributions(path=[str(FOLDER)])))
packages = metadata.packages_distributions()
print(packages["quicktools"], packages["slow_part"])
try:
    metadata.version("no-such-thing")
except metadata.PackageNotFoundError as error:
    print(type(error).__name__, error, error.name)
