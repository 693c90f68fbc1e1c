# argparse: parsing, help, refusals.
import argparse, sys, os
os.environ["COLUMNS"] = "80"
def t(parser, line):
    try: print(line, "->", parser.parse_args(line.split()))
    except SystemExit as e: print(line, "exit", e.code)
    except argparse.ArgumentError as e: print(line, "!!", e)
p = argparse.ArgumentParser(prog="tool", description="Does a thing with many words in its description so that the text must be folded somewhere.", epilog="The end.", exit_on_error=False)
p.add_argument("file"); p.add_argument("rest", nargs="*", help="other files")
p.add_argument("-n", "--number", type=int, default=3, help="a number (default: %(default)s)")
p.add_argument("-v", "--verbose", action="count", default=0); p.add_argument("-q", action="store_true"); p.add_argument("--no-x", dest="x", action="store_false")
p.add_argument("-x", dest="pairs", action="append", metavar="K=V", help="pairs that are given to the environment script when it runs, as in alembic")
p.add_argument("--color", choices=["red", "blue"]); p.add_argument("--many", nargs=2, metavar=("A", "B")); p.add_argument("--opt", nargs="?", const="C", default="D"); p.add_argument("--some", nargs="+"); p.add_argument("--hidden", help=argparse.SUPPRESS)
print(p.format_help()); print(p.format_usage())
for line in ("f", "f a b", "f -n 5 -vvq", "f -n5 --verbose", "f --num=7", "f -x a=1 -x b=2", "f --color red", "f --color green", "f --many 1 2", "f --many 1", "f --opt", "f --opt E", "f --some 1 2 -q", "f -n x", "", "f --nosuch", "-- -f", "f -n -5", "f --q", "f --no", "f -qn4", "f --verbose=1", "-q f a", "--some 1 2 -- f", "f -x"):
    t(p, line)
print(p.parse_known_args(["f", "--zz", "1", "-q"]))
m = argparse.ArgumentParser(prog="m", exit_on_error=False); g = m.add_mutually_exclusive_group(required=True); g.add_argument("--a", action="store_true"); g.add_argument("--b", type=int)
for line in ("--a", "--b 1", "--a --b 1", ""): t(m, line)
print(m.format_usage())
s = argparse.ArgumentParser(prog="s"); s.add_argument("-c", "--config", default="alembic.ini"); sub = s.add_subparsers(dest="cmd", help="commands", required=True)
up = sub.add_parser("upgrade", help="go up"); up.add_argument("revision"); up.add_argument("--sql", action="store_true"); up.set_defaults(func="up"); dn = sub.add_parser("downgrade", aliases=["dn"], help="go down"); dn.add_argument("revision", nargs="?", default="-1")
for line in ("upgrade head", "-c x upgrade head --sql", "dn", "downgrade base", "upgrade"): t(s, line)
print(s.format_help()); print(up.format_help())
b = argparse.ArgumentParser(prog="b", formatter_class=argparse.ArgumentDefaultsHelpFormatter, argument_default=None); gr = b.add_argument_group("special", "some words"); gr.add_argument("--flag", action=argparse.BooleanOptionalAction, default=True, help="flag"); b.add_argument("--level", type=float, default=1.5, help="how")
t(b, "--no-flag"); t(b, "--level 2"); print(b.format_help()); print(argparse.Namespace(a=1) == argparse.Namespace(a=1), "a" in argparse.Namespace(a=1))
