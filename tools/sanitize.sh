#!/usr/bin/env bash
# The suite under AddressSanitizer and UBSan, servers included. The kills are
# left to the plain build: their shim and the sanitizers both want to be loaded
# first. Words given are passed to ctest, such as `-L quick`.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset asan >/dev/null
cmake --build build/asan -j"$(nproc)"
# Where a process may not be traced, leaks cannot be looked for.
if build/asan/limbeck --version 2>&1 |
  grep -q 'LeakSanitizer has encountered'; then
  export ASAN_OPTIONS=detect_leaks=0
fi
tests/servers.sh run ctest --test-dir build/asan --output-on-failure \
  -j"$(nproc)" "$@"
