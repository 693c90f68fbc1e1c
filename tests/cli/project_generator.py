"""Random Alembic projects and command lines, for random_projects.py.

`Project(random.Random(seed))` has the texts of its files in `files` and makes
command lines with `command(number)`; the same seed makes the same ones.
"""

import os

ENV = """{imports}from logging.config import fileConfig
from alembic import context
from sqlalchemy import create_engine{more_imports}

config = context.config
{logging}
{metadata}

if context.is_offline_mode():
    context.configure(url="sqlite:///app.db", target_metadata=target_metadata,
                      literal_binds=True{options})
    with context.begin_transaction():
        context.run_migrations({arguments})
else:
    with create_engine("sqlite:///app.db").connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata{options})
        with context.begin_transaction():
            context.run_migrations({arguments})
"""

LOGGING = """
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
[logger_alembic]
level = {level}
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = {format}
"""

TEMPLATES = [
    '''"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
''',
    """# ${message} ${"%s/%s" % (up_revision, down_revision)}
<%! import re %>
<% words = re.findall(r"\\w+", message or "") %>
% for word in words:
# ${loop.index}: ${word.title()}
% endfor
## not written
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}
def upgrade():
% if upgrades:
    ${upgrades}
% else:
    pass
% endif
def downgrade():
    ${downgrades if downgrades else "pass"}
""",
    '''"""${message | trim}"""
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
def upgrade(): pass
def downgrade(): pass
''',
]

REVISION = '''"""{document}"""
{header}
{imports}

def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''

MESSAGES = [
    "first",
    "Add user table",
    "a  b\tc",
    "ünïcode Ärger",
    "50% more",
    'it\'s "quoted"',
    "",
    "${not} a %(token)s",
    "line\nbreak",
    "x" * 60,
    "a_b-c.d/e",
    "   ",
    "## comment",
    "back\\slash",
    "日本語 の 表",
    "% if x:",
    "very long message that has many words in it",
]


class Project:
    """What is written down of a project, and the names that commands may use."""

    def __init__(self, rng):
        self.rng = rng
        self.files = {}
        self.names = []
        self.labels = []
        self.locations = []
        self.make_configuration()
        self.make_environment()
        self.make_revisions()

    def maybe(self, chance):
        return self.rng.random() < chance

    def make_configuration(self):
        rng, keys, table = self.rng, [], []
        both = rng.choice(["ini"] * 6 + ["toml"] * 2 + ["both"] * 2)
        self.kind = both
        location = rng.choice(
            [
                "alembic",
                "alembic",
                "%(here)s/alembic",
                "./alembic",
                "alembic/",
                "db/scripts",
                "%(here)s/db/../alembic",
                "db/../alembic",
                "alembic//",
            ]
        )
        self.folder = os.path.normpath(location.replace("%(here)s", "."))
        self.files["db/keep"] = ""
        where = keys if both == "ini" else table
        where.append(("script_location", location))

        def put(name, values, chance, toml=None):
            if not self.maybe(chance):
                return
            target = rng.choice([keys, table]) if both == "both" else where
            target.append((name, rng.choice(toml if toml and target is table else values)))

        put(
            "file_template",
            [
                "%%(rev)s_%%(slug)s",
                "%%(year)d-%%(month).2d/%%(rev)s",
                "%%(slug)s",
                "v%%(rev)s__%%(slug).5s",
                "%%(rev)s_%%(nope)s",
                "%%(rev)s-%%(slug)-12s",
            ],
            0.3,
        )
        put(
            "truncate_slug_length",
            ["40", "10", "5", "0", "1", "abc", "-3", " 12 ", "1_0"],
            0.25,
            ["10", 7, 0, "5", True],
        )
        put("timezone", ["UTC", "utc", "Europe/Berlin", "europe/berlin", "Mars/Base", "EST"], 0.15)
        put(
            "revision_environment",
            ["true", "True", "yes", "0", "off", "maybe"],
            0.2,
            ["true", True, False],
        )
        put("sourceless", ["true", "True", "false", "1"], 0.1, [True, False, "true"])
        recursive = rng.choice(["true", "True", "false", "1"])
        put("recursive_version_locations", [recursive], 0.25, [True, False, "true"])
        put("output_encoding", ["utf-8", "latin-1", "cp1252", "UTF8", "nonsense"], 0.15)
        separator = None
        if self.maybe(0.5):
            separator = rng.choice(["os", "space", "newline", ":", ";", "bogus", " os "])
            target = keys if both != "toml" else table
            target.append(
                (
                    rng.choice(["path_separator", "path_separator", "version_path_separator"]),
                    separator,
                )
            )
        self.locations = [self.folder + "/versions"]
        if self.maybe(0.35):
            self.locations = rng.sample(
                ["%(here)s/one", "two", "%(here)s/three/four", "./two/", self.folder + "/versions"],
                rng.randint(1, 3),
            )
            target = rng.choice([keys, table]) if both == "both" else where
            if target is keys:
                glue = {"os": ":", "space": " ", "newline": "\n   ", None: rng.choice([" ", ", "])}
                target.append(
                    ("version_locations", glue.get(separator, separator).join(self.locations))
                )
            else:
                target.append(("version_locations", list(self.locations)))
        put(
            "prepend_sys_path",
            [".", "lib", "%(here)s", ". lib", "lib:.", ""],
            0.4,
            [["."], [".", "lib"], "."],
        )
        hooks = []
        if self.maybe(0.2):
            hooks = rng.sample(
                [
                    (
                        "a",
                        {
                            "type": "exec",
                            "executable": "echo",
                            "options": "one REVISION_SCRIPT_FILENAME",
                        },
                    ),
                    ("b", {"type": "exec", "executable": "echo"}),
                    ("c", {"type": "exec", "executable": "nowhere-to-be-found"}),
                    ("d", {"type": "exec"}),
                    ("e", {"executable": "echo"}),
                    ("f", {"type": "strange"}),
                    ("g", {"type": "exec", "executable": "false"}),
                    (
                        "h",
                        {
                            "type": "exec",
                            "executable": "sh",
                            "cwd": "%(here)s",
                            "options": "-c 'echo \"in $(basename $PWD)\"'",
                        },
                    ),
                ],
                rng.randint(1, 2),
            )
        if both != "toml":
            text = rng.choice(["", "# a comment\n", "; another\n\n"])
            if self.maybe(0.2):
                text += "[DEFAULT]\nslogan = all in one\n"
            text += "[alembic]\n"
            rng.shuffle(keys)
            for name, value in keys:
                if self.maybe(0.1):
                    text += "# " + name + "\n"
                text += (
                    (name.upper() if self.maybe(0.05) else name)
                    + rng.choice([" = ", "=", ": ", " : "])
                    + str(value)
                    + "\n"
                )
            if hooks and not self.maybe(0.3 if both == "both" else 0):
                text += "[post_write_hooks]\nhooks = " + ", ".join(n for n, _ in hooks) + "\n"
                for name, options in hooks:
                    for key, value in options.items():
                        text += "%s.%s = %s\n" % (name, key, value)
                hooks = []
            if self.maybe(0.9):
                text += LOGGING.format(
                    level=rng.choice(["INFO", "INFO", "DEBUG", "WARNING", "NOTSET"]),
                    format=rng.choice(
                        [
                            "%(levelname)-5.5s [%(name)s] %(message)s",
                            "%(name)s: %(message)s",
                            "%(levelname)s %(message)s",
                        ]
                    ),
                )
            self.files["alembic.ini"] = text
        if both != "ini":
            text = '[project]\nname = "x"\n[tool.alembic]\n'
            for name, value in table:
                text += name + " = " + self.toml(value) + "\n"
            for name, options in hooks:
                text += "[[tool.alembic.post_write_hooks]]\nname = %s\n" % self.toml(name)
                for key, value in options.items():
                    text += "%s = %s\n" % (key, self.toml(value))
            self.files["pyproject.toml"] = text

    def toml(self, value):
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, list):
            return "[" + ", ".join(map(self.toml, value)) + "]"
        return '"%s"' % value.replace("\\", "\\\\").replace('"', '\\"')

    def make_environment(self):
        rng = self.rng
        logging = rng.choice(
            [
                "if config.config_file_name and config.file_config.has_section('loggers'):\n"
                "    fileConfig(config.config_file_name)"
            ]
            * 5
            + ["fileConfig(config.config_file_name)", ""]
        )
        metadata, more = "target_metadata = None", ""
        if self.maybe(0.6):
            more = ", Column, Integer, MetaData, String, Table, ForeignKey"
            metadata = "target_metadata = MetaData()\n"
            for number in range(rng.randint(0, 3)):
                metadata += (
                    "Table('t%d', target_metadata, Column('id', Integer, primary_key=True)%s)\n"
                    % (
                        number,
                        rng.choice(
                            [
                                "",
                                ", Column('name', String(20), index=True)",
                                ", Column('name', String, nullable=False, unique=True)",
                            ]
                        ),
                    )
                )
        options = "".join(
            rng.sample(
                [
                    ", version_table='versions'",
                    ", transaction_per_migration=True",
                    ", compare_type=False",
                    ", render_as_batch=True",
                    ", user_module_prefix='m.'",
                    ", version_table_pk=False",
                    ", tag=context.get_tag_argument()",
                    ", on_version_apply=lambda step, **kw: print(step.up_revision_ids)",
                    ", transactional_ddl=True",
                ],
                rng.choice([0, 0, 0, 1, 1, 2]),
            )
        )
        arguments = rng.choice(["", "", "", "colour='red'"])
        imports = rng.choice(["", "", "import sys\n"])
        if self.maybe(0.2):
            imports = (
                "from alembic import context\nprint(context.get_x_argument(as_dictionary=True), "
                "context.get_tag_argument(), context.is_offline_mode())\n" + imports
            )
        self.files[self.folder + "/env.py"] = ENV.format(
            imports=imports,
            more_imports=more,
            logging=logging,
            metadata=metadata,
            options=options,
            arguments=arguments,
        )
        self.takes = "**kw" if arguments else ""
        template = rng.choice([TEMPLATES[0]] * 4 + TEMPLATES[1:])
        if self.maybe(0.03):
            template += "${nothing_of_the_kind}\n"
        if not self.maybe(0.02):
            self.files[self.folder + "/script.py.mako"] = template

    def make_revisions(self):
        rng = self.rng
        for number in range(rng.choice([0, 1, 2, 3, 4, 5, 6, 8])):
            name = rng.choice(
                [
                    "%s%02d" % (rng.choice(["ab", "ac", "b", "rev_"]), number),
                    "%012x" % rng.getrandbits(48),
                ]
            )
            parents = None
            if self.names and not self.maybe(0.1):
                parents = rng.choice(
                    [self.names[-1], self.names[-1], self.names[-1], rng.choice(self.names)]
                )
                if self.maybe(0.12) and len(self.names) > 1:
                    parents = tuple(rng.sample(self.names, 2))
            header = "revision = %r\ndown_revision = %r" % (name, parents)
            if self.maybe(0.15):
                label = rng.choice(["left", "right", "net"]) + str(number)
                header += "\nbranch_labels = %r" % rng.choice(
                    [label, (label,), [label, label + "x"]]
                )
                self.labels.append(label)
            if self.maybe(0.1) and self.names:
                header += "\ndepends_on = %r" % rng.choice(
                    [rng.choice(self.names), (rng.choice(self.names),)]
                )
            document = rng.choice(MESSAGES + ["first\nstill\n\nsecond", "\n    indented\n    "])
            document = document.replace("\\", "\\\\").replace('"', "'")
            if self.maybe(0.7):
                document += "\n\nRevision ID: %s\nRevises: %s\n" % (name, parents)
            table = "r%d" % number
            upgrade = rng.choice(
                [
                    "pass",
                    "op.create_table('%s', sa.Column('id', sa.Integer))" % table,
                    "op.execute('CREATE TABLE %s (id INTEGER)')" % table,
                    "print('up %s')" % name,
                    "raise RuntimeError('no')" if self.maybe(0.1) else "pass",
                ]
            )
            downgrade = "op.drop_table('%s')" % table if table in upgrade else "pass"
            place = os.path.normpath(rng.choice(self.locations).replace("%(here)s", "."))
            if self.maybe(0.1):
                place += "/sub"
            text = REVISION.format(
                document=document,
                header=header,
                upgrade=upgrade,
                downgrade=downgrade,
                imports="import sqlalchemy as sa\nfrom alembic import op\n",
            )
            text = text.replace("grade():", "grade(%s):" % self.takes)
            if self.maybe(0.01):
                text = text.replace("def upgrade", "deaf upgrade")
            self.files["%s/%s_%d.py" % (place, name, number)] = text
            self.names.append(name)

    def write(self, folder):
        for name, text in self.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

    # Commands.

    def symbol(self, online=True):
        rng = self.rng
        name = rng.choice(self.names) if self.names else "abc"
        label = rng.choice(self.labels) if self.labels else name
        forms = (
            [name] * 5
            + ["head"] * 5
            + ["heads"] * 3
            + ["base"] * 2
            + [
                name[:3],
                name[:4],
                "+1",
                "+2",
                "-1",
                "-2",
                name + "+1",
                name + "-1",
                label + "@head",
                label + "@base",
                label,
                "nope",
                label + "@+1",
                "heads-1",
                "head-1",
                "base+1",
                "",
            ]
        )
        if online:
            forms += ["current"] * 2
        return rng.choice(forms)

    def span(self):
        form = self.rng.choice(["%s:%s", "%s:", ":%s", ":", "%s", "%s:%s:"])
        return form % tuple(self.symbol() for _ in range(form.count("%s")))

    def command(self, number):
        rng = self.rng
        words = []
        if self.maybe(0.08):
            words += rng.choice(
                [
                    ["-q"],
                    ["--quiet"],
                    ["--raiseerr"],
                    ["-x", "a=b"],
                    ["-x", "a"],
                    ["-xa=1", "-x", "b=2=3"],
                    ["-n", "other"],
                    ["--name=alembic"],
                    ["-c", "alembic.ini"],
                    ["-c", "missing.ini"],
                    ["-c", "pyproject.toml"],
                    ["--conf", "alembic.ini"],
                    ["-c", "alembic.ini", "-c", "pyproject.toml"],
                    ["--quit"],
                ]
            )
        kind = rng.choice(
            ["upgrade"] * 5
            + ["downgrade"] * 3
            + ["revision"] * 6
            + [
                "merge",
                "merge",
                "stamp",
                "stamp",
                "current",
                "current",
                "history",
                "history",
                "heads",
                "branches",
                "show",
                "show",
                "check",
                "ensure_version",
                "init",
                "list_templates",
                "edit",
                "usage",
            ]
        )
        words.append(kind)
        some = lambda *choices: list(choices) if self.maybe(0.25) else []  # noqa: E731
        if kind in ("upgrade", "downgrade"):
            target = self.symbol(False)
            sql = self.maybe(0.25)
            if sql:
                words.append(rng.choice(["--sql", "--sq"]))
                if self.maybe(0.7 if kind == "downgrade" else 0.3):
                    target = self.symbol(False) + ":" + target
            words += some("--tag", "v1")
            words += [target]
        elif kind == "revision":
            words += [
                "--rev-id",
                rng.choice(["new%02d" % number] * 12 + ["a@b", "x+y", "new%02d" % (number - 1)]),
            ]
            if self.maybe(0.85):
                message = rng.choice(MESSAGES)
                words += rng.choice(
                    [
                        ["-m", message],
                        ["--message", message],
                        ["--message=" + message],
                        ["-m" + message] if message else [],
                    ]
                )
            words += some("--autogenerate") or some("--sql")
            words += some("--head", rng.choice([self.symbol(), self.symbol(), "base"]))
            words += some("--splice")
            if self.maybe(0.1):
                words += ["--branch-label", rng.choice(["lab%d" % number] * 3 + ["left0"])]
            if self.maybe(0.1):
                words += ["--depends-on", self.symbol()]
            if self.maybe(0.3 if len(self.locations) > 1 else 0.05):
                words += [
                    "--version-path",
                    rng.choice(self.locations + ["nowhere"]).replace("%(here)s", "."),
                ]
            self.names.append("new%02d" % number)
        elif kind == "merge":
            words += ["--rev-id", "mer%02d" % number]
            words += some("-m", rng.choice(MESSAGES)) + some("--splice")
            words += rng.choice(
                [["heads"], ["heads"], [self.symbol(), self.symbol()], [self.symbol()]]
            )
        elif kind == "stamp":
            words += some("--purge") + (["--sql"] if self.maybe(0.15) else [])
            words += [self.symbol() for _ in range(rng.choice([1, 1, 1, 2]))]
        elif kind == "current":
            words += some("-v") + some("-c")
        elif kind == "history":
            words += some("-v") + some("-i")
            if self.maybe(0.6):
                words += rng.choice(
                    [["-r", self.span()], ["-r" + self.span()], ["--rev-range=" + self.span()]]
                )
        elif kind == "heads":
            words += some("-v") + some("--resolve-dependencies")
        elif kind == "branches":
            words += some("--verbose")
        elif kind in ("show", "edit"):
            words += [self.symbol()]
        elif kind == "ensure_version":
            words += some("--sql")
        elif kind == "init":
            words += rng.choice(
                [
                    ["fresh%d" % number],
                    [self.folder],
                    ["./fresh%d/" % number],
                    ["db/../fresh%d" % number],
                    ["a/b/fresh%d" % number],
                ]
            )
            words += some(
                "-t", rng.choice(["async", "multidb", "pyproject", "pyproject_async", "none"])
            )
            words += some("--package")
        elif kind == "usage":
            words.pop()
            words += rng.choice(
                [
                    [],
                    ["-h"],
                    ["nosuch"],
                    ["upgrade"],
                    ["upgrade", "-h"],
                    ["history", "--nope"],
                    ["revision", "-h"],
                    ["heads", "more"],
                    ["stamp", "--help"],
                    ["upgrade", "--tag"],
                    ["revision", "--s"],
                    ["current", "-cv"],
                    ["merge"],
                    ["history", "-r"],
                ]
            )
        return words
