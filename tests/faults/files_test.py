#!/usr/bin/env python3
"""Revision files written at the same moment, or where they cannot be written.

usage: tests/faults/files_test.py LIMBECK

Files that appear are whole; what cannot be written is said in one line that names
the file, leaves nothing behind and ends with the exit code of an uncaught error.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
LIMBECK = None
NOBODY = 65534


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="limbeck-files-")
        shutil.copytree(os.path.join(HERE, "..", "fixtures", "generic"), self.folder,
                        dirs_exist_ok=True)
        self.versions = os.path.join(self.folder, "alembic", "versions")
        os.makedirs(self.versions)
        self.run_limbeck("revision", "-m", "root", "--rev-id", "root")

    def tearDown(self):
        os.chmod(self.versions, 0o755)
        shutil.rmtree(self.folder)

    def start(self, *words, before=None, program=None):
        return subprocess.Popen([program or LIMBECK, *words], cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                preexec_fn=before)

    def run_limbeck(self, *words, **how):
        done = self.start(*words, **how)
        out, err = done.communicate()
        return done.returncode, out, err

    def is_refused(self, run, reason):
        code, out, err = run
        path = os.path.join(os.path.realpath(self.versions), "new_new.py")
        self.assertEqual(code, 1)
        self.assertEqual(out, "Generating %s ...  FAILED\n" % path)
        self.assertEqual(err, "OSError: Can't write %s: %s\n" % (path, reason))
        self.assertEqual(os.listdir(self.versions), ["root_root.py"])
        self.assertEqual(self.run_limbeck("heads")[:2], (0, "root (head)\n"))

    def test_many_at_once(self):
        names = ["at%02d" % n for n in range(12)]
        running = [self.start("revision", "-m", name, "--rev-id", name, "--head", "root",
                              "--splice") for name in names]
        for name, process in zip(names, running):
            out, err = process.communicate()
            self.assertEqual((process.returncode, err), (0, ""), out)
        self.assertEqual(sorted(os.listdir(self.versions)),
                         ["%s_%s.py" % (name, name) for name in names] + ["root_root.py"])
        code, out, err = self.run_limbeck("heads")
        self.assertEqual((code, sorted(out.split()[::2]), err), (0, names, ""))

    def test_the_same_file_twice(self):
        running = [self.start("revision", "-m", "new", "--rev-id", "new", "--head", "root",
                              "--splice") for _ in range(6)]
        for process in running:
            process.communicate()
            self.assertEqual(process.returncode, 0)
        self.assertEqual(sorted(os.listdir(self.versions)), ["new_new.py", "root_root.py"])
        self.assertEqual(self.run_limbeck("heads")[1], "new (head)\n")

    def test_read_only_folder(self):
        os.chmod(self.versions, 0o555)
        before, program = None, None
        if os.getuid() == 0:  # whom no mode of a folder stops
            os.chmod(self.folder, 0o755)
            # The build may lie where nobody else may look.
            program = shutil.copy(LIMBECK, self.folder)

            def as_nobody():
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            before = as_nobody
        self.is_refused(self.run_limbeck("revision", "-m", "new", "--rev-id", "new",
                                         before=before, program=program),
                        "Permission denied")

    def test_no_room_for_the_file(self):
        def before():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        self.is_refused(self.run_limbeck("revision", "-m", "new", "--rev-id", "new",
                                         before=before), "File too large")


if __name__ == "__main__":
    LIMBECK = os.path.realpath(sys.argv.pop(1))
    unittest.main()
