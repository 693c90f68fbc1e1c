VERSION = "2.14.3"


def version_short():
    return "2.14"
