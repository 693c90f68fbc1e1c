#!/usr/bin/env bash
# Runs every fuzzer for some seconds (first argument) from its seed corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
cmake --preset fuzz >/dev/null
for source in fuzz/*_fuzz.cc; do
  name=$(basename "$source" .cc)
  cmake --build build/fuzz -j"$(nproc)" --target "$name"
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus"
  seeds=()
  [[ -d fuzz/seeds/$name ]] && seeds=("fuzz/seeds/$name")
  build/fuzz/fuzz/"$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 \
    -verbosity=0 -print_final_stats=1 "$corpus" "${seeds[@]}"
done
