#!/bin/bash
# The players and checkers that the tests of tests/replay run, each in an environment of its own; safe to run again.
#   setup.sh DIR   make DIR/pywb, DIR/wacz (Python environments) and DIR/coursekeep/replaywebpage-* (static files)
#   setup.sh check say what is missing here, if anything is
# Needs python3 with venv, npm, a Chromium, and the package registries of Python and npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-$here/../../.venv/bin/python}

chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

check() {
    chromium >/dev/null || { echo "there is no Chromium here (Debian: apt-get install chromium)"; return 1; }
    command -v npm >/dev/null || { echo "there is no npm here (Debian: apt-get install npm)"; return 1; }
}

environment() { # NAME REQUIREMENT; pywb must never share ours: it brings brotlipy, which takes the place of brotli
    [ -e "$dir/$1/.done" ] && return
    rm -rf "${dir:?}/$1"
    "$python" -m venv "$dir/$1"
    "$dir/$1/bin/pip" install --quiet --disable-pip-version-check "$2" >"$dir/$1.log" 2>&1 || { cat "$dir/$1.log" >&2; exit 1; }
    touch "$dir/$1/.done"
}

case ${1:-} in
check) check ;;
"") sed -n '2,5s/^# //p' "$0"; exit 2 ;;
*)
    check
    dir=$1
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    environment pywb 'pywb==2.10.*'
    environment wacz 'wacz==0.6.*'
    compgen -G "$dir/coursekeep/replaywebpage-*/ui.js" >/dev/null ||
        (cd "$here/../.." && XDG_CACHE_HOME=$dir "$python" -c 'from crawler.replay_player import get; get()')
    ;;
esac
