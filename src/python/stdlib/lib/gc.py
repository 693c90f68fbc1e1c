"""Objects are counted; what cycles keep alive goes when the run ends."""

garbage = []
callbacks = []


def collect(generation=2):
    return 0


def enable():
    pass


def disable():
    pass


def isenabled():
    return True


def freeze():
    pass


def unfreeze():
    pass


def get_objects(generation=None):
    return []


def get_referrers(*objs):
    return []


def get_count():
    return (0, 0, 0)


def get_threshold():
    return (2000, 10, 0)


def set_threshold(*args):
    pass


def is_tracked(obj):
    return True
