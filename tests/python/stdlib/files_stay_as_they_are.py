# What a script did not make it cannot change, whichever way it tries.
import os
import shutil
import tempfile

folder = tempfile.mkdtemp()
target = os.path.abspath(__file__)
link = os.path.join(folder, "link")
os.symlink(target, link)
for attempt in (lambda: open(target, "a"), lambda: open(link, "w"), lambda: os.remove(target),
                lambda: os.rename(target, link), lambda: os.rename(link, target),
                lambda: shutil.copy(link, target + ".copy"), lambda: os.chmod(link, 0o777),
                lambda: os.truncate(link, 0), lambda: os.link(target, folder + "/hard"),
                lambda: os.open(target, os.O_RDWR), lambda: os.close(0),
                lambda: open(folder + "/../limbeck-outside", "w"),
                lambda: os.symlink("/", target + ".link"), lambda: os.rmdir("/tmp")):
    try:
        attempt()
        print("done")
    except OSError as error:
        print(type(error).__name__, error.strerror)
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: OSError Bad file descriptor
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
# expect: PermissionError limbeck lets scripts write temporary files only
