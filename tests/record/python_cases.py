"""Writes what CPython prints beside the lines of language cases.

    python tests/record/python_cases.py tests/python/objects/*.py

Every line of output becomes an `# expect:` comment on the top-level line that
was running; more than one line of output for a line of source follow it as
comments of their own. Old comments are replaced.
"""

import contextlib
import io
import re
import runpy
import sys
import warnings

MARK = re.compile(r"\s*# expect: .*$")


class Recorder(io.StringIO):
    """Notes the running line of the case beside every finished line."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.lines = []
        self.partial = ""

    def write(self, text):
        frame, number = sys._getframe(1), 0
        while frame:
            code = frame.f_code
            if code.co_filename == self.path and code.co_name == "<module>":
                number = frame.f_lineno
            frame = frame.f_back
        *whole, self.partial = (self.partial + text).split("\n")
        self.lines += [(number, line) for line in whole]
        return len(text)


def clean(path):
    with open(path) as file:
        lines = file.read().split("\n")
    kept = []
    for line in lines:
        if re.match(r"\s*# expect: ", line):
            continue
        kept.append(MARK.sub("", line))
    with open(path, "w") as file:
        file.write("\n".join(kept))
    return kept


def record(path):
    source = clean(path)
    recorder = Recorder(path)
    with contextlib.redirect_stdout(recorder), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runpy.run_path(path, run_name="__main__")
    printed = {}
    for number, line in recorder.lines:
        printed.setdefault(number, []).append(line)
    out = []
    for number, line in enumerate(source, 1):
        texts = printed.get(number, [])
        if texts:
            line += f"  # expect: {texts[0]}"
        out.append(line)
        indent = re.match(r"\s*", source[number - 1]).group()
        out += [f"{indent}# expect: {text}" for text in texts[1:]]
    with open(path, "w") as file:
        file.write("\n".join(out))


for argument in sys.argv[1:]:
    record(argument)
