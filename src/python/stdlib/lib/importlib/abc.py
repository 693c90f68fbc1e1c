"""Bases of loaders and finders."""


class Finder:
    pass


class MetaPathFinder(Finder):
    pass


class PathEntryFinder(Finder):
    pass


class Loader:
    def create_module(self, spec):
        return None


class InspectLoader(Loader):
    pass


class SourceLoader(InspectLoader):
    pass


class Traversable:
    pass
