"""Comma separated values: https://docs.python.org/3/library/csv.html"""

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)
__version__ = "1.0"
_limit = 131072
_dialects = {}


class Error(Exception):
    pass


class Dialect:
    """What a format is described by; deriving from it is the usual way."""

    def __init__(self):
        try:
            if self.quoting is None:
                raise TypeError('"quoting" must be an integer, not NoneType')
            if self.delimiter is None:
                raise TypeError('"delimiter" must be a 1-character string')
            if self.lineterminator is None:
                raise TypeError('"lineterminator" must be a string, not NoneType')
            _Settled(self, {})
        except TypeError as error:
            raise Error(str(error))

    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


_DEFAULTS = {"delimiter": ",", "quotechar": '"', "escapechar": None, "doublequote": True,
             "skipinitialspace": False, "lineterminator": "\r\n", "quoting": QUOTE_MINIMAL,
             "strict": False}


class _Settled:
    """A dialect with every question answered."""

    def __init__(self, dialect, options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name, value in _DEFAULTS.items():
            if name in options:
                value = options.pop(name)
            elif dialect is not None:
                own = getattr(dialect, name, None)
                if own is not None or hasattr(dialect, name) and name in ("quotechar", "escapechar"):
                    value = own
            setattr(self, name, value)
        if options:
            raise TypeError("%r is an invalid keyword argument for this function" % next(iter(options)))
        for name in ("delimiter", "quotechar", "escapechar"):
            value = getattr(self, name)
            if value is None and name != "delimiter":
                continue
            if not isinstance(value, str):
                raise TypeError('"%s" must be string, not %s' % (name, type(value).__name__) if name == "delimiter"
                                else '"%s" must be string or None, not %s' % (name, type(value).__name__))
            if len(value) != 1:
                raise TypeError('"%s" must be a 1-character string' % name)
        if not isinstance(self.quoting, int) or not 0 <= self.quoting <= 5:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be set' if self.lineterminator is None else '"lineterminator" must be string')
        self.doublequote = bool(self.doublequote)


def register_dialect(name, dialect=None, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Settled(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*new):
    global _limit
    old = _limit
    if len(new) > 1:
        raise TypeError("field_size_limit expected at most 1 argument, got %d" % len(new))
    if new:
        if not isinstance(new[0], int):
            raise TypeError("limit must be an integer")
        _limit = new[0]
    return old


def _check_size(field):
    if len(field) > _limit:
        raise Error("field larger than field limit (%d)" % _limit)


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)


__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS",
           "QUOTE_NOTNULL", "Error", "Dialect", "excel", "excel_tab", "field_size_limit",
           "reader", "writer", "register_dialect", "get_dialect", "list_dialects",
           "unregister_dialect", "DictReader", "DictWriter", "unix_dialect"]


class _Reader:
    def __init__(self, lines, dialect, options):
        self._lines = iter(lines)
        self.dialect = _Settled(dialect, options)
        self.line_num = 0

    def __iter__(self):
        return self

    def _line(self):
        line = next(self._lines)
        if not isinstance(line, str):
            raise Error("iterator should return strings, not %s (the file should be opened in text mode)"
                        % type(line).__name__)
        self.line_num += 1
        return line

    def __next__(self):
        d = self.dialect
        line = self._line()
        plain = line.rstrip("\r\n")
        if (d.quotechar is None or d.quotechar not in plain) and d.escapechar is None \
                and not d.skipinitialspace and d.quoting in (QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONE):
            if "\n" in plain or "\r" in plain:
                raise Error("new-line character seen in unquoted field - "
                            "do you need to open the file with newline=''?")
            fields = plain.split(d.delimiter) if plain else []
            if len(plain) > _limit:
                for field in fields:
                    _check_size(field)
            return fields
        return self._slow(line)

    def _slow(self, line):
        d = self.dialect
        fields = []
        field = ""
        quoted = was_quoted = False  # inside quotes; the field began with one
        start = True
        open_end = False  # the end of the line was escaped
        at = 0
        while True:
            if at >= len(line):
                if not quoted and not open_end:
                    break
                open_end = False
                try:
                    line = self._line()
                except StopIteration:
                    if d.strict:
                        raise Error("unexpected end of data") from None
                    break
                at = 0
                continue
            c = line[at]
            at += 1
            if quoted:
                if c == d.escapechar:
                    if at < len(line):
                        field += line[at]
                        at += 1
                elif c == d.quotechar and d.quoting != QUOTE_NONE:
                    if d.doublequote and line[at:at + 1] == d.quotechar:
                        field += c
                        at += 1
                    else:
                        quoted = False
                        follower = line[at:at + 1]
                        if d.strict and follower and follower not in (d.delimiter, "\r", "\n"):
                            raise Error("'%s' expected after '%s'" % (d.delimiter, d.quotechar))
                else:
                    field += c
                continue
            if c in "\r\n":
                if line[at:].strip("\r\n"):
                    raise Error("new-line character seen in unquoted field - "
                                "do you need to open the file with newline=''?")
                break
            if start and c == " " and d.skipinitialspace:
                continue
            if c == d.delimiter:
                fields.append(self._value(field, was_quoted))
                field = ""
                start = True
                was_quoted = False
                continue
            if start and c == d.quotechar and d.quoting != QUOTE_NONE:
                quoted = was_quoted = True
            elif c == d.escapechar:
                field += line[at:at + 1] or "\n"
                at += 1
                open_end = at >= len(line) and field[-1] in "\r\n"
                if open_end and at > len(line) and d.strict:
                    raise Error("unexpected end of data")
            else:
                field += c
            start = False
        if fields or field or was_quoted or not start or line.strip("\r\n"):
            fields.append(self._value(field, was_quoted))
        return fields

    def _value(self, field, was_quoted):
        quoting = self.dialect.quoting
        _check_size(field)
        if was_quoted:
            return field
        if quoting == QUOTE_NONNUMERIC or quoting == QUOTE_STRINGS and field:
            return float(field) if field else ""
        if quoting in (QUOTE_NOTNULL, QUOTE_STRINGS) and not field:
            return None
        return field


def reader(csvfile, dialect="excel", **options):
    return _Reader(csvfile, dialect, options)


class _Writer:
    def __init__(self, file, dialect, options):
        if not hasattr(file, "write"):
            raise TypeError('argument 1 must have a "write" method')
        self._write = file.write
        self.dialect = _Settled(dialect, options)

    def _field(self, value, alone):
        d = self.dialect
        number = isinstance(value, (int, float)) and not isinstance(value, bool) or type(value) is bool
        if value is None:
            text = ""
        elif isinstance(value, str):
            text = value
        elif isinstance(value, float):
            text = repr(value)
        else:
            text = str(value)
        quoting = d.quoting
        quote = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not number
                 or quoting == QUOTE_STRINGS and isinstance(value, str)
                 or quoting == QUOTE_NOTNULL and value is not None)
        special = d.delimiter + "\r\n" + (d.quotechar or "") + (d.escapechar or "") + d.lineterminator
        out = ""
        for c in text:
            if c in special:
                if quoting == QUOTE_NONE or c == d.escapechar:
                    escape = True
                elif c == d.quotechar:
                    escape = not d.doublequote
                    if d.doublequote:
                        quote = True
                        out += c
                else:
                    quote = True
                    escape = False
                if escape:
                    if not d.escapechar:
                        raise Error("need to escape, but no escapechar set")
                    out += d.escapechar
            out += c
        if not out and alone and not quote:
            if quoting == QUOTE_NONE or quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None:
                raise Error("single empty field record must be quoted")
            quote = True
        if not quote and d.delimiter == " " and not out and quoting != QUOTE_NONE:
            quote = True
        return d.quotechar + out + d.quotechar if quote else out

    def writerow(self, row):
        try:
            row = list(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__) from None
        alone = len(row) == 1
        line = self.dialect.delimiter.join([self._field(value, alone) for value in row])
        return self._write(line + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect="excel", **options):
    return _Writer(csvfile, dialect, options)


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel",
                 *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None else None
        self.restkey = restkey
        self.restval = restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        result = dict(zip(names, row))
        if len(row) > len(names):
            result[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            result[name] = self.restval
        return result


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel",
                 *args, **kwds):
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.fieldnames = fieldnames if isinstance(fieldnames, (list, tuple)) else list(fieldnames)
        self.restval = restval
        self.extrasaction = extrasaction.lower()
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writer.writerow(self.fieldnames)

    def _row(self, row):
        if self.extrasaction == "raise":
            wrong = [name for name in row if name not in self.fieldnames]
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join(map(repr, wrong)))
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writerow(self, row):
        return self.writer.writerow(self._row(row))

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)
