"""Options as C's getopt takes them: https://docs.python.org/3/library/getopt.html"""

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def _long(options, text, longopts, rest):
    name, have, value = text.partition("=")
    matches = [option for option in longopts if option.startswith(name)]
    if not matches:
        raise GetoptError("option --%s not recognized" % name, name)
    if name in matches:
        found = name
    elif name + "=" in matches:
        found = name + "="
    elif len(matches) > 1:
        raise GetoptError("option --%s not a unique prefix" % name, name)
    else:
        found = matches[0]
    takes = found.endswith("=")
    found = found.rstrip("=")
    if takes and not have:
        if not rest:
            raise GetoptError("option --%s requires argument" % found, found)
        value, rest = rest[0], rest[1:]
    elif have and not takes:
        raise GetoptError("option --%s must not have an argument" % found, found)
    options.append(("--" + found, value))
    return rest


def _short(options, text, shortopts, rest):
    while text:
        name, text = text[0], text[1:]
        at = shortopts.find(name)
        if at < 0 or name == ":":
            raise GetoptError("option -%s not recognized" % name, name)
        value = ""
        if shortopts[at + 1:at + 2] == ":":
            if not text:
                if not rest:
                    raise GetoptError("option -%s requires argument" % name, name)
                text, rest = rest[0], rest[1:]
            value, text = text, ""
        options.append(("-" + name, value))
    return rest


def _parse(args, shortopts, longopts, mixed):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    options, others = [], []
    while args:
        arg, args = args[0], args[1:]
        if arg == "--":
            return options, others + args
        if arg.startswith("--"):
            args = _long(options, arg[2:], longopts, args)
        elif arg.startswith("-") and arg != "-":
            args = _short(options, arg[1:], shortopts, args)
        elif mixed:
            others.append(arg)
        else:
            return options, [arg] + args
    return options, others


def getopt(args, shortopts, longopts=[]):
    return _parse(list(args), shortopts, longopts, False)


def gnu_getopt(args, shortopts, longopts=[]):
    return _parse(list(args), shortopts.lstrip("+"), longopts, not shortopts.startswith("+"))
