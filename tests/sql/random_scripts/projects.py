"""Random scripts as real projects write them: data migrations, upserts, common
table expressions, types of their own, whole tables with a dialect's types."""

from .source import PLAIN

CLASSES = {
    "Encoded": """class Encoded(sa.types.TypeDecorator):
    impl = sa.Text
    cache_ok = True
    def process_bind_param(self, value, dialect):
        import json
        return None if value is None else json.dumps(value, sort_keys=True)""",
    "Guid": """class Guid(sa.types.TypeDecorator):
    impl = sa.CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == 'postgresql':
            from sqlalchemy.dialects import postgresql
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(sa.CHAR(32))
    def process_bind_param(self, value, dialect):
        if value is None or dialect.name == 'postgresql':
            return value
        return value.hex""",
    "Aware": """class Aware(sa.types.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True
    def process_literal_param(self, value, dialect):
        return "'%s'" % value.strftime('%Y-%m-%d') if value else 'NULL'""",
    "Cents": """class Cents(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return None if value is None else int(value * 100)
    def coerce_compared_value(self, op, value):
        return self""",
    "Lowered": """class Lowered(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True
    def bind_expression(self, bindvalue):
        return sa.func.lower(bindvalue)""",
    "Point": """class Point(sa.types.UserDefinedType):
    cache_ok = True
    def get_col_spec(self, **kw):
        return 'POINT'
    def bind_processor(self, dialect):
        return lambda value: value and '(%d,%d)' % value
    def literal_processor(self, dialect):
        return lambda value: "'(%d,%d)'" % value""",
    "Color": """import enum
class Color(enum.Enum):
    red = 'R'
    light_green = 'it\\'s'
    blue = 3""",
    "Level": """import enum
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 20""",
}

# type, values
OWN_TYPES = {
    "Encoded": (["Encoded()", "Encoded"], ["{'a': [1, 'x']}", "None", "'p%'"]),
    "Guid": (["Guid()", "Guid(32)"], ["uuid.UUID('12345678-1234-5678-1234-567812345678')"]),
    "Aware": (["Aware()"], ["datetime.datetime(2024, 1, 2, 3, 4)"]),
    "Cents": (["Cents()", "Cents"], ["Decimal('12.5')", "3"]),
    "Lowered": (["Lowered(20)", "Lowered()"], ["'ABC'", "None"]),
    "Point": (["Point()", "Point"], ["(1, 2)"]),
    "Color": (["sa.Enum(Color)", "sa.Enum(Color, name='color_kind')",
               "sa.Enum(Color, native_enum=False)",
               "sa.Enum(Color, values_callable=lambda e: [str(m.value) for m in e])"],
              ["Color.red", "Color.light_green", "'blue'", "None"]),
    "Level": (["sa.Integer", "sa.SmallInteger()"], ["Level.HIGH", "Level.LOW"]),
}

# PostgreSQL's own kinds: type, values
POSTGRESQL_TYPES = [
    ("JSONB()", ["{'a': 1}", "[]", "None", "{'k': \"it's %\"}"]),
    ("JSONB", ["{'a': {'b': [1.5, None, True]}}"]),
    ("JSON(none_as_null=True)", ["None", "{'x': 'y'}"]),
    ("ARRAY(sa.String())", ["['a', \"it's\"]", "[]", "['%', '\"']", "None"]),
    ("ARRAY(sa.Integer(), dimensions=2)", ["[[1, 2], [3, 4]]"]),
    ("ARRAY(postgresql.UUID())", ["[]"]),
    ("UUID(as_uuid=True)", ["uuid.UUID('12345678-1234-5678-1234-567812345678')"]),
    ("UUID(as_uuid=False)", ["'12345678-1234-5678-1234-567812345678'"]),
    ("INT4RANGE()", ["postgresql.Range(1, 5)", "postgresql.Range(1, None, bounds='(]')",
                     "postgresql.Range(empty=True)", "'[1,2)'"]),
    ("DATERANGE()", ["postgresql.Range(datetime.date(2024, 1, 1), datetime.date(2024, 2, 1))"]),
    ("NUMRANGE()", ["postgresql.Range(Decimal('1.5'), Decimal('2'))"]),
    ("TSTZRANGE()", ["postgresql.Range(datetime.datetime(2024, 1, 1), None)"]),
    ("INT4MULTIRANGE()", ["[postgresql.Range(1, 2), postgresql.Range(5, 9)]"]),
    ("HSTORE()", ["{'a': 'b', 'c': None}", "{}", "{'\"q\"': \"it's\"}"]),
    ("INET()", ["'10.0.0.1/8'"]), ("CIDR()", ["'10.0.0.0/8'"]), ("MACADDR()", ["'08:00:2b:01:02:03'"]),
    ("MONEY()", ["'12.50'", "5"]), ("BYTEA()", ["b'\\x00abc'"]), ("TSVECTOR()", ["'a b'"]),
    ("CITEXT()", ["'Ab'"]), ("BIT(3)", ["'101'"]), ("OID()", ["5"]),
    ("ENUM('a', \"b's\", name='letters')", ["'a'", "\"b's\""]),
    ("INTERVAL()", ["datetime.timedelta(days=1, seconds=5)"]),
    ("TIMESTAMP(timezone=True)", ["datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)"]),
    ("DOUBLE_PRECISION()", ["1.5"]),
]
MYSQL_TYPES = [
    ("TINYINT(1)", ["1", "True"]), ("ENUM('x', \"y's\")", ["'x'", "\"y's\""]), ("SET('a', 'b')", ["{'a'}", "'a,b'"]),
    ("BIGINT(unsigned=True)", ["5"]), ("LONGTEXT()", ["'a\\\\b'"]), ("VARCHAR(20, charset='utf8mb4')", ["\"it's\""]),
    ("DATETIME(fsp=6)", ["datetime.datetime(2024, 1, 2, 3, 4, 5, 678)"]), ("JSON()", ["{'a': 1}"]),
    ("YEAR()", ["2024"]), ("BIT(1)", ["1"]), ("MEDIUMBLOB()", ["b'ab'"]), ("DECIMAL(10, 2)", ["Decimal('1.50')"]),
    ("TIMESTAMP()", ["datetime.datetime(2024, 1, 2)"]), ("DOUBLE(asdecimal=False)", ["0.5"]),
]


class Projects:
    """Mixed into the generator."""

    def own_class(self, name):
        if name in ("Guid",):
            self.need("import uuid")
        if name in ("Aware",):
            self.need("import datetime")
        if name in ("Cents",):
            self.need("from decimal import Decimal")
        self.need(CLASSES[name])
        return OWN_TYPES[name]

    def own_type(self):
        """(type source, values' sources)"""
        form = self.weighted((4, "own"), (4, "postgresql"), (2, "mysql"), (3, "plain"))
        if form == "own":
            types, values = self.own_class(self.rng.choice(list(OWN_TYPES)))
            return self.rng.choice(types), values
        if form == "plain":
            kind = self.kind()
            return self.one(*self.COLUMN_TYPES[kind]), [self.value(kind) for _ in range(3)]
        for line in ("import uuid", "import datetime", "from decimal import Decimal"):
            self.need(line)
        source, values = self.rng.choice(POSTGRESQL_TYPES if form == "postgresql" else MYSQL_TYPES)
        return "%s.%s" % (self.dialect_module(form), source), values

    def typed_table(self, variable="d"):
        """[(key source, values)] of a table whose columns have own types."""
        names = ["'id'"] + [repr(n) for n in self.rng.sample(PLAIN, 4)]
        kinds = [("sa.Integer", ["1", "2"])] + [self.own_type() for _ in names[1:]]
        self.need("%s = sa.%s(%s, %s%s)" % (
            variable, *self.weighted((3, ("table", self.name())),
                                     (1, ("Table", self.name() + ", sa.MetaData()"))),
            ", ".join("sa.column(%s, %s)" % (n, t) for n, (t, _) in zip(names, kinds)),
            self.one("", "", "", ", schema='s1'")))
        if self.prelude[-1].startswith(variable + " = sa.Table("):
            self.prelude[-1] = self.prelude[-1].replace("sa.column(", "sa.Column(")
        return [(name, values) for name, (_, values) in zip(names, kinds)]

    def project_step(self):
        return self.weighted(
            (3, self.typed_rows), (3, self.typed_statement), (2, self.upsert), (3, self.with_query),
            (2, self.text_with_binds), (3, self.data_update), (2, self.postgresql_query),
            (2, self.project_table), (1.5, self.enum_change), (1, self.translated),
            (1, self.generative), (1, self.functions_in_from), (1, self.autocommit))

    # -- rows and types ----------------------------------------------------------

    def row(self, columns):
        return "{%s}" % ", ".join(
            "%s: %s" % (name, self.rng.choice(values)) for name, values in columns)

    def typed_rows(self):
        columns = self.typed_table()
        rows = [self.row(columns) for _ in range(self.rng.randint(1, 2))]
        return "op.bulk_insert(d, [%s]%s)" % (
            ", ".join(rows), self.keywords((0.2, "multiinsert", "False")))

    def typed_statement(self):
        columns = self.typed_table()
        name, values = self.rng.choice(columns[1:])
        value = lambda: self.rng.choice(values)
        column = "d.c[%s]" % name
        return "op.execute(%s)" % self.weighted(
            (2, lambda: "d.insert().values(%s)" % self.row(columns)),
            (1, lambda: "d.insert().values([%s, %s])" % (self.row(columns), self.row(columns))),
            (2, lambda: "d.update().where(%s == %s).values({%s: %s})" % (
                column, value(), name, value())),
            (1, lambda: "d.update().values(%s)" % self.row(columns[1:])),
            (1, lambda: "d.delete().where(%s.in_([%s, %s]))" % (column, value(), value())),
            (1, lambda: "d.delete().where(%s != %s)" % (column, value())),
            (1, lambda: "sa.select(d).where(sa.or_(%s == %s, %s.is_(None)))" % (
                column, value(), column)),
            (1, lambda: "sa.select(sa.cast(%s, %s), sa.type_coerce(%s, %s) == %s)" % (
                column, self.own_type()[0], column, self.own_type()[0], value())),
            (1, lambda: "sa.select(sa.func.coalesce(%s, %s), sa.case((%s == %s, %s), else_=%s))" % (
                column, value(), column, value(), value(), value())),
            (1, lambda: "sa.select(sa.literal(%s), sa.literal(%s, %s))" % (
                value(), value(), self.own_type()[0])),
            (1, lambda: "d.update().values({%s: sa.bindparam('v', %s)})" % (name, value())))

    def upsert(self):
        columns = self.typed_table()
        rows = self.row(columns)
        if self.chance(0.3):
            rows = "[%s, %s]" % (rows, self.row(columns))
        name, values = self.rng.choice(columns[1:])
        if self.chance(0.3):
            self.dialect_module("mysql")
            self.need("ins = mysql.insert(d).values(%s)" % rows)
            return "op.execute(ins.on_duplicate_key_update(%s))" % self.weighted(
                (2, lambda: "{%s: ins.inserted[%s]}" % (name, name)),
                (1, lambda: "{%s: %s}" % (name, self.rng.choice(values))),
                (1, lambda: "{'id': d.c.id + 1, %s: sa.func.values(d.c[%s])}" % (name, name)),
                (1, lambda: "[(%s, %s), ('id', 5)]" % (name, self.rng.choice(values))),
                (1, lambda: "id=sa.func.coalesce(ins.inserted.id, %s)" % self.one("3", "d.c.id")))
        module = self.dialect_module(self.one("postgresql", "postgresql", "sqlite"))
        self.need("ins = %s.insert(d).values(%s)" % (module, rows))
        text = self.weighted(
            (2, "on_conflict_do_nothing()"), (1, "on_conflict_do_nothing(index_elements=['id'])"),
            (1, "on_conflict_do_nothing(constraint='uq_d')"),
            (3, lambda: "on_conflict_do_update(index_elements=%s, set_={%s: %s}%s)" % (
                self.one("['id']", "[d.c.id]", "[sa.func.lower(d.c.id)]", "[sa.text('lower(x)')]"), name,
                self.weighted((3, "ins.excluded[%s]" % name), (1, lambda: self.rng.choice(values)),
                              (1, "sa.func.coalesce(d.c[%s], ins.excluded[%s])" % (name, name)),
                              (1, "sa.text('now()')"), (0.5, "None")),
                self.keywords((0.3, "where", self.one(
                    "d.c.id > 5", "d.c.id != ins.excluded.id", "sa.text('d.id > 1')")),
                    (0.2, "index_where", self.one("d.c.id > 2", "sa.text('id = 1')"))))),
            (1, lambda: "on_conflict_do_update(constraint='uq_d', set_=dict(%s=%s))" % (
                name.strip("'"), "ins.excluded." + name.strip("'"))))
        tail = ".returning(d.c.id)" if self.chance(0.2) else ""
        return "op.execute(ins.%s%s)" % (text, tail)

    # -- common table expressions ------------------------------------------------

    def with_query(self):
        first = self.tables or self.declare_tables(2)
        self.tables = first
        t, columns = first[0]
        u, others = first[-1]
        pick = lambda: self.column_of(columns)
        name = self.one("'q'", "'Big Q'", "", "'order'")
        options = self.keywords((0.2, "recursive", "True"))
        form = self.weighted((2, "plain"), (2, "recursive"), (1, "dml"), (1, "update"), (1, "delete"),
                             (1, "insert"), (1, "two"), (0.7, "materialized"), (0.5, "union"))
        if form == "recursive":
            self.need("q = sa.select(%s.c['id'].label('id'), sa.literal(1).label('depth')).where(%s)"
                      ".cte(%s)" % (t, self.condition(columns, 1), ", ".join(
                          each for each in (name, "recursive=True") if each)))
            self.need("q = q.%s(sa.select(%s.c['id'], q.c.depth + 1).where(%s.c['id'] == q.c.id))" % (
                self.one("union_all", "union"), t, t))
            return "op.execute(sa.select(q.c.id, sa.func.max(q.c.depth)).group_by(q.c.id)%s)" % self.one(
                "", ".limit(3)", ".where(q.c.depth < 5)", ".order_by(q.c.id.desc())")
        inner = "sa.select(%s.c['id'], %s).where(%s)" % (t, pick(), self.condition(columns, 1))
        if form == "materialized":
            self.dialect_module("postgresql")
            self.need("q = %s.cte(%s).%s" % (inner, name, "suffix_with('x')"))
        elif form == "dml":
            change = self.one("%s.delete().where(%s)" % (t, self.condition(columns, 1)),
                              "%s.update().values({'id': 5}).where(%s)" % (t, self.condition(columns, 1)),
                              "%s.insert().values({'id': 7})" % t)
            self.need("q = %s.returning(%s.c['id']).cte(%s)" % (change, t, name))
        else:
            self.need("q = %s.cte(%s)" % (inner, (name + options).lstrip(", ")))
        if form == "two":
            self.need("q2 = sa.select(q.c.id, sa.func.count().label('n')).group_by(q.c.id).cte('second')")
            return "op.execute(sa.select(q2.c.n, q.c.id).join(q, q.c.id == q2.c.id).where(%s))" % self.condition(
                [("int", "q2.c.n"), ("int", "q.c.id")], 1)
        return "op.execute(%s)" % {
            "update": "%s.update().values({'id': %s}).where(%s)" % (
                u, self.one("5", "sa.select(sa.func.max(q.c.id)).scalar_subquery()", "q.c.id"),
                self.one("%s.c['id'] == q.c.id" % u, "%s.c['id'].in_(sa.select(q.c.id))" % u,
                         "sa.exists().where(q.c.id == %s.c['id'])" % u)),
            "delete": "%s.delete().where(%s)" % (
                u, self.one("%s.c['id'] == q.c.id" % u, "%s.c['id'].in_(sa.select(q.c.id))" % u)),
            "insert": "%s.insert().from_select(['id'], sa.select(q.c.id%s))" % (
                u, self.one("", ").where(q.c.id > 5")),
            "union": "sa.union_all(sa.select(q.c.id), sa.select(%s.c['id'])).order_by('id')" % u,
            "dml": self.one("sa.select(q.c.id)", "%s.insert().from_select(['id'], sa.select(q.c.id))" % u,
                            "%s.delete().where(%s.c['id'].in_(sa.select(q.c.id)))" % (u, u),
                            "sa.select(%s.c['id']).add_cte(q)" % u),
        }.get(form, "sa.select(q%s)%s" % (self.one("", ".c.id"), self.one(
            "", ".limit(2)", ".where(q.c.id.in_([1, 2]))", ".order_by(q.c.id)", ".distinct()",
            ".join(%s, %s.c['id'] == q.c.id)" % (u, u))))

    # -- what projects execute -----------------------------------------------------

    def text_with_binds(self):
        text = self.one(
            "UPDATE account SET name = :name WHERE id = :id",
            "INSERT INTO t (a, b) VALUES (:name, :id) ON CONFLICT (a) DO NOTHING",
            "UPDATE t SET j = jsonb_set(j, '{a,b}', (:name)::jsonb) WHERE j ? 'x' AND id = :id",
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 WHERE a = :id) THEN NULL; END IF; END $$",
            "SELECT '12:30'::time, :name, \\:literal, a::text LIKE '%x:y%' AND b = :id",
            "CREATE FUNCTION f() RETURNS trigger AS $f$\nBEGIN\n    NEW.a := 1;\n\tRETURN NEW;\nEND\n$f$ LANGUAGE plpgsql",
            "UPDATE t SET u = 'http://x.y/:z?a=%20' WHERE a = :id -- it's :name",
            "SELECT a[1:2], b[:id], c FROM t WHERE d @> ARRAY[:name]::text[]")
        values = []
        for name in ("id", "name"):
            if ":" + name in text and self.chance(0.9):
                values.append("%s=%s" % (name, self.value(self.kind())))
        form = self.weighted((3, "binds"), (1, "str"), (1, "typed"), (1, "plain"))
        if form == "str":
            return "op.execute(%r)" % text
        if form == "plain":
            return "op.execute(sa.text(%r))" % text
        if form == "typed" and values:
            return "op.execute(sa.text(%r).bindparams(%s))" % (text, ", ".join(
                "sa.bindparam(%r, %s, type_=%s)" % (*each.split("=", 1), self.one(
                    *self.COLUMN_TYPES[self.kind()])) for each in values))
        return "op.execute(sa.text(%r)%s)" % (text, ".bindparams(%s)" % ", ".join(values) if values else "")

    def data_update(self):
        if len(self.tables) < 2:
            self.tables = self.declare_tables(2)
        (t, columns), (u, others) = self.tables[:2]
        kind, target = self.rng.choice(columns)
        fitting = self.column_of(others, kind) or others[0][1]
        value = self.weighted(
            (2, lambda: "sa.select(%s).where(%s == %s)%s.scalar_subquery()" % (
                fitting, others[0][1], columns[0][1], self.one("", "", ".limit(1)", ".correlate(%s)" % t))),
            (1, lambda: fitting), (1, lambda: self.case(columns, kind, 1)),
            (1, lambda: "sa.func.coalesce(%s, %s)" % (target, self.value(kind))),
            (1, lambda: "sa.text(%r)" % self.one("b", "lower(b)", "'x:y'", "b::int + 1")),
            (1, lambda: "sa.null()"), (1, lambda: "sa.bindparam('new', %s)" % self.value(kind)),
            (1, lambda: "sa.cast(%s, %s)" % (target, self.cast_type(kind))),
            (1, lambda: "op.inline_literal(%s)" % self.value(kind)))
        key = self.one(target, target[target.index("[") + 1:-1])
        where = self.weighted(
            (2, ".where(%s == %s)" % (columns[0][1], others[0][1])),
            (2, lambda: ".where(%s)" % self.condition(columns, 1)),
            (1, lambda: ".where(%s.in_(sa.select(%s).where(%s)))" % (
                columns[0][1], others[0][1], self.condition(others, 1))),
            (1, lambda: ".where(%s, %s)" % (self.condition(columns, 1), self.condition(columns, 0))),
            (1, ""), (1, lambda: ".where(sa.exists().where(%s == %s))" % (columns[0][1], others[0][1])))
        if self.chance(0.15):
            return "op.execute(%s.update()%s.ordered_values((%s, %s), ('id', 5)))" % (t, where, key, value)
        if self.chance(0.2):
            return "op.execute(%s.insert().from_select([%s], sa.select(%s)%s))" % (
                u, ", ".join(s[s.index("[") + 1:-1] for _, s in others[:2]),
                ", ".join(self.one(self.column_of(columns), "sa.literal(5)", "sa.func.now()",
                                   "sa.literal('x').label('x')", "sa.null()") for _ in others[:2]),
                where.replace(others[0][1], "sa.literal(1)") if u in where else where)
        return "op.execute(%s.update()%s.values({%s: %s}))" % (t, where, key, value)

    def postgresql_query(self):
        """Operators and functions of JSONB, ARRAY, ranges, text search."""
        self.dialect_module("postgresql")
        self.need("g = sa.table('docs', sa.column('id', sa.Integer), sa.column('body', postgresql.JSONB), "
                  "sa.column('tags', postgresql.ARRAY(sa.String)), sa.column('span', postgresql.INT4RANGE), "
                  "sa.column('words', postgresql.TSVECTOR), sa.column('kv', postgresql.HSTORE), "
                  "sa.column('raw', postgresql.JSON), sa.column('n', sa.ARRAY(sa.Integer)))")
        condition = lambda: self.one(
            "g.c.body['a'].astext == 'x'", "g.c.body[('a', 'b')].astext.cast(sa.Integer) > 5",
            "g.c.body.contains({'a': [1]})", "g.c.body.has_key('k')", "g.c.body.has_any(['a', 'b'])",
            "g.c.body.has_all(postgresql.array(['a', 'b']))", "g.c.body.contained_by({'a': 1})",
            "g.c.body['n'].as_integer() == 3", "g.c.body['s'].as_string().in_(['x', \"y's\"])",
            "g.c.body.path_exists('$.a')", "g.c.body.path_match('$.a > 1')", "g.c.body['a'] == sa.cast('1', postgresql.JSONB)",
            "g.c.raw['a'].as_string() == 'b'", "g.c.raw['a']['b'].as_json() != None",
            "g.c.tags.any('x')", "g.c.tags.contains(['a', 'b'])", "g.c.tags.overlap(['a'])",
            "g.c.tags.contained_by(['a'])", "g.c.tags[1] == 'x'", "sa.any_(g.c.tags) == 'x'", "'x' == sa.any_(g.c.tags)",
            "g.c.n.any(5)", "g.c.n[2:3] == [1, 2]", "g.c.id == sa.all_(g.c.n)", "g.c.n.contains([1])",
            "g.c.span.contains(5)", "g.c.span.overlaps(postgresql.Range(1, 5))", "g.c.span.adjacent_to(postgresql.Range(5, 6))",
            "g.c.span << postgresql.Range(1, 2)", "g.c.span.not_extend_right_of(postgresql.Range(1, 2))",
            "g.c.words.match('a & b')", "g.c.words.bool_op('@@')(sa.func.to_tsquery('english', 'a'))",
            "sa.func.to_tsvector('english', g.c.kv['a']).match('x', postgresql_regconfig='english')",
            "g.c.kv.has_key('a')", "g.c.kv['a'] == 'b'", "g.c.kv.contains({'a': 'b'})", "g.c.kv.defined('a')",
            "g.c.tags == []", "g.c.tags == postgresql.array(['a'])", "g.c.tags.is_(None)")
        item = lambda: self.one(
            "g.c.body['a']", "g.c.body['a'].astext", "g.c.body['a']['b'].astext.label('z')",
            "sa.func.jsonb_set(g.c.body, '{a}', sa.cast('1', postgresql.JSONB))", "g.c.body - 'k'", "g.c.body.delete_path(['a'])",
            "sa.func.jsonb_build_object('a', g.c.id)", "sa.func.array_agg(g.c.id)", "g.c.tags + ['z']",
            "sa.func.array_agg(postgresql.aggregate_order_by(g.c.id, g.c.id.desc()))", "g.c.n[1]",
            "sa.func.unnest(g.c.tags)", "sa.func.array_length(g.c.tags, 1)", "postgresql.array([1, 2])", "postgresql.array(['a', g.c.id])",
            "sa.func.string_agg(sa.cast(g.c.id, sa.Text), ',')", "sa.func.aggregate_strings(g.c.body['a'].astext, ', ')",
            "sa.func.string_agg(g.c.raw['a'].as_string(), postgresql.aggregate_order_by(sa.literal_column(\"','\"), g.c.id))",
            "g.c.kv['a']", "g.c.kv.keys()", "g.c.kv.slice(postgresql.array(['a']))", "g.c.kv + {'q': 'r'}", "postgresql.hstore('a', 'b')",
            "sa.func.lower(g.c.span)", "g.c.span * postgresql.Range(1, 4)", "sa.func.to_tsvector('a b')",
            "sa.cast(g.c.body['a'].astext, postgresql.UUID)", "sa.func.percentile_cont(0.5).within_group(g.c.id.desc())",
            "sa.func.count(g.c.id).filter(g.c.id > 5)", "postgresql.to_tsquery('x')", "sa.cast([1, 2], postgresql.ARRAY(sa.Integer))",
            "sa.cast({'a': 1}, postgresql.JSONB)", "sa.literal({'a': 1}, postgresql.JSONB)", "sa.literal(['a'], postgresql.ARRAY(sa.Text))",
            "sa.type_coerce({'a': 1}, postgresql.JSONB)", "sa.func.coalesce(g.c.body, sa.text(\"'{}'::jsonb\"))")
        return "op.execute(%s)" % self.weighted(
            (3, lambda: "sa.select(%s, %s).where(%s)" % (item(), item(), condition())),
            (2, lambda: "g.update().values(body=%s).where(%s)" % (item(), condition())),
            (1, lambda: "g.delete().where(sa.and_(%s, sa.not_(%s)))" % (condition(), condition())),
            (1, lambda: "sa.select(g.c.id).distinct(g.c.id).where(%s).order_by(g.c.id)" % condition()),
            (1, lambda: "g.insert().from_select(['id', 'body'], sa.select(g.c.id, %s))" % item()))

    def functions_in_from(self):
        return "op.execute(sa.select(%s))" % self.one(
            "sa.func.generate_series(1, 5).alias('s')", "sa.func.generate_series(1, 5).table_valued('value').c.value",
            "sa.func.json_each('{\"a\": 1}').table_valued('key', 'value')",
            "sa.func.unnest(sa.text(\"ARRAY['a']\")).column_valued('x')",
            "sa.func.jsonb_to_recordset(sa.literal('[]')).table_valued(sa.column('a', sa.Integer), sa.column('b', sa.Text)).render_derived(with_types=True)",
            "sa.func.json_array_elements('[1]').table_valued('v', name='e').render_derived().c.v",
            "sa.func.generate_series(1, 3).table_valued('n', with_ordinality='o', name='gs').render_derived()",
            "sa.func.current_user(), sa.func.current_timestamp(), sa.func.session_user()",
            "sa.func.concat('a', 5, None), sa.func.group_concat('x'), sa.func.ifnull(None, 1)",
            "sa.func.to_char(sa.func.now(), 'YYYY-MM-DD'), sa.func.strftime('%Y', 'now')",
            "sa.func.grouping_sets(sa.tuple_(sa.column('a'), sa.column('b')), sa.column('a')), sa.func.cube(sa.column('a'))",
            "sa.func.date('now'), sa.func.char_length('x'), sa.func.substring('abc', 1, 2)",
            "sa.func.cast('5', sa.Integer), sa.func.my_schema.my_func(1, 'x'), sa.func.COUNT()",
            "sa.func.now() + sa.text(\"interval '1 day'\"), sa.func.now() - datetime.timedelta(days=1)"
            if "import datetime" in self.prelude else "sa.func.now() + sa.text(\"interval '1 day'\")",
            "sa.literal(True), sa.literal(None), sa.literal(1.5), sa.literal('it\\'s'), sa.true(), sa.null()",
            "sa.func.row_number().over(partition_by=sa.column('a'), order_by=[sa.column('b').desc(), sa.column('c')])",
            "sa.func.first_value(sa.column('a')).over(order_by=sa.column('b'), rows=(None, 0))",
            "sa.between(sa.column('a'), 1, 2), sa.column('a').is_distinct_from(None), sa.desc('a')",
            "sa.func.sum(sa.case((sa.column('a') > 1, 1), else_=0)).label('n'), sa.func.count('*'), sa.func.count(sa.text('*'))",
            "sa.extract('epoch', sa.func.now()), sa.func.extract('year', sa.column('d'))",
            "sa.column('a').op('->>')('k'), sa.column('a').op('@>', is_comparison=True)('{}'), sa.column('b').op('||')(5)",
            "sa.collate(sa.column('a'), 'de_DE'), sa.column('b').collate('C').desc()")

    def generative(self):
        """Methods of select that statements.py leaves out."""
        if len(self.tables) < 2:
            self.tables = self.declare_tables(2)
        (t, columns), (u, others) = self.tables[:2]
        pick = lambda: self.column_of(columns)
        start = "sa.select(%s)" % self.one(pick(), t, "%s, %s.label('lbl')" % (pick(), pick()))
        tail = "".join(self.some([
            ".where(%s).where(%s)" % (self.condition(columns, 1), self.condition(columns, 0)),
            ".filter(%s)" % self.condition(columns, 1), ".filter_by(id=5)",
            ".add_columns(%s.label('extra'))" % pick(), ".order_by('id', sa.desc('id'))",
            ".order_by(%s.desc(), %s)" % (pick(), pick()), ".group_by(%s, 'id')" % pick(),
            ".limit(5)", ".offset(3)", ".limit(None)", ".order_by(None)", ".distinct()",
            ".correlate(%s)" % u, ".correlate(None)", ".select_from(%s)" % u,
            ".join(%s, %s == %s)" % (u, columns[0][1], others[0][1]),
            ".outerjoin(%s, sa.and_(%s == %s, %s))" % (
                u, columns[0][1], others[0][1], self.condition(others, 0)),
            ".with_only_columns(%s)" % pick(), ".execution_options(x=1)",
            ".params(p=3)", ".with_hint(%s, 'USE INDEX (x)', 'mysql')" % t, ".with_statement_hint('/*+ x */')",
            ".having(sa.func.count() > 1)", ".reduce_columns()", ".with_for_update(of=%s, nowait=True)" % t,
            ".prefix_with('/* it is */')", ".suffix_with('-- end')"], 1, 4))
        form = self.weighted((4, "%s"), (1, "sa.select(%s.subquery())"), (1, "sa.select(sa.func.count()).select_from(%s.subquery('n'))"),
                             (1, "sa.exists(%s).select()"), (0.5, "sa.select(sa.literal(1)).where(%s.exists())"),
                             (0.5, "sa.select(%s.lateral('lat'))"), (0.5, "%s.union(sa.select(sa.literal(1)))"))
        return "op.execute(%s)" % (form % (start + tail))

    # -- structure -------------------------------------------------------------------

    def project_table(self):
        """A table with its indexes and keys, as autogenerate writes it."""
        names = [n for n in self.names(3, 6) if n != "'id'"]
        items = ["sa.Column('id', %s, nullable=False)" % self.one(
            "sa.Integer()", "sa.BigInteger()", "sa.Uuid()", "sa.Integer(), sa.Identity(always=True)",
            "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')",
            "sa.Uuid(), server_default=sa.text('gen_random_uuid()')")]
        for name in names:
            source, _ = self.own_type()
            items.append("sa.Column(%s, %s%s)" % (name, source, self.keywords(
                (0.6, "nullable", self.boolean()), (0.3, "server_default", self.server_default),
                (0.1, "comment", self.string), (0.1, "index", "True"), (0.1, "unique", "True"))))
        items.append("sa.PrimaryKeyConstraint('id'%s)" % self.keywords(
            (0.6, "name", self.one("op.f('pk_t')", "'pk_t'"))))
        if self.chance(0.4):
            items.append("sa.ForeignKeyConstraint([%s], ['parent.id']%s)" % (names[0], self.keywords(
                (0.6, "name", "op.f('fk_t_parent')"), (0.5, "ondelete", "'CASCADE'"))))
        if self.chance(0.3):
            items.append("sa.UniqueConstraint(%s%s)" % (
                ", ".join(names[:2]), self.keywords((0.6, "name", "'uq_t'"))))
        lines = ["op.create_table(%s, %s%s)" % (self.name(), ", ".join(items), self.schema())]
        return "\n".join(lines)

    def enum_change(self):
        self.dialect_module("postgresql")
        name = self.name()
        labels = ", ".join(repr(each) for each in self.labels())
        return self.one(
            "op.execute(%r)" % ("ALTER TYPE status ADD VALUE IF NOT EXISTS 'it''s' AFTER 'b'"),
            "postgresql.ENUM(%s, name=%s).create(op.get_bind(), checkfirst=%s)" % (labels, name, self.boolean()),
            "sa.Enum(%s, name=%s).drop(op.get_bind(), checkfirst=%s)" % (labels, name, self.boolean()),
            "op.alter_column('t', 'state', type_=sa.Enum(%s, name=%s), existing_type=sa.String(9), "
            "postgresql_using=%r, existing_nullable=False)" % (labels, name, "state::text::\"x\""),
            "op.alter_column('t', 'state', existing_type=sa.Enum(%s, name=%s), type_=sa.String(20), "
            "existing_server_default='x')" % (labels, name),
            "op.add_column('t', sa.Column('state', postgresql.ENUM(%s, name=%s, create_type=False), "
            "server_default=%s, nullable=False))" % (labels, name, self.string()),
            "op.add_column('t', sa.Column('state', sa.Enum(%s, name=%s), nullable=True))" % (labels, name))

    def translated(self):
        """A statement with schema_translate_map, shown as text."""
        if not self.tables:
            self.tables = self.declare_tables(2)
        t, columns = self.rng.choice(self.tables)
        statement = self.one(
            "sa.select(%s).where(%s)" % (t, self.condition(columns, 1)),
            "%s.delete().where(%s)" % (t, self.condition(columns, 0)), "%s.update().values({'id': 5})" % t,
            "sa.schema.CreateTable(sa.Table('x', sa.MetaData(), sa.Column('id', sa.Integer), "
            "sa.Column('e', sa.Enum('a', name='e')), schema=%s))" % self.one("'s1'", "None", "'order'"),
            "sa.schema.DropTable(sa.Table('x', sa.MetaData(), schema='s1'))",
            "sa.schema.CreateIndex(sa.Index('ix', sa.Table('x', sa.MetaData(), sa.Column('a', sa.Integer), schema=%s).c.a))" % self.one("'s1'", "None"),
            "sa.schema.CreateSequence(sa.Sequence('sq', schema='s1'))")
        return ("op.execute(str(%s.compile(dialect=op.get_context().dialect, "
                "schema_translate_map=%s, "
                "render_schema_translate=True)))" % (
            statement, self.one("{'s1': 'tenant'}", "{None: 'tenant'}", "{'s1': None}", "{'a.b': 'x', None: 'My T'}")))

    def autocommit(self):
        return "with op.get_context().autocommit_block():\n    %s" % self.one(
            "op.execute('VACUUM')", "op.create_index('ix', 't', ['a'], postgresql_concurrently=True)",
            "op.execute(\"ALTER TYPE e ADD VALUE 'x'\")", "pass")
