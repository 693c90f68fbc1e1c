#!/usr/bin/env bash
# Ratios to the real Alembic and to a floor: bench/run.sh [PATH-TO-LIMBECK].
# ALEMBIC=/path/to/alembic names the reference; else the one on PATH is used.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/run.py" "${1:-$here/../build/release/limbeck}"
