"""The errors of the revision graph.

Source: https://alembic.sqlalchemy.org/en/latest/api/script.html"""


class RevisionError(Exception):
    pass


class RangeNotAncestorError(RevisionError):
    def __init__(self, lower=None, upper=None):
        super().__init__("Revision %s is not an ancestor of revision %s"
                         % (lower or "base", upper or "base"))
        self.lower = lower
        self.upper = upper


class MultipleHeads(RevisionError):
    def __init__(self, heads=(), argument=None):
        super().__init__("Multiple heads are present for given argument '%s'; %s"
                         % (argument, ", ".join(heads)))
        self.heads = heads
        self.argument = argument


class ResolutionError(RevisionError):
    def __init__(self, message, argument=None):
        super().__init__(message)
        self.argument = argument


class CycleDetected(RevisionError):
    pass


class DependencyCycleDetected(CycleDetected):
    pass


class LoopDetected(CycleDetected):
    pass


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    pass


from .base import RevisionMap, Script as Revision  # noqa: E402
