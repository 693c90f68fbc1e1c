"""What is wrong in a document, and where."""


class Mark:
    def __init__(self, name, line, column):
        self.name = name
        self.line = line
        self.column = column

    def __str__(self):
        return '  in "%s", line %d, column %d' % (
            self.name, self.line + 1, self.column + 1)


class YAMLError(Exception):
    pass


class MarkedYAMLError(YAMLError):
    def __init__(self, context=None, context_mark=None, problem=None,
                 problem_mark=None, note=None):
        self.context = context
        self.context_mark = context_mark
        self.problem = problem
        self.problem_mark = problem_mark
        self.note = note

    def __str__(self):
        parts = (self.context, self.context_mark, self.problem,
                 self.problem_mark, self.note)
        return "\n".join(str(part) for part in parts if part is not None)
