"""Command lines: https://docs.python.org/3/library/argparse.html"""

import os
import sys

from argparse._actions import (
    Action, ArgumentError, ArgumentTypeError, BooleanOptionalAction, FileType,
    Namespace, ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
    _Append, _AppendConst, _Choice, _Count, _Extend, _Help, _Store, _StoreConst,
    _StoreFalse, _StoreTrue, _SubParsers, _Version, _copy, _name_of,
)
from argparse._help import (
    ArgumentDefaultsHelpFormatter, HelpFormatter, MetavarTypeHelpFormatter,
    RawDescriptionHelpFormatter, RawTextHelpFormatter,
)

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction",
           "FileType", "HelpFormatter", "ArgumentDefaultsHelpFormatter",
           "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "MetavarTypeHelpFormatter",
           "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER", "SUPPRESS",
           "ZERO_OR_MORE"]


class _Container:
    def __init__(self, root, title=None, description=None):
        self._root = root
        self.title = title
        self.description = description
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        return self._root._add(self, args, kwargs)

    def add_argument_group(self, title=None, description=None):
        return self._root.add_argument_group(title, description)

    def add_mutually_exclusive_group(self, *, required=False):
        group = _Exclusive(self._root, self, required)
        self._root._exclusive.append(group)
        return group

    def set_defaults(self, **kwargs):
        self._root.set_defaults(**kwargs)


def _check_metavar(action):
    # A tuple names each argument that shows: nargs tells how many those are.
    if isinstance(action.metavar, tuple):
        nargs = action.nargs
        wanted = {ZERO_OR_MORE: (1, 2), ONE_OR_MORE: (2,), None: (1,), OPTIONAL: (1,),
                  PARSER: (1,)}.get(nargs, (nargs,) if isinstance(nargs, int) and nargs else None)
        if wanted and len(action.metavar) not in wanted:
            raise ValueError("length of metavar tuple does not match nargs")


class _Exclusive(_Container):
    def __init__(self, root, home, required):
        _Container.__init__(self, root)
        self._home = home
        self.required = required
        self._members = []

    def add_argument(self, *args, **kwargs):
        action = self._root._make(args, kwargs)
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        home = self
        while isinstance(home, _Exclusive):
            home._members.append(action)
            home = home._home
        return self._root._register(None if home is self._root else home, action)


_ACTIONS = {None: _Store, "store": _Store, "store_const": _StoreConst, "store_true": _StoreTrue,
            "store_false": _StoreFalse, "append": _Append, "append_const": _AppendConst,
            "count": _Count, "help": _Help, "version": _Version, "extend": _Extend}


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None,
                 argument_default=None, conflict_handler="error", add_help=True,
                 allow_abbrev=True, exit_on_error=True, **later):
        self.prog = prog if prog is not None else os.path.basename(sys.argv[0])
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.prefix_chars = prefix_chars
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._actions = []
        self._options = {}
        self._defaults = {}
        self._exclusive = []
        self._subparsers = None
        self._positionals = _Container(self, "positional arguments")
        self._optionals = _Container(self, "options")
        self._groups = [self._positionals, self._optionals]
        if add_help:
            mark = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(mark + "h", mark * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            for group in parent._groups:
                home = {"positional arguments": self._positionals, "options": self._optionals}.get(group.title)
                if home is None:
                    home = self.add_argument_group(group.title, group.description)
                for action in group._group_actions:
                    self._register(home, action)
            self._exclusive += parent._exclusive
            self._defaults.update(parent._defaults)

    def __repr__(self):
        return ("ArgumentParser(prog=%r, usage=%r, description=%r, formatter_class=%r, "
                "conflict_handler=%r, add_help=%r)" % (self.prog, self.usage, self.description,
                                                       self.formatter_class, self.conflict_handler, self.add_help))

    # -- declaring ------------------------------------------------------------

    def add_argument(self, *args, **kwargs):
        return self._add(None, args, kwargs)

    def add_argument_group(self, title=None, description=None):
        group = _Container(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        group = _Exclusive(self, self, required)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, dest=SUPPRESS,
                       required=False, help=None, metavar=None, action=None):
        if self._subparsers is not None:
            raise ArgumentError(None, "cannot have multiple subparser arguments")
        home = self._positionals
        if title is not None or description is not None:
            home = self.add_argument_group(title or "subcommands", description)
        if prog is None:
            formatter = self.formatter_class(self.prog)
            prog = formatter.usage(self.usage, [a for a in self._actions if not a.option_strings],
                                   self._exclusive, "").strip()
        self._subparsers = _SubParsers([], prog, parser_class or type(self), dest, required, help, metavar)
        return self._register(home, self._subparsers)

    def _add(self, home, names, kwargs):
        return self._register(home, self._make(names, kwargs))

    def _make(self, names, kwargs):
        if not names or len(names) == 1 and names[0][0] not in self.prefix_chars:
            if names and "dest" in kwargs:
                raise TypeError("dest supplied twice for positional argument, did you mean metavar?")
            dest = names[0] if names else kwargs.pop("dest")
            kwargs.pop("dest", None)
            if "required" in kwargs:
                raise TypeError("'required' is an invalid argument for positionals")
            nargs = kwargs.get("nargs")
            if nargs == 0:
                raise ValueError("nargs for positionals must be != 0")
            if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS) or nargs == ZERO_OR_MORE and "default" not in kwargs:
                kwargs["required"] = True
            names = []
        else:
            for name in names:
                if name[0] not in self.prefix_chars:
                    raise ValueError("invalid option string %r: must start with a character %r" % (name, self.prefix_chars))
            dest = kwargs.pop("dest", None)
            if dest is None:
                long = [name for name in names if len(name) > 1 and name[1] in self.prefix_chars]
                dest = (long or names)[0].lstrip(self.prefix_chars).replace("-", "_")
                if not dest:
                    raise TypeError("dest= is required for options like %r" % names[0])
        if "default" not in kwargs:
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        action = kwargs.pop("action", None)
        kind = _ACTIONS.get(action, action) if isinstance(action, (str, type(None))) else action
        if isinstance(kind, str):
            raise ValueError('unknown action "%s"' % kind)
        required = kwargs.get("required")
        made = kind(option_strings=list(names), dest=dest, **kwargs) if kind not in (_StoreTrue, _StoreFalse, _StoreConst, _Count, _AppendConst) or names \
            else kind(list(names), dest, **kwargs)
        if made.type is not None and not callable(made.type):
            raise ValueError("%r is not callable" % made.type)
        _check_metavar(made)
        return made

    def _register(self, home, action):
        home = home or (self._optionals if action.option_strings else self._positionals)
        taken = [option for option in action.option_strings if option in self._options]
        if taken and self.conflict_handler == "error":
            raise ArgumentError(action, "conflicting option string%s: %s" % ("s" * (len(taken) > 1), ", ".join(taken)))
        for option in taken:
            self._options[option].option_strings.remove(option)
        self._actions.append(action)
        home._group_actions.append(action)
        for option in action.option_strings:
            self._options[option] = action
        return action

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    # -- parsing --------------------------------------------------------------

    def parse_args(self, args=None, namespace=None):
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            message = "unrecognized arguments: %s" % " ".join(rest)
            if not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)
        return args

    parse_intermixed_args = parse_args

    def parse_known_args(self, args=None, namespace=None):
        args = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            rest = _Run(self, namespace).parse(args)
        except ArgumentError as error:
            if not self.exit_on_error:
                raise
            self.error(str(error))
        if hasattr(namespace, "_unrecognized_args"):
            rest += namespace._unrecognized_args
            delattr(namespace, "_unrecognized_args")
        return namespace, rest

    parse_known_intermixed_args = parse_known_args

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    # -- help -----------------------------------------------------------------

    def format_usage(self):
        formatter = self.formatter_class(self.prog)
        return formatter.usage(self.usage, self._actions, self._exclusive).rstrip("\n") + "\n"

    def format_help(self):
        formatter = self.formatter_class(self.prog)
        out = formatter.usage(self.usage, self._actions, self._exclusive)
        if self.description:
            out += formatter.description(self.description)
        formatter._rows = [(2, a) for a in self._actions if a.help is not SUPPRESS]
        formatter._rows += [(4, c) for a in self._actions for c in getattr(a, "_listed", ())]
        for group in self._groups:
            out += formatter.section(group.title, group.description, group._group_actions)
        if self.epilog:
            out += formatter.description(self.epilog)
        return out.strip("\n") + "\n"

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), file or sys.stdout)

    def print_help(self, file=None):
        self._print_message(self.format_help(), file or sys.stdout)

    def _print_message(self, message, file=None):
        if message:
            (file or sys.stderr).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))


class _Run:
    """One pass over the words of a command line."""

    def __init__(self, parser, namespace):
        self.parser = parser
        self.namespace = namespace
        self.seen = []
        self.given = []
        self.rest = []

    def parse(self, words):
        parser = self.parser
        if parser.fromfile_prefix_chars is not None:
            words = self._files(words)
        waiting = [a for a in parser._actions if not a.option_strings]
        kinds = self._kinds(words)
        i = 0
        while i < len(words):
            if kinds[i] == "O":
                i = self._option(words, kinds, i)
                continue
            end = i
            while end < len(words) and kinds[end] in "A-":
                end += 1
            used = self._positionals(waiting, words, kinds, i, end)
            if used == i:
                self.rest += words[i:end]
                used = end
            i = used
        self._positionals(waiting, words, kinds, len(words), len(words))
        self._finish(waiting)
        return self.rest

    def _files(self, words):
        out = []
        for word in words:
            if not word or word[0] not in self.parser.fromfile_prefix_chars:
                out.append(word)
                continue
            try:
                with open(word[1:]) as file:
                    for line in file.read().splitlines():
                        out += self._files(self.parser.convert_arg_line_to_args(line))
            except OSError as error:
                raise ArgumentError(None, str(error)) from None
        return out

    def _kinds(self, words):
        kinds = ""
        for i, word in enumerate(words):
            if word == "--":
                return kinds + "-" + "A" * (len(words) - i - 1)
            kinds += "O" if self._is_option(word) else "A"
        return kinds

    def _is_option(self, word):
        parser = self.parser
        if not word or word[0] not in parser.prefix_chars or len(word) == 1:
            return False
        if word in parser._options or word.partition("=")[0] in parser._options:
            return True
        if self._matches(word):
            return True
        number = word[1:].replace(".", "", 1).replace("e", "", 1)
        if number.isdigit() and not any(option[1:].isdigit() for option in parser._options):
            return False
        return " " not in word

    def _matches(self, word):
        """Options that a word may stand for: (action, option, value or None)."""
        parser = self.parser
        name, have, value = word.partition("=")
        value = value if have else None
        found = []
        if name in parser._options:
            return [(parser._options[name], name, value)]
        if word[:2] == "--" or word[1] in parser.prefix_chars:
            if parser.allow_abbrev:
                found = [(a, option, value) for option, a in parser._options.items() if option.startswith(name)]
            return found
        if word[:2] in parser._options:
            found.append((parser._options[word[:2]], word[:2], word[2:]))
        if parser.allow_abbrev:
            found += [(a, option, value) for option, a in parser._options.items()
                      if option.startswith(name) and option != word[:2]]
        return found

    def _option(self, words, kinds, i):
        word = words[i]
        found = self._matches(word)
        if len(found) > 1 and len({id(a) for a, _, _ in found}) > 1:
            raise ArgumentError(None, "ambiguous option: %s could match %s" % (word, ", ".join(o for _, o, _ in found)))
        if not found:
            self.rest.append(word)
            return i + 1
        action, option, value = found[0]
        end = i + 1
        while value is not None and action.nargs == 0:
            if option[1:2] in self.parser.prefix_chars or len(option) != 2 or word[2:3] == "=" and word[:2] == option and not value:
                raise ArgumentError(action, "ignored explicit argument %r" % value)
            self._take(action, [], option)
            follower = option[0] + value[0]
            if follower not in self.parser._options:
                raise ArgumentError(action, "ignored explicit argument %r" % value)
            action, option, value = self.parser._options[follower], follower, value[1:] or None
        if value is not None:
            if self._fits(action.nargs, 1) == 1:
                self._take(action, [value[1:] if len(option) == 2 and value[:1] == "=" else value], option)
                return end
            raise ArgumentError(action, self._wanted(action.nargs))
        available = 0
        while end + available < len(words) and (kinds[end + available] == "A" or action.nargs in (REMAINDER, PARSER) and available):
            available += 1
        count = self._fits(action.nargs, available)
        if count is None:
            raise ArgumentError(action, self._wanted(action.nargs))
        self._take(action, words[end:end + count], option)
        return end + count

    @staticmethod
    def _fits(nargs, available):
        """How many words an option takes of those that follow; None: too few."""
        if nargs is None:
            return 1 if available else None
        if nargs == OPTIONAL:
            return min(1, available)
        if nargs in (ZERO_OR_MORE, REMAINDER):
            return available
        if nargs in (ONE_OR_MORE, PARSER):
            return available or None
        return nargs if available >= nargs else None

    @staticmethod
    def _wanted(nargs):
        if nargs is None:
            return "expected one argument"
        if nargs == OPTIONAL:
            return "expected at most one argument"
        if nargs == ONE_OR_MORE:
            return "expected at least one argument"
        return "expected %s argument%s" % (nargs, "" if nargs == 1 else "s")

    def _positionals(self, waiting, words, kinds, start, end):
        """Deals words out to positionals as a greedy pattern would."""
        for count in range(len(waiting), 0, -1):
            shares = self._deal(waiting[:count], words, kinds, start, end)
            if shares is None:
                continue
            at = start
            for action, size in zip(waiting[:count], shares):
                piece = words[at:at + size]
                if action.nargs not in (PARSER, REMAINDER) and "--" in piece and kinds[at + piece.index("--")] == "-":
                    piece.remove("--")
                at += size
                self._take(action, piece, None)
            later = "O" in kinds[end:]
            del waiting[:count]
            return at
        return start

    def _deal(self, actions, words, kinds, start, end):
        if not actions:
            return []
        action, others = actions[0], actions[1:]
        dashes = kinds[start:end].count("-")
        room = end - start - dashes
        if action.nargs == REMAINDER or action.nargs == PARSER:
            whole = len(words) - start
            if action.nargs == PARSER and not room:
                return None
            return [whole] + [0] * len(others)
        least, most = {None: (1, 1), OPTIONAL: (0, 1), ZERO_OR_MORE: (0, room), ONE_OR_MORE: (1, room),
                       SUPPRESS: (0, 0)}.get(action.nargs, (action.nargs, action.nargs))
        for size in range(min(most, room), least - 1, -1):
            span = size
            if size and "-" in kinds[start:start + size + 1]:
                span += 1
            rest = self._deal(others, words, kinds, start + span, end)
            if rest is not None:
                return [span] + rest
        return None

    def _take(self, action, words, option):
        for group in self.parser._exclusive:
            if action in group._members:
                for other in self.given:
                    if other is not action and other in group._members:
                        raise ArgumentError(action, "not allowed with argument %s" % _name_of(other))
        self.seen.append(action)
        values = self._values(action, words)
        if words or action.option_strings or values is not action.default:
            self.given.append(action)
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def _values(self, action, words):
        nargs = action.nargs
        if not words and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self._convert(action, value)
            return value
        if not words and nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else []
        if nargs in (None, OPTIONAL) and len(words) == 1:
            return self._checked(action, words[0])
        if nargs == REMAINDER:
            return [self._convert(action, word) for word in words]
        if nargs == PARSER:
            words = words[1:] if words[:1] == ["--"] else words
            self._check(action, words[0])
            return words
        return [self._checked(action, word) for word in words]

    def _checked(self, action, word):
        value = self._convert(action, word)
        self._check(action, value)
        return value

    def _convert(self, action, word):
        if action.type is None:
            return word
        try:
            return action.type(word)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error)) from None
        except (TypeError, ValueError):
            raise ArgumentError(action, "invalid %s value: %r" % (getattr(action.type, "__name__", repr(action.type)), word)) from None

    def _check(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(action, "invalid choice: %r (choose from %s)" % (value, ", ".join(map(repr, action.choices))))

    def _finish(self, waiting):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_name_of(action))
            elif isinstance(action.default, str) and hasattr(self.namespace, action.dest) \
                    and action.default is getattr(self.namespace, action.dest):
                setattr(self.namespace, action.dest, self._convert(action, action.default))
        if missing:
            raise ArgumentError(None, "the following arguments are required: %s" % ", ".join(missing))
        for group in self.parser._exclusive:
            if group.required and not any(action in self.given for action in group._members):
                names = [_name_of(a) for a in group._members if a.help is not SUPPRESS]
                raise ArgumentError(None, "one of the arguments %s is required" % " ".join(names))


# The names under which programs subclass the actions.
_StoreAction = _Store
_StoreConstAction = _StoreConst
_StoreTrueAction = _StoreTrue
_StoreFalseAction = _StoreFalse
_AppendAction = _Append
_AppendConstAction = _AppendConst
_CountAction = _Count
_ExtendAction = _Extend
_HelpAction = _Help
_VersionAction = _Version
_SubParsersAction = _SubParsers
_ArgumentGroup = _Container
_MutuallyExclusiveGroup = _Exclusive
