"""Records what the real SQLAlchemy prints for each case: python record.py"""

import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).parent / "cases"
for case in sorted(here.glob("*.py")):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", case.name],
        cwd=here, capture_output=True, text=True,
    )
    if done.returncode:
        sys.exit(f"{case.name}: {done.stderr}")
    case.with_suffix(".out").write_text(done.stdout)
