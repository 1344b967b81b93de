#!/bin/bash
# The checker of accessibility that the browser tests of tests/web run; safe to run again.
#   setup.sh DIR   make DIR/axe.min.js
# Needs npm and its registry.
set -euo pipefail
[ -e "$1/axe.min.js" ] && exit
mkdir -p "$1"
cd "$1"
npm pack --silent axe-core@4.10.3 >/dev/null
tar -xzf axe-core-*.tgz package/axe.min.js
mv package/axe.min.js .
rm -rf package axe-core-*.tgz
