"""Rewriter: changes the operations of a new revision, one kind at a time.

Source: https://alembic.sqlalchemy.org/en/latest/api/autogenerate.html"""

from alembic.operations import ops
from alembic.util import Dispatcher, to_list


class Rewriter:
    """A process_revision_directives hook made of functions for kinds of operations."""

    _chained = ()

    def __init__(self):
        self.dispatch = Dispatcher()

    def chain(self, other):
        """A rewriter that does this one's work, then the other's."""
        both = type(self).__new__(type(self))
        both.__dict__.update(self.__dict__)
        both._chained = self._chained + (other,)
        return both

    def rewrites(self, operator):
        """Function decorator: fn(context, revision, op) gives the operations that
        stand in op's place."""
        return self.dispatch.dispatch_for(operator)

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for hook in self._chained:
            hook(context, revision, directives)

    def process_revision_directives(self, context, revision, directives):
        self._rewrite_list(context, revision, directives)

    def _replacements(self, context, revision, directive):
        try:
            function = self.dispatch.dispatch(directive)
        except ValueError:
            return [directive]
        if self in directive._mutations:
            return [directive]
        made = to_list(function(context, revision, directive), [])
        for one in made:
            one._mutations = one._mutations.union([self])
        return made

    def _rewrite(self, context, revision, directive):
        made = self._replacements(context, revision, directive)
        for one in made:
            if isinstance(one, ops.MigrationScript):
                for kind in ("upgrade", "downgrade"):
                    self._rewrite_direction(context, revision, one, kind)
            elif isinstance(one, ops.OpContainer):
                self._rewrite_list(context, revision, one.ops)
        return made

    def _rewrite_direction(self, context, revision, script, kind):
        result = []
        for container in getattr(script, kind + "_ops_list"):
            made = self._rewrite(context, revision, container)
            if len(made) != 1:
                raise ValueError("Can only return single object for %sOps traverse"
                                 % kind.capitalize())
            result.append(made[0])
        setattr(script, kind + "_ops", result)

    def _rewrite_list(self, context, revision, directives):
        result = []
        for directive in directives:
            result.extend(self._rewrite(context, revision, directive))
        directives[:] = result
