#!/bin/sh
# Sets up what is missing and nothing else: system packages, then the virtual environment.
# usage: tools/setup.sh run|test
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
stamp=.setup-$purpose

say() { printf '%s\n' "$*" >&2; }

# one call of dpkg-query for all, so that a second run costs milliseconds
wanted=$(awk -v purpose="$purpose" '!/^#/ && NF && ($2 == "run" || purpose == "test") { print $1 }' tools/system-packages.txt)
missing=
if command -v dpkg-query >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  present=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | awk '$2 == "installed" { print $1 }')
  for package in $wanted; do
    printf '%s\n' "$present" | grep -qx "$package" || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=no; fi
    if [ "$as_root" = no ]; then
      say "setup: these system packages are missing:$missing"
      say "setup: ask your administrator to run: apt-get install$missing"
      say "setup: going on without them; oitcheck doctor says what that costs"
    else
      say "setup: installing$missing"
      # shellcheck disable=SC2086
      if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >.setup-system.log 2>&1 </dev/null; then
        say "setup: apt-get failed (see .setup-system.log); going on without$missing"
      fi
    fi
  fi
else
  [ -e "$stamp" ] || say "setup: not a Debian system: please install yourself: $(echo $wanted)"
fi

key=$(cat requirements.lock pyproject.toml tools/setup.sh | cksum)
if [ -x .venv/bin/oitcheck ] && [ "$(cat "$stamp" 2>/dev/null)" = "$key $PWD" ]; then
  exit 0
fi
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "setup: Python 3.11 or newer is needed, this is $("$python" --version 2>&1): set PYTHON=/path/to/python3.11"
  exit 2
}
if [ ! -x .venv/bin/python ]; then
  "$python" -m venv .venv || { say "setup: python3-venv is missing: apt-get install python3-venv"; exit 2; }
fi
say "setup: installing Python packages"
.venv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.8,<1'
.venv/bin/uv pip install -q --python .venv/bin/python --require-hashes --compile-bytecode -r requirements.lock
.venv/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
printf '%s' "$key $PWD" >.setup-run
[ "$purpose" = run ] || printf '%s' "$key $PWD" >"$stamp"
