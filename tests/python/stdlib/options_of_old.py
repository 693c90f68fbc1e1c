# optparse: what it makes of command lines, its help and its errors.
import optparse
import os

os.environ["COLUMNS"] = "80"
parser = optparse.OptionParser("%prog [options] FILE", prog="tool", version="%prog 1.0",
                               description="Does things with a file, and says so at length "
                                           "in more than one line.", epilog="The end.")
parser.add_option("-v", "--verbose", action="count", default=0, help="say more")
parser.add_option("-o", "--output", metavar="FILE", help="where to write [default: %default]",
                  default="out.txt")
parser.add_option("-n", type="int", dest="number", help="a number")
parser.add_option("--mode", choices=["fast", "slow"], default="fast")
parser.add_option("-D", action="append", dest="defines")
parser.add_option("--point", nargs=2, type="float")
parser.add_option("-q", action="store_false", dest="verbose")
parser.add_option("--hidden", help=optparse.SUPPRESS_HELP)
group = optparse.OptionGroup(parser, "More options", "Rarely wanted.")
group.add_option("--call", action="callback", type="string",
                 callback=lambda option, opt, value, parser: print("called", opt, value))
parser.add_option_group(group)
for line in ("-vv a b", "-o x -n 0x10 -D1 -D 2 in", "--output=y --mode slow --po 1 2.5", "-q -- -v",
             "--call it"):
    values, args = parser.parse_args(line.split())
    print(sorted(vars(values).items()), args)
print(parser.format_help())


def refuse(message):
    raise ValueError(message)


parser.error = refuse
for line in ("-n x", "--mode none", "--nope", "--point 1", "--verbose=3", "-x", "-o", "--o"):
    try:
        parser.parse_args(line.split())
    except Exception as error:
        print(type(error).__name__, error)
for make in (lambda: optparse.Option("x"), lambda: optparse.Option("--a", action="none"),
             lambda: optparse.Option("--a", type="none"), lambda: parser.add_option("-v"),
             lambda: optparse.Option("--a", action="store_true", type="int")):
    try:
        make()
    except optparse.OptParseError as error:
        print(type(error).__name__, error)
