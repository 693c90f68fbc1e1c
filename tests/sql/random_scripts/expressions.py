"""Random column expressions over the tables that a script has declared."""


class Expressions:
    """Mixed into the generator. A scope is a list of (kind, source) columns."""

    def table_name(self):
        """A name that no table of the script has."""
        while True:
            name = self.name()
            if name not in self.table_names:
                self.table_names.append(name)
                return name

    def declare_tables(self, count):
        """Declares t0 … and gives [(variable, columns)]."""
        return [self.declare_table("t%d" % n) for n in range(count)]

    def declare_table(self, variable):
        columns = []
        parts = []
        for name in ["'id'"] + [n for n in self.names(2, 5) if n.lower() != "'id'"]:
            kind = "int" if name == "'id'" else self.kind()
            source = self.one(*self.COLUMN_TYPES[kind])
            if self.chance(0.04):
                parts.append("sa.column(%s)" % name)
            else:
                parts.append("sa.column(%s, %s)" % (name, source))
            columns.append((kind, "%s.c[%s]" % (variable, name)))
        full = self.full_tables
        body = ", ".join(parts)
        if full:
            body = body.replace("sa.column(", "sa.Column(")
            line = "%s = sa.Table(%s, sa.MetaData(), %s%s)"
        else:
            line = "%s = sa.table(%s, %s%s)"
        schema = self.schema() if self.chance(0.5) else ""
        if "quoted_name" in schema or "''" in schema:
            schema = ""
        self.need(line % (variable, self.table_name(), body, schema))
        return variable, columns

    def column_of(self, scope, kind=None):
        fitting = [source for k, source in scope if kind is None or k == kind]
        return self.rng.choice(fitting) if fitting else None

    def expression(self, scope, kind, depth=2):
        """A column expression of that kind."""
        column = self.column_of(scope, kind)
        if depth <= 0:
            if column and self.chance(0.8):
                return column
            return self.leaf(kind)
        if column and self.chance(0.35):
            return column
        if self.chance(0.12):
            return self.leaf(kind)
        maker = getattr(self, kind + "_expression", None)
        if self.chance(0.3) or not maker:
            return self.any_expression(scope, kind, depth)
        return maker(scope, depth - 1)

    def leaf(self, kind):
        value = self.value(kind)
        return self.weighted(
            (5, "sa.literal(%s)" % value),
            (1, "sa.literal(%s, %s)" % (value, self.one(*self.COLUMN_TYPES[kind]))),
            (1, "sa.bindparam(%r, %s)" % (self.one("p", "q", "p 1"), value)),
            (1, "sa.bindparam(None, %s, type_=%s)" % (value, self.one(*self.COLUMN_TYPES[kind]))),
            (1, lambda: "sa.literal_column(%r%s)" % (
                self.one("1", "x", "a.b", "'q'", "now()", "5 + %s", "x::int", "count(*)"),
                self.keywords((0.6, "type_", self.one(*self.COLUMN_TYPES[kind]))))),
            (1, "sa.null()"))

    def operand(self, scope, kind, depth):
        """Right of an operator: an expression or a plain value."""
        if self.chance(0.45):
            return self.typed_value(kind)
        return self.expression(scope, kind, depth)

    def any_expression(self, scope, kind, depth):
        """What any kind can be made with."""
        e = lambda: self.expression(scope, kind, depth - 1)
        return self.weighted(
            (2, lambda: "sa.func.coalesce(%s, %s)" % (e(), self.operand(scope, kind, depth - 1))),
            (2, lambda: self.case(scope, kind, depth)),
            (2, lambda: "sa.cast(%s, %s)" % (
                self.expression(scope, self.kind(), depth - 1), self.cast_type(kind))),
            (1, lambda: "%s.cast(%s)" % (
                self.column_of(scope) or "sa.literal(1)", self.cast_type(kind))),
            (0.7, lambda: "sa.type_coerce(%s, %s)" % (e(), self.one(*self.COLUMN_TYPES[kind]))),
            (0.3, lambda: "sa.try_cast(%s, %s)" % (e(), self.cast_type(kind))),
            (1, lambda: "sa.func.nullif(%s, %s)" % (e(), self.operand(scope, kind, depth - 1))),
            (1, lambda: "sa.func.max(%s)" % e()),
            (0.7, lambda: "sa.func.%s(%s%s)" % (
                self.one("my_func", "Upper", "pg_catalog.version", "dbo.f", "f", "left",
                         "greatest"),
                e(), self.keywords((0.3, "type_", self.one(*self.COLUMN_TYPES[kind]))))),
            (1, lambda: self.scalar_subquery(scope, kind, depth)),
            (0.7, lambda: self.window(scope, kind, depth)),
            (0.4, lambda: "(%s).label(%s)" % (e(), self.name())),
            (0.3, lambda: "sa.func.max(%s).filter(%s)" % (e(), self.condition(scope, depth - 1))),
            (0.3, lambda: "(%s).op(%r)(%s)" % (
                e(), self.one("->", "&&", "%", "||", "MOD"), self.operand(scope, kind, depth - 1))))

    def cast_type(self, kind):
        return self.weighted((3, lambda: self.one(*self.COLUMN_TYPES[kind])),
                             (1, self.generic_type), (1, self.upper_type))

    def case(self, scope, kind, depth):
        tail = ""
        if self.chance(0.7):
            tail = ", else_=%s" % self.operand(scope, kind, depth - 1)
        if self.chance(0.2):
            column = self.column_of(scope, "str") or "sa.literal('x')"
            pairs = ", ".join("%s: %s" % (repr(key), self.value(kind)) for key in
                              self.some(["a", "b", "it's", "%"], 1, 3))
            return "sa.case({%s}, value=%s%s)" % (pairs, column, tail)
        whens = ", ".join("(%s, %s)" % (self.condition(scope, depth - 1),
                                        self.operand(scope, kind, depth - 1))
                          for _ in range(self.rng.randint(1, 2)))
        return "sa.case(%s%s)" % (whens, tail)

    def scalar_subquery(self, scope, kind, depth):
        if not self.tables:
            return self.leaf(kind)
        variable, columns = self.rng.choice(self.tables)
        inner = self.expression(columns, kind, depth - 1)
        if self.chance(0.4):
            alias = "%s.alias(%s)" % (variable, self.one("", "'sub'", "'Sub Q'"))
            name = "a%d" % len(self.prelude)
            self.need("%s = %s" % (name, alias))
            inner = inner.replace(variable + ".c", name + ".c")
            columns = [(k, s.replace(variable + ".c", name + ".c")) for k, s in columns]
        where = ""
        if self.chance(0.6):
            where = ".where(%s)" % self.condition(columns + scope, depth - 1)
        if self.chance(0.2):
            where += ".limit(1)"
        return "sa.select(%s)%s.scalar_subquery()" % (inner, where)

    def window(self, scope, kind, depth):
        function = self.weighted(
            (2, "sa.func.row_number()"), (1, "sa.func.rank()"),
            (2, lambda: "sa.func.sum(%s)" % self.expression(scope, "int", depth - 1)),
            (1, lambda: "sa.func.lag(%s, 1)" % self.expression(scope, kind, depth - 1)))
        column = lambda: self.column_of(scope) or "sa.literal_column('x')"
        frame = self.one(("rows", "(None, 0)"), ("range_", "(-5, 10)"), ("rows", "(1, None)"),
                         ("groups", "(None, None)"))
        window = self.keywords(
            (0.6, "partition_by", lambda: self.weighted(
                (2, column), (1, lambda: "[%s, %s]" % (column(), column())))),
            (0.7, "order_by", lambda: self.ordering(scope)), (0.4, *frame))
        return "%s.over(%s)" % (function, window[2:])

    def ordering(self, scope):
        column = self.column_of(scope) or "sa.literal_column('x')"
        return column + self.weighted(
            (3, ""), (2, ".desc()"), (1, ".asc()"), (1, ".desc().nulls_last()"),
            (1, ".nulls_first()"), (0.5, ".collate('C')"))

    # -- by kind -------------------------------------------------------------

    def int_expression(self, scope, depth):
        e = lambda: self.expression(scope, "int", depth)
        o = lambda: self.operand(scope, "int", depth)
        return self.weighted(
            (5, lambda: "(%s %s %s)" % (e(), self.one("+", "-", "*", "/", "%", "//"), o())),
            (1, lambda: "(%s %s %s)" % (self.int_value(), self.one("+", "-", "*", "/", "%"), e())),
            (1, lambda: "-(%s)" % e()), (1, lambda: "sa.func.count(%s)" % self.weighted(
                (1, ""), (1, e), (1, lambda: "sa.distinct(%s)" % e()),
                (1, lambda: "(%s).distinct()" % e()))),
            (1, lambda: "sa.func.length(%s)" % self.expression(scope, "str", depth)),
            (1, lambda: "sa.func.char_length(%s)" % self.expression(scope, "str", depth)),
            (1, lambda: "sa.extract(%r, %s)" % (
                self.one("year", "month", "day", "hour", "dow", "epoch", "week", "doy", "second"),
                self.expression(scope, self.one("date", "datetime"), depth))),
            (1, lambda: "sa.func.sum(%s)" % e()),
            (1, lambda: "(%s).%s(%s)" % (e(), self.one(
                "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_lshift",
                "bitwise_rshift"), o())),
            (0.5, lambda: "(%s).bitwise_not()" % e()),
            (0.5, lambda: "sa.Sequence('seq_a'%s).next_value()" % self.schema()))

    def num_expression(self, scope, depth):
        e = lambda: self.expression(scope, "num", depth)
        o = lambda: self.operand(scope, self.one("num", "int"), depth)
        return self.weighted(
            (5, lambda: "(%s %s %s)" % (e(), self.one("+", "-", "*", "/", "%"), o())),
            (1, lambda: "sa.func.round(%s, 2)" % e()), (1, lambda: "sa.func.avg(%s)" % e()),
            (1, lambda: "sa.func.random()"), (1, lambda: "sa.func.abs(-(%s))" % e()),
            (0.5, lambda: "sa.func.percentile_cont(0.5).within_group(%s)" % self.ordering(scope)))

    def str_expression(self, scope, depth):
        e = lambda: self.expression(scope, "str", depth)
        o = lambda: self.operand(scope, "str", depth)
        return self.weighted(
            (4, lambda: "(%s + %s)" % (e(), o())), (1, lambda: "(%s + %s)" % (self.string(), e())),
            (1, lambda: "(%s).concat(%s)" % (e(), o())),
            (2, lambda: "sa.func.lower(%s)" % e()), (1, lambda: "sa.func.upper(%s)" % o()),
            (1, lambda: "sa.func.concat(%s, %s, %s)" % (e(), o(), o())),
            (1, lambda: "sa.func.substr(%s, 1, 3)" % e()),
            (1, lambda: "sa.func.replace(%s, %s, %s)" % (e(), self.string(), self.string())),
            (1, lambda: "sa.func.trim(%s)" % e()),
            (1, lambda: "(%s).collate(%r)" % (e(), self.one("NOCASE", "de_DE", "C"))),
            (0.5, lambda: "sa.collate(%s, 'C')" % e()),
            (1, lambda: "(%s).regexp_replace(%s, %s%s)" % (
                e(), self.string(), self.string(), self.keywords((0.3, "flags", "'ig'")))),
            (0.7, lambda: "sa.func.aggregate_strings(%s, %s)" % (e(), self.string())),
            (0.5, lambda: "sa.func.%s()" % self.one("current_user", "session_user", "user")))

    def bool_expression(self, scope, depth):
        return self.condition(scope, depth)

    def date_expression(self, scope, depth):
        e = lambda: self.expression(scope, "date", depth)
        return self.weighted(
            (2, "sa.func.current_date()"), (1, lambda: "sa.func.date(%s)" % e()),
            (1, lambda: "(%s + %s)" % (e(), self.interval_value())),
            (1, lambda: "(%s - %s)" % (e(), self.operand(scope, "date", depth))))

    def datetime_expression(self, scope, depth):
        e = lambda: self.expression(scope, "datetime", depth)
        return self.weighted(
            (3, "sa.func.now()"), (1, "sa.func.current_timestamp()"),
            (1, "sa.func.localtimestamp()"), (0.5, "sa.func.sysdate()"),
            (1, lambda: "(%s + %s)" % (e(), self.interval_value())),
            (1, lambda: "(%s - %s)" % (e(), self.operand(scope, "datetime", depth))),
            (1, lambda: "sa.func.date_trunc('day', %s)" % e()))

    def json_expression(self, scope, depth):
        e = lambda: self.expression(scope, "json", depth)
        return self.weighted(
            (3, lambda: "%s[%r]" % (e(), self.one("a", "it's", "%", 0, -1, "b c"))),
            (1, lambda: "%s[('a', 1)]" % e()),
            (1, lambda: "%s['a'].%s()" % (e(), self.one(
                "as_string", "as_integer", "as_float", "as_boolean", "as_json"))),
            (0.5, lambda: "sa.func.json_object('a', 1)"))

    def array_expression(self, scope, depth):
        self.dialect_module("postgresql")
        return self.weighted(
            (2, lambda: "postgresql.array([%s, %s])" % (
                self.expression(scope, "int", depth), self.operand(scope, "int", depth))),
            (1, lambda: "sa.func.array_agg(%s)" % self.expression(scope, "int", depth)),
            (1, lambda: "sa.func.array_agg(postgresql.aggregate_order_by(%s, %s))" % (
                self.expression(scope, "int", depth), self.ordering(scope))),
            (1, lambda: "%s[1:2]" % self.expression(scope, "array", depth)))

    # -- conditions ----------------------------------------------------------

    def condition(self, scope, depth=2):
        depth = max(depth, 0)
        return self.weighted(
            (9, lambda: self.comparison(scope, depth)),
            (2 if depth else 0, lambda: "sa.%s(%s, %s)" % (
                self.one("and_", "or_"), self.condition(scope, depth - 1),
                self.condition(scope, depth - 1))),
            (1 if depth else 0, lambda: "((%s) %s (%s))" % (
                self.condition(scope, depth - 1), self.one("&", "|"),
                self.condition(scope, depth - 1))),
            (1 if depth else 0, lambda: "%s(%s)" % (
                self.one("sa.not_", "~"), self.condition(scope, depth - 1))),
            (1, lambda: self.column_of(scope, "bool") or "sa.true()"),
            (0.5, lambda: self.one("sa.true()", "sa.false()")),
            (0.5, lambda: "sa.text(%r)" % self.one("a > 5", "x = 'y'", "a=1 or b=2", "b like '%x%'")),
            (0.8 if self.tables else 0, lambda: self.exists(scope, depth)))

    def comparison(self, scope, depth):
        kind = self.kind()
        e = lambda: self.expression(scope, kind, depth - 1)
        o = lambda: self.operand(scope, kind, depth - 1)
        text = lambda: self.expression(scope, "str", depth - 1)
        return self.weighted(
            (6, lambda: "(%s %s %s)" % (e(), self.one("==", "!=", "<", "<=", ">", ">="), o())),
            (1, lambda: "(%s %s None)" % (e(), self.one("==", "!="))),
            (1, lambda: "(%s).%s(%s)" % (e(), self.one("is_", "is_not"), self.one(
                "None", "True", "False", "sa.null()", "sa.true()"))),
            (2, lambda: "(%s).%s([%s])" % (e(), self.one("in_", "not_in"), ", ".join(
                self.value(kind) for _ in range(self.rng.randint(0, 3))))),
            (1 if self.tables else 0, lambda: "(%s).in_(%s)" % (e(), self.small_select(kind, depth))),
            (1, lambda: "(%s).between(%s, %s%s)" % (e(), o(), o(), self.keywords(
                (0.2, "symmetric", "True")))),
            (0.5, lambda: "~(%s).between(%s, %s)" % (e(), o(), o())),
            (2, lambda: "(%s).%s(%s%s)" % (text(), self.one(
                "like", "ilike", "not_like", "not_ilike"), self.operand(scope, "str", depth - 1),
                self.keywords((0.3, "escape", self.one("'/'", "'\\\\'", "'%'"))))),
            (2, lambda: "(%s).%s(%s%s)" % (text(), self.one(
                "startswith", "endswith", "contains", "istartswith", "iendswith", "icontains"),
                self.operand(scope, "str", depth - 1), self.keywords(
                    (0.3, "autoescape", "True")))),
            (0.7, lambda: "(%s).regexp_match(%s%s)" % (text(), self.string(), self.keywords(
                (0.3, "flags", "'i'")))),
            (0.8, lambda: "(%s).%s(%s)" % (
                self.column_of(scope, kind) or "sa.null()", self.one(
                    "is_distinct_from", "is_not_distinct_from"),
                self.column_of(scope) or "None")),
            (0.4 if self.tables else 0, lambda: "(%s == sa.%s(%s))" % (
                e(), self.one("any_", "all_"), self.small_select(kind, depth) + ".scalar_subquery()")),
            (0.6, lambda: "sa.tuple_(%s, %s).in_([(%s, %s)])" % (
                e(), text(), self.value(kind), self.string())),
            (0.6, lambda: "(%s).%s(%s)" % (text(), "bool_op('&&')", self.string())))

    def small_select(self, kind, depth):
        variable, columns = self.rng.choice(self.tables)
        where = ""
        if self.chance(0.5):
            where = ".where(%s)" % self.condition(columns, depth - 1)
        return "sa.select(%s)%s" % (self.expression(columns, kind, depth - 1), where)

    def exists(self, scope, depth):
        variable, columns = self.rng.choice(self.tables)
        return self.weighted(
            (1, lambda: "sa.exists().where(%s)" % self.condition(columns + scope, depth - 1)),
            (1, lambda: "sa.exists(%s.where(%s))" % (
                "sa.select(%s)" % columns[0][1], self.condition(columns + scope, depth - 1))),
            (1, lambda: "~sa.select(%s).where(%s).exists()" % (
                columns[0][1], self.condition(columns + scope, depth - 1))))
