"""How help looks: https://docs.python.org/3/library/argparse.html#formatter-class"""

from argparse._actions import (
    ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE,
)

# The classes are known by the package's name.
__name__ = "argparse"


class HelpFormatter:
    """How help looks; its classes differ in what they keep of the given texts."""

    keep_description = keep_help = show_defaults = type_metavar = False

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            from shutil import get_terminal_size
            width = get_terminal_size().columns - 2
        self._prog = prog
        self._width = width
        self._most = min(max_help_position, max(width - 20, indent_increment * 2))

    def _fold(self, text, width):
        import textwrap
        return textwrap.wrap(" ".join(text.split()), width)

    def description(self, text):
        text = text.replace("%(prog)s", self._prog)
        if self.keep_description:
            return text.strip("\n") + "\n\n" if text else ""
        return "\n".join(self._fold(text, max(self._width, 11))) + "\n\n"

    def _metavars(self, action, default):
        if action.metavar is not None:
            name = action.metavar
        elif action.choices is not None:
            name = "{%s}" % ",".join(map(str, action.choices))
        else:
            name = default
        return name if isinstance(name, tuple) else (name,)

    def default_metavar(self, action):
        if self.type_metavar and action.type is not None:
            return action.type.__name__
        return action.dest.upper() if action.option_strings else action.dest

    def args(self, action):
        names = self._metavars(action, self.default_metavar(action))
        first, last = names[0], names[-1]
        nargs = action.nargs
        if nargs is None:
            return first
        if nargs == OPTIONAL:
            return "[%s]" % first
        if nargs == ZERO_OR_MORE:
            return "[%s ...]" % first if len(names) == 1 else "[%s [%s ...]]" % names[:2]
        if nargs == ONE_OR_MORE:
            return "%s [%s ...]" % (first, last)
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return "%s ..." % first
        if nargs == SUPPRESS:
            return ""
        return " ".join(names * nargs if len(names) == 1 else names)

    def invocation(self, action):
        if not action.option_strings:
            return " ".join(self._metavars(action, self.default_metavar(action)))
        text = ", ".join(action.option_strings)
        return text if action.nargs == 0 else text + " " + self.args(action)

    def help_text(self, action):
        text = action.help
        if self.show_defaults and "%(default)" not in text and action.default not in (SUPPRESS, None) \
                and (action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
            text += " (default: %(default)s)"
        values = {key: value for key, value in vars(action).items() if value is not SUPPRESS}
        values["prog"] = self._prog
        for key in list(values):
            if hasattr(values[key], "__name__"):
                values[key] = values[key].__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        return text % values

    def usage_part(self, action):
        if not action.option_strings:
            return self.args(action)
        text = action.format_usage()
        if action.nargs != 0:
            text = "%s %s" % (action.option_strings[0], self.args(action))
        return text if action.required else "[%s]" % text

    def usage(self, usage, actions, groups, prefix="usage: "):
        if usage is SUPPRESS:
            return ""
        if usage is not None:
            return "%s%s\n\n" % (prefix, usage.replace("%(prog)s", self._prog))
        options, others = self._parts(sorted(actions, key=lambda a: not a.option_strings), groups)
        line = " ".join([self._prog] + options + others)
        if len(prefix) + len(line) <= self._width:
            return prefix + line + "\n\n"
        if len(prefix) + len(self._prog) <= 0.75 * self._width:
            indent = " " * (len(prefix) + len(self._prog) + 1)
            if options:
                lines = self._lines([self._prog] + options, indent, len(prefix)) + self._lines(others, indent, None)
            elif others:
                lines = self._lines([self._prog] + others, indent, len(prefix))
            else:
                lines = [self._prog]
        else:
            indent = " " * len(prefix)
            lines = self._lines(options + others, indent, None)
            if len(lines) > 1:
                lines = self._lines(options, indent, None) + self._lines(others, indent, None)
            lines = [self._prog] + lines
        return prefix + "\n".join(lines) + "\n\n"

    def _lines(self, parts, indent, first):
        lines, line = [], []
        used = (first if first is not None else len(indent)) - 1
        for part in parts:
            if used + 1 + len(part) > self._width and line:
                lines.append(indent + " ".join(line))
                line = []
                used = len(indent) - 1
            line.append(part)
            used += len(part) + 1
        if line:
            lines.append(indent + " ".join(line))
        if first is not None and lines:
            lines[0] = lines[0][len(indent):]
        return lines

    def _parts(self, actions, groups):
        # The parts of options and of the rest; a group of both is among the options.
        options, others, done = [], [], set()
        for at, action in enumerate(actions):
            if action.help is SUPPRESS or id(action) in done:
                continue
            parts = options if action.option_strings else others
            group = next((g for g in groups if action in g._members), None)
            first = at if group is None else min(
                (actions.index(member) for member in group._members if member in actions))
            if group is None or set(
                    actions[first:first + len(group._members)]) != set(group._members):
                parts.append(self.usage_part(action))
                continue
            shown = [a for a in group._members if a.help is not SUPPRESS and a in actions]
            done.update(map(id, shown))
            texts = [self.usage_part(a) for a in shown]
            texts = [t[1:-1] if t[0] == "[" and t[-1] == "]" else t for t in texts]
            brackets = "()" if group.required else "[]"
            if len(texts) == 1 and group.required:
                parts.append(texts[0])
            else:
                parts.append(brackets[0] + " | ".join(texts) + brackets[1])
        return options, others

    def section(self, title, description, actions):
        rows = []
        for action in actions:
            if action.help is not SUPPRESS:
                rows.append((2, action))
                for choice in getattr(action, "_listed", ()):
                    rows.append((4, choice))
        if not rows and not description:
            return ""
        widest = max((len(self.invocation(a)) + indent for indent, a in self._rows), default=0)
        column = min(widest + 2, self._most)
        out = title + ":\n"
        if description:
            out += "".join("  " + line + "\n" for line in
                           (description.splitlines() if self.keep_description
                            else self._fold(description, max(self._width - 2, 11)))) + "\n"
        for indent, action in rows:
            text = self.invocation(action)
            if not action.help or not action.help.strip():
                out += " " * indent + text + "\n"
                continue
            shown = self.help_text(action)
            lines = shown.splitlines() if self.keep_help else self._fold(shown, max(self._width - column, 11))
            if len(text) <= column - indent - 2:
                out += " " * indent + text.ljust(column - indent - 2) + "  " + lines[0] + "\n"
                lines = lines[1:]
            else:
                out += " " * indent + text + "\n"
            for line in lines:
                out += " " * column + line + "\n"
        return out + "\n"


class RawDescriptionHelpFormatter(HelpFormatter):
    keep_description = True


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    keep_help = True


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    show_defaults = True


class MetavarTypeHelpFormatter(HelpFormatter):
    type_metavar = True
