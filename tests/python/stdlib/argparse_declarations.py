# What argparse refuses when arguments are declared, and the usage of groups.
import argparse
p=argparse.ArgumentParser(prog="x")
p.add_subparsers()
try: p.add_subparsers()
except Exception as e: print(type(e), e)
p=argparse.ArgumentParser(prog="x")
for nargs in (None,1,2,3,"?","*","+",argparse.PARSER,argparse.REMAINDER,0):
    for m in ((),("a",),("a","b"),("a","b","c")):
        for opt in ("--f%d"%id(m), ):
            try: argparse.ArgumentParser(prog="x").add_argument("--foo", nargs=nargs, metavar=m); print(nargs,m,"ok")
            except Exception as e: print(nargs,m,type(e).__name__, e)
try: p.add_mutually_exclusive_group(required=True).add_argument("pos")
except Exception as e: print(type(e), e)
try: p.add_argument("--x", type="int")
except Exception as e: print(type(e), e)
try: p.add_argument("--x", action="nonsense")
except Exception as e: print(type(e), e)
try: p.add_argument("-x", choices=3, nargs=0)
except Exception as e: print(type(e), e)
g=p.add_mutually_exclusive_group(); g.add_argument("--a", action="store_true"); g.add_argument("--b", action="store_true"); 
p=argparse.ArgumentParser(prog="x", description="d"); g=p.add_mutually_exclusive_group(required=True); g.add_argument("--a", help="A"); g.add_argument("n", nargs="?", help="N"); p.print_help(); print(p.format_usage())
p = argparse.ArgumentParser(prog="x", prefix_chars="+")
p.add_argument("+v", "++verbose", action="store_true"); p.add_argument("file")
print(p.parse_args(["+v", "a"])); p.print_help()
p = argparse.ArgumentParser(prog="y", prefix_chars="+:/", add_help=True)
p.print_help()
p = argparse.ArgumentParser(prog="x", usage=argparse.SUPPRESS)
p.add_argument("--foo", help="foo")
p.print_help()
p = argparse.ArgumentParser(prog="x")
group = p.add_argument_group("g")
one = group.add_mutually_exclusive_group()
one.add_argument("--a", action="store_true", help="A")
p.add_argument("--between")
one.add_argument("--b", action="store_true", help="B")
p.print_help()
try:
    p.parse_args(["--a", "--b"])
except SystemExit as e:
    print(e)
import time
print(time.asctime((2020, 1, 2, 3, 4, 5, 3, 2, 0)))


def f():
    (nothing_here): int
    try:
        print(nothing_here)
    except NameError as e:
        print(type(e).__name__, e)


f()
p = argparse.ArgumentParser(prog="x")
one = p.add_mutually_exclusive_group(required=True)
one.add_argument("-x", help=argparse.SUPPRESS)
one.add_argument("-y", action="store_true", help="y help")
p.print_usage()
