"""Writes a specification (specs.py) as a Python module of models.

The same tables come out as Core tables or as classes in one of many styles, so
that one comparison also tells whether each style is understood.
"""

import keyword

HEAD = '''\
import datetime
import enum
import uuid
from decimal import Decimal
from typing import Annotated, Any, ClassVar, List, Optional

from sqlalchemy import *
from sqlalchemy import event, types
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, Mapped, MappedAsDataclass,
    column_property, declarative_base, declarative_mixin, declared_attr, deferred,
    mapped_column, registry, relationship, synonym, validates)
from sqlalchemy.ext.hybrid import hybrid_property


class Color(enum.Enum):
    red = 1
    green = 2
    blue = 3


class ShortText(types.TypeDecorator):
    impl = String(20)
    cache_ok = True


class Tagged(types.TypeDecorator):
    impl = String
    cache_ok = True

    def __init__(self, length, tag=None):
        super().__init__(length)
        self.tag = tag


class Money(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "NUMERIC(12, 2)"


class ARRAYLESS(types.UserDefinedType):
    def __init__(self, size=3):
        self.size = size

    def get_col_spec(self):
        return "ODD(%d)" % self.size

'''

STYLES = ["core", "core", "core", "column", "mapped_column", "mapped", "mapped", "mapped",
          "imperative", "table_attribute", "dataclass", "nometa", "decorated"]
# Annotations whose type SQLAlchemy derives by itself.
DERIVED = {"Integer()": "int", "Integer": "int", "Uuid()": "uuid.UUID",
           "Date()": "datetime.date", "DateTime()": "datetime.datetime",
           "Time()": "datetime.time", "Interval()": "datetime.timedelta",
           "LargeBinary()": "bytes", "Numeric()": "Decimal", "Float()": "float",
           "Boolean()": "bool", "Boolean": "bool", "String()": "str"}


class Writer:
    def __init__(self, random, spec, dialect, style=None):
        self.r, self.spec, self.dialect = random, spec, dialect
        self.style = style
        self.lines, self.after = [], []
        self.aliases, self.mixins = {}, 0
        self.variables = {}

    def chance(self, percent):
        return self.r.random() * 100 < percent

    def source(self):
        style = self.style or self.r.choice(STYLES + ["mixed"])
        self.base(style)
        tables = list(self.spec["tables"])
        if self.chance(30):
            self.r.shuffle(tables)
        for table in tables:
            own = self.r.choice(STYLES) if style == "mixed" else style
            if own != "core" and not any(c["pk"] for c in table["columns"]):
                own = "core"
            self.table(table, own)
        return HEAD + "\n".join(self.lines + self.after) + "\n"

    # -- the start -------------------------------------------------------------

    def base(self, style):
        arguments = []
        if self.spec["convention"]:
            arguments.append("naming_convention=%r" % self.spec["convention"])
        if self.spec["schema"]:
            arguments.append("schema=%r" % self.spec["schema"])
        add = self.lines.append
        add("metadata = MetaData(%s)" % ", ".join(arguments))
        add("mapper_registry = registry(metadata=metadata)\n\n")
        form = self.r.choice(["class", "class", "function", "generate", "typed", "reg"])
        if form == "function":
            add("Base = declarative_base(metadata=metadata)\n\n")
        elif form == "generate":
            add("Base = mapper_registry.generate_base()\n\n")
        elif form == "reg":
            add("class Base(DeclarativeBase):\n    registry = mapper_registry\n\n")
        elif form == "typed":
            add("class Base(DeclarativeBase):\n    metadata = metadata\n"
                "    type_annotation_map = {\n        str: String(50),\n"
                "        datetime.datetime: TIMESTAMP(timezone=True),\n"
                "        dict[str, Any]: JSON,\n    }\n\n")
            self.derived = {"String(50)": "str", "TIMESTAMP(timezone=True)": "datetime.datetime",
                            "JSON()": "dict[str, Any]"}
        else:
            add("class Base(DeclarativeBase):\n    metadata = metadata\n\n")
        self.form = form
        self.derivable = dict(DERIVED)
        if form == "typed":
            for source in ("DateTime()", "String()"):
                self.derivable.pop(source)
            self.derivable.update(self.derived)
        if self.chance(25):
            add('int_pk = Annotated[int, mapped_column(primary_key=True)]\n'
                'name_10 = Annotated[str, mapped_column(String(10))]\n'
                'money_t = Annotated[Decimal, mapped_column(Numeric(10, 2))]\n')
            self.aliases = {"String(10)": "name_10", "Numeric(10, 2)": "money_t"}

    # -- columns ---------------------------------------------------------------

    def keywords(self, column, type_in_front=True, keep_nullable=True):
        parts = []
        if column["pk"]:
            parts.append("primary_key=True")
        if column["autoincrement"] is not None:
            parts.append("autoincrement=%r" % column["autoincrement"])
        if keep_nullable and column["nullable"] is not None:
            parts.append("nullable=%r" % column["nullable"])
        if column["default"]:
            parts.append("server_default=%s" % column["default"])
        if column["unique"]:
            parts.append("unique=True")
        if column["index"]:
            parts.append("index=True")
        if column["comment"] is not None:
            parts.append("comment=%r" % column["comment"])
        for key, value in column["extra"].items():
            parts.append("%s=%s" % (key, value))
        return parts

    def items(self, table, column, schema_items=True):
        parts = []
        for key in table["keys"]:
            if key["column"] == column["name"] and key["form"] == "column":
                parts.append(self.foreign_key(table, key))
        for check in table["checks"]:
            if check["kind"] == "column" and check["column"] == column["name"]:
                parts.append(self.check(check))
        if column["computed"]:
            parts.append("Computed(%s)" % column["computed"])
        if column["identity"] is not None:
            parts.append("Identity(%s)" % column["identity"])
        return parts

    def target(self, table, key):
        target = next((t for t in self.spec["tables"] if t["name"] == key["target"]), None)
        schema = target["schema"] if target else None
        if schema is None and self.spec["schema"]:
            schema = self.spec["schema"]
        path = "%s.%s" % (key["target"], key["target_column"])
        return schema + "." + path if schema else path

    def foreign_key(self, table, key):
        parts = [repr(self.target(table, key))]
        if key["name"]:
            parts.append("name=%r" % key["name"])
        parts += ["%s=%r" % item for item in key["options"].items()]
        return "ForeignKey(%s)" % ", ".join(parts)

    def column(self, table, column, function="Column", named=True):
        parts = [repr(column["name"])] if named else []
        items = self.items(table, column)
        bare_key = any(part.startswith("ForeignKey") for part in items) and self.chance(30)
        if not bare_key:
            parts.append(column["type"])
        return "%s(%s)" % (function, ", ".join(parts + items + self.keywords(column)))

    # -- constraints and indexes -------------------------------------------------

    def check(self, check):
        name = ", name=%r" % check["name"] if check["name"] else ""
        quoted = check["column"]
        quote = "`%s`" if self.dialect == "mysql" else '"%s"'
        if check["kind"] == "text_in":
            return "CheckConstraint(%r%s)" % (quote % quoted + " IN (1, 2, 3)", name)
        if check["kind"] == "expression":
            return "CheckConstraint(column(%r) > 5%s)" % (quoted, name)
        return "CheckConstraint(%r%s)" % (quote % quoted + " > 0", name)

    def unique(self, unique):
        parts = [repr(self.key_of[c]) for c in unique["columns"]]
        if unique["name"]:
            parts.append("name=%r" % unique["name"])
        parts += ["%s=%s" % item for item in unique["options"].items()]
        return "UniqueConstraint(%s)" % ", ".join(parts)

    def index(self, index, reference):
        """`reference`: writes a column; None inside a table, where names do."""
        parts = [repr(index["name"])]
        first = index["columns"][0]
        for name in index["columns"]:
            parts.append(reference(name) if reference else repr(self.key_of[name]))
        kind = index["kind"]
        quoted = '"%s"' % first
        if kind == "lower" and reference:
            parts = [parts[0], "func.lower(%s)" % reference(first)]
        elif kind in ("text", "upper_plain", "lower"):
            function = "upper" if kind == "upper_plain" else "lower"
            parts = [parts[0], "text(%r)" % ("%s(%s)" % (function, quoted))]
        elif kind == "desc" and reference:
            parts[1] += ".desc()"
        elif kind == "asc" and reference:
            parts[1] += ".asc()"
        elif kind == "desc_nulls" and reference:
            parts[1] = "nulls_last(%s.desc())" % reference(first)
        if index["unique"]:
            parts.append("unique=True")
        parts += ["%s=%s" % item for item in index["options"].items()]
        return "Index(%s)" % ", ".join(parts)

    def table_items(self, table, reference=None):
        """Constraints and the indexes that stand inside."""
        parts = [self.unique(u) for u in table["uniques"]]
        parts += [self.check(c) for c in table["checks"] if c["kind"] != "column"]
        for key in table["keys"]:
            if key["form"] == "table":
                parts.append("ForeignKeyConstraint([%r], [%r]%s)" % (
                    self.key_of[key["column"]], self.target(table, key),
                    "".join(", %s=%r" % item
                            for item in ([("name", key["name"])] if key["name"] else [])
                            + list(key["options"].items()))))
        if table["pk_name"]:
            names = [self.key_of[c["name"]] for c in table["columns"] if c["pk"]]
            if names:
                parts.append("PrimaryKeyConstraint(%s, name=%r)" % (
                    ", ".join(map(repr, names)), table["pk_name"]))
        return parts

    def table_options(self, table):
        options = {}
        if table["schema"]:
            options["schema"] = table["schema"]
        if table["comment"]:
            options["comment"] = table["comment"]
        options.update(table["options"])
        return options

    def split_indexes(self, table):
        """Those that may stand inside the table, and the others."""
        inside, outside = [], []
        for index in table["indexes"]:
            needs_column = index["kind"] in ("desc", "asc", "desc_nulls", "lower")
            (outside if needs_column or self.chance(50) else inside).append(index)
        return inside, outside

    # -- tables ------------------------------------------------------------------

    def variable(self, table):
        name = "".join(c if c.isalnum() else "_" for c in table["name"])
        return "t_" + name

    def class_name(self, table):
        return "".join(part.capitalize() for part in
                       "".join(c if c.isalnum() else "_" for c in table["name"]).split("_")) + "Row"

    def table(self, table, style):
        self.key_of = {c["name"]: c["name"] for c in table["columns"]}
        for column in table["columns"]:
            if "key" in column["extra"]:
                if style in ("core", "imperative", "table_attribute"):
                    self.key_of[column["name"]] = column["extra"]["key"].strip("'")
                else:
                    column = column["extra"].pop("key")
        if style in ("core", "imperative", "table_attribute"):
            self.core(table, style)
        else:
            self.declarative(table, style)

    def core(self, table, style):
        variable = self.variable(table)
        inside, outside = self.split_indexes(table)
        parts = [repr(table["name"]), "metadata"]
        parts += [self.column(table, c) for c in table["columns"]]
        parts += self.table_items(table)
        parts += [self.index(i, None) for i in inside]
        parts += ["%s=%r" % item for item in self.table_options(table).items()]
        text = "Table(\n    %s,\n)" % ",\n    ".join(parts)
        if style == "table_attribute":
            name = self.class_name(table)
            self.lines.append("\nclass %s(Base):\n    __table__ = %s\n" % (
                name, text.replace("\n", "\n    ")))
            variable = name + ".__table__"
        else:
            self.lines.append("%s = %s" % (variable, text))
        for index in outside:
            self.lines.append(self.index(index, lambda c: "%s.c[%r]" % (variable, self.key_of[c])))
        if style == "imperative":
            name = self.class_name(table)
            self.after.append("\n\nclass %s:\n    pass\n\n\n"
                              "mapper_registry.map_imperatively(%s, %s)" % (name, name, variable))

    def attribute(self, column):
        name = "".join(c if c.isalnum() else "_" for c in column["name"])
        if keyword.iskeyword(name) or name in ("metadata", "registry"):
            name += "_"
        return name

    def declarative(self, table, style):
        name, columns = self.class_name(table), list(table["columns"])
        bases, body, mixin = ["Base"], [], None
        if style == "dataclass":
            if self.form in ("function", "generate"):
                style = "mapped"
            else:
                bases = ["MappedAsDataclass", "Base", "kw_only=True"]
        elif style == "nometa":
            bases, style = ["Base"], "mapped"
        decorator = ""
        if style == "decorated":
            decorator, bases = "@mapper_registry.mapped\n", []
            style = self.r.choice(["column", "mapped_column", "mapped"])
        if style != "dataclass" and len(columns) > 2 and self.chance(18):
            mixin = self.mixin(table, columns, style)
            bases = [mixin] + bases
        options = self.table_options(table)
        quoted = table["name"]
        if mixin is None and self.chance(10):
            body.append("@declared_attr.directive\ndef __tablename__(cls):\n    return %r" % quoted)
        else:
            body.append("__tablename__ = %r" % quoted)
        inside, outside = self.split_indexes(table)
        self.attributes = {}
        for column in columns:
            attribute = self.attribute(column)
            self.attributes[column["name"]] = attribute
            body.append(self.attribute_line(table, column, attribute, style))
        items = self.table_items(table) + [self.index(i, None) for i in inside]
        in_place = [i for i in outside if self.chance(40)
                    and all(c in self.attributes for c in i["columns"])
                    and style in ("column", "mapped_column")]
        for index in in_place:
            items.append(self.index(index, lambda c: self.attributes[c]))
            outside.remove(index)
        self.arguments(body, items, options)
        if self.chance(15):
            body.append(self.r.choice([
                "@hybrid_property\ndef nice(self):\n    return 1",
                "other = relationship('Nobody', back_populates='none')",
                "def method(self):\n    return self",
                "plain: ClassVar[int] = 5",
                "__mapper_args__ = {'eager_defaults': True}"]))
        head = "class %s%s:" % (name, "(%s)" % ", ".join(bases) if bases else "")
        text = "\n".join("    " + line for part in body for line in part.split("\n"))
        self.lines.append("\n%s%s\n%s\n" % (decorator, head, text))
        for index in outside:
            self.after.append(self.index(
                index, lambda c: "%s.__table__.c[%r]" % (name, c)))

    def arguments(self, body, items, options):
        if not items and not options:
            return
        if not items:
            text = repr(options)
        else:
            parts = items + ([repr(options)] if options else [])
            text = "(%s,)" % ", ".join(parts)
        if self.chance(20) and not any(i.startswith("Index(") and "(" in i[6:] for i in items):
            kind = self.r.choice(["@declared_attr\n", "@declared_attr.directive\n"])
            body.append("%sdef __table_args__(cls):\n    return %s" % (kind, text))
        else:
            body.append("__table_args__ = %s" % text)

    def mixin(self, table, columns, style):
        """A mixin that takes some columns away; returns its name."""
        self.mixins += 1
        name = "Mixin%d" % self.mixins
        keyed = {k["column"] for k in table["keys"]}
        movable = [c for c in columns if c["name"] not in keyed]
        # Names that indexes refer to by variable stay.
        taken = self.r.sample(movable, min(len(movable), self.r.choice([1, 2])))
        body = []
        for column in taken:
            columns.remove(column)
            attribute = self.attribute(column)
            if self.chance(30):
                kind = "mapped_column" if style != "column" else "Column"
                body.append("@declared_attr\ndef %s(cls):\n    return %s" % (
                    attribute, self.column(table, column, kind)))
            else:
                body.append(self.attribute_line(table, column, attribute, style))
        text = "\n".join("    " + line for part in body for line in part.split("\n"))
        self.lines.append("\nclass %s:\n%s\n" % (name, text))
        return name

    def attribute_line(self, table, column, attribute, style):
        same = attribute == column["name"]
        if style == "column":
            return "%s = %s" % (attribute, self.column(table, column, "Column",
                                                       not same or self.chance(30)))
        if style == "mapped_column":
            return "%s = %s" % (attribute, self.column(table, column, "mapped_column",
                                                       not same or self.chance(30)))
        return self.mapped(table, column, attribute, style, same)

    def mapped(self, table, column, attribute, style, same):
        """One `name: Mapped[...] = mapped_column(...)`."""
        items = self.items(table, column)
        source, annotation = column["type"], column["annotation"]
        is_key = any(part.startswith("ForeignKey") for part in items)
        if column["pk"] or is_key:
            annotation = "str" if source.startswith("String") else "int"
        annotation = annotation or "Any"
        named = [] if same and self.chance(80) else [repr(column["name"])]
        nullable = column["nullable"]
        by_annotation = not column["pk"] and self.chance(70)
        keywords = self.keywords(column, keep_nullable=not by_annotation)
        parts = list(named)
        if source in self.aliases and not is_key and self.chance(70):
            annotation = self.aliases[source]
        elif self.derivable.get(source) == annotation and not column["pk"] and self.chance(50):
            pass
        elif is_key and self.chance(50):
            pass
        else:
            parts.append(source)
        if by_annotation and nullable is not False:
            annotation = self.r.choice(["Optional[%s]", "%s | None", "None | %s"]) % annotation
            if nullable is not None and self.chance(20):
                keywords.append("nullable=%r" % nullable)
        elif by_annotation:
            pass
        elif column["pk"] or nullable is not None:
            pass
        else:
            keywords.append("nullable=True")
        parts += items + keywords
        if style == "dataclass":
            default = [p for p in parts if p.startswith("default=")]
            if default and default[0] == "default=None":
                parts.remove(default[0])
            if not any(p.startswith("default=") for p in parts) and self.chance(50):
                parts.append("default=None" if self.chance(50) else "init=False")
        text = "Mapped[%s]" % annotation
        if "[" not in annotation and self.chance(8):
            text = "Mapped['%s']" % annotation
        elif self.chance(5):
            text = "'%s'" % text.replace("'", '"')
        if not parts:
            return "%s: %s" % (attribute, text)
        return "%s: %s = mapped_column(%s)" % (attribute, text, ", ".join(parts))
