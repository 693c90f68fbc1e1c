#!/usr/bin/env bash
# Starts a throw-away PostgreSQL and a throw-away MariaDB for the live tests.
#
#   tests/servers.sh run COMMAND…   runs the command with LIMBECK_TEST_PG_URL and
#                                   LIMBECK_TEST_MYSQL_URL set, then stops both
#   tests/servers.sh                prints the variables, LIMBECK_TEST_READY last,
#                                   and keeps the servers until it is ended
#
# All files live in a fresh temporary directory. Works as root (the servers then
# run as `postgres` and `mysql`) and as a normal user. A server that is not
# installed is left out, and so is its variable; LIMBECK_TEST_SERVERS=pg or
# =mysql asks for just one. LIMBECK_TEST_TLS names a folder with ca.crt,
# server.crt and server.key: then both servers speak TLS, and `certified` logs in
# with a certificate only.
set -euo pipefail

wanted=${LIMBECK_TEST_SERVERS:-pg mysql}
home=$(mktemp -d "${TMPDIR:-/tmp}/limbeck-servers.XXXXXX")
chmod 755 "$home"
pg_pid= mysql_pid=

stop() {
  trap - EXIT INT TERM
  # Who kills a server starts it anew with another process id.
  pg_pid=$(head -1 "$home/pg/db/postmaster.pid" 2>/dev/null || echo "$pg_pid")
  mysql_pid=$(cat "$home/my/my.pid" 2>/dev/null || echo "$mysql_pid")
  [ -z "$pg_pid" ] || kill -INT "$pg_pid" 2>/dev/null || true
  [ -z "$mysql_pid" ] || kill -TERM "$mysql_pid" 2>/dev/null || true
  for pid in $pg_pid $mysql_pid; do
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

# as USER COMMAND…: as that user if we are root.
as() {
  local user=$1
  shift
  if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# starts NAME COMMAND…: the command, by a script that can start it anew.
starts() {
  local name=$1
  shift
  {
    echo '#!/bin/sh'
    printf 'exec'
    printf ' %q' "$@"
    echo " >>$home/$name.log 2>&1"
  } >"$home/start-$name"
  chmod 755 "$home/start-$name"
  "$home/start-$name" &
}

# answers COMMAND…: waits until the server that was started last answers; false
# if it has ended (another took its port meanwhile) or is silent for a minute.
answers() {
  local server=$!
  for _ in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    kill -0 "$server" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# gives_up NAME: says what the server said.
gives_up() {
  echo "$1 does not start:" >&2
  tail -20 "$home/$1.log" >&2
  exit 1
}

own_directory() {
  mkdir "$2"
  if [ "$(id -u)" = 0 ]; then chown "$1" "$2"; fi
}

# own_certificates USER FOLDER: those of LIMBECK_TEST_TLS, as the servers want
# them: their user's, and the key nobody else's.
own_certificates() {
  own_directory "$1" "$2"
  cp "$LIMBECK_TEST_TLS"/{ca.crt,server.crt,server.key} "$2"
  chmod 600 "$2/server.key"
  if [ "$(id -u)" = 0 ]; then chown "$1" "$2"/*; fi
}

start_postgresql() {
  local bin port data=$home/pg
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  if [ -z "$bin" ]; then
    command -v initdb >/dev/null || return 0
    bin=$(dirname "$(command -v initdb)")
  fi
  own_directory postgres "$data"
  as postgres "$bin/initdb" -D "$data/db" -U limbeck --auth=trust -E UTF8 \
    --locale=C.UTF-8 --no-sync >"$home/pg.log" 2>&1 || gives_up pg
  # A role with a password, so that refused log-ins can be tested as well.
  as postgres sed -i '1i host all locked 127.0.0.1/32 scram-sha-256' \
    "$data/db/pg_hba.conf"
  local user=() tls=()
  [ "$(id -u)" != 0 ] || user=(runuser -u postgres --)
  if [ -n "${LIMBECK_TEST_TLS:-}" ]; then
    own_certificates postgres "$data/tls"
    as postgres sed -i '1i hostssl all certified 127.0.0.1/32 cert' \
      "$data/db/pg_hba.conf"
    tls=(-c ssl=on -c ssl_ca_file="$data/tls/ca.crt"
      -c ssl_cert_file="$data/tls/server.crt"
      -c ssl_key_file="$data/tls/server.key")
  fi
  for attempt in 1 2 3 last; do
    [ "$attempt" != last ] || gives_up pg
    port=$(free_port)
    starts pg "${user[@]}" "$bin/postgres" -D "$data/db" -p "$port" \
      -k "$data" -c listen_addresses=127.0.0.1 -c fsync=off \
      -c full_page_writes=off -c synchronous_commit=off \
      -c max_connections=60 -c max_prepared_transactions=5 "${tls[@]}"
    answers "$bin/pg_isready" -q -h "$data" -p "$port" && break
  done
  pg_pid=$(head -1 "$data/db/postmaster.pid")
  "$bin/psql" -q -h 127.0.0.1 -p "$port" -U limbeck -d postgres \
    -c "CREATE ROLE locked LOGIN PASSWORD 'secret'" \
    -c "CREATE ROLE certified LOGIN" \
    -c "CREATE DATABASE limbeck"
  export LIMBECK_TEST_PG_URL="postgresql+psycopg2://limbeck@127.0.0.1:$port/limbeck"
  export LIMBECK_TEST_PG_SOCKET=$data LIMBECK_TEST_PG_PORT=$port
  export LIMBECK_TEST_PG_START=$home/start-pg
  export LIMBECK_TEST_PG_PID=$data/db/postmaster.pid
}

start_mariadb() {
  local server port data=$home/my user_option=()
  server=$(command -v mariadbd || command -v mysqld || ls /usr/sbin/mariadbd \
    2>/dev/null || true)
  [ -n "$server" ] || return 0
  own_directory mysql "$data"
  [ "$(id -u)" != 0 ] || user_option=(--user=mysql)
  mariadb-install-db --no-defaults --datadir="$data/db" "${user_option[@]}" \
    --auth-root-authentication-method=normal --skip-test-db \
    --tmpdir="$data" >"$home/my.log" 2>&1 || gives_up my
  local tls=()
  if [ -n "${LIMBECK_TEST_TLS:-}" ]; then
    own_certificates mysql "$data/tls"
    tls=(--ssl-ca="$data/tls/ca.crt" --ssl-cert="$data/tls/server.crt"
      --ssl-key="$data/tls/server.key")
  fi
  for attempt in 1 2 3 last; do
    [ "$attempt" != last ] || gives_up my
    port=$(free_port)
    starts my "$server" --no-defaults --datadir="$data/db" \
      "${user_option[@]}" --socket="$data/my.sock" --port="$port" \
      --tmpdir="$data" \
      --bind-address=127.0.0.1 --pid-file="$data/my.pid" \
      --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci \
      --skip-log-bin --innodb-flush-log-at-trx-commit=0 \
      --innodb-buffer-pool-size=64M "${tls[@]}"
    mysql_pid=$!
    answers mariadb-admin --no-defaults --socket="$data/my.sock" -u root ping &&
      break
  done
  mariadb --no-defaults --socket="$data/my.sock" -u root -e "
    CREATE DATABASE limbeck CHARACTER SET utf8mb4;
    CREATE USER limbeck@'127.0.0.1' IDENTIFIED BY 'secret';
    CREATE USER limbeck@'localhost' IDENTIFIED BY 'secret';
    GRANT ALL ON *.* TO limbeck@'127.0.0.1';
    GRANT ALL ON *.* TO limbeck@'localhost';
    CREATE USER certified@'127.0.0.1' REQUIRE X509;
    GRANT ALL ON limbeck.* TO certified@'127.0.0.1';"
  export LIMBECK_TEST_MYSQL_URL="mysql+pymysql://limbeck:secret@127.0.0.1:$port/limbeck"
  export LIMBECK_TEST_MYSQL_SOCKET=$data/my.sock
  export LIMBECK_TEST_MYSQL_START=$home/start-my
  export LIMBECK_TEST_MYSQL_PID=$data/my.pid
}

case " $wanted " in *" pg "*) start_postgresql ;; esac
case " $wanted " in *" mysql "*) start_mariadb ;; esac

if [ "${1:-}" = run ]; then
  shift
  status=0
  "$@" || status=$?
  exit "$status"
fi
env | grep '^LIMBECK_TEST_' | sed 's/^/export /'
echo 'export LIMBECK_TEST_READY=1'
while :; do sleep 1; done
