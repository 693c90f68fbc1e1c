"""Random SELECT, INSERT, UPDATE and DELETE, as op.execute takes them."""


class Statements:
    """Mixed into the generator."""

    def statement(self):
        return "op.execute(%s)" % self.weighted(
            (4, self.select), (3, self.insert), (3, self.update), (2, self.delete),
            (1, self.compound), (1, self.raw_text))

    def raw_text(self):
        return self.weighted(
            (3, lambda: repr(self.one(
                "UPDATE account SET a = 'x' WHERE b = 5", "SELECT 1;", "UPDATE t SET a = ':foo'",
                "SELECT a::int, '12:34'", "INSERT INTO t VALUES (:x, :y)", "  SELECT\t1  ",
                "SELECT '100%'", "SELECT '\\:x'", "UPDATE t SET a = '%s' || \"q\"",
                "SELECT 1\n\nFROM t\n", "SELECT 'it''s' -- note", "SELECT \\:x, :y_1, ::z"))),
            (2, lambda: "sa.text('UPDATE t SET a = :a, b = :b').bindparams(a=%s, b=%s)" % (
                self.value(self.kind()), self.value(self.kind()))),
            (1, lambda: "sa.text('SELECT :a').bindparams(sa.bindparam('a', %s, %s))" % (
                self.value("str"), self.one(*self.COLUMN_TYPES["str"]))),
            (1, lambda: "sa.text('SELECT * FROM t WHERE a IN :p').bindparams("
                        "sa.bindparam('p', [1, 2], expanding=True))"),
            (1, lambda: "sa.text('SELECT a, b').columns(a=sa.Integer, b=sa.String)"))

    def scope_of(self, tables):
        return [column for _, columns in tables for column in columns]

    def source(self):
        """A FROM: (variable, columns)."""
        variable, columns = self.rng.choice(self.tables)
        form = self.weighted((5, "plain"), (1, "alias"), (1, "subquery"), (1, "cte"),
                             (0.3, "lateral"), (0.2, "values"))
        if form == "plain":
            return variable, columns
        name = "f%d" % len(self.prelude)
        label = self.one("", "'q'", "'Mixed Q'", "'order'")
        if form == "values":
            kind = self.one("int", "str", "num")
            self.need("%s = sa.values(sa.column('id', sa.Integer), sa.column('v', %s), name='v'"
                      "%s).data([(1, %s), (2, %s)])" % (
                          name, self.COLUMN_TYPES[kind][0],
                          self.keywords((0.4, "literal_binds", "True")),
                          self.value(kind), self.value(kind)))
            return name, [("int", name + ".c.id"), (kind, name + ".c.v")]
        if form == "alias":
            self.need("%s = %s.alias(%s)" % (name, variable, label))
        else:
            picked = self.some(columns, 1, 3)
            if columns[0] not in picked:
                picked.insert(0, columns[0])
            where = ""
            if self.chance(0.5):
                where = ".where(%s)" % self.condition(columns, 1)
            nesting = ""
            if form == "cte" and self.chance(0.2):
                nesting = self.one("nesting=True", "recursive=True")
            arguments = ", ".join(each for each in (label, nesting) if each)
            self.need("%s = sa.select(%s)%s.%s(%s)" % (
                name, ", ".join(source for _, source in picked), where, form,
                arguments if form == "cte" else label))
            columns = picked
        return name, [(k, s.replace(variable + ".c[", name + ".c[", 1)) for k, s in columns]

    def select(self, nested=False):
        variable, columns = self.source()
        scope = list(columns)
        tail = ""
        if self.chance(0.4) and self.tables:
            other, others = self.source()
            if other != variable:
                on = "%s == %s" % (columns[0][1], others[0][1])
                if self.chance(0.3):
                    on = self.condition(scope + others, 1)
                scope += others
                tail += self.weighted(
                    (3, ".select_from(%s.join(%s, %s%s))" % (
                        variable, other, on, self.keywords((0.2, "isouter", "True"),
                                                           (0.1, "full", "True")))),
                    (2, ".join_from(%s, %s, %s)" % (variable, other, on)),
                    (1, ".select_from(%s.outerjoin(%s, %s))" % (variable, other, on)))
        items = []
        for _ in range(self.rng.randint(1, 3)):
            item = self.expression(scope, self.kind(), 2)
            if self.chance(0.3):
                item = "(%s).label(%s)" % (item, self.name())
            items.append(item)
        if self.chance(0.1):
            items = [variable]
        if self.chance(0.06):
            items.append("sa.text(%r)" % self.one("x", "count(*)", "a AS b", ":r", "'%'"))
        text = "sa.select(%s)" % ", ".join(items) + tail
        if self.chance(0.6):
            text += ".where(%s)" % self.condition(scope)
        if self.chance(0.15):
            text += ".distinct(%s)" % self.weighted(
                (3, ""), (1, lambda: self.column_of(scope)))
        if self.chance(0.2):
            text += ".group_by(%s)" % self.weighted(
                (3, lambda: self.column_of(scope)),
                (0.5, lambda: "sa.func.rollup(%s)" % self.column_of(scope)))
            if self.chance(0.5):
                text += ".having(%s)" % self.condition(scope, 1)
        if self.chance(0.35):
            text += ".order_by(%s)" % self.weighted(
                (4, lambda: self.ordering(scope)), (1, "sa.text('1 DESC')"), (1, lambda: self.expression(scope, "int", 1)))
        if self.chance(0.3):
            text += self.weighted(
                (3, ".limit(5)"), (2, ".limit(5).offset(10)"), (1, ".fetch(4)"), (0.5, ".fetch(4, with_ties=True)"),
                (0.5, ".fetch(20, percent=True)"), (0.5, ".limit(sa.literal(1) + 2)"),
                (0.5, ".slice(2, 6)"))
        if self.chance(0.08):
            text += ".with_for_update(%s)" % self.one(
                "", "nowait=True", "skip_locked=True", "read=True", "key_share=True",
                "of=%s" % variable)
        if self.chance(0.06):
            text += ".prefix_with('HIGH_PRIORITY'%s)" % self.keywords((0.5, "dialect", "'mysql'"))
        if self.chance(0.04):
            text += ".suffix_with('OPTION (x)')"
        return text

    def compound(self):
        one = "sa.select(%s)" % self.tables[0][1][0][1]
        parts = [one] + [self.small_select("int", 1) for _ in range(self.rng.randint(1, 2))]
        text = "sa.%s(%s)" % (self.one("union", "union_all", "intersect", "except_"),
                              ", ".join(parts))
        if self.chance(0.4):
            text += ".order_by('id')"
        if self.chance(0.4):
            text += self.one(".limit(3)", ".limit(3).offset(1)")
        if self.chance(0.2):
            text = "sa.select(%s.subquery('u').c)" % text
        return text

    def value_pairs(self, columns, scope, low=1):
        pairs = []
        for kind, source in self.some(columns, low, 4):
            key = source[source.index("[") + 1:-1] if "[" in source else None
            if key is None:
                continue
            if self.chance(0.1):
                key = source
            value = self.weighted(
                (6, lambda: self.typed_value(kind)),
                (0.3, lambda: "op.inline_literal(%s)" % self.value(kind)),
                (0.2, lambda: "sa.text(%r)" % self.one(
                    "x", "lower(y)", "1 + 2", "a::text", "'\\:x'", "50%")),
                (3, lambda: self.expression(scope, kind, 2)))
            pairs.append("%s: %s" % (key, value))
        return "{" + ", ".join(pairs) + "}"

    def insert(self):
        variable, columns = self.rng.choice(self.tables)
        dialect = self.weighted((6, "sa"), (2, "postgresql"), (1, "mysql"))
        start = "sa.insert(%s)" % variable
        if dialect != "sa":
            start = "%s.insert(%s)" % (self.dialect_module(dialect), variable)
        elif self.chance(0.3):
            start = variable + ".insert()"
        form = self.weighted((6, "one"), (2, "many"), (1, "select"), (0.5, "default"))
        if form == "one":
            text = start + ".values(%s)" % self.value_pairs(columns, [])
        elif form == "many":
            picked = self.some(columns, 1, 3)
            rows = []
            for _ in range(self.rng.randint(2, 3)):
                rows.append("{" + ", ".join("%s: %s" % (
                    s[s.index("[") + 1:-1], self.typed_value(k)) for k, s in picked) + "}")
            text = start + ".values([%s])" % ", ".join(rows)
        elif form == "select":
            other, others = self.rng.choice(self.tables)
            picked = self.some(columns, 1, 3)
            keys = ", ".join(s[s.index("[") + 1:-1] for _, s in picked)
            items = ", ".join(self.expression(others, k, 1) for k, _ in picked)
            text = start + ".from_select([%s], sa.select(%s))" % (keys, items)
        else:
            text = start
        if dialect in ("postgresql", "sqlite") and self.chance(0.8):
            text += self.on_conflict(variable, columns)
        if dialect == "mysql" and self.chance(0.8):
            pairs = self.value_pairs(columns, columns)
            text += ".on_duplicate_key_update(%s)" % pairs
        if self.chance(0.12):
            text += ".returning(%s)" % self.one(columns[0][1], variable, "*" + variable + ".c")
        if self.chance(0.05):
            text += ".prefix_with('OR IGNORE'%s)" % self.keywords((0.5, "dialect", "'sqlite'"))
        return text

    def on_conflict(self, variable, columns):
        target = self.weighted(
            (3, lambda: "index_elements=[%s]" % columns[0][1]),
            (2, lambda: "index_elements=['id']"),
            (1, lambda: "index_elements=['id'], index_where=%s" % self.condition(columns, 1)),
            (1, lambda: "constraint=%s" % self.name()), (1, ""))
        if self.chance(0.35):
            return ".on_conflict_do_nothing(%s)" % target
        if not target:
            target = "index_elements=['id']"
        where = ""
        if self.chance(0.3):
            where = ", where=%s" % self.condition(columns, 1)
        return ".on_conflict_do_update(%s, set_=%s%s)" % (
            target, self.value_pairs(columns, columns), where)

    def update(self):
        variable, columns = self.rng.choice(self.tables)
        start = self.one("sa.update(%s)" % variable, variable + ".update()")
        scope = list(columns)
        more = ""
        if self.chance(0.25) and len(self.tables) > 1:
            other, others = self.rng.choice(self.tables)
            if other != variable:
                scope += others
                more = ".where(%s == %s)" % (columns[0][1], others[0][1])
        text = start + ".values(%s)" % self.value_pairs(columns, scope)
        if self.chance(0.75):
            text += ".where(%s)" % self.condition(scope)
        text += more
        if self.chance(0.1):
            text += ".returning(%s)" % columns[0][1]
        return text

    def delete(self):
        variable, columns = self.rng.choice(self.tables)
        text = self.one("sa.delete(%s)" % variable, variable + ".delete()")
        scope = list(columns)
        if self.chance(0.2) and len(self.tables) > 1:
            other, others = self.rng.choice(self.tables)
            if other != variable:
                text += ".where(%s == %s)" % (columns[0][1], others[0][1])
        if self.chance(0.85):
            text += ".where(%s)" % self.condition(scope)
        if self.chance(0.1):
            text += ".returning(%s)" % columns[0][1]
        return text
