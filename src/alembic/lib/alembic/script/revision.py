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
    kind = "Cycle"

    def __init__(self, revisions):
        self.revisions = revisions
        super().__init__("%s is detected in revisions (%s)" % (self.kind, ", ".join(revisions)))


class DependencyCycleDetected(CycleDetected):
    kind = "Dependency cycle"

    def __init__(self, revisions):
        super().__init__(revisions)


class LoopDetected(CycleDetected):
    kind = "Self-loop"

    def __init__(self, revision):
        super().__init__([revision])


class DependencyLoopDetected(DependencyCycleDetected, LoopDetected):
    kind = "Dependency self-loop"

    def __init__(self, revision):
        super().__init__(revision)


def tuple_rev_as_scalar(rev):
    if not rev:
        return None
    return rev[0] if len(rev) == 1 else rev


def is_revision(rev):
    assert isinstance(rev, Revision)
    return rev


from .base import Revision, RevisionMap, Script  # noqa: E402, F401
