"""csv: blanks, escaped ends of lines, limits, dialects that are not whole."""
import csv
import io


def rows(lines, **options):
    try:
        return list(csv.reader(lines, **options))
    except csv.Error as error:
        return f"Error {error}"


print(rows(["a   b", "  a  ", "  ", ""], delimiter=" ", skipinitialspace=False))
print(rows(["a   b", "  a  ", "  ", ""], delimiter=" ", skipinitialspace=True))
print(rows(["a, b,  c"], skipinitialspace=True), rows(["^"], escapechar="^"))
print(rows(["a\\\n", "b,c\n", "d\n"], escapechar="\\"), rows(["a\\,b,c"], escapechar="\\"))
print(rows(['"a\\"b",c'], escapechar="\\"), rows(['"a""b","c\n', 'd"']))
limit = csv.field_size_limit(5)
print(rows(["12345,1"]), rows(["123456,1"]), rows(['"123456",1']))
print(csv.field_size_limit(limit))
for bad in ((None,), (1, 2)):
    try:
        csv.field_size_limit(*bad)
    except TypeError as error:
        print("TypeError")


class Whole(csv.excel):
    delimiter = ";"


class Part(csv.Dialect):
    delimiter = "\t"


class Wrong(csv.excel):
    delimiter = "::"


print(Whole().delimiter)
for kind in (Part, Wrong):
    try:
        kind()
    except csv.Error as error:
        print("Error")
out = io.StringIO()
writer = csv.writer(out, Whole(), quoting=csv.QUOTE_NONE, escapechar="\\")
writer.writerows([["a;b", "c\nd", 1.5, None], ["\\"]])
print(repr(out.getvalue()), rows(io.StringIO(out.getvalue()), delimiter=";", escapechar="\\",
                                 quoting=csv.QUOTE_NONE))
