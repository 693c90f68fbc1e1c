# A log handler goes on with a file and writes no code, settings or hidden file;
# what it may do gives a script's own open() nothing.
import logging
import os
import tempfile

import _os

here = os.path.dirname(os.path.abspath(__file__))
readme = os.path.join(here, "..", "..", "README.md")
size = os.path.getsize(readme)


def attempt(path, mode):
    try:
        handler = logging.FileHandler(path, mode)
    except OSError as error:
        print(type(error).__name__, error.strerror)
    else:
        handler.close()
        print("opened")


attempt(__file__, "a")  # expect: PermissionError limbeck lets log handlers write logs only
attempt(os.path.join(here, "new.ini"), "a")  # expect: PermissionError limbeck lets log handlers write logs only
attempt(os.path.join(here, ".hidden"), "a")  # expect: PermissionError limbeck lets log handlers write logs only
attempt("/bin/sh", "a")  # expect: PermissionError limbeck lets log handlers write logs only
attempt(readme, "w")  # expect: PermissionError limbeck lets log handlers empty files only that are logs
attempt(readme, "a")  # expect: opened
link = os.path.join(tempfile.mkdtemp(), "a.log")
os.symlink(os.path.abspath(__file__), link)
attempt(link, "a")  # expect: PermissionError limbeck lets log handlers write logs only
attempt(os.path.join(os.path.dirname(link), "b.log"), "w")  # expect: opened
try:
    open(readme, "a")
except OSError as error:
    print(error.strerror)  # expect: limbeck lets scripts write temporary files only
print([name for name in dir(_os) if "allow" in name])  # expect: []
print(os.path.getsize(readme) == size)  # expect: True
