#!/usr/bin/env bash
# clang-format on every source file, clang-tidy on those that changed since the
# base (default: the last commit before this one; BASE=rev to choose).
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.cc' '*.h' | xargs -r clang-format --dry-run -Werror
base=${BASE:-HEAD~1}
git rev-parse -q --verify "$base^{commit}" >/dev/null || exit 0
mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- 'src/*.cc' | head -n "${LIMIT:-40}")
[[ ${#changed[@]} -gt 0 ]] || exit 0
clang-tidy --quiet -p build/release "${changed[@]}"
