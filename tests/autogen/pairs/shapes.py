"""Random models in the forms that applications give them: inheritance of each
kind, association tables, mixins, dataclasses, SQLModel, Flask-SQLAlchemy, several
MetaData, types by annotation. A pair is one form, written before and after a
random change of its fields. Everything depends on the seed only.
"""

import copy

HEAD = '''\
import datetime
import decimal
import enum
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, List, Literal, NewType, Optional

from sqlalchemy import *
from sqlalchemy import types
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.declarative import AbstractConcreteBase, ConcreteBase
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, Mapped, MappedAsDataclass,
    MappedColumn, backref, column_property, composite, configure_mappers, declarative_base,
    declarative_mixin, declared_attr, deferred, foreign, mapped_column, orm_insert_sentinel,
    query_expression, registry, relationship, remote, synonym, validates)


class Color(enum.Enum):
    red = "R"
    green = "G"


class Size(str, enum.Enum):
    small = "s"
    large = "l"

'''

# (type, annotation, defaults)
FIELDS = [
    ("String(20)", "str", ['"x"']), ("String(50)", "str", []), ("Text", "str", []),
    ("Integer", "int", ['"5"', 'text("0")']), ("BigInteger", "int", []),
    ("Boolean", "bool", ["false()"]), ("DateTime", "datetime.datetime", ["func.now()"]),
    ("DateTime(timezone=True)", "datetime.datetime", ["func.now()"]), ("Date", "datetime.date", []),
    ("Numeric(10, 2)", "Decimal", ['"1.5"']), ("Float", "float", []), ("JSON", "dict", []),
    ("LargeBinary", "bytes", []), ("Uuid", "uuid.UUID", []), ("Enum(Color)", "Color", ['"red"']),
    ('Enum(Size, native_enum=False, length=9)', "Size", []), ("Interval", "datetime.timedelta", []),
]
NAMES = ["name", "title", "amount", "state", "created_at", "updated_at", "note", "rank", "score",
         "email", "body", "position", "payload", "owner_name", "active", "price"]
PLAIN = {"String(20)", "String(50)", "Integer", "BigInteger", "DateTime", "Date", "Numeric(10, 2)",
         "Boolean"}
SHAPES = ["single", "joined", "concrete", "association", "mixins", "dataclass", "sqlmodel",
          "flask", "several", "annotated", "imperative", "relations"]
CONVENTION = ('{"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", '
              '"ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_'
              '%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}')


class Maker:
    def __init__(self, random, dialect):
        self.r, self.dialect = random, dialect

    def chance(self, percent):
        return self.r.random() * 100 < percent

    def spec(self):
        r = self.r
        return {"shape": r.choice(SHAPES), "convention": self.chance(25),
                "flags": [self.chance(40) for _ in range(12)],
                "schema": "s1" if self.dialect == "postgresql" and self.chance(15) else None,
                "classes": [self.fields(r.choice([1, 2, 3, 4])) for _ in range(4)]}

    def fields(self, count):
        return [self.field(name) for name in self.r.sample(NAMES, count)]

    def field(self, name):
        source, annotation, defaults = self.r.choice(FIELDS)
        return {"name": name, "type": source, "annotation": annotation,
                "nullable": self.chance(50),
                "default": self.r.choice(defaults) if defaults and self.chance(30) else None,
                "index": source in PLAIN and self.chance(15),
                "unique": source in PLAIN and self.chance(10),
                "comment": self.dialect != "sqlite" and self.chance(8)}

    def changed(self, spec):
        spec = copy.deepcopy(spec)
        r = self.r
        for _ in range(r.choice([0, 1, 2, 3, 5])):
            fields = r.choice(spec["classes"])
            what = r.choice(["add", "drop", "type", "nullable", "index", "flag", "default"])
            if what == "add":
                left = [n for n in NAMES if n not in {f["name"] for f in fields}]
                fields.insert(r.randrange(len(fields) + 1), self.field(r.choice(left)))
            elif what == "drop" and len(fields) > 1:
                fields.remove(r.choice(fields))
            elif what == "type":
                old = r.choice(fields)
                fields[fields.index(old)] = self.field(old["name"])
            elif what == "nullable":
                one = r.choice(fields)
                one["nullable"] = not one["nullable"]
            elif what == "default":
                r.choice(fields)["default"] = None
            elif what == "index":
                one = r.choice(fields)
                one["index"] = one["type"] in PLAIN and not one["index"]
            elif what == "flag":
                place = r.randrange(len(spec["flags"]))
                spec["flags"][place] = not spec["flags"][place]
        return spec


class Writer:
    def __init__(self, spec):
        self.spec = spec
        self.flags = iter(spec["flags"])
        self.place = 0
        self.out = []

    def flag(self):
        """The next random choice, the same before and after unless it changed."""
        self.place += 1
        return self.spec["flags"][self.place % len(self.spec["flags"])]

    def source(self):
        getattr(self, self.spec["shape"])()
        return HEAD + "\n".join(self.out) + "\n"

    def add(self, text):
        self.out.append(text)

    # -- pieces ------------------------------------------------------------------

    def metadata(self, name="metadata"):
        parts = []
        if self.spec["convention"]:
            parts.append("naming_convention=" + CONVENTION)
        if self.spec["schema"]:
            parts.append("schema=%r" % self.spec["schema"])
        self.add("%s = MetaData(%s)\n\n" % (name, ", ".join(parts)))

    def base(self, extra=""):
        self.metadata()
        if self.flag():
            self.add("class Base(DeclarativeBase):\n    metadata = metadata\n" + extra)
        else:
            self.add("Base = declarative_base(metadata=metadata)\n" if not extra else
                     "class Base(DeclarativeBase):\n    metadata = metadata\n" + extra)

    def target(self, path):
        return "%s.%s" % (self.spec["schema"], path) if self.spec["schema"] else path

    def options(self, one):
        parts = []
        if one["default"]:
            parts.append("server_default=" + one["default"])
        for key in ("index", "unique"):
            if one[key]:
                parts.append(key + "=True")
        if one["comment"]:
            parts.append("comment='says what'")
        return parts

    def mapped(self, one, nullable=None, more=()):
        nullable = one["nullable"] if nullable is None else nullable
        annotation = "Optional[%s]" % one["annotation"] if nullable else one["annotation"]
        return "%s: Mapped[%s] = mapped_column(%s)" % (
            one["name"], annotation, ", ".join([one["type"]] + self.options(one) + list(more)))

    def column(self, one, nullable=None, function="Column"):
        nullable = one["nullable"] if nullable is None else nullable
        return "%s = %s(%s)" % (one["name"], function, ", ".join(
            [one["type"], "nullable=%r" % nullable] + self.options(one)))

    def line(self, one, nullable=None):
        return (self.mapped if self.flag() else self.column)(one, nullable)

    def klass(self, head, lines, decorator=""):
        self.add("\n%sclass %s:\n%s\n" % (
            decorator, head, "\n".join("    " + part for line in lines
                                       for part in line.split("\n"))))

    # -- inheritance ----------------------------------------------------------------

    def animals(self):
        base, dog, cat, _ = self.spec["classes"]
        taken = {one["name"] for one in base}
        return base, *([one for one in fields if one["name"] not in taken]
                       for fields in (dog, cat))

    def single(self):
        self.base()
        base, dog, cat = self.animals()
        self.klass("Animal(Base)", [
            "__tablename__ = 'animal'", "id: Mapped[int] = mapped_column(primary_key=True)",
            "kind: Mapped[str] = mapped_column(String(20))"] + [self.line(f) for f in base] + [
            "__mapper_args__ = {'polymorphic_on': 'kind', 'polymorphic_identity': 'animal'}"])
        seen = set()
        for name, fields in (("Dog", dog), ("Cat", cat)):
            lines = []
            for one in fields:
                # A column of both is one, the first one's.
                if one["name"] in seen:
                    lines.append("%s: Mapped[Optional[%s]] = mapped_column(%s, nullable=True, "
                                 "use_existing_column=True)" % (
                                     one["name"], one["annotation"], one["type"]))
                else:
                    lines.append(self.mapped(one, True))
                seen.add(one["name"])
            self.klass("%s(Animal)" % name, lines + [
                "__mapper_args__ = {'polymorphic_identity': %r}" % name.lower()])
        self.klass("Puppy(Dog)", ["__mapper_args__ = {'polymorphic_identity': 'puppy'}"])

    def joined(self):
        self.base()
        base, dog, cat = self.animals()
        self.klass("Animal(Base)", [
            "__tablename__ = 'animal'", "id = Column(Integer, primary_key=True)",
            "kind = Column(String(20), nullable=False)"] + [self.line(f) for f in base] + [
            "__mapper_args__ = {'polymorphic_on': kind, 'with_polymorphic': '*'}"])
        for name, fields in (("Dog", dog), ("Cat", cat)):
            key = "ForeignKey(%r%s)" % (self.target("animal.id"),
                                        ", ondelete='CASCADE'" if self.flag() else "")
            self.klass("%s(Animal)" % name, [
                "__tablename__ = %r" % name.lower(),
                "id = Column(%s, primary_key=True)" % key if self.flag() else
                "id: Mapped[int] = mapped_column(%s, primary_key=True)" % key]
                + [self.line(f) for f in fields]
                + ["__mapper_args__ = {'polymorphic_identity': %r}" % name.lower()])

    def concrete(self):
        base, dog, cat = self.animals()
        self.base()
        if self.flag():
            self.klass("Animal(AbstractConcreteBase, Base)", [self.line(f) for f in base] +
                       ["strict_attrs = True"])
            bases = "Animal"
        else:
            self.klass("Animal(ConcreteBase, Base)", [
                "__tablename__ = 'animal'", "id = Column(Integer, primary_key=True)"]
                + [self.line(f) for f in base] + [
                "__mapper_args__ = {'polymorphic_identity': 'animal', 'concrete': True}"])
            bases = "Animal"
        for name, fields in (("Dog", dog), ("Cat", cat)):
            self.klass("%s(%s)" % (name, bases), [
                "__tablename__ = %r" % name.lower(), "id = Column(Integer, primary_key=True)"]
                + [self.line(f) for f in fields]
                + ["__mapper_args__ = {'polymorphic_identity': %r, 'concrete': True}" % name.lower()])

    # -- relations --------------------------------------------------------------------

    def association(self):
        self.base()
        left, right, link, extra = self.spec["classes"]
        cascade = ", ondelete='CASCADE'" if self.flag() else ""
        self.add("post_tag = Table('post_tag', Base.metadata,\n"
                 "    Column('post_id', ForeignKey(%r%s), primary_key=True),\n"
                 "    Column('tag_id', ForeignKey(%r%s), primary_key=True)%s)" % (
                     self.target("post.id"), cascade, self.target("tag.id"), cascade,
                     "".join(",\n    Column(%r, %s)" % (f["name"], f["type"]) for f in extra)))
        self.klass("Post(Base)", ["__tablename__ = 'post'", "id = Column(Integer, primary_key=True)"]
                   + [self.line(f) for f in left] + [
                   "tags = relationship('Tag', secondary=post_tag, back_populates='posts')",
                   "links = relationship('Link', back_populates='post', cascade='all, delete-orphan')",
                   "tag_names = association_proxy('tags', 'id')"])
        self.klass("Tag(Base)", ["__tablename__ = 'tag'",
                                 "id: Mapped[int] = mapped_column(Identity(start=3), primary_key=True)"
                                 if self.flag() else "id = Column(Integer, primary_key=True)"]
                   + [self.line(f) for f in right] + [
                   "posts = relationship('Post', secondary='post_tag', back_populates='tags')"])
        self.klass("Link(Base)", [
            "__tablename__ = 'link'",
            "post_id: Mapped[int] = mapped_column(ForeignKey(%r%s), primary_key=True)" % (
                self.target("post.id"), cascade),
            "tag_id: Mapped[int] = mapped_column(ForeignKey(Tag.id), primary_key=True)"]
            + [self.line(f) for f in link] + [
            "post: Mapped['Post'] = relationship(back_populates='links')",
            "tag: Mapped[Tag] = relationship()"])

    def relations(self):
        self.base()
        node, company, person, _ = self.spec["classes"]
        self.klass("Node(Base)", [
            "__tablename__ = 'node'", "id: Mapped[int] = mapped_column(primary_key=True)",
            "parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey(%r))" % self.target("node.id")]
            + [self.line(f) for f in node] + [
            "children: Mapped[List['Node']] = relationship(back_populates='parent')",
            "parent: Mapped[Optional['Node']] = relationship(back_populates='children', remote_side=[id])"])
        # Two tables that refer to each other.
        use_alter = ", use_alter=True, name='fk_company_boss'"
        self.klass("Company(Base)", [
            "__tablename__ = 'company'", "id: Mapped[int] = mapped_column(primary_key=True)",
            "boss_id: Mapped[Optional[int]] = mapped_column(ForeignKey(%r%s))" % (
                self.target("person.id"), use_alter)]
            + [self.line(f) for f in company] + [
            "boss: Mapped[Optional['Person']] = relationship(foreign_keys=[boss_id], post_update=True)"])
        self.klass("Person(Base)", [
            "__tablename__ = 'person'", "id: Mapped[int] = mapped_column(primary_key=True)",
            "company_id = mapped_column(ForeignKey(%r), index=True)" % self.target("company.id")]
            + [self.line(f) for f in person] + [
            "company: Mapped['Company'] = relationship(foreign_keys=[company_id], backref='people')",
            "@hybrid_property\ndef shown(self):\n    return self.id",
            "__table_args__ = (UniqueConstraint('company_id', 'id'%s),)" % (
                ", name='uq_person'" if self.flag() else "")])
        if self.flag():
            first = node[0]["name"]
            self.add("Node.shouted = column_property(func.coalesce(Node.id, 0) + 1)\n"
                     "Node.alias = synonym(%r)\nIndex('ix_node_two', Node.parent_id, Node.id.desc())"
                     % first)

    # -- mixins and dataclasses ---------------------------------------------------------

    def mixins(self):
        stamp, base, one, two = self.spec["classes"]
        self.metadata()
        taken = {f["name"] for f in stamp} | {"id"}
        base = [f for f in base if f["name"] not in taken]
        taken |= {f["name"] for f in base}
        self.klass("Stamped", [self.mapped(f, more=["sort_order=9"] if self.flag() else ())
                               if self.flag() else
                               "@declared_attr\ndef %s(cls):\n    return %s" % (
                                   f["name"], self.column(f, function="mapped_column").split(" = ", 1)[1])
                               for f in stamp])
        self.klass("Named", ["@declared_attr.directive\ndef __tablename__(cls) -> str:\n"
                             "    return cls.__name__.lower() + 's'"])
        self.klass("Owned", ["@declared_attr\ndef owner_id(cls) -> Mapped[Optional[int]]:\n"
                             "    return mapped_column(ForeignKey(%r), index=%r)" % (
                                 self.target("owners.id"), self.flag()),
                             "@declared_attr\ndef owner(cls):\n"
                             "    return relationship('Owner', foreign_keys=[cls.owner_id])"])
        self.klass("Base(DeclarativeBase)", ["metadata = metadata"] + (
            ["type_annotation_map = {str: String(33), decimal.Decimal: Numeric(9, 3)}"]
            if self.flag() else []))
        self.klass("Model(Named, Base)", ["__abstract__ = True",
                   "id: Mapped[int] = mapped_column(primary_key=True%s)" % (
                       ", sort_order=-1" if self.flag() else "")] + [self.line(f) for f in base])
        self.klass("Owner(Model)", [self.line(f) for f in one if f["name"] not in taken]
                   + ["code: Mapped[str]" if self.dialect_has_strings() else
                      "code: Mapped[str] = mapped_column(String(9))"])
        self.klass("Thing(Stamped, Owned, Model)", [
            self.line(f) for f in two if f["name"] not in taken] + [
            "@declared_attr.directive\ndef __table_args__(cls):\n"
            "    return (Index('ix_%s_both' % cls.__tablename__, 'id', 'owner_id'), "
            "{'info': {'a': 1}})"])

    def dialect_has_strings(self):
        return False

    def dataclass(self):
        first, second, third, _ = self.spec["classes"]
        self.metadata()
        required = lambda fields: sorted(fields, key=lambda f: f["nullable"])

        def lines(fields):
            return [self.mapped(f, more=["default=None"] if f["nullable"] else ())
                    for f in required(fields)]
        if self.flag():
            self.add("class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):\n"
                     "    metadata = metadata\n")
            decorator, base = "", "(Base)"
        else:
            self.add("reg = registry(metadata=metadata)\n")
            decorator, base = "@reg.mapped_as_dataclass(kw_only=True)\n", ""
        self.klass("Thing" + base, ["__tablename__ = 'thing'",
                   "id: Mapped[int] = mapped_column(init=False, primary_key=True)"]
                   + lines(first) + [
                   "parts: Mapped[List['Part']] = relationship(default_factory=list, "
                   "back_populates='thing')"], decorator)
        self.klass("Part" + base, ["__tablename__ = 'part'",
                   "id: Mapped[int] = mapped_column(init=False, primary_key=True)",
                   "thing_id: Mapped[int] = mapped_column(ForeignKey(%r), init=False)"
                   % self.target("thing.id")] + lines(second) + [
                   "made: Mapped[datetime.datetime] = mapped_column(insert_default=func.now(), "
                   "init=False)", "thing: Mapped['Thing'] = relationship(default=None, repr=False)"],
                   decorator)
        if self.flag():
            self.add("old_style = registry(metadata=metadata)\n")
            self.klass("Old", [
                "__tablename__ = 'old'", "__sa_dataclass_metadata_key__ = 'sa'",
                "id: int = field(init=False, metadata={'sa': Column(Integer, primary_key=True)})"]
                + ["%s: %s = field(default=None, metadata={'sa': %s})" % (
                    f["name"], f["annotation"], self.column(f).split(" = ", 1)[1]) for f in third],
                "@old_style.mapped\n@dataclass\n")

    def annotated(self):
        first, second, third, _ = self.spec["classes"]
        self.metadata()
        self.add("Name = NewType('Name', str)\nint_pk = Annotated[int, mapped_column(primary_key=True)]\n"
                 "stamp = Annotated[datetime.datetime, mapped_column(server_default=func.now(), nullable=%r)]\n"
                 "label = Annotated[str, 'label']\nowner_key = Annotated[int, mapped_column(ForeignKey(%r))]\n"
                 % (self.flag(), self.target("first.id")))
        self.klass("Base(DeclarativeBase)", [
            "metadata = metadata",
            "type_annotation_map = {str: String(40), label: String(7), Name: String(11), "
            "dict[str, Any]: JSON, enum.Enum: Enum(enum.Enum, native_enum=%r, length=12), "
            "Literal['on', 'off']: Enum('on', 'off', name='switch'), list[str]: JSON}" % self.flag()])
        choices = ["a: Mapped[label]", "b: Mapped[Optional[label]]", "c: Mapped[Name | None]",
                   "d: Mapped[Color]", "e: Mapped[Optional[Size]]", "f: Mapped[dict[str, Any]]",
                   "g: Mapped[Literal['on', 'off']]", "h: Mapped[stamp]", "i: Mapped[list[str]]",
                   "j: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)", "k: Mapped['str']",
                   "l: Mapped['Optional[Decimal]']", "m: Mapped[bool | None] = mapped_column(index=True)"]
        self.klass("First(Base)", ["__tablename__ = 'first'", "id: Mapped[int_pk]"]
                   + [self.mapped(f) for f in first]
                   + [line for line in choices[:6] if self.flag()])
        self.klass("Second(Base)", ["__tablename__ = 'second'", "id: Mapped[int_pk]",
                                    "owner: Mapped[owner_key]"]
                   + ["%s: Mapped[%s%s]" % (f["name"], f["annotation"] if f["annotation"] != "dict"
                                            else "dict[str, Any]", " | None" if f["nullable"] else "")
                      for f in second]
                   + [line for line in choices[6:] if self.flag()])
        self.klass("Third(Base)", [
            "__table__ = Table('third', metadata, Column('id', Integer, primary_key=True)%s)"
            % "".join(", Column(%r, %s)" % (f["name"], f["type"]) for f in third)])

    # -- other libraries, other ways ------------------------------------------------------

    def sqlmodel(self):
        first, second, third, _ = self.spec["classes"]
        self.add("from sqlmodel import Field, Relationship, SQLModel\n")
        self.spec["schema"] = None
        self.metadata()
        self.klass("Model(SQLModel, registry=registry(metadata=metadata))", ["pass"])

        def line(f):
            kind = f["annotation"]
            options = []
            if f["type"].startswith("String") and self.flag():
                options.append("max_length=%s" % f["type"][7:-1])
            elif kind == "dict" or self.flag():
                options = ["sa_column=Column(%s, nullable=%r%s)" % (
                    f["type"], f["nullable"], ", " + ", ".join(self.options(f))
                    if self.options(f) else "")]
                kind = "Any" if kind == "dict" else kind
            else:
                if kind == "Decimal":
                    options += ["max_digits=8", "decimal_places=3"]
                if f["index"]:
                    options.append("index=True")
                if f["unique"]:
                    options.append("unique=True")
                if f["default"]:
                    options.append("sa_column_kwargs={'server_default': %s}" % f["default"])
            if f["nullable"]:
                return "%s: Optional[%s] = Field(%s)" % (f["name"], kind, ", ".join(["default=None"] + options))
            return "%s: %s = Field(%s)" % (f["name"], kind, ", ".join(options)) if options else (
                "%s: %s" % (f["name"], kind))
        self.klass("TeamBase(Model)", [line(f) for f in first] + ["model_config = {'arbitrary_types_allowed': True}"])
        self.klass("Team(TeamBase, table=True)", [
            "id: Optional[int] = Field(default=None, primary_key=True)",
            "heroes: List['Hero'] = Relationship(back_populates='team')"])
        table = ["__tablename__ = 'heroes'"] if self.flag() else []
        self.klass("Hero(Model, table=True)", table + [
            "id: int | None = Field(default=None, primary_key=True)",
            "team_id: Optional[int] = Field(default=None, foreign_key='team.id'%s)" % (
                ", ondelete='CASCADE'" if self.flag() else "")] + [line(f) for f in second] + [
            "team: Optional[Team] = Relationship(back_populates='heroes')"])
        name = "heroes" if table else "hero"
        self.klass("TeamLink(Model, table=True)", [
            "team_id: int = Field(foreign_key='team.id', primary_key=True)",
            "hero_id: int = Field(foreign_key='%s.id', primary_key=True)" % name]
            + [line(f) for f in third])

    def flask(self):
        first, second, third, _ = self.spec["classes"]
        self.add("from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n")
        self.metadata()
        self.add("db = SQLAlchemy(metadata=metadata)\n"
                 "app = Flask('app')\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite://'\ndb.init_app(app)\n")

        def line(f):
            return "%s = db.Column(%s)" % (f["name"], ", ".join(
                ["Enum(%s" % f["type"][5:] if f["type"].startswith("Enum") else "db." + f["type"],
                 "nullable=%r" % f["nullable"]]
                + self.options(f)))
        self.klass("Stamped", [line(f) for f in first])
        self.klass("BlogPost(db.Model)", ["id = db.Column(db.Integer, primary_key=True)"]
                   + [line(f) for f in second] + [
                   "comments = db.relationship('PostComment', backref='post', lazy='dynamic')"])
        self.klass("PostComment(Stamped, db.Model)", [
            "id: Mapped[int] = mapped_column(primary_key=True)",
            "post_id = db.Column(db.Integer, db.ForeignKey(%r), nullable=False)" % self.target("blog_post.id")]
            + [line(f) for f in third if f["name"] not in {g["name"] for g in first}])
        self.add("tags = db.Table('tags', db.Column('post_id', db.ForeignKey(%r), primary_key=True),\n"
                 "    db.Column('word', db.String(9), primary_key=True))" % self.target("blog_post.id"))

    def several(self):
        first, second, third, fourth = self.spec["classes"]
        for place, fields in enumerate((first, second, third)):
            name = "meta%d" % place
            self.metadata(name)
            self.klass("Base%d(DeclarativeBase)" % place, ["metadata = " + name])
            self.klass("Row%d(Base%d)" % (place, place), [
                "__tablename__ = 'row%d'" % place, "id = Column(Integer, primary_key=True)"]
                + [self.line(f) for f in fields])
        self.add("Table('plain', meta1, Column('id', Integer, primary_key=True)%s)" % "".join(
            ", Column(%r, %s, nullable=%r)" % (f["name"], f["type"], f["nullable"]) for f in fourth))
        self.add("metadata = [meta0, meta1, meta2]")

    def imperative(self):
        first, second, third, _ = self.spec["classes"]
        self.metadata()
        self.add("reg = registry(metadata=metadata)\n")
        for name, fields in (("user", first), ("address", second)):
            key = (", Column('user_id', ForeignKey(%r))" % self.target("user.id")
                   if name == "address" else "")
            self.add("%s_table = Table(%r, metadata, Column('id', Integer, primary_key=True)%s%s)" % (
                name, name, key, "".join(", Column(%r, %s)" % (f["name"], ", ".join(
                    [f["type"], "nullable=%r" % f["nullable"]] + self.options(f))) for f in fields)))
        self.klass("User", ["def __init__(self, **kw):\n    self.__dict__.update(kw)"])
        self.klass("Address", ["pass"])
        one = first[0]["name"]
        self.add("reg.map_imperatively(User, user_table, properties={\n"
                 "    'addresses': relationship(Address, backref='user', order_by=address_table.c.id),\n"
                 "    'renamed': user_table.c.%s,\n"
                 "    'later': deferred(user_table.c.%s) if %r else user_table.c.%s})\n"
                 "reg.map_imperatively(Address, address_table, column_prefix='_')" % (
                     one, one, False, one))
        view = "".join(", Column(%r, %s)" % (f["name"], f["type"]) for f in third)
        self.add("hybrid = Table('hybrid', metadata, Column('id', Integer, primary_key=True)%s, "
                 "info={'kept': True})\n" % view)
        self.klass("Hybrid", ["__table__ = hybrid"], "@reg.mapped\n")
