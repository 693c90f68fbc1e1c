#!/usr/bin/env bash
# The unit tests under AddressSanitizer and UBSan.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset asan >/dev/null
cmake --build build/asan -j"$(nproc)"
ctest --test-dir build/asan --output-on-failure -j"$(nproc)" -L quick
