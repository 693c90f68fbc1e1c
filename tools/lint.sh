#!/usr/bin/env bash
# clang-format on every source file, clang-tidy on those that changed since the
# base (default: the last commit before this one; BASE=rev to choose), at most
# LIMIT files and SECONDS_EACH for each, so that a large change stays bearable.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.cc' '*.h' | xargs -r clang-format --dry-run -Werror
base=${BASE:-HEAD~1}
git rev-parse -q --verify "$base^{commit}" >/dev/null || exit 0
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- 'src/*.cc' |
  head -n "${LIMIT:-15}")
[[ ${#changed[@]} -gt 0 ]] || exit 0
check() {
  local status=0
  # The build's own options are g++'s.
  timeout "${SECONDS_EACH:-120}" clang-tidy --quiet -p build/release \
    --extra-arg=-Wno-unknown-warning-option "$1" || status=$?
  [[ $status -ne 124 ]] || { echo "$1: clang-tidy took too long, left out"; return 0; }
  return "$status"
}
export -f check
printf '%s\0' "${changed[@]}" | xargs -0 -n 1 -P "$(nproc)" bash -c 'check "$0"'
