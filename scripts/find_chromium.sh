#!/usr/bin/env bash
# Prints the path of a Chromium or Chrome for the browser tests; with --install, gets one if
# there is none: Debian's package as root, Playwright's own elsewhere. Exit status 1: none.
# CITEGRAPH_CHROMIUM overrides the choice. Usage: find_chromium.sh PYTHON [--install]
set -euo pipefail
python=$1

works() { [ -n "$1" ] && [ -x "$1" ] && "$1" --version >/dev/null 2>&1; }

find_installed() {
    local name path
    for name in "${CITEGRAPH_CHROMIUM:-}" chromium chromium-browser google-chrome \
        google-chrome-stable chrome microsoft-edge \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        path=$(command -v "$name" 2>/dev/null || true)
        works "$path" && echo "$path" && return
    done
    path=$("$python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as p: print(p.chromium.executable_path)' 2>/dev/null || true)
    works "$path" && echo "$path"
}

find_installed && exit 0
[ "${2:-}" = --install ] || exit 1
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "No Chromium here: installing the package of the system." >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium; } >&2 || true
    find_installed && exit 0
fi
echo "No Chromium here: asking Playwright for its own." >&2
"$python" -m playwright install chromium >&2 || true
find_installed
