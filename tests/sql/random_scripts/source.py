"""Random Python source: what all generators share, and random names.

A generator gives source text, not objects, so that a script that two programs
disagree about can be kept as it stands.
"""

PLAIN = """account order_item a b c1 total_amount name x9 email kind parent_id
created flag payload price company ref note code""".split()
MIXED = ["Account", "userName", "MixedCase", "UPPER", "camelCaseName"]
RESERVED = """order user select table group desc end check key index column
limit offset date level size comment uid rowid file number access mode to
analyse array primary values interval read write rank system lead default
where from current_user public type timestamp text start row position option
all authorization between collate cross freeze ilike similar verbose session
window fetch except intersect pivot percent plan identity function percentile
accessible cube dense_rank empty except_ json_table lateral ntile of recursive
returning generated optimizer_costs lag virtual stored abort action add after
conflict explain fail glob indexed instead isnull notnull pragma query raise
reindex replace temp temporary vacuum audit cluster exclusive increment long
minus nowait pctfree prior raw resource successful synonym sysdate trigger
validate varchar2 view whenever vector enable disable""".split()
ODD = ["with space", 'quo"te', "back`tick", "brack]et", "open[et", "semi;colon",
       "per%cent", "dot.ted", "dash-ed", "1st", "$dollar", "_lead", "\u00fcn\u00efcode",
       "\u0442\u0430\u0431\u043b\u0438\u0446\u0430", "\u8868", "it's", "a:b", "paren(x)", "hash#", "at@",
       "back\\slash", "\U0001f600", "a/b", "x__y", "tail_", "trail$", "\u00c9t\u00e9", "%(x)s", "__"]
STRINGS = ["", "x", "free", "it's", "back\\slash", "100%", "%s", "%(a)s", ":name",
           "\\:colon", "line\nbreak", "tab\there", 'double"quote', "\u00fcml\u00e4ut", "\u65e5\u672c",
           "a''b", "?", "\\'", "semi;", "--no comment", "/* c */", " lead", "trail ",
           "NULL", "0", "true", "{}", "$1", "a::int", "12:34:56", "\U0001f600", "\r\n",
           "::", "a:b c:d", "\\", "\\\\n", "x" * 70]


class Source:
    """Choices from one random.Random, and the lines a script starts with."""

    def __init__(self, rng):
        self.rng = rng
        self.prelude = []

    def need(self, line):
        if line not in self.prelude:
            self.prelude.append(line)

    def chance(self, probability):
        return self.rng.random() < probability

    def one(self, *choices):
        return self.rng.choice(choices)

    def weighted(self, *pairs):
        """One of (weight, value); callables are called."""
        value = self.rng.choices([p[1] for p in pairs], [p[0] for p in pairs])[0]
        return value() if callable(value) else value

    def some(self, choices, low=1, high=3):
        choices = list(choices)
        high = min(high, len(choices))
        return self.rng.sample(choices, self.rng.randint(min(low, high), high))

    # -- names ---------------------------------------------------------------

    def long_name(self):
        length = self.one(29, 30, 31, 59, 60, 63, 64, 65, 100, 127, 128, 129, 130)
        return ("a_rather_long_name_of_something_" * 5)[:length]

    def raw_name(self):
        return self.weighted(
            (60, lambda: self.one(*PLAIN)), (10, lambda: self.one(*MIXED)),
            (14, lambda: self.one(*RESERVED)), (8, lambda: self.one(*ODD)),
            (2, lambda: self.one(*RESERVED).upper()), (2, self.long_name))

    def name(self):
        """A name's source."""
        raw = self.raw_name()
        if self.chance(0.03):
            self.need("from sqlalchemy.sql import quoted_name")
            return "quoted_name(%r, %s)" % (raw, self.one(True, False))
        return repr(raw)

    def names(self, low=1, high=3):
        seen = {}
        for _ in range(self.rng.randint(low, high)):
            raw = self.raw_name()
            seen.setdefault(raw.lower(), repr(raw))
        return list(seen.values())

    def schema(self):
        """', schema=...' or nothing."""
        if not self.chance(0.25):
            return ""
        return ", schema=%s" % self.weighted(
            (4, "'s1'"), (2, "'My.Schema'"), (2, "'a.b'"), (1, "'order'"),
            (1, self.name), (1, "''"), (1, "None"))

    def constraint_name(self):
        return self.weighted(
            (6, lambda: repr(self.one("ck", "uq", "fk", "ix", "pk") + "_" + self.raw_name())),
            (2, self.name), (2, "None"),
            (2, lambda: "op.f(%r)" % ("f_" + self.raw_name())))

    def boolean(self):
        return self.one("True", "False")

    def dialect_module(self, name):
        self.need("from sqlalchemy.dialects import " + name)
        return name

    def keywords(self, *pairs):
        """', key=value' for each (probability, key, value source)."""
        text = ""
        for probability, key, value in pairs:
            if self.chance(probability):
                text += ", %s=%s" % (key, value() if callable(value) else value)
        return text

    def string(self):
        return repr(self.one(*STRINGS))
