"""Plugins: named sets of comparisons that autogenerate runs.

Source: https://alembic.sqlalchemy.org/en/latest/api/plugins.html"""

import logging
import re

from alembic.util import (CommandError, DispatchPriority, PriorityDispatchResult,
                          PriorityDispatcher)

log = logging.getLogger(__name__)

_all_plugins = {}

# The name that a plugin had before.
_renamed = {"alembic.autogenerate.checkconstraint_byname":
            "alembic.ext.checkconstraint_byname"}


class Plugin:
    """A set of comparisons under a name."""

    def __init__(self, name):
        self.name = name
        if not isinstance(self, _BuiltIn):
            log.info("setup plugin %s", name)
        if name in _all_plugins:
            raise ValueError(f"A plugin named {name} is already registered")
        _all_plugins[name] = self
        self.autogenerate_comparators = PriorityDispatcher()

    def remove(self):
        del _all_plugins[self.name]

    def add_autogenerate_comparator(self, fn, compare_target, compare_element=None, *,
                                    qualifier="default",
                                    priority=DispatchPriority.MEDIUM):
        self.autogenerate_comparators.dispatch_for(
            compare_target, subgroup=compare_element, priority=priority,
            qualifier=qualifier)(fn)

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        module.setup(cls(name))

    @classmethod
    def populate_autogenerate_priority_dispatch(cls, comparators, include_plugins):
        """Adds the comparisons of the plugins that the expressions name; the names of
        the plugins that take part."""
        excluded, included = [], {}
        for text in include_plugins:
            if text.startswith("~"):
                excluded.append(_make_re(_translate_legacy_name(text[1:])))
            else:
                included[text] = _make_re(_translate_legacy_name(text))
        taken, unmatched = [], dict.fromkeys(included)
        for plugin in _all_plugins.values():
            if any(pattern.match(plugin.name) for pattern in excluded):
                continue
            matching = [text for text, pattern in included.items()
                        if pattern.match(plugin.name)]
            if not matching:
                continue
            for text in matching:
                unmatched.pop(text, None)
            log.info("setting up autogenerate plugin %s", plugin.name)
            taken.append(plugin.name)
            comparators.populate_with(plugin.autogenerate_comparators)
        if unmatched:
            raise CommandError("Did not locate plugins: %s" % ", ".join(unmatched))
        return taken


def _translate_legacy_name(name):
    return _renamed.get(name, name)


def _make_re(text):
    """An expression as `alembic.autogenerate.*` for whole names."""
    parts = []
    for token in text.split("."):
        if token == "*":
            parts.append(r"\..+?")
        elif token.isidentifier():
            parts.append(r"\." + token)
        else:
            raise ValueError(f"Invalid plugin expression {text!r}")
    return re.compile("^%s$" % "".join(parts)[2:])


class _BuiltIn(Plugin):
    """One whose comparisons are native."""

    def add(self, native, target, element, priority=DispatchPriority.MEDIUM):
        self.add_autogenerate_comparator(_Native(native), target, element, priority=priority)


class _Native:
    """Stands for a native comparison where the order of comparisons is kept."""

    def __init__(self, name):
        self._native = name

    def __call__(self, *args, **kw):
        return PriorityDispatchResult.CONTINUE


# In this order they run within a priority.
def _set_up():
    first, last = DispatchPriority.FIRST, DispatchPriority.LAST
    _BuiltIn("alembic.autogenerate.schemas").add("schemas", "autogenerate", None)
    _BuiltIn("alembic.autogenerate.tables").add("tables", "schema", "tables")
    types = _BuiltIn("alembic.autogenerate.types")
    types.add("user_type", "column", "types", first)
    types.add("type", "column", "types", last)
    constraints = _BuiltIn("alembic.autogenerate.constraints")
    constraints.add("indexes", "table", "indexes")
    constraints.add("foreignkeys", "table", "foreignkeys")
    constraints.add("nullable", "column", "nullable")
    defaults = _BuiltIn("alembic.autogenerate.defaults")
    defaults.add("user_default", "column", "server_default", first)
    for name in ("computed", "identity", "autoincrement"):
        defaults.add(name, "column", "server_default")
    defaults.add("default", "column", "server_default", last)
    comments = _BuiltIn("alembic.autogenerate.comments")
    comments.add("comments", "column", "comments")
    comments.add("comments", "table", "comments")
    checks = _BuiltIn("alembic.ext.checkconstraint_byname")
    checks.add("checkconstraints", "table", "checkconstraints")


_set_up()
