#!/usr/bin/env bash
# Plays the workflow of a usual migration guide on SQLite: an application with
# its settings in .env and declarative models, from `init` to `check`.
#   examples/demo.sh [PATH-TO-LIMBECK]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
limbeck=$(realpath "${1:-$here/../build/release/limbeck}")
folder=$(mktemp -d "${TMPDIR:-/tmp}/limbeck-demo.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cp -r "$here/shop/." "$folder"
cd "$folder"
unset DATABASE_URL

say() { printf '\n\033[1m# %s\033[0m\n' "$*"; }
run() {
  printf '\033[36m$ %s\033[0m\n' "$*"
  if [[ $1 == limbeck ]]; then shift; "$limbeck" "$@"; else "$@"; fi
}

say "The application: settings in .env, models with an Enum role, indexes, timestamps"
run cat .env
run cat app/models/user.py

say "A migration environment"
run limbeck init alembic
say "env.py is told where the models are"
run sed -i 's/^target_metadata = None/from app.models import User\ntarget_metadata = User.metadata/' alembic/env.py

say "The first migration is written from the models"
run limbeck revision --autogenerate -m "Initial migration" --rev-id 0001
run cat alembic/versions/0001_initial_migration.py
run limbeck upgrade head
run sqlite3 shop.db .schema

say "A column is added to the model, and a migration follows"
run sed -i 's/    is_active = /    phone = Column(String(20), nullable=True)\n    is_active = /' app/models/user.py
run limbeck revision --autogenerate -m "Add phone to users" --rev-id 0002
run limbeck upgrade head
run limbeck current
run limbeck history
run limbeck check

say "And back"
run limbeck downgrade -1
run limbeck current
run limbeck upgrade +1

say "The SQL, without a database"
run limbeck upgrade 0001:head --sql
