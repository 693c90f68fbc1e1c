# pkgutil.get_importer, and the modules that it leads to.
import pathlib
import pkgutil
here = pathlib.Path(__file__).parent
for path in (str(here), here, "", "no such folder", __file__):
    found = pkgutil.get_importer(path)
    print(found is None, hasattr(found, "toc"))
names = [info.name for info in pkgutil.iter_modules([str(here)], "some.")]
print("some.importers_of_paths" in names)
