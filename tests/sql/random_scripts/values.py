"""Random Python values, as source, and the type each belongs to."""


class Values:
    """Mixed into the generator."""

    def value(self, kind):
        """A value's source for a column of that kind ("int", "str" …)."""
        return getattr(self, kind + "_value")()

    def int_value(self):
        return str(self.one(0, 1, -1, 5, 42, 1000, 2**31, -2**62))

    def num_value(self):
        return self.weighted(
            (2, lambda: repr(self.one(0.5, 1.0, -2.25, 1e300, 1e-7, 3.14159, 100.0))),
            (1, lambda: str(self.one(0, 7, -3))), (2, self.decimal_value))

    def decimal_value(self):
        self.need("from decimal import Decimal")
        return "Decimal(%r)" % self.one("12.30", "0", "-5", "1E+5", "0.000001", "99999.99",
                                        "-0.0", "1E-10")

    def str_value(self):
        return self.string()

    def bool_value(self):
        return self.boolean()

    def date_value(self):
        self.need("import datetime")
        return "datetime.date(%d, %d, %d)" % (self.one(1, 999, 2020, 9999), self.one(1, 12),
                                              self.one(1, 28))

    def datetime_value(self):
        self.need("import datetime")
        zone = self.weighted(
            (4, ""), (1, ", tzinfo=datetime.timezone.utc"),
            (1, ", tzinfo=datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))"))
        return "datetime.datetime(%d, 1, 2, 3, 4, %d, %d%s)" % (
            self.one(1, 2020, 1999), self.one(0, 5), self.one(0, 678, 120000), zone)

    def time_value(self):
        self.need("import datetime")
        return "datetime.time(%d, %d, %d, %d)" % (
            self.one(0, 23), self.one(0, 59), self.one(0, 7), self.one(0, 45, 500000))

    def interval_value(self):
        self.need("import datetime")
        return "datetime.timedelta(days=%d, seconds=%d, microseconds=%d)" % (
            self.one(0, 1, -2, 400), self.one(0, 5, 3661), self.one(0, 0, 250))

    def bytes_value(self):
        return repr(self.one(b"", b"abc", b"it's", b"\x00\xff", b"back\\slash", b"%d"))

    def uuid_value(self):
        self.need("import uuid")
        return "uuid.UUID(%r)" % self.one("12345678-1234-5678-1234-567812345678",
                                          "00000000-0000-0000-0000-00000000000a")

    def json_value(self):
        return self.one("{'a': 1}", "[1, 'x', None]", "{\"it's\": [True, 1.5]}", "'text'", "5",
                        "{}", "{'\\u00fc': 'p%c', 'b': {'c': []}}")

    def array_value(self):
        return self.one("[1, 2]", "[]", "[3]", "[1, None]")

    COLUMN_TYPES = {
        "int": ["sa.Integer", "sa.Integer()", "sa.BigInteger", "sa.SmallInteger()"],
        "num": ["sa.Numeric(10, 2)", "sa.Float", "sa.Numeric", "sa.Double()"],
        "str": ["sa.String", "sa.String(20)", "sa.Text()", "sa.Unicode(9)", "sa.VARCHAR(8)",
                "sa.NVARCHAR(4)", "sa.UnicodeText", "sa.CHAR(3)"],
        "bool": ["sa.Boolean", "sa.Boolean()"],
        "date": ["sa.Date", "sa.Date()"],
        "datetime": ["sa.DateTime", "sa.DateTime(timezone=True)", "sa.TIMESTAMP"],
        "time": ["sa.Time", "sa.Time()"],
        "interval": ["sa.Interval", "sa.Interval()"],
        "bytes": ["sa.LargeBinary", "sa.LargeBinary()"],
        "uuid": ["sa.Uuid", "sa.Uuid()", "sa.UUID()", "sa.Uuid(native_uuid=False)"],
        "json": ["sa.JSON", "sa.JSON()"],
        "array": ["sa.ARRAY(sa.Integer)"],
    }
    KINDS = list(COLUMN_TYPES)

    def kind(self):
        return self.weighted(
            (6, "int"), (6, "str"), (3, "num"), (3, "bool"), (2, "date"), (2, "datetime"),
            (0.7, "time"), (0.6, "interval"), (0.6, "bytes"), (0.8, "uuid"), (0.8, "json"),
            (0.5, "array"))

    def typed_value(self, kind):
        """Mostly of the kind, sometimes None or of another."""
        return self.weighted((20, lambda: self.value(kind)), (2, "None"),
                             (0.4, lambda: self.value(self.kind())))
