"""Random models as plain values, and random changes of them.

A specification is a dict that knows nothing of how models are written: `tables`
with `columns`, `uniques`, `checks`, `indexes`, `keys` and options. sources.py
writes one as Python in one of many styles. Everything depends on the seed only.
"""

import copy

# Types: (source, annotation or None, server defaults). Sources use the names that
# sources.py imports; %(t)s and %(c)s are the table's and the column's name.
COMMON = [
    ("Integer()", "int", ['"0"', 'text("5")', '"-1"']),
    ("Integer", "int", ['"7"']),
    ("BigInteger()", "int", ['text("0")']),
    ("SmallInteger()", "int", ['"3"']),
    ("String(10)", "str", ['"x"', '"it\'s"', 'text("\'abc\'")', '""']),
    ("String(20)", "str", ['"x y"', "'a\"b'"]),
    ("String(length=255)", "str", ['"100%"']),
    ("Unicode(9)", "str", ['"ü"']),
    ("CHAR(3)", "str", ['"abc"']),
    ("VARCHAR(7)", "str", ['"v"']),
    ("Boolean()", "bool", ["false()", "true()"]),
    ("Boolean", "bool", []),
    ("Numeric(10, 2)", "Decimal", ['"1.5"', 'text("0")']),
    ("Numeric(8, 3)", "Decimal", ['"0.25"']),
    ("Numeric()", "Decimal", []),
    ("Numeric(10, 2, asdecimal=False)", "float", []),
    ("DECIMAL(5, 1)", "Decimal", ['"2.5"']),
    ("Float()", "float", ['"1.5"']),
    ("Float(24)", "float", []),
    ("Float(53)", "float", []),
    ("Double()", "float", []),
    ("REAL()", "float", []),
    ("Date()", "datetime.date", []),
    ("DateTime()", "datetime.datetime", ["func.now()", 'text("CURRENT_TIMESTAMP")']),
    ("DateTime(timezone=True)", "datetime.datetime", ["func.now()"]),
    ("Time()", "datetime.time", []),
    ("TIMESTAMP()", "datetime.datetime", ["func.current_timestamp()"]),
    ("Interval()", "datetime.timedelta", []),
    ("LargeBinary()", "bytes", []),
    ("LargeBinary(30)", "bytes", []),
    ("JSON()", None, []),
    ("Uuid()", "uuid.UUID", []),
    ("PickleType()", None, []),
    ('Enum("a", "b", name="e_%(t)s_%(c)s")', None, ['"a"']),
    ('Enum("a", "b", "c c", name="e_%(t)s_%(c)s")', None, ['"c c"']),
    ('Enum(Color, name="color_%(t)s_%(c)s")', "Color", ['"red"']),
    ('Enum(Color, native_enum=False)', "Color", []),
    ('Enum("p", "q", native_enum=False, length=30)', None, []),
    ("ShortText()", None, ['"s"']),
    ("Tagged(12)", None, []),
    ('String(10).with_variant(String(40), "postgresql")', "str", []),
    ('String(10).with_variant(mysql.VARCHAR(33), "mysql").with_variant(Text(), "sqlite")',
     "str", []),
    ('JSON().with_variant(postgresql.JSONB(), "postgresql")', None, []),
    ('BigInteger().with_variant(Integer(), "sqlite")', "int", []),
]
BY_DIALECT = {
    "sqlite": [
        ("Text()", "str", ['"long"']), ("String()", "str", ['"q"']), ("Text", "str", []),
        ("UnicodeText()", "str", []), ("NVARCHAR(5)", "str", []), ("BLOB()", "bytes", []),
        ("sqlite.DATETIME()", None, []), ("sqlite.JSON()", None, []), ("FLOAT()", "float", []),
        ("Money()", None, []), ("NUMERIC(6, 2)", "Decimal", []), ("DATE()", None, []),
        ("String(5, collation=\"NOCASE\")", "str", []), ("INTEGER()", "int", []),
        ("Boolean(create_constraint=True, name=\"bool_%(t)s_%(c)s\")", "bool", []),
        ('Enum("m", "n", native_enum=False, create_constraint=True, name="en_%(t)s_%(c)s")',
         None, []),
        ("UUID()", None, []), ("ARRAYLESS()", None, []), ("BIGINT()", "int", []),
    ],
    "postgresql": [
        ("Text()", "str", ['"long"']), ("String()", "str", ['"q"']), ("Text", "str", []),
        ("UnicodeText()", "str", []), ("Money()", None, []),
        ("postgresql.JSONB()", None, ['text("\'{}\'::jsonb")', '"{}"']),
        ("postgresql.JSON(astext_type=Text())", None, []),
        ("postgresql.JSONB(none_as_null=True)", None, []),
        ("ARRAY(Integer)", None, []), ("postgresql.ARRAY(String(5))", None, ['"{}"']),
        ("postgresql.ARRAY(Integer(), dimensions=2)", None, []),
        ("ARRAY(Text())", None, ['text("\'{}\'::text[]")']),
        ("postgresql.UUID()", None, ['text("gen_random_uuid()")']),
        ("postgresql.UUID(as_uuid=False)", None, []), ("UUID()", None, []),
        ("postgresql.INET()", None, []), ("postgresql.CIDR()", None, []),
        ("postgresql.MACADDR()", None, []), ("postgresql.TSVECTOR()", None, []),
        ("postgresql.BIT(3)", None, []), ("postgresql.BIT(4, varying=True)", None, []),
        ("postgresql.INT4RANGE()", None, []), ("postgresql.TSTZRANGE()", None, []),
        ("postgresql.DATERANGE()", None, []), ("postgresql.NUMRANGE()", None, []),
        ('postgresql.ENUM("r", "s", name="pe_%(t)s_%(c)s")', None, ['"r"']),
        ("postgresql.INTERVAL()", None, ['text("\'1 day\'")']),
        ('postgresql.INTERVAL(fields="DAY TO SECOND")', None, []),
        ("postgresql.TIMESTAMP(precision=3)", None, []),
        ("postgresql.TIMESTAMP(timezone=True)", None, ['text("now()")']),
        ("postgresql.TIME(timezone=True)", None, []), ("TIMESTAMP(timezone=True)", None, []),
        ("postgresql.BYTEA()", None, []), ("postgresql.DOUBLE_PRECISION()", None, ['"1"']),
        ("postgresql.MONEY()", None, []), ("postgresql.OID()", None, []),
        ("DOUBLE_PRECISION()", "float", []), ("postgresql.REAL()", None, []),
        ("postgresql.VARCHAR(15)", None, ['"vv"']), ("postgresql.INTEGER()", None, []),
        ("postgresql.BOOLEAN()", None, ['text("true")']), ("Time(timezone=True)", None, []),
        ('String(5, collation="C")', "str", []), ("Interval(native=False)", None, []),
        ("Boolean(create_constraint=True, name=\"bool_%(t)s_%(c)s\")", "bool", []),
        ('postgresql.DOMAIN("dom_%(t)s_%(c)s", Integer())', None, []),
        ('Enum("x", "y", name="es_%(t)s_%(c)s", schema="s1")', None, []),
        ("postgresql.TSQUERY()", None, []), ("postgresql.REGCLASS()", None, []),
        ("postgresql.INT8MULTIRANGE()", None, []),
    ],
    "mysql": [
        ("Text()", "str", []), ("Text(100)", "str", []), ("UnicodeText()", "str", []),
        ("mysql.INTEGER(unsigned=True)", None, ['"4"']), ("mysql.TINYINT(1)", None, ['"1"']),
        ("mysql.TINYINT()", None, []), ("mysql.MEDIUMINT()", None, []),
        ("mysql.BIGINT(20)", None, []), ("mysql.BIGINT(unsigned=True)", None, []),
        ('mysql.VARCHAR(20, charset="utf8mb4")', None, ['"cs"']),
        ('mysql.VARCHAR(20, collation="utf8mb4_bin")', None, []),
        ('mysql.CHAR(4, charset="latin1")', None, []),
        ("mysql.LONGTEXT()", None, []), ("mysql.MEDIUMTEXT()", None, []),
        ("mysql.TINYTEXT()", None, []), ("mysql.LONGBLOB()", None, []),
        ('mysql.ENUM("a", "b")', None, ['"a"']), ('mysql.SET("a", "b")', None, []),
        ('mysql.ENUM("b", "a", "it\'s")', None, []),
        ("mysql.DATETIME(fsp=6)", None, []), ("mysql.TIMESTAMP(fsp=3)", None, []),
        ("mysql.YEAR()", None, []), ("mysql.DOUBLE(10, 2)", None, []),
        ("mysql.DECIMAL(12, 4, unsigned=True)", None, []), ("mysql.BIT(3)", None, []),
        ("mysql.INTEGER(display_width=5, zerofill=True)", None, []),
        ("mysql.FLOAT(7, 3)", None, []), ("mysql.JSON()", None, []),
        ("mysql.TIME(fsp=2)", None, []), ("BLOB()", None, []), ("BINARY(4)", None, []),
        ("VARBINARY(9)", None, []), ("NVARCHAR(5)", "str", []),
        ('String(9, collation="utf8mb4_unicode_ci")', "str", []),
    ],
}
TABLE_NAMES = ["users", "orders", "item", "Order", "user", "select", "mixedCase", "log_entry",
               "größe", "with space", "a", "b", "invoice_line", "tag", "group"]
COLUMN_NAMES = ["name", "value", "kind", "created_at", "order", "Mixed", "x", "y", "z", "email",
                "from", "größe", "some col", "flag", "total", "note", "parent_id", "data",
                "user", "a_rather_long_name_for_a_column_that_stays_below_the_limit"]
CONVENTIONS = [
    {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
     "ck": "ck_%(table_name)s_%(constraint_name)s",
     "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
     "pk": "pk_%(table_name)s"},
    {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "%(table_name)s_%(column_0_N_name)s_key",
     "fk": "%(table_name)s_%(column_0_N_name)s_fkey", "pk": "%(table_name)s_pkey"},
    {"ix": "%(table_name)s_%(column_0_name)s_idx", "uq": "uq_%(table_name)s_%(column_0_N_label)s",
     "ck": "%(constraint_name)s_chk"},
]
ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION"]


class Maker:
    """Makes specifications for one dialect from one random source."""

    def __init__(self, random, dialect):
        self.r, self.dialect = random, dialect
        self.counter = 0

    def chance(self, percent):
        return self.r.random() * 100 < percent

    def types(self):
        return COMMON + BY_DIALECT[self.dialect] * (2 if self.chance(50) else 1)

    def database(self):
        r = self.r
        spec = {"tables": [], "convention": None, "schema": None}
        if self.chance(30):
            spec["convention"] = r.choice(CONVENTIONS)
        if self.dialect == "postgresql" and self.chance(10):
            spec["schema"] = r.choice(["s1", "public"])
        for name in r.sample(TABLE_NAMES, r.choice([1, 1, 2, 2, 3, 4])):
            spec["tables"].append(self.table(name, spec))
        return spec

    def table(self, name, spec):
        r = self.r
        table = {"name": name, "columns": [], "uniques": [], "checks": [], "indexes": [],
                 "keys": [], "comment": None, "options": {}, "schema": None, "pk_name": None}
        if self.dialect == "postgresql" and self.chance(12):
            table["schema"] = "s1"
        kind = r.choice(["id"] * 8 + ["big", "str", "two", "none"])
        if kind in ("id", "big"):
            column = self.plain_column("id", "Integer()" if kind == "id" else "BigInteger()")
            if self.dialect == "postgresql" and self.chance(15):
                column["identity"] = r.choice(["", "always=True", "start=5, increment=2"])
            table["columns"].append(column)
        elif kind == "str":
            table["columns"].append(self.plain_column("code", "String(12)"))
        elif kind == "two":
            table["columns"] += [self.plain_column("left_id", "Integer()"),
                                 self.plain_column("right_id", "Integer()")]
        for column in table["columns"]:
            column["pk"] = True
        if self.chance(10):
            table["pk_name"] = "pk_" + name.replace(" ", "_")
        for column_name in r.sample(COLUMN_NAMES, r.choice([1, 2, 3, 4, 6])):
            table["columns"].append(self.column(column_name, name))
        if self.chance(20) and self.dialect != "sqlite":
            table["comment"] = r.choice(["All of them", "it's 100%", "ünï\"quoted\""])
        if self.chance(12):
            table["options"] = r.choice({
                "sqlite": [{"sqlite_autoincrement": True}, {"info": {"k": 1}}],
                "postgresql": [{"prefixes": ["UNLOGGED"]}, {"info": {"k": 1}},
                               {"postgresql_with_oids": False}],
                "mysql": [{"mysql_engine": "InnoDB"}, {"mysql_charset": "utf8mb4"},
                          {"mysql_engine": "InnoDB", "mysql_default_charset": "utf8mb4"},
                          {"mysql_collate": "utf8mb4_bin"}],
            }[self.dialect])
        for _ in range(r.choice([0, 0, 1, 1, 2])):
            self.add_index(table)
        if self.chance(30):
            self.add_unique(table)
        if self.chance(25):
            self.add_check(table)
        if self.chance(45) and spec["tables"]:
            self.add_key(table, spec)
        return table

    def plain_column(self, name, type_):
        return {"name": name, "type": type_, "annotation": None, "nullable": None, "pk": False,
                "default": None, "computed": None, "identity": None, "comment": None,
                "unique": None, "index": None, "autoincrement": None, "extra": {}}

    def set_type(self, column, table_name):
        source, annotation, defaults = self.r.choice(self.types())
        names = {"t": table_name.replace(" ", "_").lower(),
                 "c": column["name"].replace(" ", "_")[:20].lower()}
        column.update(type=source.replace("%(t)s", names["t"]).replace("%(c)s", names["c"]),
                      annotation=annotation, default=None)
        column["defaults"] = defaults

    def column(self, name, table_name):
        r = self.r
        column = self.plain_column(name, "Integer()")
        self.set_type(column, table_name)
        column["nullable"] = r.choice([None, None, True, False, False])
        if self.chance(35) and column["defaults"]:
            column["default"] = r.choice(column["defaults"])
        elif self.chance(6):
            self.compute(column)
        if self.chance(12) and self.dialect != "sqlite":
            column["comment"] = r.choice(["what it is", "50% \"off\"", "it's", ""])
        if self.can_index(column):
            if self.chance(10):
                column["index"] = True
            if self.chance(8):
                column["unique"] = True
        if self.chance(10):
            column["extra"] = r.choice([
                {"info": "{'a': 1}"}, {"doc": "'says'"}, {"key": "'the_key'"},
                {"default": "None"}, {"default": "5"}, {"onupdate": "5"}]
                + ([] if column["computed"] else [{"server_onupdate": "FetchedValue()"}]))
        return column

    def compute(self, column):
        r = self.r
        column["type"], column["annotation"], column["default"] = "Integer()", "int", None
        persisted = ", persisted=True" if self.dialect == "postgresql" else r.choice(
            ["", ", persisted=True", ", persisted=False"])
        column["computed"] = r.choice(['"1 + 2"', '"3 * 4"', '"(5)"', 'text("6 + 1")']) + persisted

    def can_index(self, column):
        source = column["type"]
        if column["computed"]:
            return False
        if self.dialect == "mysql":
            return source.startswith(("Integer", "String(1", "String(2", "DateTime", "Boolean",
                                      "BigInteger", "Date(", "Numeric", "mysql.INT"))
        if self.dialect == "postgresql":
            return source.startswith(("Integer", "String", "DateTime", "Boolean", "BigInteger",
                                      "Date(", "Numeric", "Text", "VARCHAR", "Uuid", "Enum",
                                      "postgresql.INET"))
        return True

    def indexable(self, table):
        return [c for c in table["columns"] if self.can_index(c)]

    def fresh(self, prefix, table):
        self.counter += 1
        return "%s_%s_%d" % (prefix, table["name"].replace(" ", "_").lower(), self.counter)

    def add_index(self, table):
        r, columns = self.r, self.indexable(table)
        if not columns:
            return
        chosen = r.sample(columns, min(len(columns), r.choice([1, 1, 2, 3])))
        index = {"name": self.fresh("ix", table), "columns": [c["name"] for c in chosen],
                 "unique": self.chance(20), "kind": "plain", "options": {}}
        if self.chance(6):
            index["name"] += "_with_a_name_that_is_much_longer_than_any_database_takes"[:80]
        texts = [c for c in columns if c["type"].startswith(("String", "Text", "VARCHAR"))]
        if texts and self.chance(25):
            index.update(kind=r.choice(["lower", "text", "upper_plain"]),
                         columns=[r.choice(texts)["name"]])
            if self.dialect == "mysql":
                index["kind"] = "plain"
        elif self.chance(15):
            index["kind"] = r.choice(["desc", "asc", "desc_nulls"])
            if self.dialect != "postgresql" and index["kind"] == "desc_nulls":
                index["kind"] = "desc"
        if self.dialect == "postgresql" and self.chance(25):
            name = index["columns"][0]
            index["options"] = r.choice([
                {"postgresql_using": '"btree"'},
                {"postgresql_where": 'text(\'"%s" IS NOT NULL\')' % name},
                {"postgresql_include": repr([columns[0]["name"]])},
                {"postgresql_with": '{"fillfactor": 50}'},
                {"postgresql_nulls_not_distinct": "True"}, {"info": '{"z": 2}'}])
            if "postgresql_nulls_not_distinct" in index["options"]:
                index["unique"] = True
        elif self.dialect == "sqlite" and self.chance(12):
            index["options"] = {"sqlite_where":
                                'text(\'"%s" IS NOT NULL\')' % index["columns"][0]}
        elif self.dialect == "mysql" and self.chance(20):
            sized = [c for c in chosen if c["type"].startswith("String(")]
            if sized:
                index["options"] = {"mysql_length": '{"%s": 4}' % sized[0]["name"]}
            else:
                index["options"] = {"mysql_using": '"btree"'}
        table["indexes"].append(index)

    def add_unique(self, table):
        r, columns = self.r, self.indexable(table)
        if not columns:
            return
        chosen = r.sample(columns, min(len(columns), r.choice([1, 1, 2])))
        unique = {"name": self.fresh("uq", table) if self.chance(70) else None,
                  "columns": [c["name"] for c in chosen], "options": {}}
        if self.dialect == "postgresql" and self.chance(25):
            unique["options"] = r.choice([
                {"deferrable": "True"}, {"deferrable": "True", "initially": '"DEFERRED"'},
                {"postgresql_nulls_not_distinct": "True"},
                {"postgresql_include": repr([columns[0]["name"]])}])
        table["uniques"].append(unique)

    def add_check(self, table):
        columns = [c for c in table["columns"] if c["type"].startswith(("Integer", "BigInt"))
                   and not c["computed"] and c["autoincrement"] is None
                   and not (c["pk"] and self.dialect == "mysql")]
        if not columns:
            return
        column = self.r.choice(columns)
        if any(c["kind"] == "column" and c["column"] == column["name"]
               for c in table["checks"]):
            return
        table["checks"].append({"name": self.fresh("ck", table) if self.chance(75) else None,
                                "column": column["name"],
                                "kind": self.r.choice(["text", "expression", "text_in", "column"])})

    def add_key(self, table, spec, target=None):
        r = self.r
        targets = [t for t in spec["tables"] if t["name"] != table["name"]
                   and len([c for c in t["columns"] if c["pk"]]) == 1]
        if self.chance(15) and len([c for c in table["columns"] if c["pk"]]) == 1:
            targets.append(table)
        if not targets:
            return
        target = target or r.choice(targets)
        primary = [c for c in target["columns"] if c["pk"]][0]
        name = target["name"].replace(" ", "_").lower() + "_ref"
        if any(c["name"] == name for c in table["columns"]):
            return
        column = self.plain_column(name, primary["type"])
        column["nullable"] = r.choice([None, True])
        if self.chance(20):
            column["index"] = True
        table["columns"].append(column)
        key = {"column": name, "target": target["name"], "target_column": primary["name"],
               "name": self.fresh("fk", table) if self.chance(60) else None,
               "options": {}, "form": r.choice(["column", "column", "table"])}
        if self.chance(35):
            key["options"]["ondelete"] = r.choice(ACTIONS)
        if self.chance(15):
            key["options"]["onupdate"] = r.choice(ACTIONS)
        if self.chance(12) and self.dialect != "mysql":
            key["options"]["deferrable"] = True
            if self.chance(50):
                key["options"]["initially"] = r.choice(["DEFERRED", "IMMEDIATE"])
        if self.chance(5) and key["name"]:
            key["options"]["use_alter"] = True
        table["keys"].append(key)

    # -- changes ------------------------------------------------------------

    def changed(self, spec):
        spec = copy.deepcopy(spec)
        if self.chance(5):
            spec["convention"] = self.r.choice(CONVENTIONS + [None])
        for _ in range(self.r.choice([0, 1, 2, 3, 4, 6, 9])):
            self.change(spec)
        return spec

    def change(self, spec):
        r = self.r
        if not spec["tables"] or self.chance(9):
            names = {t["name"] for t in spec["tables"]}
            free = [name for name in TABLE_NAMES if name not in names]
            if free:
                spec["tables"].append(self.table(r.choice(free), spec))
            return
        if self.chance(7):
            self.drop_table(spec, r.choice(spec["tables"]))
            return
        table = r.choice(spec["tables"])
        columns = [c for c in table["columns"] if not c["pk"]]
        keyed = {k["column"] for k in table["keys"]}
        free = [c for c in columns if c["name"] not in keyed]
        what = r.choice(["add_column", "drop_column", "type", "type", "nullable", "default",
                         "default", "comment", "index", "drop_index", "change_index", "unique",
                         "drop_unique", "change_unique", "check", "drop_check", "key",
                         "drop_key", "change_key", "table_comment", "column_index", "computed",
                         "extra", "pk_type", "order"])
        if what == "add_column":
            names = {c["name"] for c in table["columns"]}
            left = [n for n in COLUMN_NAMES if n not in names]
            if left:
                table["columns"].append(self.column(r.choice(left), table["name"]))
        elif what == "drop_column" and columns:
            self.drop_column(table, r.choice(columns))
        elif what == "type" and free:
            self.retype(table, r.choice(free))
        elif what == "nullable" and columns:
            column = r.choice(columns)
            column["nullable"] = not (column["nullable"] is not False)
        elif what == "default" and free:
            column = r.choice(free)
            defaults = column.get("defaults") or []
            if not column["computed"] and not column["identity"]:
                column["default"] = r.choice(defaults + [None]) if defaults else None
        elif what == "comment" and columns and self.dialect != "sqlite":
            r.choice(columns)["comment"] = r.choice([None, "new words", "it's \"new\" 5%"])
        elif what == "index":
            self.add_index(table)
        elif what == "drop_index" and table["indexes"]:
            table["indexes"].remove(r.choice(table["indexes"]))
        elif what == "change_index" and table["indexes"]:
            index = r.choice(table["indexes"])
            if self.chance(40):
                index["unique"] = not index["unique"]
            elif self.chance(40):
                name = index["name"]
                table["indexes"].remove(index)
                before = len(table["indexes"])
                self.add_index(table)
                if len(table["indexes"]) > before:
                    table["indexes"][-1]["name"] = name
            else:
                index["columns"] = index["columns"][::-1]
        elif what == "unique":
            self.add_unique(table)
        elif what == "drop_unique" and table["uniques"]:
            table["uniques"].remove(r.choice(table["uniques"]))
        elif what == "change_unique" and table["uniques"]:
            unique = r.choice(table["uniques"])
            if self.chance(40) and unique["name"]:
                table["uniques"].remove(unique)
                table["indexes"].append({"name": unique["name"], "columns": unique["columns"],
                                         "unique": self.chance(70), "kind": "plain",
                                         "options": {}})
            else:
                unique["columns"] = [c["name"] for c in r.sample(self.indexable(table), 1)]
        elif what == "check":
            self.add_check(table)
        elif what == "drop_check" and table["checks"]:
            table["checks"].remove(r.choice(table["checks"]))
        elif what == "key":
            self.add_key(table, spec)
        elif what == "drop_key" and table["keys"]:
            table["keys"].remove(r.choice(table["keys"]))
        elif what == "change_key" and table["keys"]:
            key = r.choice(table["keys"])
            if self.chance(30):
                key["name"] = self.fresh("fk", table) if self.chance(70) else None
            else:
                key["options"]["ondelete"] = r.choice(ACTIONS)
        elif what == "table_comment" and self.dialect != "sqlite":
            table["comment"] = r.choice([None, "another", "it's 5% \"more\""])
        elif what == "column_index" and free:
            column = r.choice(free)
            if self.can_index(column):
                which = r.choice(["index", "unique"])
                column[which] = None if column[which] else True
        elif what == "computed" and free:
            column = r.choice(free)
            if column["computed"]:
                column["computed"] = None
            elif not self.used(table, column["name"]):
                self.compute(column)
                column["index"] = column["unique"] = None
        elif what == "extra" and free:
            column = r.choice(free)
            column["extra"] = {"doc": "'changed'"}
        elif what == "order":
            r.shuffle(table["columns"])

    def used(self, table, name):
        things = table["indexes"] + table["uniques"]
        return (any(name in thing["columns"] or name in repr(thing["options"])
                    for thing in things)
                or any(check["column"] == name for check in table["checks"]))

    def retype(self, table, column):
        if column["computed"] or any(c["column"] == column["name"] for c in table["checks"]):
            return
        for _ in range(20):
            self.set_type(column, table["name"])
            if self.can_index(column) or not (
                    column["index"] or column["unique"] or self.used(table, column["name"])):
                break
        plain = all(i["kind"] == "plain" for i in table["indexes"]
                    if column["name"] in i["columns"])
        if not plain or any("mysql_length" in i["options"] for i in table["indexes"]):
            column.update(type="String(77)", annotation="str", defaults=['"x"'])

    def drop_column(self, table, column):
        name = column["name"]
        table["columns"].remove(column)
        for kind in ("indexes", "uniques"):
            table[kind] = [t for t in table[kind]
                           if name not in t["columns"] and repr(name) not in repr(t["options"])
                           and '"%s"' % name not in repr(t["options"])]
        table["checks"] = [c for c in table["checks"] if c["column"] != name]
        table["keys"] = [k for k in table["keys"] if k["column"] != name]

    def drop_table(self, spec, table):
        spec["tables"].remove(table)
        for other in spec["tables"]:
            for key in [k for k in other["keys"] if k["target"] == table["name"]]:
                other["keys"].remove(key)
