"""Random calls of op.* and batch_op.*."""

from .source import MIXED, PLAIN, STRINGS

ACTIONS = ["CASCADE", "SET NULL", "RESTRICT", "NO ACTION", "SET DEFAULT", "cascade"]


class Directives:
    """Mixed into the generator."""

    def directive(self):
        return self.weighted(
            (5, self.create_table), (4, self.add_column), (5, self.alter_column),
            (1, self.drop_column), (3, self.create_index), (1, self.drop_index),
            (2, self.create_foreign_key), (1.5, self.create_unique),
            (1.5, self.create_check), (1, self.create_primary_key),
            (0.6, self.create_exclude), (1.5, self.drop_constraint), (0.6, self.drop_table),
            (0.7, self.rename_table), (0.8, self.table_comment), (2, self.bulk_insert),
            (1.5, self.batch), (0.5, self.enum_object), (0.3, self.schema_object))

    # -- columns -------------------------------------------------------------

    def server_default(self):
        return self.weighted(
            (3, self.string), (1, lambda: repr(self.one("0", "5", "now()", "true"))),
            (2, lambda: "sa.text(%r)" % self.one(
                "0", "now()", "'x'", "CURRENT_TIMESTAMP", "lower('A')", "(1 + 2)", "'it''s'",
                "nextval('s')", "'50%'", "a:b", "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")),
            (2, lambda: self.one("sa.true()", "sa.false()", "sa.null()", "sa.func.now()")),
            (1, lambda: self.one("sa.func.lower('A')", "sa.func.current_timestamp()",
                                 "sa.literal(5)", "sa.literal('x')", "sa.literal_column('1 + 1')",
                                 "sa.cast('5', sa.Integer)", "sa.func.gen_random_uuid()",
                                 "sa.func.random()", "sa.func.nextval('s')",
                                 "sa.literal(1) + 2", "sa.func.current_date()")),
            (0.5, "sa.FetchedValue()"), (0.5, "None"),
            (0.3, lambda: "sa.Sequence('seq_d').next_value()"))

    def identity(self):
        return "sa.Identity(%s)" % self.keywords(
            (0.4, "always", self.boolean()), (0.4, "start", "3"), (0.3, "increment", "2"),
            (0.2, "minvalue", "1"), (0.2, "maxvalue", "99"), (0.1, "nominvalue", "True"),
            (0.1, "nomaxvalue", "True"), (0.2, "cycle", self.boolean()), (0.2, "cache", "7"),
            (0.1, "order", self.boolean()), (0.1, "on_null", "True"))[2:]

    def computed(self):
        return "sa.Computed(%s%s)" % (
            self.one("'a + 1'", "sa.text('a || b')", "\"x'y%\"", "'upper(c)'"),
            self.keywords((0.6, "persisted", self.boolean())))

    def foreign_key_item(self):
        target = self.one("other.id", "s1.other.id", "Order.Id", "user.id", "my t.a b")
        return "sa.ForeignKey(%r%s)" % (target, self.keywords(
            (0.4, "name", self.constraint_name), (0.3, "ondelete", repr(self.one(*ACTIONS))),
            (0.2, "onupdate", repr(self.one(*ACTIONS))), (0.1, "deferrable", self.boolean()),
            (0.1, "initially", "'DEFERRED'"), (0.05, "match", "'FULL'"),
            (0.05, "use_alter", "True"), (0.05, "postgresql_not_valid", "True")))

    def column(self, name=None, keys=True):
        name = name or self.name()
        items = []
        if self.chance(0.12):
            items.append(self.foreign_key_item())
        if self.chance(0.05):
            items.append("sa.CheckConstraint(%r%s)" % (
                self.one("a > 5", "b != 'x%'", "length(c) < 3"),
                self.keywords((0.6, "name", self.constraint_name))))
        if self.chance(0.05):
            items.append(self.identity())
        elif self.chance(0.05):
            items.append(self.computed())
        elif self.chance(0.03):
            items.append("sa.Sequence(%s%s)" % (self.name(), self.keywords(
                (0.4, "start", "2"), (0.3, "increment", "2"), (0.2, "optional", "True"))))
        type_source = self.type() if not items or self.chance(0.4) else "sa.Integer()"
        return "sa.Column(%s%s)" % (", ".join([name, type_source] + items), self.keywords(
            (0.45, "nullable", self.boolean()), (0.25, "server_default", self.server_default),
            (0.12 if keys else 0.03, "primary_key", "True"), (0.07, "unique", "True"),
            (0.07, "index", "True"), (0.1, "comment", self.string),
            (0.05, "autoincrement", lambda: self.one(
                "False", "'auto'")),
            (0.05, "default", lambda: self.one("5", "'x'", "lambda: 1", "sa.func.now()")),
            (0.02, "onupdate", "5"), (0.02, "server_onupdate", "sa.FetchedValue()"),
            (0.01, "sqlite_on_conflict_not_null", "'FAIL'"), (0.01, "info", "{'a': 1}"),
            (0.01, "doc", "'text'"), (0.01, "system", "True"), (0.01, "mssql_identity_start", "4")))

    # -- constraints in a table ------------------------------------------------

    def deferrable(self):
        return self.keywords((0.12, "deferrable", self.boolean()),
                             (0.08, "initially", lambda: repr(self.one("DEFERRED", "IMMEDIATE"))))

    def table_constraint(self, names):
        some = lambda: ", ".join(self.some(names, 1, 2))
        return self.weighted(
            (3, lambda: "sa.PrimaryKeyConstraint(%s%s%s)" % (some(), self.keywords(
                (0.5, "name", self.constraint_name), (0.1, "mssql_clustered", self.boolean()),
                (0.05, "sqlite_on_conflict", "'REPLACE'"),
                (0.05, "postgresql_include", "[%s]" % names[0])),
                self.deferrable())),
            (3, lambda: "sa.UniqueConstraint(%s%s%s)" % (some(), self.keywords(
                (0.6, "name", self.constraint_name),
                (0.1, "postgresql_nulls_not_distinct", self.boolean()),
                (0.05, "mssql_clustered", self.boolean()),
                (0.05, "sqlite_on_conflict", "'IGNORE'"),
                (0.05, "postgresql_include", "[%s]" % names[0])), self.deferrable())),
            (3, lambda: "sa.CheckConstraint(%s%s%s)" % (self.weighted(
                (2, lambda: repr(self.one("a > 5", "b <> 'it''s'", "c like '%x'", "d = ':e'"))),
                (1, "sa.text('a in (1, 2)')"), (1, "sa.column('a') > 5"),
                (1, lambda: "sa.column(%s).in_([1, 2])" % names[0])), self.keywords(
                    (0.6, "name", self.constraint_name), (0.05, "postgresql_not_valid", "True"),
                    (0.05, "sqlite_on_conflict", "'ABORT'")),
                self.deferrable())),
            (3, lambda: self.table_foreign_key(names)),
            (0.4, lambda: "%s.ExcludeConstraint((%s, '&&')%s)" % (
                self.dialect_module("postgresql"), names[0], self.exclude_options())))

    def table_foreign_key(self, names):
        columns = self.some(names, 1, 2)
        table = self.one("other", "s1.other", "Order", "user", "my t")
        remote = ["%s.%s" % (table, self.one("id", "a", "Ref", "group")) for _ in columns]
        return "sa.ForeignKeyConstraint([%s], %r%s%s)" % (
            ", ".join(columns), remote, self.keywords(
                (0.5, "name", self.constraint_name), (0.3, "ondelete", repr(self.one(*ACTIONS))),
                (0.2, "onupdate", repr(self.one(*ACTIONS))), (0.06, "match", "'FULL'"),
                (0.05, "use_alter", "True"), (0.05, "postgresql_not_valid", "True"),
                (0.03, "link_to_name", "True")),
            self.deferrable())

    def table_options(self):
        return self.keywords(
            (0.15, "comment", self.string), (0.08, "mysql_engine", "'InnoDB'"),
            (0.05, "mysql_charset", "'utf8mb4'"), (0.04, "mysql_default_charset", "'utf8'"),
            (0.04, "mysql_collate", "'utf8mb4_bin'"), (0.04, "mysql_row_format", "'DYNAMIC'"),
            (0.04, "mysql_comment", self.string), (0.05, "mariadb_engine", "'Aria'"),
            (0.03, "mysql_auto_increment", "'5'"), (0.03, "mysql_key_block_size", "'1024'"),
            (0.03, "mysql_partition_by", "'HASH(id)'"), (0.03, "mysql_partitions", "'4'"),
            (0.05, "sqlite_autoincrement", "True"), (0.05, "sqlite_with_rowid", "False"),
            (0.05, "sqlite_strict", "True"), (0.05, "postgresql_tablespace", self.name),
            (0.05, "postgresql_partition_by", "'RANGE (a)'"),
            (0.05, "postgresql_with_oids", self.boolean()),
            (0.04, "postgresql_on_commit", "'PRESERVE ROWS'"),
            (0.05, "postgresql_inherits", lambda: self.one("'base_t'", "('a', 'B')")),
            (0.05, "postgresql_using", "'heap'"),
            (0.05, "postgresql_with", "{'fillfactor': 70}"),
            (0.04, "oracle_on_commit", "'PRESERVE ROWS'"),
            (0.05, "oracle_compress", lambda: self.one("True", "6", "'OLTP'")),
            (0.03, "oracle_tablespace", "'ts'"), (0.06, "prefixes", "['TEMPORARY']"),
            (0.02, "info", "{}"), (0.02, "implicit_returning", "False"),
            (0.02, "quote", self.boolean()), (0.08, "if_not_exists", "True"))

    def create_table(self):
        names = self.names(1, 6)
        items = [self.column(name) for name in names]
        if self.chance(0.3):
            items.insert(0, "sa.Column('id', sa.Integer(), primary_key=True)")
        for _ in range(self.weighted((5, 0), (3, 1), (1, 2), (0.5, 3))):
            items.append(self.table_constraint(names))
        if self.chance(0.06):
            items.append("sa.Index(%s, %s%s)" % (self.constraint_name(), names[0],
                                                 self.index_options(names)))
        if self.chance(0.1):
            self.rng.shuffle(items)
        return "op.create_table(%s, %s%s%s)" % (
            self.name(), ", ".join(items), self.schema(), self.table_options())

    def add_column(self):
        return "op.add_column(%s, %s%s%s)" % (
            self.name(), self.column(keys=False), self.schema(), self.keywords(
                (0.1, "if_not_exists", "True"), (0.08, "inline_references", "True"),
                (0.05, "inline_primary_key", "True")))

    def changes(self):
        return self.keywords(
            (0.35, "nullable", self.boolean()),
            (0.3, "type_", self.type), (0.45, "existing_type", self.type),
            (0.3, "server_default", lambda: self.weighted(
                (5, self.server_default), (1, self.identity), (0.3, self.computed),
                (1, "None")).replace("sa.FetchedValue()", "'x'")),
            (0.15, "existing_server_default", lambda: self.weighted(
                (3, self.server_default), (1, self.identity), (0.3, self.computed),
                (2, "None"), (1, "False"))),
            (0.2, "new_column_name", self.name), (0.15, "comment", lambda: self.weighted(
                (4, self.string), (1, "None"))),
            (0.1, "existing_comment", self.string), (0.3, "existing_nullable", self.boolean()),
            (0.05, "autoincrement", self.boolean()), (0.05, "existing_autoincrement", self.boolean()),
            (0.06, "postgresql_using", "'a::integer'"))

    def alter_column(self):
        return "op.alter_column(%s, %s%s%s)" % (
            self.name(), self.name(), self.changes(), self.schema())

    def drop_column(self):
        return "op.drop_column(%s, %s%s%s)" % (
            self.name(), self.name(), self.schema(), self.drop_column_options())

    def drop_column_options(self):
        return self.keywords(
            (0.15, "if_exists", self.boolean()), (0.2, "mssql_drop_default", "True"),
            (0.15, "mssql_drop_check", "True"), (0.15, "mssql_drop_foreign_key", "True"))

    # -- indexes ---------------------------------------------------------------

    def index_columns(self):
        return "[%s]" % ", ".join(self.weighted(
            (6, self.name), (1, lambda: "sa.text(%r)" % self.one(
                "lower(a)", "a DESC", "b::text", "(c + 1)", "d 'x%'")),
            (1, lambda: "sa.func.lower(sa.column(%s))" % self.name()),
            (1, lambda: "sa.column(%s).desc()" % self.name()),
            (0.5, lambda: "sa.desc(%s)" % self.name()),
            (0.5, lambda: "sa.cast(sa.column('a'), sa.Text)"),
            (0.5, lambda: "sa.literal_column('x y')"),
            (0.5, lambda: "sa.column('a').asc().nulls_last()"),
            (0.5, lambda: "(sa.column('a') + 5)"),
            (0.3, lambda: "sa.column('j', sa.JSON)['k'].as_string()"))
            for _ in range(self.rng.randint(1, 3)))

    def index_options(self, names=None):
        column = names[0] if names else "'a'"
        return self.keywords(
            (0.25, "unique", self.boolean()), (0.1, "postgresql_using", lambda: repr(
                self.one("gin", "btree", "GIST", "hash"))),
            (0.1, "postgresql_concurrently", self.boolean()),
            (0.08, "postgresql_where", lambda: self.one(
                "sa.text('a > 5')", "sa.column('a') == 'x'", "\"b = '%'\"")),
            (0.07, "postgresql_include", "[%s]" % column),
            (0.06, "postgresql_ops", "{%s: 'text_pattern_ops'}" % column),
            (0.06, "postgresql_with", "{'fillfactor': 50, 'fastupdate': 'off'}"),
            (0.05, "postgresql_tablespace", self.name),
            (0.05, "postgresql_nulls_not_distinct", self.boolean()),
            (0.06, "mysql_length", lambda: self.one("5", "{%s: 10}" % column)),
            (0.05, "mysql_prefix", "'FULLTEXT'"), (0.05, "mysql_using", "'hash'"),
            (0.04, "mysql_with_parser", "'ngram'"), (0.03, "mariadb_prefix", "'SPATIAL'"),
            (0.07, "sqlite_where", lambda: self.one("sa.text('a > 5')", "sa.column('A') != 'x'")),
            (0.05, "mssql_clustered", self.boolean()), (0.05, "mssql_include", "[%s]" % column),
            (0.05, "mssql_where", "sa.text('a > 5')"),
            (0.03, "mssql_columnstore", "True"),
            (0.05, "oracle_bitmap", "True"), (0.05, "oracle_compress", lambda: self.one("True", "2")))

    def create_index(self):
        columns = self.index_columns()
        name = self.constraint_name()
        if name == "None" and ("sa." in columns or "quoted_name" in columns):
            name = "'ix_of_an_expression'"
        return "op.create_index(%s, %s, %s%s%s%s)" % (
            name, self.name(), columns, self.schema(),
            self.index_options(), self.keywords((0.12, "if_not_exists", "True")))

    def drop_index(self):
        return "op.drop_index(%s%s%s%s)" % (
            self.constraint_name().replace("None", "'ix'"),
            self.keywords((0.8, "table_name", self.name)), self.schema(), self.keywords(
                (0.2, "if_exists", "True"), (0.2, "postgresql_concurrently", "True")))

    # -- constraints -----------------------------------------------------------

    def key_options(self):
        return self.keywords(
            (0.3, "ondelete", repr(self.one(*ACTIONS))), (0.2, "onupdate", repr(self.one(*ACTIONS))),
            (0.07, "match", lambda: repr(self.one("FULL", "simple"))),
            (0.07, "postgresql_not_valid", "True")) + self.deferrable()

    def create_foreign_key(self):
        count = self.rng.randint(1, 2)
        columns = lambda: "[%s]" % ", ".join(repr(each) for each in self.rng.sample(
            PLAIN + MIXED, count))
        return "op.create_foreign_key(%s, %s, %s, %s, %s%s%s)" % (
            self.constraint_name(), self.name(), self.name(), columns(), columns(),
            self.key_options(), self.keywords((0.2, "source_schema", "'s1'"),
                                              (0.2, "referent_schema", "'Other'")))

    def create_unique(self):
        return "op.create_unique_constraint(%s, %s, [%s]%s%s)" % (
            self.constraint_name(), self.name(), ", ".join(self.names()), self.schema(),
            self.deferrable() + self.keywords(
                (0.1, "postgresql_nulls_not_distinct", self.boolean()),
                (0.05, "postgresql_include", "['b']"), (0.05, "mssql_clustered", self.boolean())))

    def check_text(self):
        return self.weighted(
            (4, lambda: repr(self.one("a > 5", "b <> 'it''s'", "c LIKE '50%'", "d = ':x'",
                                      "length(a) < 3 AND b IS NULL"))),
            (1, "sa.text('a IN (1, 2)')"),
            (1, lambda: "sa.column(%s) > %s" % (self.name(), self.value(self.kind()))),
            (1, "sa.func.length(sa.column('a')) > 3"),
            (0.5, "sa.and_(sa.column('a') > 1, sa.column('b').in_(['x', 'y']))"),
            (0.5, "sa.column('a').like('%x')"))

    def create_check(self):
        return "op.create_check_constraint(%s, %s, %s%s%s)" % (
            self.constraint_name(), self.name(), self.check_text(), self.schema(),
            self.deferrable() + self.keywords((0.1, "postgresql_not_valid", "True")))

    def create_primary_key(self):
        return "op.create_primary_key(%s, %s, [%s]%s)" % (
            self.constraint_name(), self.name(), ", ".join(self.names()), self.schema())

    def exclude_options(self):
        return self.keywords(
            (0.7, "name", self.constraint_name), (0.4, "using", lambda: repr(
                self.one("gist", "spgist"))), (0.3, "where", lambda: self.one(
                    "'a > 5'", "sa.text(\"b != 'x'\")", "sa.column('a') > 5")),
            (0.1, "ops", "{'a': 'x_ops'}")) + self.deferrable()

    def exclude_elements(self):
        return ", ".join("(%s, %r)" % (self.weighted(
            (3, self.name), (1, "sa.column('z9')"),
            (1, "sa.func.lower(sa.column('y9'))")), self.one("&&", "=", "<>"))
            for _ in range(1))

    def create_exclude(self):
        options = self.exclude_options()
        if ", name=" in options:
            options = options[:options.index(", name=")] + self.keywords((0.3, "using", "'gist'"))
        return "op.create_exclude_constraint(%s, %s, %s%s%s)" % (
            self.constraint_name(), self.name(), self.exclude_elements(), options, self.schema())

    def drop_constraint(self):
        kind = self.keywords((0.85, "type_", lambda: repr(self.one(
            "foreignkey", "unique", "primary", "check", "foreignkey", "unique", "check", "index"
            if self.chance(0.1) else "check"))))
        return "op.drop_constraint(%s, %s%s%s%s)" % (
            self.constraint_name(), self.name(), kind, self.schema(),
            self.keywords((0.1, "if_exists", "True")))

    # -- tables ------------------------------------------------------------------

    def drop_table(self):
        return "op.drop_table(%s%s%s)" % (self.name(), self.schema(), self.keywords(
            (0.2, "if_exists", "True")))

    def rename_table(self):
        return "op.rename_table(%s, %s%s)" % (self.name(), self.name(), self.schema())

    def table_comment(self):
        if self.chance(0.6):
            return "op.create_table_comment(%s, %s%s%s)" % (
                self.name(), self.weighted((5, self.string), (0.5, "None")), self.schema(),
                self.keywords((0.2, "existing_comment", self.string)))
        return "op.drop_table_comment(%s%s%s)" % (self.name(), self.schema(), self.keywords(
            (0.2, "existing_comment", self.string)))

    def enum_object(self):
        enum = self.enum_type()
        return "%s.%s(op.get_bind()%s)" % (enum, self.one("create", "drop"), self.keywords(
            (0.5, "checkfirst", self.boolean())))

    def schema_object(self):
        return "op.execute(sa.schema.%s)" % self.weighted(
            (2, lambda: "CreateSequence(sa.Sequence(%s%s%s))" % (
                self.name(), self.one("", ", schema='s1'"), self.keywords(
                    (0.4, "start", "3"), (0.3, "increment", "2"), (0.2, "minvalue", "1"),
                    (0.2, "maxvalue", "9"), (0.2, "cycle", "True"), (0.2, "cache", "5"),
                    (0.2, "data_type", "sa.BigInteger()"), (0.1, "order", "True")))),
            (1, lambda: "DropSequence(sa.Sequence(%s))" % self.name()),
            (1, lambda: "CreateSchema(%s%s)" % (self.name(), self.keywords(
                (0.4, "if_not_exists", "True")))),
            (1, lambda: "DropSchema(%s%s)" % (self.name(), self.keywords(
                (0.4, "if_exists", "True"), (0.4, "cascade", "True")))))

    # -- rows ----------------------------------------------------------------------

    def bulk_insert(self):
        names = ["'id'"] + self.names(1, 4)
        kinds = [self.kind() for _ in names]
        columns = ", ".join("sa.column(%s, %s)" % (name, self.one(*self.COLUMN_TYPES[kind]))
                            for name, kind in zip(names, kinds))
        table = "sa.table(%s, %s%s)" % (self.name(), columns,
                                        self.one("", "", "", ", schema='s1'"))
        if self.chance(0.2):
            table = table.replace("sa.table(", "sa.Table(").replace("sa.column(", "sa.Column(")
            table = table.replace(", sa.Column", ", sa.MetaData(), sa.Column", 1)
        rows = []
        for _ in range(self.rng.randint(0, 3)):
            row = ["%s: %s" % (name, self.weighted(
                (8, lambda: self.typed_value(kind)),
                (0.5, lambda: "op.inline_literal(%s)" % self.value(kind))))
                for name, kind in zip(names, kinds) if name == "'id'" or self.chance(0.85)]
            rows.append("{" + ", ".join(row) + "}")
        return "op.bulk_insert(%s, [%s]%s)" % (table, ", ".join(rows), self.keywords(
            (0.15, "multiinsert", self.boolean())))

    # -- batch -----------------------------------------------------------------------

    def batch(self):
        table = self.name()
        names = ["'id'"] + [n for n in self.names(2, 5) if n != "'id'"]
        copy = self.chance(0.7)
        lines = []
        options = ""
        if copy:
            columns = ["sa.Column('id', sa.Integer, primary_key=True)"]
            columns += [self.column(name, keys=False) for name in names[1:]]
            constraints = [self.table_constraint(names).replace("primary_key", "x")
                           for _ in range(self.weighted((3, 0), (3, 1)))]
            variable = "old%d" % len(self.prelude)
            self.need("%s = sa.Table(%s, sa.MetaData(%s), %s)" % (
                variable, table, self.keywords(
                    (0.2, "naming_convention", "{'uq': 'uq_%(table_name)s_%(column_0_name)s', "
                     "'ck': 'ck_%(table_name)s_%(constraint_name)s'}"))[2:],
                ", ".join(columns + constraints)))
            options += ", copy_from=" + variable
        options += self.keywords(
            (0.5, "recreate", lambda: repr(self.one("always", "auto", "never", "always"))),
            (0.2, "table_args", lambda: "(%s,)" % ", ".join(self.some([
                "sa.CheckConstraint('id > 0', name='ck_added')", "sa.UniqueConstraint('id')",
                "sa.UniqueConstraint(%s, name='uq_added')" % self.rng.choice(names),
                "sa.Column('added', sa.Integer, unique=True)", "sa.Index('ix_added', 'id')",
                "sa.PrimaryKeyConstraint('id', name='pk_added')"]))),
            (0.1, "table_kwargs", "{'sqlite_autoincrement': True}"),
            (0.1, "partial_reordering", "[(%s)]" % ", ".join(self.rng.sample(names, len(names)))),
            (0.1, "schema", "'s1'"))
        lines = ["with op.batch_alter_table(%s%s) as batch_op:" % (table, options)]
        for _ in range(self.rng.randint(1, 4)):
            lines.append("    " + self.batch_step(names))
        return "\n".join(lines)

    def batch_step(self, names):
        name = lambda: self.rng.choice(names)
        place = lambda: self.keywords((0.15, "insert_before", name), (0.15, "insert_after", name))
        return "batch_op." + self.weighted(
            (3, lambda: "add_column(%s%s)" % (self.column(keys=False), place())),
            (0.5, lambda: "add_column(sa.Column('fresh', sa.Integer, index=True%s)%s)" % (
                self.keywords((0.3, "unique", "True")), place())),
            (0.5, lambda: "add_column(sa.Column('state', %s))" % self.enum_type()),
            (4, lambda: "alter_column(%s%s)" % (name(), self.changes())),
            (2, lambda: "drop_column(%s%s)" % (name(), self.keywords(
                (0.2, "existing_type", lambda: self.one(
                    "sa.Enum('a', name='ck_a')", "sa.Boolean(name='ck_b')", "sa.Integer()"))))),
            (1, lambda: "create_index(%s, [%s]%s)" % (
                self.constraint_name(), name(), self.index_options(names))),
            (0.5, lambda: "drop_index('ix_a')"),
            (1, lambda: "create_unique_constraint(%s, [%s])" % (self.constraint_name(), name())),
            (1, lambda: "create_check_constraint(%s, %s)" % (
                self.constraint_name(), self.check_text())),
            (1, lambda: "create_foreign_key(%s, %s, [%s], ['id']%s)" % (
                self.constraint_name(), self.name(), name(), self.key_options())),
            (0.5, lambda: "create_primary_key(%s, [%s])" % (self.constraint_name(), name())),
            (0.8, lambda: "drop_constraint(%s%s)" % (self.constraint_name(), self.keywords(
                (0.8, "type_", repr(self.one("unique", "check", "foreignkey", "primary")))))),
            (0.4, lambda: "create_table_comment(%s)" % self.string()),
            (0.2, "drop_table_comment()"), (0.3, "execute('SELECT 1')"),
            (0.2, lambda: "create_exclude_constraint('ex', (%s, '='))" % name()))
