#!/usr/bin/env bash
# Runs every fuzzer for some seconds (first argument), from the repository's own
# files and from what earlier runs found. Fails at the first input that makes
# one crash, hang or eat memory; the input is left in build/fuzz/found/.
# FUZZ_SEED chooses another walk; the same one by default, so that a failure
# tells of the change that was made.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
here=$PWD
fuzzers=(parser_fuzz program_fuzz readers_fuzz regex_fuzz)
cmake --preset fuzz >/dev/null
cmake --build build/fuzz -j"$(nproc)" --target "${fuzzers[@]}"

# seed FUZZER PREFIX FILE...: the files, behind the byte that chooses a reader.
seed() {
  local folder=build/fuzz/seeds/$1 prefix=$2 file
  mkdir -p "$folder"
  for file in "${@:3}"; do
    { printf '%b' "$prefix"; cat "$file"; } >"$folder/$(tr / _ <<<"$file")"
  done
}
rm -rf build/fuzz/seeds
mapfile -t programs < <(git ls-files 'tests/python/**/*.py' 'examples/**/*.py')
seed parser_fuzz '' "${programs[@]}"
seed program_fuzz '' "${programs[@]}"
mapfile -t inis < <(git ls-files '*.ini' 'src/alembic/templates/*.ini.part')
mapfile -t tomls < <(git ls-files '*pyproject.toml*')
mapfile -t makos < <(git ls-files '*.mako' '*.mako.part')
seed readers_fuzz '\x00' "${inis[@]}"
seed readers_fuzz '\x01' "${tomls[@]}"
seed readers_fuzz '\x02' "${inis[@]}"
seed readers_fuzz '\x03' "${makos[@]}"
printf '\x04postgresql+psycopg2://a%%40b:p%%3Aw@[::1]:5432/app?sslmode=require&x=1&x=2' \
  >build/fuzz/seeds/readers_fuzz/url

mkdir -p build/fuzz/seeds/regex_fuzz
count=0
while IFS= read -r line; do
  count=$((count + 1))
  printf '\x00%s\0\\g<0>-\\1\0%s' "$line" "$line" \
    >build/fuzz/seeds/regex_fuzz/$count
done < <(git ls-files 'tests/python/**/*re*.py' |
  xargs grep -ohP "(?<=r['\"])[^'\"]+(?=['\"])" | sort -u)

mkdir -p build/fuzz/found build/fuzz/scratch
export TMPDIR=$here/build/fuzz/scratch
for name in "${fuzzers[@]}"; do
  corpus=$here/build/fuzz/corpus/$name
  mkdir -p "$corpus"
  echo "$name:"
  log=build/fuzz/$name.log
  if ! (
    cd build/fuzz/scratch
    "$here/build/fuzz/fuzz/$name" -max_total_time="$seconds" -timeout=60 \
      -rss_limit_mb=4096 -max_len=4096 -print_final_stats=1 \
      -seed="${FUZZ_SEED:-1}" -artifact_prefix="$here/build/fuzz/found/$name-" \
      "$corpus" "$here/build/fuzz/seeds/$name"
  ) >"$log" 2>&1; then
    tail -60 "$log"
    exit 1
  fi
  grep number_of_executed_units "$log"
  # A fuzzer that ran nothing proves nothing.
  ! grep -q 'number_of_executed_units: 0$' "$log"
done
