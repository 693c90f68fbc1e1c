# pathlib, glob, fnmatch, shlex over the folder of this program.
import glob, fnmatch, os, shlex, sys
from pathlib import Path, PurePath, PurePosixPath
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
p = PurePath("/usr/lib//x/./y.tar.gz")
print(p, repr(p), p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), p.root, p.anchor, p.drive)
print(p / "a" / "../b", "/x" / PurePath("y"), p.joinpath("z", "/q"), p.with_name("n"), p.with_suffix(".txt"), p.with_stem("s"), p.with_suffix(""))
print(p.relative_to("/usr"), p.is_relative_to("/usr"), p.is_relative_to("/opt"), p.is_absolute(), PurePath("a/b").relative_to("a/c", walk_up=True))
t(lambda: p.relative_to("/opt")); t(lambda: PurePath("a").relative_to("/a")); t(lambda: p.with_name("")); t(lambda: p.with_suffix("x")); t(lambda: PurePath(3)); t(lambda: PurePath("/").with_name("x"))
print(PurePath(), PurePath("."), PurePath("a", "", "b"), PurePath("//a/b").parts, PurePath("///a").parts, PurePath("a/..").parts, PurePath("a/") == PurePath("a"))
print(p.match("*.gz"), p.match("x/*"), p.match("/usr/*"), PurePath("a/b/c.py").full_match("a/**/*.py"), PurePath("a.py").match("*.PY"))
print(sorted([PurePath("b"), PurePath("a/z"), PurePath("a")]), hash(PurePath("a")) == hash(PurePosixPath("a")), {PurePath("x"): 1}[PurePath("x")])
for name in ("a.b.c", ".bashrc", "x.", "..", "a. b", ".a.b", "noext", "x.tar.gz"):
    q = PurePath("d") / name
    print(name, q.suffix, q.stem, q.suffixes, q.name)
print(PurePath("/a b/c").as_uri(), os.fspath(PurePath("q")), isinstance(PurePath("q"), os.PathLike), bytes(PurePath("é")))
here = Path(__file__).resolve().parent
print(here.name, here.is_dir(), (here / "paths.py").is_file(), (here / "nosuch").exists(), (here / "paths.py").read_text()[:10], (here / "paths.py").read_bytes()[:4])
t(lambda: (here / "nosuch").read_text() and 0 if (here / "nosuch").exists() else "none")
print(sorted(x.name for x in here.glob("path*.py")), sorted(x.name for x in here.parent.glob("*/paths.py")), sorted(x.name for x in here.parent.rglob("paths.py")), [x.name for x in here.iterdir() if x.name == "paths.py"])
print(sorted(os.path.relpath(x, here) for x in glob.glob(str(here) + "/pat*.py")), glob.has_magic("a*"), glob.escape("a[b]*?"), sorted(os.path.basename(x) for x in glob.glob(str(here.parent) + "/**/paths.py", recursive=True)))
print((here / "paths.py").stat().st_size == len((here / "paths.py").read_bytes()), Path("~/x").expanduser().name, Path.cwd().is_absolute(), Path("x").absolute() == Path.cwd() / "x")
with (here / "paths.py").open() as f: print(f.readline(), end="")
for pat in ("*.py", "a?c", "[abc]x", "[!a]x", "[a-c]*", "[]]", "[", "a[", "**", "[!]]", "x[!"):
    print(pat, [n for n in ("ax", "bx", "dx", "abc", "a.py", "]", "[", "a[", "zx", "x[!") if fnmatch.fnmatch(n, pat)])
print(fnmatch.filter(["a.py", "b.txt"], "*.py"))
for s in ("a b c", "a 'b c' d", 'x="y z" w', "a\\ b", "''", "a '' b", "# c", "a#b c", 'a"b"c', "'a\\b'", '"a\\"b"', "it''s", " "):
    print(shlex.split(s), shlex.split(s, comments=True))
t(lambda: shlex.split("'a")); t(lambda: shlex.split("a\\")); print(shlex.quote("a b"), shlex.quote("it's"), shlex.quote(""), shlex.quote("ok/x"), shlex.join(["a", "b c"]))
print(list(shlex.shlex("a = b(c) 'd e' # x\nf"))); print(list(shlex.shlex("a&&b||c>d", punctuation_chars=True)))
