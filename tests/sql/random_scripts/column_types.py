"""Random type objects: of sqlalchemy.types and of every dialect's module."""

from .source import PLAIN, STRINGS


class Types:
    """Mixed into the generator: sources of type objects."""

    def type(self, depth=0):
        return self.weighted(
            (10, self.common_type), (3, self.generic_type), (2, self.upper_type),
            (3, lambda: self.dialect_type(depth)), (0.6, self.enum_type),
            (0.4, lambda: self.variant(depth)), (0.3, self.written_type),
            (0.3, lambda: "sa.ARRAY(%s%s)" % (
                self.common_type(), self.keywords((0.3, "dimensions", "2")))))

    def common_type(self):
        return self.weighted(
            (5, "sa.Integer()"), (1, "sa.BigInteger()"), (1, "sa.SmallInteger()"),
            (4, lambda: "sa.String(%d)" % self.one(1, 8, 32, 50, 255)),
            (1, "sa.Text()"), (1, "sa.Boolean()"), (1, "sa.Date()"),
            (1, "sa.DateTime()"), (1, "sa.DateTime(timezone=True)"),
            (1, "sa.Numeric(10, 2)"), (1, "sa.Float()"), (0.5, "sa.Integer"),
            (0.5, "sa.LargeBinary()"), (0.5, "sa.JSON()"), (0.5, "sa.Uuid()"))

    def generic_type(self):
        n = self.one(1, 10, 40, 255, 4000, 70000)
        return self.weighted(
            (1, "sa.String()"), (1, "sa.String(%d, collation=%r)" % (
                n, self.one("de_DE", "utf8mb4_bin", "NOCASE", "Latin1_General_CI_AS"))),
            (1, "sa.Unicode(%d)" % n), (1, "sa.UnicodeText()"), (1, "sa.Unicode()"),
            (1, "sa.Text(%d)" % n), (1, "sa.Text(collation='C')"),
            (1, "sa.UnicodeText(%d)" % n), (1, "sa.LargeBinary(%d)" % n),
            (1, lambda: "sa.Boolean(create_constraint=True%s)" % self.keywords(
                (0.7, "name", lambda: repr("ck_" + self.raw_name())))),
            (1, "sa.Numeric()"), (1, "sa.Numeric(%d)" % self.one(4, 38)),
            (1, "sa.Numeric(12, 0)"), (1, "sa.Numeric(asdecimal=False)"),
            (1, "sa.Float(%d)" % self.one(1, 24, 25, 53)),
            (1, "sa.Float(10, decimal_return_scale=2)"),
            (1, "sa.Double()"), (1, "sa.Time()"),
            (1, "sa.Time(timezone=True)"), (1, "sa.Interval()"),
            (1, "sa.Interval(native=False)"),
            (1, "sa.Interval(second_precision=3, day_precision=6)"),
            (1, "sa.Uuid(as_uuid=False)"), (1, "sa.Uuid(native_uuid=False)"),
            (1, "sa.PickleType()"), (1, "sa.JSON(none_as_null=True)"),
            (0.3, "sa.types.NullType()"))

    def upper_type(self):
        n = self.one(1, 10, 255)
        return self.weighted(
            (1, "sa.CHAR(%d)" % n), (1, "sa.VARCHAR(%d)" % n), (1, "sa.NCHAR(%d)" % n),
            (1, "sa.NVARCHAR(%d)" % n), (1, "sa.TEXT()"), (1, "sa.CLOB()"),
            (1, "sa.DECIMAL(%d, 3)" % self.one(6, 20)), (1, "sa.NUMERIC()"),
            (1, "sa.REAL()"), (1, "sa.FLOAT(%d)" % self.one(5, 50)), (1, "sa.DOUBLE()"),
            (1, "sa.DOUBLE_PRECISION()"), (1, "sa.INTEGER()"), (1, "sa.INT()"),
            (1, "sa.SMALLINT()"), (1, "sa.BIGINT()"), (1, "sa.BLOB()"),
            (1, "sa.BINARY(%d)" % n), (1, "sa.VARBINARY(%d)" % n), (1, "sa.BOOLEAN()"),
            (1, "sa.DATE()"), (1, "sa.TIME()"), (1, "sa.TIME(timezone=True)"),
            (1, "sa.TIMESTAMP()"), (1, "sa.TIMESTAMP(timezone=True)"),
            (1, "sa.DATETIME()"), (1, "sa.UUID()"), (1, "sa.CHAR()"), (1, "sa.VARCHAR()"),
            (1, "sa.CHAR(%d, collation='x y')" % n), (0.5, "sa.BINARY()"),
            (0.5, "sa.DECIMAL()"), (0.5, "sa.NVARCHAR()"))

    def labels(self):
        return self.weighted(
            (4, lambda: self.some(PLAIN, 1, 4)),
            (1, lambda: self.some([s for s in STRINGS if len(s) < 30], 1, 4)))

    def enum_type(self):
        labels = ", ".join(repr(each) for each in self.labels())
        return "sa.Enum(%s%s)" % (labels, self.keywords(
            (0.8, "name", self.name), (0.2, "native_enum", "False"),
            (0.3, "create_constraint", "True"), (0.1, "schema", "'s1'"),
            (0.1, "length", "80"), (0.1, "inherit_schema", "True"),
            (0.05, "validate_strings", "True")))

    def variant(self, depth):
        dialect = self.one("postgresql", "mysql", "sqlite", "mssql", "oracle", "mariadb")
        module = "mysql" if dialect == "mariadb" else dialect
        return "%s.with_variant(%s, %r)" % (
            self.common_type().replace("sa.Integer", "sa.Integer", 1)
            if False else self.instance(self.common_type()),
            self.dialect_type(depth + 1, module), dialect)

    @staticmethod
    def instance(source):
        return source if source.endswith(")") else source + "()"

    def written_type(self):
        if self.chance(0.5):
            self.need("class Money(sa.types.UserDefinedType):\n"
                      "    cache_ok = True\n"
                      "    def __init__(self, digits=2):\n"
                      "        self.digits = digits\n"
                      "    def get_col_spec(self, **kw):\n"
                      "        return 'MONEY(%d)' % self.digits")
            return self.one("Money()", "Money(4)")
        self.need("class Upper(sa.types.TypeDecorator):\n"
                  "    impl = sa.String\n"
                  "    cache_ok = True\n"
                  "    def process_bind_param(self, value, dialect):\n"
                  "        return value.upper() if value else value\n"
                  "    def load_dialect_impl(self, dialect):\n"
                  "        return dialect.type_descriptor(sa.String(99))")
        return self.one("Upper()", "Upper(20)")

    def dialect_type(self, depth=0, dialect=None):
        dialect = dialect or self.one("postgresql", "mysql", "sqlite", "mssql", "oracle")
        module = self.dialect_module(dialect)
        return module + "." + getattr(self, dialect + "_type")(depth)

    def postgresql_type(self, depth):
        simple = """BYTEA INET CIDR CITEXT MACADDR MACADDR8 MONEY OID REGCLASS
        REGCONFIG TSQUERY TSVECTOR HSTORE JSONB JSON JSONPATH UUID DOUBLE_PRECISION
        INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE INT4MULTIRANGE
        INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE
        BIT INTERVAL TIMESTAMP TIME BIGINT REAL TEXT""".split()
        return self.weighted(
            (8, lambda: self.one(*simple) + "()"), (1, "BIT(4)"),
            (1, "BIT(8, varying=True)"), (1, "BIT(varying=True)"),
            (1, "INTERVAL(fields='DAY TO SECOND')"), (1, "INTERVAL(precision=3)"),
            (1, "TIMESTAMP(timezone=True, precision=3)"), (1, "TIMESTAMP(precision=0)"),
            (1, "TIME(timezone=True)"), (1, "TIME(precision=4)"),
            (1, lambda: "ARRAY(%s%s)" % (
                self.common_type() if depth else self.type(1),
                self.keywords((0.3, "dimensions", "2"), (0.1, "as_tuple", "True")))),
            (1, lambda: "ENUM(%s, name=%s%s)" % (
                ", ".join(repr(each) for each in self.labels()), self.name(),
                self.keywords((0.3, "create_type", "False"), (0.1, "schema", "'s1'"),
                              (0.1, "metadata", "sa.MetaData()")))),
            (0.5, lambda: "DOMAIN(%s, %s%s)" % (
                self.name(), self.instance(self.common_type()),
                self.keywords((0.3, "not_null", "True"), (0.3, "check", "'VALUE > 0'"),
                              (0.3, "default", "'0'"), (0.2, "constraint_name", "'cd'"),
                              (0.2, "collation", "'C'"), (0.3, "create_type", "False")))))

    def mysql_type(self, depth):
        number = self.keywords((0.4, "unsigned", "True"), (0.2, "zerofill", "True"))[2:]
        text = self.keywords(
            (0.3, "charset", "'utf8mb4'"), (0.3, "collation", "'utf8mb4_bin'"),
            (0.1, "national", "True"), (0.1, "binary", "True"), (0.1, "ascii", "True"),
            (0.1, "unicode", "True"))
        comma = ", " + number if number else ""
        labels = ", ".join(repr(each) for each in self.labels() if "," not in each) or "'a'"
        return self.weighted(
            (4, lambda: "%s(%s)" % (self.one("TINYINT", "SMALLINT", "MEDIUMINT",
                                             "INTEGER", "BIGINT"), number)),
            (2, lambda: "%s(%d%s)" % (self.one("TINYINT", "INTEGER", "BIGINT"),
                                      self.one(1, 11), comma)),
            (2, lambda: "%s(10, 3%s)" % (self.one("DECIMAL", "NUMERIC", "DOUBLE", "FLOAT",
                                                  "REAL"), comma)),
            (1, lambda: "%s(%s)" % (self.one("DECIMAL", "DOUBLE", "FLOAT"), number)),
            (1, "BIT(3)"), (1, "BIT()"), (1, "TIME(fsp=3)"), (1, "TIMESTAMP(fsp=6)"),
            (1, "DATETIME(fsp=6)"), (1, "DATETIME()"), (1, "TIMESTAMP()"), (1, "YEAR()"),
            (1, "YEAR(4)"), (3, lambda: "%s(%s)" % (
                self.one("TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT"), text[2:])),
            (3, lambda: "%s(40%s)" % (self.one("VARCHAR", "CHAR"), text)),
            (1, "NVARCHAR(20)"), (1, "NCHAR(20)"),
            (2, lambda: self.one("BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "JSON") + "()"),
            (1, lambda: "ENUM(%s%s)" % (labels, text)),
            (1, lambda: "SET(%s%s)" % (labels, text)), (0.5, "TEXT(100)"))

    def sqlite_type(self, depth):
        return self.weighted(
            (2, lambda: self.one("DATE", "TIME", "DATETIME", "JSON", "INTEGER", "TEXT",
                                 "REAL", "BLOB", "NUMERIC", "VARCHAR") + "()"),
            (1, "DATETIME(truncate_microseconds=True)"),
            (1, "DATETIME(storage_format='%(year)04d')"),
            (1, "DATE(storage_format='%(month)02d/%(day)02d/%(year)04d')"))

    def mssql_type(self, depth):
        return self.weighted(
            (6, lambda: self.one("BIT", "TINYINT", "MONEY", "SMALLMONEY", "DATETIME2",
                                 "DATETIMEOFFSET", "SMALLDATETIME", "TIME", "ROWVERSION",
                                 "TIMESTAMP", "IMAGE", "XML", "SQL_VARIANT", "NTEXT",
                                 "UNIQUEIDENTIFIER", "REAL", "JSON",
                                 "NVARCHAR", "VARCHAR", "DATETIME") + "()"),
            (1, "DATETIME2(3)"), (1, "DATETIMEOFFSET(3)"), (1, "TIME(3)"),
            (1, "VARBINARY(20)"),
            (1, "NTEXT(collation='Latin1_General_CI_AS')"),
            (1, "NVARCHAR(20, collation='Latin1_General_CI_AS')"), (1, "CHAR(4)"))

    def oracle_type(self, depth):
        return self.weighted(
            (5, lambda: self.one("NUMBER", "CLOB", "NCLOB", "BLOB", "BFILE", "LONG", "RAW",
                                 "DATE", "TIMESTAMP", "ROWID", "BINARY_DOUBLE",
                                 "BINARY_FLOAT", "FLOAT", "VARCHAR2", "NVARCHAR2") + "()"),
            (1, "NUMBER(10)"), (1, "NUMBER(12, 2)"), (1, "NUMBER(19, 0)"),
            (1, "VARCHAR2(30)"), (1, "NVARCHAR2(30)"), (1, "RAW(16)"),
            (1, "TIMESTAMP(timezone=True)"), (1, "TIMESTAMP(local_timezone=True)"),
            (1, "FLOAT(binary_precision=20)"), (0.5, "VARCHAR(12)"), (0.5, "CHAR(3)"))
