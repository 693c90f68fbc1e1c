#!/usr/bin/env bash
# Compares limbeck (first argument) with the newest Alembic and SQLAlchemy from
# PyPI, in one run, on random revision graphs, which must agree. Then counts the
# differences of random command lines, directives and models, and runs Alembic itself
# over the recorded command cases, to say where a newer release has left them
# behind: these are told and decide nothing. Without PyPI it says so and ends
# well. SEED chooses other random ones; today's date is the default.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-build/release/limbeck}")
fullrun=$(dirname "$program")/tests/fullrun
seed=${SEED:-$(date +%Y%m%d)}

reference=build/reference
if [[ ! -x $reference/bin/alembic ]]; then
  tools/install-dependencies.sh reference
  python3 -m venv "$reference"
  if ! "$reference/bin/pip" install -q --timeout 10 --retries 1 \
    alembic 'sqlalchemy[asyncio]' psycopg2-binary pymysql aiosqlite tzdata; then
    rm -rf "$reference"
    echo "PyPI is not reached: nothing compared."
    exit 0
  fi
fi
"$reference/bin/python" - <<'PYTHON'
import alembic, sqlalchemy
print("Alembic", alembic.__version__, "and SQLAlchemy", sqlalchemy.__version__)
PYTHON

echo "random graphs (seed $seed):"
"$reference/bin/python" tests/revision/differential.py "$program" \
  --graphs "${GRAPHS:-40}" --size 30 --seed "$seed"

echo "random command lines:"
PYTHONHASHSEED=0 timeout 200 "$reference/bin/python" tests/cli/random_projects.py \
  "$program" --projects 30 --seed "$seed" | cut -c 1-400 | tail -20 || true

echo "random directives:"
timeout 200 python3 tests/sql/compare_random.py --oracle "$reference/bin/python" \
  --program "$fullrun" --seed "$seed" --count 100 --groups 5 | tail -20 || true

echo "random models:"
timeout 200 python3 tests/autogen/pairs/run.py --limbeck "$fullrun" \
  --reference "$reference/bin/python" --seed "$seed" --count 20 --show 2 \
  sqlite | tail -20 || true

echo "a part of the recorded command cases, run by that Alembic:"
mapfile -t cases < <(git ls-files 'tests/cli/*.case' 'tests/autogen/*.case' |
  xargs grep -L '^only: limbeck' |
  awk -v first=$((seed % 12)) 'NR % 12 == first')
tests/servers.sh run timeout 300 python3 tests/run_cases.py \
  --program "$reference/bin/alembic" "${cases[@]}" | tail -60 ||
  echo "the reference prints something else by now (see above)"
