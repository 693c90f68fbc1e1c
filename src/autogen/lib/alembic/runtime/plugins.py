"""Plugins: named sets of comparisons that autogenerate runs.

Source: https://alembic.sqlalchemy.org/en/latest/api/plugins.html"""

import logging
import re

from alembic.util import CommandError, DispatchPriority, PriorityDispatcher

log = logging.getLogger(__name__)

_all_plugins = {}

# The name that a plugin had before.
_renamed = {"alembic.autogenerate.checkconstraint_byname":
            "alembic.ext.checkconstraint_byname"}


class Plugin:
    """A set of comparisons under a name."""

    def __init__(self, name):
        self.name = name
        if name in _all_plugins:
            raise ValueError(f"A plugin named {name} is already registered")
        log.debug("setup plugin %s", name)
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
                excluded.append(_pattern(text[1:]))
            else:
                included[text] = _pattern(text)
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


def _pattern(text):
    """An expression as `alembic.autogenerate.*` for whole names."""
    parts = []
    for token in _renamed.get(text, text).split("."):
        if token == "*":
            parts.append(r"\..+?")
        elif token.isidentifier():
            parts.append(r"\." + token)
        else:
            raise ValueError(f"Invalid plugin expression {text!r}")
    return re.compile("^%s$" % "".join(parts)[2:])


# The built-in ones; their comparisons are native.
for _name in ("schemas", "tables", "types", "constraints", "defaults", "comments"):
    Plugin("alembic.autogenerate." + _name)
Plugin("alembic.ext.checkconstraint_byname")
