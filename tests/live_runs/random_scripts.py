"""Random scripts that use connections, results, rows, sessions and inspectors.

source(kind, seed, dialect) is the text of one; random_live.py runs them.
Every question is one call of ask(), which prints the answer or the error.
"""

import random

PRELUDE = '''\
import datetime, decimal, enum, json, os, re, uuid
import show
import sqlalchemy as sa
from sqlalchemy import exc, func, orm

engine = sa.create_engine(os.environ["LIMBECK_RANDOM_URL"])
dialect = engine.dialect.name


def ask(label, question):
    try:
        print(label, "=", show.text_of(question()))
    except Exception as error:
        show.show_error(label, error, details=True)

'''


def names(r, words, most):
    return r.sample(words, r.randint(1, most))


class Script:
    def __init__(self, seed, dialect):
        self.r = random.Random(seed)
        self.dialect = dialect
        self.lines = []
        self.count = 0

    def add(self, line="", depth=0):
        self.lines.append("    " * depth + line)

    def ask(self, expression):
        """Labels the question by its own text, so that a difference explains itself."""
        self.count += 1
        self.add("ask(%r, lambda: (%s))" % ("%d %s" % (self.count, expression), expression))

    def pick(self, *choices):
        return self.r.choice(choices)

    def chance(self, part):
        return self.r.random() < part

    def text(self):
        return PRELUDE + "\n".join(self.lines) + "\n"


# --- values -------------------------------------------------------------------

def columns_of_kinds(s):
    """(name, type, values) of a table's columns beside its key."""
    common = [
        ("sa.Integer", ["0", "-7", "2147483647"]),
        ("sa.BigInteger", ["9007199254740993", "-1"]),
        ("sa.SmallInteger", ["3", "-32768"]),
        ("sa.String(40)", ["'abc'", "''", "'it''s 100%'", "'caf\\u00e9 \\u2713'", "'a\\\\b'", "'q: :x ? %s'"]),
        ("sa.Text", ["'line\\nbreak'", "'tab\\there'"]),
        ("sa.Unicode(30)", ["'\\u00fcber'"]),
        ("sa.Boolean", ["True", "False"]),
        ("sa.Numeric(10, 2)", ["decimal.Decimal('12.50')", "decimal.Decimal('-0.01')", "7"]),
        ("sa.Numeric(8, 3, asdecimal=False)", ["1.125", "2"]),
        ("sa.Float", ["1.5", "-0.25", "1e10"]),
        ("sa.Double", ["0.1", "3"]),
        ("sa.Date", ["datetime.date(2024, 2, 29)", "datetime.date(1970, 1, 1)"]),
        ("sa.DateTime", ["datetime.datetime(2024, 5, 6, 7, 8, 9)", "datetime.datetime(1999, 12, 31, 23, 59, 59)"]),
        ("sa.Time", ["datetime.time(7, 8, 9)", "datetime.time(23, 59, 59)"]),
        ("sa.Interval", ["datetime.timedelta(days=2, seconds=3)", "datetime.timedelta(hours=5)"]),
        ("sa.LargeBinary", ["b'\\x00\\x01abc'", "b''"]),
        ("sa.JSON", ["{'a': [1, None, 'x']}", "[]", "'text'", "None", "1.5"]),
        ("sa.Enum('red', 'green', name='hue')", ["'red'", "'green'"]),
        ("sa.Uuid", ["uuid.UUID('12345678-1234-5678-1234-567812345678')"]),
        ("sa.Uuid(as_uuid=False)", ["'12345678-1234-5678-1234-567812345678'"]),
        ("sa.PickleType", ["{'k': (1, 2)}"]) if s.dialect == "never" else ("sa.Integer", ["5"]),
    ]
    own = {
        "postgresql": [
            ("sa.DateTime(timezone=True)", ["datetime.datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc)"]),
            ("sa.DateTime(timezone=False)", ["datetime.datetime(2024, 5, 6, 7, 8, 9, 5)"]),
            ("sa.ARRAY(sa.Integer)", ["[1, 2, 3]", "[]", "[None, 4]"]),
            ("sa.ARRAY(sa.String(10))", ["['a', 'b\"c', 'NULL', '']"]),
            ("postgresql.JSONB", ["{'a': 1}", "[1, 2]"]),
            ("postgresql.INET", ["'10.0.0.1'"]),
            ("postgresql.CIDR", ["'10.0.0.0/8'"]),
            ("postgresql.MACADDR", ["'08:00:2b:01:02:03'"]),
            ("postgresql.HSTORE", ["{'a': '1'}"]) if s.dialect == "never" else ("postgresql.TSVECTOR", ["'a b'"]),
            ("postgresql.INTERVAL", ["datetime.timedelta(days=400, hours=3)"]),
            ("postgresql.BIT(4)", ["'1010'"]),
            ("postgresql.MONEY", ["'12.34'"]),
            ("postgresql.TIMESTAMP(precision=3)", ["datetime.datetime(2024, 1, 2, 3, 4, 5, 678000)"]),
            ("postgresql.BYTEA", ["b'\\xff\\x00'"]),
            ("sa.REAL", ["0.5"]),
        ],
        "mysql": [
            ("mysql.TINYINT(1)", ["1", "0"]),
            ("mysql.TINYINT(unsigned=True)", ["200"]),
            ("mysql.YEAR", ["1999"]),
            ("mysql.SET('a', 'b', 'c')", ["{'a', 'c'}", "set()"]),
            ("mysql.BIT(8)", ["5"]),
            ("mysql.DATETIME(fsp=6)", ["datetime.datetime(2024, 5, 6, 7, 8, 9, 123456)"]),
            ("mysql.TIME(fsp=3)", ["datetime.time(1, 2, 3, 500000)"]),
            ("mysql.DOUBLE(asdecimal=True)", ["decimal.Decimal('1.5')"]),
            ("mysql.DECIMAL(20, 4)", ["decimal.Decimal('12345678901234.5678')"]),
            ("mysql.MEDIUMTEXT", ["'medium'"]),
            ("mysql.BINARY(4)", ["b'ab\\x00\\x01'"]),
            ("mysql.BIGINT(unsigned=True)", ["18446744073709551615"]),
        ],
        "sqlite": [("sqlite.DATETIME", ["datetime.datetime(2024, 5, 6, 7, 8, 9, 123456)"]),
                   ("sqlite.JSON", ["[1]"])],
    }[s.dialect]
    chosen = s.r.sample(common, s.r.randint(3, 7)) + s.r.sample(own, s.r.randint(0, min(3, len(own))))
    return [("c%d" % i, kind, values) for i, (kind, values) in enumerate(chosen)]


def value_of(s, values):
    return "None" if s.chance(0.15) else s.r.choice(values)


# --- connections, results, rows -------------------------------------------------

def results(s):
    s.add("from sqlalchemy.dialects import mysql, postgresql, sqlite")
    columns = columns_of_kinds(s)
    key = s.pick("sa.Column('id', sa.Integer, primary_key=True)",
                 "sa.Column('id', sa.BigInteger().with_variant(sa.Integer, 'sqlite'), primary_key=True)",
                 "sa.Column('id', sa.Integer, sa.Identity(), primary_key=True)" if s.dialect != "mysql"
                 else "sa.Column('id', sa.Integer, primary_key=True)")
    s.add("meta = sa.MetaData()")
    s.add("item = sa.Table('item', meta, %s," % key)
    for name, kind, values in columns:
        extra = ""
        if s.chance(0.1) and kind in ("sa.Integer", "sa.String(40)"):
            extra = s.pick(", default=5" if "Int" in kind else ", default='d'",
                           ", server_default='3'", ", default=lambda: %s" % values[0],
                           ", onupdate=%s" % values[0])
        s.add("    sa.Column(%r, %s%s)," % (name, kind, extra))
    s.add(")")
    s.add("person = sa.Table('person', meta, sa.Column('id', sa.Integer, primary_key=True),"
          " sa.Column('name', sa.String(30), nullable=False, unique=True),"
          " sa.Column('age', sa.Integer), sa.Column('item_id', sa.ForeignKey('item.id')))")
    s.add("meta.create_all(engine)")
    s.add("conn = engine.connect()")
    rows = []
    for n in range(1, s.r.randint(3, 7)):
        cells = ["'id': %d" % n] + ["%r: %s" % (name, value_of(s, values)) for name, _, values in columns]
        rows.append("{%s}" % ", ".join(cells))
    way = s.pick("many", "each", "values", "many values")
    if way == "many":
        s.ask("conn.execute(item.insert(), [%s]).rowcount" % ", ".join(rows))
    elif way == "many values":
        s.ask("conn.execute(item.insert().values([%s])).rowcount" % ", ".join(rows))
    else:
        for row in rows:
            if way == "each":
                s.ask("conn.execute(sa.insert(item), %s).inserted_primary_key" % row)
            else:
                s.ask("conn.execute(item.insert().values(**%s)).inserted_primary_key" % row)
    people = ["ann", "bob", "cid", "dee", "eve"][:s.r.randint(2, 5)]
    s.ask("conn.execute(person.insert(), [%s])" % ", ".join(
        "{'name': %r, 'age': %s, 'item_id': %s}" % (n, s.pick("20", "31", "None", "47"), s.pick("1", "2", "None"))
        for n in people))
    s.ask("conn.commit()")
    for name, _, _ in columns:
        s.ask("[row.%s for row in conn.execute(sa.select(item).order_by(item.c.id))]" % name)
    for _ in range(s.r.randint(25, 45)):
        s.pick(fetch, fetch, fetch, row_questions, raw, writes, errors, transactions,
               attributes, arithmetic)(s, columns)
    s.add("conn.close()")
    s.ask("conn.closed")
    s.ask("conn.execute(sa.text('SELECT 1'))")


def query(s, columns):
    names = ["id"] + [name for name, _, _ in columns]
    where = s.pick("", "", ".where(item.c.id > 1)", ".where(item.c.id == 99)", ".where(item.c.id.in_([1, 3]))",
                   ".filter_by(id=1)", ".where(item.c.id.between(1, 2))")
    limit = s.pick("", "", "", ".limit(2)", ".offset(1).limit(2)")
    listed = ", ".join("item.c." + n for n in s.r.sample(names, min(3, len(names))))
    return s.pick(
        "sa.select(item)" + where + ".order_by(item.c.id)" + limit,
        "sa.select(%s)" % listed + where + ".order_by(item.c.id)" + limit,
        "sa.select(item.c.id, item.c.%s.label('it'))" % s.r.choice(names) + where + ".order_by(item.c.id)",
        "sa.select(person.c.name, item)" + ".join_from(person, item, isouter=True).order_by(person.c.id)" + limit,
        "sa.select(person, item).join_from(person, item).order_by(person.c.id)",
        "sa.select(person.c.id, item.c.id).join_from(person, item).order_by(person.c.id)",
        "sa.select(func.count(), func.max(item.c.id), func.min(item.c.id).label('low')).select_from(item)" + where,
        "sa.select(person.c.age, func.count().label('n')).group_by(person.c.age).order_by(func.count(), person.c.age)",
        "sa.select(person.c.name, sa.case((person.c.age > 30, 'old'), else_='young').label('kind')).order_by(person.c.id)",
        "sa.select(sa.literal(5).label('five'), sa.literal('x'), sa.null(), sa.true())",
        "sa.select(person.c.id).union(sa.select(item.c.id)).order_by('id')",
        "sa.select(sa.exists().where(item.c.id == 1))",
        "sa.select(person.c.name, sa.select(func.count()).select_from(item).scalar_subquery().label('items')).order_by(person.c.name)",
        "sa.text('SELECT * FROM person ORDER BY id')",
        "sa.text('SELECT id, name AS n FROM person WHERE id > :low ORDER BY id').bindparams(low=%s)" % s.pick("0", "1", "50"),
        "sa.text('SELECT id, %s FROM item ORDER BY id')" % s.r.choice(names),
        "sa.text('SELECT id, %s FROM item ORDER BY id').columns(item.c.id, item.c.%s)" % ((s.r.choice(names[1:]),) * 2),
        "sa.select(sa.func.coalesce(person.c.age, 0), sa.func.upper(person.c.name), sa.func.length(person.c.name)).order_by(person.c.id)",
        "sa.select(sa.cast(person.c.id, sa.String(10)), sa.cast('5', sa.Integer)).order_by(person.c.id)",
        "sa.select(person.c.name, func.row_number().over(order_by=person.c.id).label('rn')).order_by(person.c.id)",
        "sa.select(sa.distinct(person.c.age)).order_by(person.c.age)",
        "sa.select(person.c.age).distinct().order_by(person.c.age)",
        "sa.select(person.alias('p')).order_by(sa.text('id'))",
        "sa.select((older := sa.select(person.c.id, person.c.name).where(person.c.age > 25).cte('older')).c.name).order_by(older.c.id)",
        "sa.select(sa.func.sum(person.c.age), sa.func.avg(person.c.age), sa.func.count(person.c.age))",
        "sa.select(item.c.id, item.c.id.label('id'), item.c.id).order_by(item.c.id)",
        "sa.select(sa.column('name'), sa.literal_column('1 + 1', sa.Integer)).select_from(sa.table('person')).order_by(sa.column('id'))",
    )


CHAINS = ["scalars()", "scalars(1)", "scalars('id')", "scalars('name')", "mappings()", "unique()", "columns(0)", "columns('id')",
          "columns(1, 0)", "tuples()", "yield_per(2)", "unique(lambda row: row[0])", "freeze()()",
          "execution_options"]
ENDS = ["all()", "first()", "one()", "one_or_none()", "fetchall()", "fetchone()", "fetchmany(2)", "fetchmany()", "scalar()",
        "scalar_one()", "scalar_one_or_none()", "keys()", "keys", "partitions(2)", "partitions()", "close()", "closed",
        "returns_rows", "rowcount", "lastrowid", "is_insert", "inserted_primary_key", "context", "__next__()"]


def executed(s, columns):
    options = s.pick("", "", "", "", ", execution_options={'stream_results': True}", ", execution_options={'yield_per': 2}")
    return "conn.execute(%s%s)" % (query(s, columns), options)


def fetch(s, columns):
    result = executed(s, columns)
    steps = [step for step in s.r.sample(CHAINS, s.r.choice([0, 0, 1, 1, 2])) if step != "execution_options"]
    end = s.r.choice(ENDS)
    form = s.pick("%s", "%s", "%s", "list(%s)", "next(%s)", "[r for r in %s]", "len(%s)")
    chain = ".".join([result] + steps)
    if end in ("context",) or form != "%s":
        s.ask(form % chain)
    elif end.startswith("partitions"):
        s.ask("[list(part) for part in %s.%s]" % (chain, end))
    elif end == "keys()":
        s.ask("list(%s.keys())" % chain)
    elif end == "keys":
        s.ask("type(%s.keys()).__name__" % chain)
    else:
        s.ask(chain + "." + end)
    if s.chance(0.3):
        s.add("result = None")
        s.ask("(result := %s).%s" % (chain, s.r.choice(ENDS[:10])))
        for _ in range(s.r.randint(1, 4)):
            s.ask("result.%s" % s.r.choice(ENDS[:14] + ["closed", "returns_rows", "rowcount"]))


ROW = ["row[0]", "row[-1]", "row[50]", "row['id']", "row.id", "row.nothing", "row._mapping['id']", "row._mapping['nothing']",
       "row._asdict()", "row._fields", "row._mapping.keys()", "list(row._mapping.items())", "len(row)", "tuple(row)", "row == tuple(row)",
       "row[1:]", "row[:2]", "'id' in row._mapping", "1 in row", "row.count(1)", "row.index(1)", "hash(row) == hash(tuple(row))",
       "str(row)", "repr(row)", "row < row", "row + (1,)", "dict(row._mapping)", "dict(row)", "row._tuple()", "row.t", "row.tuple()",
       "isinstance(row, tuple)", "type(row).__name__", "row._mapping", "row._mapping.get('id')", "sorted(row._mapping.keys())",
       "row._mapping[item.c.id]", "row._mapping[person.c.name]", "list(row._mapping.values())", "{**row._mapping}", "row * 2",
       "(lambda a, *rest: a)(*row)", "list(reversed(row))", "row._replace(id=1)", "row.__class__.__module__",
       "row.count", "row.index", "row._mapping == dict(row._mapping)", "json.dumps(list(row), default=str)", "'%s' % (row,)", "row._data"]


def row_questions(s, columns):
    s.add("row = None")
    s.ask("(row := conn.execute(%s).first())" % query(s, columns))
    for question in s.r.sample(ROW, s.r.randint(3, 9)):
        if question == "row._replace(id=1)":
            continue
        s.ask(question)


def raw(s, columns):
    mark = "?" if s.dialect == "sqlite" else "%s"
    named = ":n" if s.dialect == "sqlite" else "%(n)s"
    s.ask(s.pick(
        "conn.exec_driver_sql('SELECT name FROM person WHERE id = %s', (1,)).all()" % mark,
        "conn.exec_driver_sql('SELECT name FROM person WHERE id = %s', {'n': 2}).all()" % named,
        "conn.exec_driver_sql('SELECT name, age FROM person ORDER BY id').mappings().all()",
        "conn.exec_driver_sql(\"SELECT count(*) FROM person WHERE name LIKE 'a%%'\").scalar()",
        "conn.exec_driver_sql('UPDATE person SET age = %s WHERE id = %s', [(50, 1), (51, 2)]).rowcount" % (mark, mark),
        "conn.exec_driver_sql('SELECT 1 AS a, 2 AS b').keys()",
        "conn.exec_driver_sql('SELECT %s', ('x',)).scalar()" % mark,
        "conn.exec_driver_sql('SELECT %s', ()).scalar()" % mark,
        "conn.exec_driver_sql('SELECT %s, %s', (1,)).scalar()" % (mark, mark),
        "conn.scalar(sa.text('SELECT count(*) FROM person'))",
        "conn.scalars(sa.select(person.c.name).order_by(person.c.id)).all()",
        "conn.execute(sa.text('SELECT :a'), {'a': 'b'}).scalar()",
        "conn.execute(sa.text('SELECT :a')).scalar()",
        "conn.execute(sa.text(\"SELECT '\\\\:a', :a\"), {'a': 3}).one()",
        "conn.execute(sa.text('SELECT name FROM person WHERE id IN :ids ORDER BY id').bindparams(sa.bindparam('ids', expanding=True)), {'ids': [1, 2]}).all()",
        "conn.execute(sa.text('SELECT name FROM person WHERE id IN :ids ORDER BY id').bindparams(sa.bindparam('ids', expanding=True)), {'ids': []}).all()",
        "conn.execute(sa.select(person.c.name).where(person.c.id == sa.bindparam('which')), {'which': 1}).all()",
        "conn.execute(sa.select(person.c.name).where(person.c.id == sa.bindparam('which'))).all()",
        "conn.execute('SELECT 1')" if s.chance(0) else "conn.execute(sa.func.coalesce(None, 4)).scalar()",
        "conn.execute(sa.select(sa.func.now())).scalar().__class__.__name__",
        "conn.execute(sa.select(sa.func.current_date())).scalar().__class__.__name__",
    ))


def writes(s, columns):
    returning = s.dialect != "mysql"
    name = "n%d" % s.r.randint(0, 10000)
    choices = [
        "conn.execute(person.insert().values(name=%r, age=1)).inserted_primary_key" % name,
        "conn.execute(person.insert().values(name=%r)).rowcount" % name,
        "conn.execute(person.insert(), {'name': %r}).lastrowid" % name if s.dialect != "postgresql" else "conn.execute(person.insert(), {'name': %r}).is_insert" % name,
        "conn.execute(person.insert(), [{'name': %r}, {'name': %r}]).rowcount" % (name, name + "b"),
        "conn.execute(person.insert().values({'name': %r, 'age': sa.select(sa.func.max(item.c.id)).scalar_subquery()})).inserted_primary_key" % name,
        "conn.execute(person.insert().values(name=sa.func.lower(%r))).inserted_primary_key" % name.upper(),
        "conn.execute(person.insert().from_select(['name', 'age'], sa.select(sa.literal(%r), sa.literal(3)))).rowcount" % name,
        "conn.execute(person.update().values(age=person.c.age + 1)).rowcount",
        "conn.execute(person.update().where(person.c.id == 1).values(age=None)).rowcount",
        "conn.execute(person.update().where(person.c.id == sa.bindparam('b_id')).values(age=sa.bindparam('b_age')), [{'b_id': 1, 'b_age': 5}, {'b_id': 2, 'b_age': 6}]).rowcount",
        "conn.execute(person.delete().where(person.c.id > 4)).rowcount",
        "conn.execute(sa.delete(person).where(person.c.id == -1)).rowcount",
        "conn.execute(person.insert().values(name=%r)).last_inserted_params()" % name,
        "conn.execute(person.insert().values(name=%r)).all()" % name,
        "conn.execute(person.insert().values(name=%r)).returns_rows" % name,
        "conn.execute(person.insert().values(name=%r)).closed" % name,
        "conn.execute(person.update().values(age=2)).fetchall()",
        "conn.execute(person.update().values(age=2)).first()",
        "conn.execute(person.update().values(age=2)).keys()",
        "conn.execute(person.update().values(age=2).where(person.c.id == 1)).last_updated_params()",
        "conn.execute(person.update().values(age=2)).scalars()",
    ]
    if returning:
        choices += [
            "conn.execute(person.insert().values(name=%r).returning(person.c.id, person.c.name)).all()" % name,
            "conn.execute(person.insert().returning(person.c.name), [{'name': %r}, {'name': %r}]).scalars().all()" % (name, name + "b"),
            "conn.execute(person.insert().values([{'name': %r}, {'name': %r}]).returning(person.c.name)).all()" % (name, name + "b"),
            "conn.execute(person.update().values(age=9).where(person.c.id == 1).returning(person.c.age)).scalar_one()",
            "conn.execute(person.delete().where(person.c.id > 5).returning(person.c.name)).mappings().all()",
            "sorted(conn.execute(person.delete().where(person.c.id > 5).returning(sa.func.upper(person.c.name))).scalars())",
        ]
    s.ask(s.r.choice(choices))
    if s.chance(0.4):
        s.ask("conn.execute(sa.select(person.c.id, person.c.name, person.c.age).order_by(person.c.id)).all()")
    if s.chance(0.5):
        s.ask("conn.rollback()")


def errors(s, columns):
    s.ask(s.pick(
        "conn.execute(person.insert(), {'name': None})",
        "conn.execute(person.insert(), [{'id': 500, 'name': 'u1'}, {'id': 500, 'name': 'u2'}])",
        "conn.execute(person.insert().values(name=conn.scalar(sa.select(person.c.name).order_by(person.c.id))))",
        "conn.execute(person.insert().values(name='fk', item_id=777))",
        "conn.execute(sa.text('SELECT nothing FROM person'))",
        "conn.execute(sa.text('SELEC 1'))",
        "conn.execute(sa.text('SELECT * FROM nowhere'))",
        "conn.execute(sa.text('SELECT :a, :b'), {'a': 1})",
        "conn.execute(sa.select(person.c.nothing))",
        "conn.execute(person.insert(), {'nothing': 1})",
        "conn.execute(person.insert().values(nothing=1))",
        "conn.execute(5)",
        "conn.execute(None)",
        "conn.execute(sa.text('CREATE TABLE person (id INTEGER)'))",
        "conn.execute(sa.text('DROP TABLE nowhere'))",
        "conn.execute(person.insert(), [{'name': 'e1'}, {'age': 1}])",
        "conn.execute(sa.text(\"INSERT INTO person (id, name) VALUES ('abc', 'x')\"))" if s.dialect != "sqlite" else "conn.execute(sa.text('INSERT INTO person (id) VALUES (1, 2)'))",
        "conn.execute(sa.select(sa.cast('abc', sa.Integer)))" if s.dialect == "postgresql" else "conn.execute(sa.text('SELECT'))",
        "conn.execute(sa.text('SELECT 1/0')).scalar()",
        "conn.execute(person.update().values(name=None))",
        "conn.execute(sa.text('SELECT 1; SELECT 2')).scalar()" if s.dialect != "sqlite" else "conn.execute(sa.text('SELECT 1; SELECT 2'))",
        "conn.execute(sa.text('ALTER TABLE person ADD COLUMN age INTEGER'))",
        "conn.execute(sa.text('SELECT 1'), [{'a': 1}, {'a': 2}])",
        "conn.execute(sa.text('SELECT 1'), 5)",
        "conn.execute(sa.text('SELECT :x'), ('a',))",
        "conn.execute(item.insert(), {'id': 1})",
        "conn.exec_driver_sql('SELECT * FROM person WHERE name = %(a)s', {'b': 1})" if s.dialect != "sqlite" else "conn.exec_driver_sql('SELECT * FROM person WHERE name = :a', {'b': 1})",
    ))
    s.ask(s.pick("conn.rollback()", "conn.rollback()", "conn.in_transaction()", "conn.invalidated"))
    s.ask("conn.rollback()")


def transactions(s, columns):
    kind = s.r.randint(0, 6)
    name = "t%d" % s.r.randint(0, 10000)
    if kind == 0:
        s.add("nested = None")
        s.ask("(nested := conn.begin_nested()).is_active")
        s.ask("conn.execute(person.insert().values(name=%r)).rowcount" % name)
        s.ask("conn.in_nested_transaction(), conn.in_transaction()")
        s.ask(s.pick("nested.commit()", "nested.rollback()", "nested.close()"))
        s.ask("nested.is_active, nested.is_valid")
        s.ask("nested.commit()")
    elif kind == 1:
        s.ask("conn.begin()")
        s.ask("conn.in_transaction()")
    elif kind == 2:
        s.ask("conn.rollback()")
        s.add("trans = None")
        s.ask("(trans := conn.begin()).is_active")
        s.ask("conn.execute(person.insert().values(name=%r)).rowcount" % name)
        s.ask(s.pick("trans.commit()", "trans.rollback()", "trans.close()", "conn.commit()", "conn.rollback()"))
        s.ask("trans.is_active")
        s.ask(s.pick("trans.commit()", "trans.rollback()", "conn.commit()", "conn.begin().is_active"))
    elif kind == 3:
        s.add("def block():")
        s.add("with conn.begin_nested()%s:" % s.pick("", " as inner"), 1)
        s.add("conn.execute(person.insert().values(name=%r))" % name, 2)
        s.add(s.pick("raise ValueError('out')", "conn.execute(person.insert().values(name=%r))" % name,
                     "return conn.in_nested_transaction()", "conn.execute(sa.text('SELECT nothing'))"), 2)
        s.add("return conn.in_nested_transaction()", 1)
        s.ask("block()")
        s.ask("conn.in_nested_transaction()")
        s.ask("conn.scalar(sa.select(sa.func.count()).where(person.c.name == %r))" % name)
    elif kind == 4:
        s.add("def own():")
        s.add("with engine.begin() as other:", 1)
        s.add("return other.execute(sa.text('SELECT 5')).scalar(), other.in_transaction()", 2)
        s.ask("own()")
    elif kind == 5:
        s.ask("conn.get_transaction().__class__.__name__")
        s.ask("conn.get_nested_transaction().__class__.__name__")
        s.ask("conn.get_isolation_level()")
        s.ask("conn.default_isolation_level")
    else:
        s.ask("conn.rollback()")
        s.add("def auto():")
        s.add("with engine.connect().execution_options(isolation_level='AUTOCOMMIT') as other:", 1)
        s.add("other.execute(person.update().values(age=11).where(person.c.id == 1))", 2)
        s.add("return other.get_isolation_level(), other.in_transaction()", 2)
        s.ask("auto()")
        s.ask("conn.scalar(sa.select(person.c.age).where(person.c.id == 1))")
    s.ask("conn.rollback()")


def attributes(s, columns):
    for question in s.r.sample([
            "conn.dialect.name", "conn.engine is engine", "conn.closed", "conn.invalidated", "engine.name", "engine.driver",
            "engine.url.database is not None", "engine.url.get_backend_name()", "engine.url.get_driver_name()", "engine.url.drivername",
            "repr(engine.url).startswith(engine.dialect.name)", "conn.dialect.paramstyle", "conn.dialect.default_schema_name is None",
            "isinstance(conn.dialect.server_version_info, tuple)", "conn.dialect.supports_native_boolean",
            "conn.dialect.max_identifier_length", "conn.dialect.identifier_preparer.quote('order')",
            "conn.dialect.identifier_preparer.quote('Plain')", "conn.dialect.has_table(conn, 'person')",
            "conn.dialect.has_table(conn, 'nothing')", "conn.get_execution_options().get('nothing')",
            "conn.execution_options(foo=1).get_execution_options().get('foo')", "sa.inspect(conn).get_table_names()",
            "sa.inspect(engine).has_table('item')", "str(conn.dialect.name)", "conn.connection is not None",
            "conn.info", "conn.in_transaction()", "engine.pool.__class__.__name__", "engine.echo", "str(engine.url.password)",
            "engine.dialect.driver", "conn.dialect.supports_sequences", "conn.dialect.supports_comments",
            "conn.dialect.is_async", "conn.dialect.insert_returning", "conn.dialect.supports_native_enum", "engine.has_events" if False else "engine.dialect.dbapi.paramstyle",
            "conn.dialect.dbapi.__name__", "engine.dialect.supports_alter"], 3):
        s.ask(question)


def arithmetic(s, columns):
    s.ask("conn.execute(sa.select(%s)).one()" % ", ".join(s.r.sample([
        "sa.literal(7) / 2", "sa.literal(7) // 2", "sa.literal(7) % 4", "sa.literal(2.5) * 2", "sa.literal('a') + 'b'",
        "sa.literal(decimal.Decimal('1.10')) + 1", "sa.func.length('abc')", "sa.func.lower('ABC')", "sa.literal(True)", "sa.false()",
        "sa.and_(sa.true(), sa.false())", "sa.not_(sa.true())", "sa.literal(1) == 1", "sa.literal('x').in_(['x', 'y'])",
        "sa.literal(None)", "sa.cast(1.5, sa.Numeric(5, 2))", "sa.cast('2024-01-02', sa.Date)", "sa.type_coerce('5', sa.Integer)",
        "sa.literal(datetime.date(2024, 1, 2))", "sa.literal(datetime.datetime(2024, 1, 2, 3))", "sa.extract('year', sa.cast('2024-01-02', sa.Date))" if s.dialect != "sqlite" else "sa.extract('year', sa.literal(datetime.date(2024, 1, 2)))",
        "sa.func.abs(-3)", "sa.func.nullif(1, 1)", "sa.literal('abc').like('a%')", "sa.literal('ABC').ilike('a%')", "-sa.literal(5)",
        "sa.func.char_length('abc')" if s.dialect != "sqlite" else "sa.func.length('abc')", "sa.literal(b'ab')", "sa.literal('a').concat('c')", "sa.func.sum(sa.literal(5))", "sa.func.count('*')",
        "sa.func.round(2.567, 1)" if s.dialect != "postgresql" else "sa.func.floor(2.5)", "sa.literal(9223372036854775807)", "sa.literal(1e100)", "sa.literal(5).is_(None)", "sa.literal(5).between(1, 9)",
        "sa.tuple_(1, 2) == sa.tuple_(1, 2)" if s.dialect != "never" else "1", "sa.func.max(sa.literal('q'))", "sa.literal(uuid.UUID(int=5))", "sa.literal({'a': 1}, sa.JSON)",
    ], s.r.randint(1, 4))))
    s.ask("conn.rollback()")


# --- inspectors -------------------------------------------------------------------

def inspector(s):
    s.add("from sqlalchemy.dialects import mysql, postgresql, sqlite")
    s.add("meta = sa.MetaData(%s)" % s.pick("", "naming_convention={'ix': 'ix_%(table_name)s_%(column_0_name)s', 'uq': 'uq_%(table_name)s_%(column_0_name)s', 'fk': 'fk_%(table_name)s_%(referred_table_name)s', 'pk': 'pk_%(table_name)s', 'ck': 'ck_%(table_name)s_%(constraint_name)s'}"))
    tables = s.r.sample(["parent", "child", "Mixed Case", "order", "t_four", "zed"], s.r.randint(2, 4))
    previous = []
    for table in tables:
        parts = ["sa.Column('id', %s, primary_key=True%s)" % (s.pick("sa.Integer", "sa.BigInteger", "sa.String(20)"), s.pick("", "", ", comment='the key'"))]
        if "String" not in parts[0] and s.chance(0.2):
            parts.append("sa.Column('second', sa.Integer, primary_key=True)")
        columns = columns_of_kinds(s)
        for name, kind, values in columns:
            if "Enum" in kind:
                kind = kind.replace("name='hue'", "name='hue_%d'" % len(previous))
            extra = s.pick("", "", ", nullable=False", ", comment='say ''%s'''" % name)
            if kind in ("sa.Integer", "sa.SmallInteger"):
                extra += s.pick("", ", server_default='7'", ", server_default=sa.text('1 + 1')" if s.dialect == "postgresql" else "", ", index=True")
            elif kind.startswith("sa.String"):
                extra += s.pick("", ", server_default='x'", ", server_default=sa.text(\"'q'\")", ", unique=True", ", index=True")
            elif kind == "sa.DateTime":
                extra += s.pick("", ", server_default=sa.func.now()")
            elif kind == "sa.Boolean" and s.dialect != "postgresql":
                extra += s.pick("", ", server_default=sa.text('0')")
            parts.append("sa.Column(%r, %s%s)" % (name, kind, extra))
        ints = [n for n, k, _ in columns if k in ("sa.Integer", "sa.SmallInteger")]
        texts = [n for n, k, _ in columns if k.startswith("sa.String")]
        if previous:
            other, key = s.r.choice(previous)
            parts.append("sa.Column('ref', %s, sa.ForeignKey(%r%s))" % (
                key, other + ".id", s.pick("", ", ondelete='CASCADE'", ", ondelete='SET NULL', onupdate='CASCADE'", ", name='fk_named_%d'" % len(previous))))
        if ints and s.chance(0.5):
            parts.append("sa.CheckConstraint('%s > 0', name='%s_positive')" % (ints[0], table.replace(" ", "")))
        if ints and texts and s.chance(0.5):
            parts.append("sa.UniqueConstraint(%r, %r%s)" % (ints[0], texts[0], s.pick("", ", name='uq_two_%d'" % len(previous))))
        if ints and s.chance(0.5):
            parts.append("sa.Index('ix_own_%d', %r%s)" % (len(previous), ints[0], s.pick(
                "", ", unique=True", ", postgresql_where=sa.text('id IS NOT NULL')", ", postgresql_using='btree'", ", sqlite_where=sa.text('id IS NOT NULL')")))
        if ints and s.chance(0.3):
            parts.append("sa.Column('calc', sa.Integer, sa.Computed('%s + 1'%s))" % (ints[0], s.pick(", persisted=True", ", persisted=True" if s.dialect == "postgresql" else "")))
        if s.chance(0.3):
            parts.append("comment='table %s'" % table)
        if s.dialect == "mysql":
            parts.append(s.pick("mysql_engine='InnoDB'", "mysql_charset='utf8mb4'"))
        s.add("sa.Table(%r, meta, %s)" % (table, ", ".join(parts)))
        previous.append((table, parts[0].split(", ")[1]))
    s.add("meta.create_all(engine)")
    s.add("conn = engine.connect()")
    if s.chance(0.6):
        s.ask("conn.execute(sa.text('CREATE VIEW seen AS SELECT 1 AS one, ''a'' AS two'))".replace("''", "\\'"))
        s.ask("conn.commit()")
    if s.dialect == "postgresql" and s.chance(0.5):
        s.ask("conn.execute(sa.text('CREATE SCHEMA other; CREATE TABLE other.far (id serial primary key, name text); CREATE SEQUENCE counter START 5; CREATE MATERIALIZED VIEW mv AS SELECT 1 AS x')).rowcount")
        s.ask("conn.commit()")
    s.add("look = sa.inspect(%s)" % s.pick("conn", "engine"))
    s.add('''
def plain(value):
    """Types by what they compile to, lists without an order of their own sorted."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in sorted(value.items(), key=str)}
    if isinstance(value, (list, tuple)):
        return type(value)(plain(v) for v in value)
    if isinstance(value, sa.types.TypeEngine):
        return "%r %s" % (value, value.compile(dialect=engine.dialect) if not isinstance(value, sa.types.NullType) else "")
    return value


def named(values):
    return sorted((plain(v) for v in values), key=lambda one: str(one.get("name")))


def multi(values):
    return sorted(((k, plain(v)) for k, v in values.items()), key=str)

''')
    s.ask("sorted(look.get_table_names())")
    s.ask("look.get_view_names()")
    s.ask("sorted(look.get_schema_names())[:3]" if s.dialect == "postgresql" else "'main' in look.get_schema_names()")
    for table in tables + ["seen", "nothing"]:
        for method in s.r.sample(["get_columns", "get_pk_constraint", "get_foreign_keys", "get_indexes", "get_unique_constraints",
                                  "get_check_constraints", "get_table_comment", "get_table_options", "has_table", "get_view_definition"], 7):
            if method == "has_table" or method in ("get_pk_constraint", "get_table_comment", "get_table_options", "get_view_definition"):
                s.ask("plain(look.%s(%r))" % (method, table))
            elif method == "get_columns":
                s.ask("plain(look.get_columns(%r))" % table)
            else:
                s.ask("named(look.%s(%r))" % (method, table))
    more = ["look.default_schema_name is None", "look.dialect.name", "look.engine is engine", "look.has_index(%r, 'ix_own_0')" % tables[0],
            "look.has_table('nothing')", "look.has_table('seen')", "look.get_sequence_names()", "look.has_sequence('counter')",
            "look.get_temp_table_names()", "look.get_temp_view_names()", "look.get_materialized_view_names()",
            "[(a, sorted(map(str, b), key=str)) for a, b in look.get_sorted_table_and_fkc_names()]",
            "look.get_enums()" if s.dialect == "postgresql" else "look.bind is engine", "look.clear_cache()", "look.info_cache.__class__.__name__",
            "look.get_columns(%r, schema='nowhere')" % tables[0],
            "look.get_table_names(schema='other')" if s.dialect == "postgresql" else "look.get_table_names(schema='main')" if s.dialect == "sqlite" else "look.has_schema('nothing')",
            "look.has_schema('other')" if s.dialect == "postgresql" else "look.has_table(%r)" % tables[0],
            "look.get_table_oid(%r) > 0" % tables[0] if s.dialect == "postgresql" else "look.has_index('nothing', 'x')"]
    for method in ["columns", "pk_constraint", "foreign_keys", "indexes", "unique_constraints", "check_constraints", "table_comment", "table_options"]:
        arguments = s.pick("", "filter_names=[%r]" % tables[0], "filter_names=[%r, 'nothing']" % tables[-1],
                           "kind=sa.engine.reflection.ObjectKind.ANY", "kind=sa.engine.reflection.ObjectKind.VIEW",
                           "scope=sa.engine.reflection.ObjectScope.ANY", "schema='nowhere'")
        more.append("multi(look.get_multi_%s(%s))" % (method, arguments))
    for question in s.r.sample(more, s.r.randint(8, 16)):
        s.ask(question)
    s.add("again = sa.MetaData()")
    s.ask("again.reflect(%s%s)" % (s.pick("engine", "conn"), s.pick("", ", only=[%r]" % tables[-1], ", views=True", ", only=['nowhere']", ", resolve_fks=False", ", only=lambda name, _: name != 'zed'")))
    s.ask("sorted(again.tables)")
    s.ask("[[(c.name, repr(c.type), c.nullable, c.primary_key, c.autoincrement, str(c.server_default.arg) if hasattr(c.server_default, 'arg') else None, c.comment) for c in t.columns] for t in again.sorted_tables]")
    s.ask("[(t.name, sorted((type(c).__name__, str(c.name), tuple(x.name for x in c.columns) if hasattr(c, 'columns') else ()) for c in t.constraints)) for t in again.sorted_tables]")
    s.ask("[(t.name, sorted((i.name, bool(i.unique), tuple(str(e) for e in i.expressions)) for i in t.indexes)) for t in again.sorted_tables]")
    s.ask("[(t.name, sorted((f.parent.name, f.target_fullname, f.ondelete, f.onupdate) for f in t.foreign_keys)) for t in again.sorted_tables]")
    s.ask("[(t.name, t.comment, sorted(t.kwargs.items())) for t in again.sorted_tables]")
    s.ask("sorted(sa.Table(%r, sa.MetaData(), autoload_with=conn).c.keys())" % tables[-1])
    s.ask("sa.Table('nothing', sa.MetaData(), autoload_with=conn)")
    s.ask("sorted(sa.Table(%r, sa.MetaData(), sa.Column('id', sa.String(5), primary_key=True), autoload_with=conn, include_columns=['id']).c.keys())" % tables[0])
    s.add("twice = sa.MetaData(); twice.reflect(engine); twice.drop_all(engine)")
    s.ask("sa.inspect(engine).get_table_names()")


# --- sessions ---------------------------------------------------------------------

MODELS = '''
class Base(orm.DeclarativeBase):
    pass


tagged = sa.Table("tagged", Base.metadata, sa.Column("post_id", sa.ForeignKey("post.id"), primary_key=True),
                  sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True))


class User(Base):
    __tablename__ = "account"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(30), nullable=False, unique=True)
    age = sa.Column(sa.Integer, default=18)
    made = sa.Column(sa.Integer, default=lambda: 5, onupdate=6)
    posts = orm.relationship("Post", back_populates="user"%(cascade)s%(order)s)
    def __repr__(self):
        return "User(%%r)" %% self.name


class Post(Base):
    __tablename__ = "post"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50))
    score = sa.Column(sa.Numeric(6, 2), server_default="0")
    user_id = sa.Column(sa.ForeignKey("account.id"))
    user = orm.relationship("User", back_populates="posts")
    tags = orm.relationship("Tag", secondary=tagged, back_populates="posts")
    def __repr__(self):
        return "Post(%%r)" %% self.title


class Tag(Base):
    __tablename__ = "tag"
    id = sa.Column(sa.Integer, primary_key=True)
    word = sa.Column(sa.String(20))
    posts = orm.relationship("Post", secondary=tagged, back_populates="tags")
    def __repr__(self):
        return "Tag(%%r)" %% self.word


Base.metadata.create_all(engine)
with orm.Session(engine) as first:
    ann, bob, cid = User(name="ann", age=30), User(name="bob"), User(name="cid", age=None)
    red, blue = Tag(word="red"), Tag(word="blue")
    first.add_all([ann, bob, cid, red, blue])
    first.flush()
    for n, user in enumerate([ann, ann, bob]):
        first.add(Post(id=n + 1, title="post %%d" %% n, user=user, tags=[red, blue][:n]))
        first.flush()
    first.commit()
'''


def sessions(s):
    s.add(MODELS % {"cascade": s.pick("", ", cascade='all, delete-orphan'", ", cascade='all'"),
                    "order": s.pick("", ", order_by='Post.id'", ", lazy='dynamic'" if False else "")})
    s.add("conn = engine.connect()")
    s.add("held = []  # objects that nobody refers to are forgotten at once")
    s.add("def hold(item):\n    held.append(item)\n    return item")
    s.add("session = %s" % s.pick("orm.Session(bind=conn)", "orm.Session(engine)", "orm.sessionmaker(bind=conn)()",
                                  "orm.Session(bind=conn, autoflush=False)", "orm.sessionmaker(engine, expire_on_commit=False)()"))
    simple = [
        "session.query(User).order_by(User.id).all()", "session.query(User).count()", "session.query(User).filter(User.age > 20).all()",
        "session.query(User).filter_by(name='ann').one()", "session.query(User).filter_by(name='nobody').one()",
        "session.query(User).one()", "session.query(User).filter_by(name='nobody').first()", "session.query(User.name, User.age).order_by(User.id).all()",
        "session.query(User).order_by(User.name.desc()).limit(2).all()", "session.query(User).order_by(User.id).offset(1).limit(5).all()",
        "session.query(User).order_by(User.id)[1]", "session.query(User).order_by(User.id)[0:2]", "session.get(User, 1)", "session.get(User, 99)",
        "session.query(User).get(2)", "session.query(sa.func.count(User.id)).scalar()", "session.query(User).join(Post).order_by(User.id).all()",
        "session.query(User, Post).join(Post, Post.user_id == User.id).order_by(Post.id).all()", "session.query(Post).join(User).filter(User.name == 'ann').order_by(Post.id).all()",
        "session.query(Post).join(Post.tags).filter(Tag.word == 'red').order_by(Post.id).all()", "session.query(User).outerjoin(Post).filter(Post.id.is_(None)).all()",
        "session.query(User.age, sa.func.count()).group_by(User.age).order_by(User.age).all()", "session.query(User).filter(User.name.in_(['ann', 'bob'])).order_by(User.id).all()",
        "session.query(User).filter(sa.or_(User.age == 30, User.age.is_(None))).order_by(User.id).all()", "session.query(User).filter(User.name.like('%n%')).all()",
        "session.query(User).exists().__class__.__name__", "session.query(session.query(User).filter_by(name='ann').exists()).scalar()",
        "session.query(User.id).distinct().count()", "[u.name for u in session.query(User).order_by(User.id).yield_per(1)]",
        "session.query(User).filter(User.posts.any()).order_by(User.id).all()", "session.query(Post).filter(Post.user.has(User.name == 'bob')).all()",
        "session.execute(sa.select(User).order_by(User.id)).scalars().all()", "session.scalars(sa.select(User).order_by(User.id)).all()",
        "session.scalar(sa.select(sa.func.count()).select_from(Post))", "session.execute(sa.select(User.name)).all()",
        "session.execute(sa.select(User, Post).join(User.posts).order_by(Post.id)).all()", "session.execute(sa.select(User)).first()",
        "session.execute(sa.text('SELECT count(*) FROM post')).scalar()", "session.get(User, 1).posts", "session.get(Post, 2).tags", "session.get(Post, 1).user",
        "session.get(Post, 3).tags[0].posts", "session.get(User, 1).posts[0].user is session.get(User, 1)", "session.get(User, 1) is session.query(User).filter_by(name='ann').one()",
        "session.get(Post, 1).score", "session.get(User, 2).age", "session.get(User, 3).made", "session.query(User).filter_by(name='bob').update({'age': 50})",
        "session.query(User).filter(User.age > 10).update({User.age: User.age + 1}, synchronize_session=False)", "session.query(Post).filter_by(id=3).delete()",
        "session.query(User).update({'nothing': 1})", "session.query(User).filter_by(nothing=1)", "session.query(User).with_entities(User.name).order_by(User.id).all()",
        "session.execute(sa.update(User).where(User.name == 'ann').values(age=77)).rowcount", "session.execute(sa.delete(Tag).where(Tag.word == 'none')).rowcount",
        "session.execute(sa.insert(User), [{'name': 'ivy'}, {'name': 'joe'}])", "session.execute(sa.insert(User).values(name='kim')).inserted_primary_key",
        "session.bulk_insert_mappings(User, [{'name': 'lea'}, {'name': 'max', 'age': 1}])", "session.bulk_save_objects([User(name='nia'), User(name='ola')])",
        "session.bulk_update_mappings(User, [{'id': 1, 'age': 5}, {'id': 2, 'age': 6}])", "session.flush()", "session.commit()", "session.rollback()", "session.expire_all()",
        "session.new", "session.dirty", "session.deleted", "session.is_active", "session.in_transaction()", "len(session.identity_map)", "session.is_modified(session.get(User, 1))",
        "session.get(User, 1) in session", "session.get_bind().__class__.__name__", "session.connection().__class__.__name__", "session.bind is conn", "session.no_autoflush.__class__.__name__",
        "session.query(User).filter(User.id == 1).value(User.name)" if False else "session.query(User.name).filter(User.id == 1).scalar()",
        "session.query(User).options(orm.joinedload(User.posts)).order_by(User.id).all()", "session.query(User).options(orm.selectinload(User.posts)).order_by(User.id).first().posts",
        "session.query(Post).options(orm.load_only(Post.title)).order_by(Post.id).all()", "session.query(User).populate_existing().order_by(User.id).first()",
        "session.query(User).filter(User.id == 1).one_or_none()", "session.query(User).order_by(None).order_by(User.id).first()", "str(session.query(User.id))",
        "session.query(sa.func.max(Post.score)).scalar()", "session.query(Post.title.label('t')).order_by(Post.id).first().t", "session.query(User).from_statement(sa.text('SELECT * FROM account ORDER BY id')).all()",
        "session.query(sa.literal(1)).scalar()", "session.query(User).filter(User.id.in_(session.query(Post.user_id))).order_by(User.id).all()",
        "[(u.name, len(u.posts)) for u in session.query(User).order_by(User.id)]", "[(p.title, p.user.name, sorted(t.word for t in p.tags)) for p in session.query(Post).order_by(Post.id)]",
        "session.query(User).having(sa.func.count() > 0).group_by(User.id).order_by(User.id).all()", "session.merge(User(id=1, name='ann', age=61)).age", "session.refresh(session.get(User, 1))",
        "sa.inspect(session.get(User, 1)).persistent", "sa.inspect(User).primary_key[0].name", "User.__table__.name", "User.__mapper__.__class__.__name__", "sorted(sa.inspect(User).attrs.keys())",
        "sorted(c.key for c in sa.inspect(User).column_attrs)", "User.name.key", "str(User.age > 5)", "session.query(User).whereclause", "session.query(User).statement.__class__.__name__",
        "session.scalars(sa.select(Post).where(Post.user == session.get(User, 1)).order_by(Post.id)).all()", "session.query(Post).filter(Post.user_id == None).all()",
        "session.query(orm.aliased(User, name='u2')).count()", "session.execute(sa.select(User.id, User.name).order_by(User.id)).mappings().all()",
        "session.query(User).slice(0, 2).all()", "session.query(User).filter(User.id > 0).filter(User.age != None).order_by(User.id).all()", "session.query(Post).with_parent(session.get(User, 1)).order_by(Post.id).all()" if False else "session.query(Post).count()",
    ]
    changes = [
        ["user = hold(session.get(User, %d))" % s.r.randint(1, 3), "user.age = %s" % s.pick("8", "None", "User.age + 1", "user.age"), "user.name = %r" % s.pick("zoe", "ann", "yan")],
        ["session.add(User(name=%r))" % s.pick("pia", "ann", "quo")],
        ["session.add(Post(title='new', user=hold(session.get(User, 2))))"],
        ["hold(session.get(User, 2)).posts.append(Post(title='appended'))"],
        ["hold(session.get(Post, 2)).tags.append(Tag(word='green'))"],
        ["hold(session.get(Post, 3)).tags.clear()"],
        ["hold(session.get(Post, 3)).tags.remove(hold(session.get(Post, 3)).tags[0])"],
        ["session.delete(hold(session.get(Post, %d)))" % s.r.randint(1, 3)],
        ["session.delete(hold(session.get(User, %d)))" % s.r.randint(1, 3)],
        ["hold(session.get(Post, 1)).user = None"],
        ["hold(session.get(User, 1)).posts = []"],
        ["hold(session.get(Post, 1)).user_id = 3", "session.flush()", "session.expire(hold(session.get(Post, 1)))"],
        ["session.expunge(hold(session.get(User, 3)))"],
        ["session.add(User())"],
        ["session.add(User(nothing=1))"],
        ["session.add(5)"],
        ["nested = session.begin_nested()", "session.add(User(name='nest'))", "session.flush()", s.pick("nested.rollback()", "nested.commit()")],
    ]
    for _ in range(s.r.randint(20, 35)):
        if s.chance(0.65):
            s.ask(s.r.choice(simple))
            continue
        for line in s.r.choice(changes):
            s.add("def change():")
            s.add("global user, nested", 1)
            s.add(line, 1)
            s.count += 1
            s.add("ask(%r, change)" % ("%d %s" % (s.count, line)))
        s.ask(s.pick("session.flush()", "session.commit()", "session.rollback()", "sorted(map(repr, session.new))", "sorted(map(repr, session.dirty))", "sorted(map(repr, session.deleted))"))
        if s.chance(0.5):
            s.ask("session.rollback()")
        s.ask(s.pick("[(u.id, u.name, u.age, u.made) for u in session.query(User).order_by(User.id)]", "[(p.id, p.title, p.user_id) for p in session.query(Post).order_by(Post.id)]",
                     "session.execute(sa.text('SELECT post_id, tag_id FROM tagged ORDER BY 1, 2')).all()", "[(t.word, len(t.posts)) for t in session.query(Tag).order_by(Tag.id)]"))
    s.ask("session.close()")
    s.ask("session.query(User).count()")


KINDS = {"results": results, "inspector": inspector, "sessions": sessions}


def source(kind, seed, dialect):
    script = Script("%s %s %s" % (kind, seed, dialect), dialect)
    KINDS[kind](script)
    return script.text()
