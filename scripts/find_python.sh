#!/usr/bin/env bash
# Prints the path of the best Python on this machine: 3.12 or newer, else 3.11.
# Looks on the path and where version managers keep theirs; a shim may be there and not run,
# so each candidate is tried. CITEGRAPH_PYTHON overrides the choice.
set -euo pipefail
shopt -s nullglob

usable() {
    "$1" -c 'import ensurepip, sqlite3, ssl, sys, venv
ensurepip.version()
sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${CITEGRAPH_PYTHON:-}" ]; then
    if usable "$CITEGRAPH_PYTHON"; then echo "$CITEGRAPH_PYTHON"; exit 0; fi
    echo "CITEGRAPH_PYTHON=$CITEGRAPH_PYTHON is no Python 3.11 or newer with venv, ssl and sqlite3." >&2
    exit 1
fi

for version in 3.12 3.13 3.14 3.15 3.11; do
    candidates=(
        "$(command -v "python$version" || true)"
        "${PYENV_ROOT:-$HOME/.pyenv}/versions/$version"*/bin/python
        "${UV_PYTHON_INSTALL_DIR:-$HOME/.local/share/uv/python}/cpython-$version"*/bin/python3
        "${ASDF_DATA_DIR:-$HOME/.asdf}/installs/python/$version"*/bin/python
        "$HOME/.local/share/mise/installs/python/$version"*/bin/python
        "$HOME/.local/share/hatch/pythons/$version"/python/bin/python3
        "/opt/homebrew/bin/python$version" "/usr/local/bin/python$version" "/usr/bin/python$version"
        /opt/python*"$version"*/bin/python3 "/opt/python/$version"*/bin/python3
        "/opt/hostedtoolcache/Python/$version"*/*/bin/python3
        "/Library/Frameworks/Python.framework/Versions/$version/bin/python3"
    )
    # Any other name for the same version: python3, conda's base.
    for other in "$(command -v python3 || true)" "$HOME"/{mini,ana}conda3/bin/python3; do
        [ -n "$other" ] && "$other" -c "import sys
sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1 && candidates+=("$other")
    done
    for python in "${candidates[@]}"; do
        if [ -n "$python" ] && usable "$python"; then echo "$python"; exit 0; fi
    done
done

cat >&2 <<'EOF'
Citegraph needs Python 3.11 or newer (3.12 is best), with venv, ssl and sqlite3; none was found.
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  Fedora:          sudo dnf install python3.12
  macOS:           brew install python@3.12
  any system:      uv python install 3.12      (or pyenv install 3.12)
Then run make again, or name an interpreter: make run CITEGRAPH_PYTHON=/path/to/python
EOF
exit 1
