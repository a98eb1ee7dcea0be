#!/bin/sh
# Builds the browser bundles into dist/, doing only what is out of date. Maven calls it with this folder as the
# working directory; it prints nothing unless something is wrong.
set -eu

fail() {
    echo "frontend: $1" >&2
    exit 1
}

cd "$(dirname "$0")"
command -v node >/dev/null 2>&1 || fail "node is missing; install Node.js 20.19 or newer"
command -v npm >/dev/null 2>&1 || fail "npm is missing; it comes with Node.js 20.19 or newer"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old; 20.19 or newer is needed"

# npm writes this file last, so a broken-off install is repeated.
installed=node_modules/.package-lock.json
log="${TMPDIR:-/tmp}/dayside-frontend-$$.log"
trap 'rm -f "$log"' EXIT

quietly() {
    what=$1
    shift
    "$@" >"$log" 2>&1 || {
        cat "$log" >&2
        fail "$what failed, see the lines above"
    }
}

if [ ! -f "$installed" ] || [ -n "$(find package-lock.json -newer "$installed")" ]; then
    quietly "npm ci" npm ci --no-audit --no-fund
    touch "$installed"
fi

built=dist/dayside-viewer.js
if [ ! -f "$built" ] || [ ! -f dist/dayside-charts.js ] || [ ! -f dist/dayside-keys.js ] ||
    [ ! -f dist/dayside-upload.js ] ||
    [ -n "$(find src vite.config.ts tsconfig.json package-lock.json -type f -newer "$built" | head -n 1)" ]; then
    quietly "npm run build" npm run build --silent
fi
