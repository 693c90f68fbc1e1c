# The files that a script may write: those that it made itself.
import codecs
import io
import os
import pathlib
import shutil
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "a.txt")
with open(path, "w") as file:
    print(file.write("héllo\nworld\n"), file.tell(), file.encoding, file.mode)
    print(isinstance(file, io.TextIOBase), isinstance(file, io.IOBase),
          isinstance(file, io.BufferedIOBase), file.readable(), file.writable())
    try:
        file.read()
    except io.UnsupportedOperation as error:
        print("unsupported", error)
print(repr(open(path).read()), os.stat(path).st_size)
with open(path, "a") as file:
    file.write("more")
print(open(path).readlines())
with open(path, "r+b") as file:
    file.seek(2)
    file.write(b"XX")
    file.seek(0)
    print(file.read())
    print(file.seek(-3, 2), file.read(1), file.truncate(5))
print(open(path, "rb").read())
with open(path, "w", newline="\r\n", encoding="utf-16-le") as file:
    file.writelines(["a\n", "b\n"])
print(open(path, "rb").read(), open(path, newline="", encoding="utf-16-le").readlines())
for mode in ("x", "rw", "", "wbt", "q", "r+w"):
    try:
        open(path, mode)
    except (ValueError, OSError) as error:
        print(mode, type(error).__name__, str(error).split(":")[0])
os.mkdir(os.path.join(folder, "sub"))
print(shutil.copy2(path, os.path.join(folder, "sub"))[len(folder):])
shutil.copytree(os.path.join(folder, "sub"), os.path.join(folder, "copied"))
print(shutil.move(path, os.path.join(folder, "sub", "b"))[len(folder):])
print(sorted(os.listdir(folder)), sorted(os.listdir(os.path.join(folder, "sub"))))
os.rename(os.path.join(folder, "sub"), os.path.join(folder, "renamed"))
os.symlink("renamed", os.path.join(folder, "link"))
print(os.readlink(os.path.join(folder, "link")), os.path.islink(os.path.join(folder, "link")))
shutil.rmtree(folder)
print(os.path.exists(folder))
with tempfile.TemporaryDirectory(prefix="limbeck") as name:
    there = pathlib.Path(name) / "x"
    print(there.write_text("abc"), there.read_text(), there.stat().st_size)
    there.touch()
    print(there.rename(there.with_name("y")).name, [p.name for p in pathlib.Path(name).iterdir()])
print(os.path.exists(name))
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("abc")
    file.flush()
    print(open(file.name).read())
    file.seek(0)
    print(file.read())
print(os.path.exists(file.name))
descriptor, name = tempfile.mkstemp(".end")
print(os.write(descriptor, b"123"), name.endswith(".end"))
with os.fdopen(descriptor, "a") as file:
    file.write("4")
print(open(name).read())
os.unlink(name)
spooled = tempfile.SpooledTemporaryFile(max_size=4, mode="w+")
spooled.write("12345")
spooled.seek(0)
print(spooled.read())
with open(os.devnull, "w") as file:
    file.write("nothing")
print(codecs.lookup("UTF8").name, codecs.encode("abc", "rot13"), codecs.decode(b"6162", "hex"))
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(part) for part in (b"\xc3", b"\xa9x\xe6", b"\x97\xa5")])
codecs.register_error("limbeck.star", lambda error: ("*", error.end))
print("aé日b".encode("ascii", "limbeck.star"), b"a\xffb".decode("ascii", "limbeck.star"))
