#!/usr/bin/env bash
# Installs the Debian packages that building (and, with `test`, testing)
# limbeck needs. Skipped when all are present. Usage:
#   tools/install-dependencies.sh [build|test|lint|reference]
set -euo pipefail

build=(g++ cmake ninja-build make pkg-config ccache lld libpq-dev
  libsqlite3-dev libmariadb-dev libfmt-dev libtomlplusplus-dev
  nlohmann-json3-dev libpcre2-dev libutf8proc-dev libssl-dev zlib1g-dev
  libboost-dev libhowardhinnant-date-dev tzdata sqlite3 ca-certificates git)
test=("${build[@]}" libgtest-dev postgresql postgresql-client mariadb-server
  mariadb-client python3 openssl)
lint=("${test[@]}" clang clang-format clang-tidy libclang-rt-14-dev)
reference=("${test[@]}" python3-venv)

case "${1:-build}" in
  build) wanted=("${build[@]}") ;;
  test) wanted=("${test[@]}") ;;
  lint) wanted=("${lint[@]}") ;;
  reference) wanted=("${reference[@]}") ;;
  *) echo "usage: $0 [build|test|lint|reference]" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  status=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [[ $status == "install ok installed" ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

echo "Installing: ${missing[*]}"
sudo=()
[[ $(id -u) -eq 0 ]] || sudo=(sudo)
"${sudo[@]}" apt-get update -qq
# A database server must not start on its own: the tests start theirs.
if [[ ! -e /usr/sbin/policy-rc.d ]]; then
  printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee /usr/sbin/policy-rc.d >/dev/null
  "${sudo[@]}" chmod +x /usr/sbin/policy-rc.d
  trap '"${sudo[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
fi
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
  --no-install-recommends "${missing[@]}"
