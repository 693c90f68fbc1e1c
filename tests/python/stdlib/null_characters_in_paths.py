# A NUL ends a path for the system: such a path is no other file's.
import os
import pathlib
import tempfile

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "file").write_text("x")
os.symlink("file", folder / "link")
path = pathlib.Path(str(folder / "file") + "\x00more")
for ask in ("exists", "is_file", "is_dir", "is_symlink", "is_fifo", "is_socket", "is_char_device"):
    print(ask, getattr(path, ask)())
for ask in (os.path.exists, os.path.isfile, os.path.lexists, os.path.islink, os.path.isdir):
    print(ask.__name__, ask(str(path)))
for act in (os.stat, os.lstat, os.listdir, os.mkdir, open):
    try:
        act(str(path))
    except ValueError as error:
        print(error)
link = folder / "link"
print(link.is_file(), link.is_file(follow_symlinks=False), link.is_symlink())
for change in (os.unlink, os.rmdir, lambda name: os.open(name, os.O_WRONLY)):
    try:
        change(str(folder / "file") + "\x00.sql")
    except ValueError as error:
        print(str(error).partition(": ")[2] or error)
