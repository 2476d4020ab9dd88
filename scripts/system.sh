# shellcheck shell=bash
# What ./run and ./test ask of the machine. Sourced, not run. Each lack ends in one line that says what to do, and status 2.

# The last two are not ours: the toolchain itself does not start without them on a bare system.
readonly LIBRARIES=(
  ca-certificates g++ pkg-config libargon2-dev libcurl4-openssl-dev libexpat1-dev libhiredis-dev libnats-dev libpg-query-dev libpq-dev libsimdjson-dev
  libsqlite3-dev libssl-dev libuv1-dev libwslay-dev libzip-dev zlib1g-dev
  libncurses6 libxml2
)
# Servers that tests of the backends start for themselves, and what makes their certificates.
readonly TEST_SERVERS=(nats-server openssl postgresql redis-server)
readonly SWIFT_MINIMUM=6.3

give_up() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 2
}

# at_least FOUND WANTED: compares dotted versions.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# need_packages NAME...: installs what is missing when root; asks nothing.
need_packages() {
  local missing=() name log
  command -v dpkg-query >/dev/null 2>&1 ||
    { [ -n "${THROUGHLINE_SKIP_PACKAGES:-}" ] && return
      give_up "this is no Debian or Ubuntu: install the equivalents of '$*', then set THROUGHLINE_SKIP_PACKAGES=1"; }
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] ||
    give_up "packages are missing, run: sudo apt-get update && sudo apt-get install -y ${missing[*]}"
  printf 'installing %s\n' "${missing[*]}" >&2
  log=$(mktemp)
  if ! { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    give_up "apt-get could not install: ${missing[*]}"
  fi
  rm -f "$log"
}

# The toolchain and the libraries that a build needs.
need_build() {
  local found
  command -v swift >/dev/null 2>&1 ||
    give_up "Swift $SWIFT_MINIMUM or newer is needed and 'swift' is not on the PATH: see https://www.swift.org/install/linux/"
  need_packages "${LIBRARIES[@]}"
  found=$(swift --version 2>&1) || give_up "'swift --version' fails: $(printf '%s' "$found" | head -n 1)"
  found=$(printf '%s' "$found" | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
  at_least "${found:-0}" "$SWIFT_MINIMUM" ||
    give_up "Swift $SWIFT_MINIMUM or newer is needed, found ${found:-none}: see https://www.swift.org/install/linux/"
}

# What the cluster on one machine stands on.
need_cluster() {
  need_packages "${TEST_SERVERS[@]}" haproxy nginx-light openssl util-linux
}

# The newest releases of the tools ask for Python 3.11; Ubuntu 22.04 has it beside its own 3.10.
need_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { python=$name; return; }
  done
  [ "${1:-}" != again ] || give_up "Python 3.11 or newer with its venv module is needed"
  if at_least "$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || printf 3.11)" 3.11; then
    need_packages python3 python3-venv
  else
    need_packages python3.11 python3.11-venv
  fi
  need_python again
}

# Python and pip of the project's own, in .venv.
python_environment() {
  need_python
  [ -x .venv/bin/python ] || "$python" -m venv .venv || give_up "no virtual environment could be made in .venv"
}

# install_python LIST: into .venv, anew when the list has changed.
install_python() {
  local stamp
  stamp=.venv/.$(basename "$(dirname "$1")")-$(basename "$1").sum
  python_environment
  [ "$(cat "$stamp" 2>/dev/null)" = "$(sha256sum <"$1")" ] && return
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$1" ||
    give_up "pip could not install $1"
  sha256sum <"$1" >"$stamp"
}
