#!/usr/bin/env python3
"""Records how configparser, Alembic and python-dotenv read random files.

    python tests/record/configuration.py > tests/data/configuration.jsonl

Each line is [kind, text, result]. "ini": the sections with their options, or
the parser's error. "paths": version_locations, prepend_sys_path and hooks as
Alembic splits them. "env": the assignments of a .env file, with A=outer in the
environment.
"""
import configparser
import io
import json
import os
import random
import tempfile
import warnings

from alembic.config import Config
import dotenv
from dotenv.main import DotEnv

INI = ["[alembic]", "[alembic]", "[DEFAULT]", "[a b]", "[x]y]", "[", "[]", "[e] ; c",
       "a = 1", "A=2", "b: two words", "c", "= x", "d =", "e = 1 ; no comment",
       "f = %(a)s/%(b)s", "g = 100%%", "h = 5%", "i = %(nosuch)s", "j = %(here)s",
       "k = %(k)s", "  more", "\tmore %(a)s", "    [inner]", "    # comment", "# c",
       "; c", "", "  ", "", "l = a = b : c", "m :", "   n = indented", "o=%(",
       "p = %(a", "q = a # b", "é = ü", "name with blank = 3", "r=\"q\"", "s = x\r",
       "logger.level = x", "%(a)s = key", "t = %d %s", "  ; deep", "]", "#", "u = [v]"]

ENV = ["X=1", "Y = two", "export Z=3", "Q='single $A ${A}'", 'W="double ${A}\\n"',
       "# comment", "", "  INDENT=1", "E=", "F", "G=a b c", "H=a #comment", "I=a#b",
       "J=#c", "K='un", 'L="un', "M=${A}", "N=${X:-no}", "O=${nosuch:-def}",
       "P=${nosuch}", "R='it\\'s'", 'S="say \\"hi\\""', "T='a' # c", "U='a' b",
       "exportV=1", "export  V=1", "'quoted key'=1", "B=\\n", "C='multi\nline'",
       'D="multi\nline ${A}"', "=x", "AA:b", "A=inner", "BB=${A}${X}", "CC=`x`",
       "X=2", "DD=a\\ b", "EE=\"a\\tb\\z\"", "FF=é", "GG='\\\\'", "1=2", "HH==x",
       "II=${X", "JJ=$X", "KK=${X:-${A}}"]


def ini(rng):
    lines = ["[alembic]"] if rng.random() < 0.9 else []
    lines += [rng.choice(INI) for _ in range(rng.randint(0, 7))]
    text = "\n".join(lines) + rng.choice(["", "\n", "\n\n"])
    parser = configparser.ConfigParser({"here": "/proj"})
    try:
        parser.read_file(io.StringIO(text, newline=None), "f.ini")
    except configparser.Error as error:
        return text, {"error": type(error).__name__, "text": str(error)}
    out = []
    for section in parser.sections():
        options = []
        for option in parser.options(section):
            try:
                value = parser.get(section, option)
            except configparser.Error as error:
                value = {"error": type(error).__name__}
            options.append([option, value])
        out.append([section, options])
    return text, out


def paths(rng, folder):
    lists = ["a b", "a, b,c", "/x:/y", "a;b", "a  b", "%(here)s/v one", ",", "a,", " ",
             "\n  a\n  b b\n", ".", "a:b c"]
    text = "[alembic]\n"
    for key in ("version_locations", "prepend_sys_path"):
        if rng.random() < 0.8:
            text += "%s = %s\n" % (key, rng.choice(lists))
    for key in ("path_separator", "version_path_separator"):
        if rng.random() < 0.4:
            text += "%s = %s\n" % (
                key, rng.choice(["os", "space", "newline", ":", ";", "bad", ""]))
    for key in ("sourceless", "recursive_version_locations"):
        if rng.random() < 0.4:
            text += "%s = %s\n" % (key, rng.choice(["true", "True", "false", "1"]))
    if rng.random() < 0.5:
        text += "[post_write_hooks]\n"
        if rng.random() < 0.9:
            text += "hooks = %s\n" % rng.choice(["a", "a, b", "b a", "", "B", "a,,b"])
        for key in ("a.type", "a.executable", "b.type", "ab.type"):
            if rng.random() < 0.5:
                text += "%s = x %s REVISION_SCRIPT_FILENAME\n" % (key, key)
    path = os.path.join(folder, "alembic.ini")
    with open(path, "w") as file:
        file.write(text)
    config = Config(path)

    def ask(function, *args):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                value = function(*args)
            except ValueError as error:
                value = {"error": str(error)}
            return [value, [str(w.message) for w in caught]]

    result = [
        ask(config.get_version_locations_list),
        ask(config.get_prepend_sys_paths_list),
        [[h["_hook_name"], {k: v for k, v in h.items() if k != "_hook_name"}]
         for h in config.get_hooks_list()],
        config.get_alembic_boolean_option("sourceless"),
        config.get_alembic_boolean_option("recursive_version_locations"),
    ]
    return text, json.loads(json.dumps(result).replace(folder, "/proj"))


def env(rng):
    text = "\n".join(rng.choice(ENV) for _ in range(rng.randint(0, 6)))
    text += rng.choice(["", "\n", "\r\n"])
    os.environ["A"] = "outer"
    # As load_dotenv(override=False) does.
    found = DotEnv(dotenv_path=None, stream=io.StringIO(text), override=False,
                   interpolate=True).dict()
    return text, list(found.items())


def main():
    rng = random.Random(11)
    import logging

    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(1200):
            print(json.dumps(["ini", *ini(rng)], ensure_ascii=False,
                             separators=(",", ":")))
        for _ in range(400):
            print(json.dumps(["paths", *paths(rng, folder)], ensure_ascii=False,
                             separators=(",", ":")))
        for _ in range(1000):
            print(json.dumps(["env", *env(rng)], ensure_ascii=False,
                             separators=(",", ":")))


if __name__ == "__main__":
    main()
