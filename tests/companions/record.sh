#!/bin/sh
# Runs each program here with CPython and the real packages and keeps what they
# print as NAME.expected:  PYTHON=/path/to/python tests/companions/record.sh
# Needs pydantic, pydantic-settings, python-dotenv, Flask-SQLAlchemy,
# Flask-Migrate, SQLModel, environs, orjson, GeoAlchemy2, PyYAML, appdirs,
# platformdirs, iso8601, packaging, pytz and SQLAlchemy-Utils. Programs named *_own.py are about packages or
# rules that are limbeck's own; their expectations are written by hand.
cd "$(dirname "$0")" || exit 1
for program in "${@:-*.py}"; do
  for file in $program; do
    case $file in *_own.py) continue ;; esac
    PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 "${PYTHON:-python3}" \
      -W ignore "$file" >"${file%.py}.expected" 2>/dev/null ||
      echo "failed: $file"
  done
done
