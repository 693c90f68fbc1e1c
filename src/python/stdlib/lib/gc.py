"""Objects are counted; from time to time what only cycles keep alive is freed."""

import _limbeck

garbage = []
callbacks = []

_enabled = True
_threshold = (20000, 10, 0)


def collect(generation=2):
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    return _limbeck.collect_cycles(generation > 0)


def enable():
    global _enabled
    _enabled = True
    _limbeck.set_cycles_enabled(True)


def disable():
    global _enabled
    _enabled = False
    _limbeck.set_cycles_enabled(False)


def isenabled():
    return _enabled


def freeze():
    pass


def unfreeze():
    pass


def get_objects(generation=None):
    return []


def get_referrers(*objs):
    return []


def get_count():
    return _limbeck.cycle_counts()


def get_threshold():
    return _threshold


def set_threshold(threshold0, threshold1=10, threshold2=0):
    global _threshold
    _threshold = (threshold0, threshold1, threshold2)


def is_tracked(obj):
    return _limbeck.is_tracked(obj)
