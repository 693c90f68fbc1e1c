"""Installs what a project needs beside the reference's own packages."""

import hashlib
import json
import pathlib
import re
import shutil
import subprocess

# These are the reference's own: it is the newest of both that is compared.
REFERENCE = ("sqlalchemy", "alembic", "greenlet")


def site_packages(place):
    return next((place / "lib").glob("python3.*")) / "site-packages"


def requirements(path):
    """The lines of a requirements file that name a package of the index."""
    found = []
    for line in path.read_text().splitlines():
        line = re.split(r"\s#|\s--hash|\s*\\$", line.strip())[0].strip()
        if not line or line.startswith(("#", "-")) or "@" in line:
            continue
        found.append(line)
    return found


def is_reference(requirement):
    name = re.match(r"[\w.-]+", requirement).group()
    return re.sub(r"[-_.]+", "-", name).lower() in REFERENCE


def install(python, wanted, source, folder):
    """A folder like a virtual environment: `wanted`, then what `python` has.

    An entry `-r FILE` is a list of the project, installed as it stands, any
    other one a package with what it depends on. What cannot be installed is
    left out: a compiler or a library may be missing here.
    """
    digest = hashlib.sha256(json.dumps([str(source), wanted]).encode())
    place = folder / digest.hexdigest()[:16]
    done = place / "installed"
    if done.exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    version, base = subprocess.run(
        [python, "-c", "import sysconfig as s; print(s.get_python_version(), "
         "s.get_path('purelib'))"],
        capture_output=True, text=True, check=True).stdout.split()
    target = place / "lib" / f"python{version}" / "site-packages"
    target.mkdir(parents=True)
    pip = [python, "-m", "pip", "install", "-q", "--no-warn-conflicts",
           "--disable-pip-version-check", "--target", str(target)]
    lines = []

    def run(arguments):
        made = subprocess.run(pip + arguments, capture_output=True, text=True)
        return made.returncode == 0

    for entry in wanted:
        if not entry.startswith("-r "):
            lines.append(f"{run(['--upgrade', entry])} {entry}")
            continue
        names = [name for name in requirements(source / entry[3:])
                 if not is_reference(name)]
        if run(["--no-deps", *names]):
            continue
        for name in names:
            lines.append(f"{run(['--no-deps', '--upgrade', name])} {name}")
    for name in REFERENCE:
        for path in target.glob("*"):
            if re.match(rf"{name}(-[\d.]+\w*\.dist-info)?$", path.name, re.I):
                shutil.rmtree(path)
    (target / "reference.pth").write_text(base + "\n")
    done.write_text("\n".join(lines) + "\n")
    return place
