"""Helpers around the language."""

from . import Dispatcher, DispatchPriority, PriorityDispatcher, PriorityDispatchResult, \
    asbool, dedupe_tuple, immutabledict, memoized_property, not_none, rev_id, to_list, \
    to_tuple, unique_list
