# Read by the other scripts of this folder: finds Python and keeps .venv in step with the pinned packages.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
VENV=$ROOT/.venv

say() { printf '%s\n' "$*"; }

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

VERSION='import sys; sys.exit(1) if sys.version_info < (3, 11) else print(sys.base_prefix, sys.version)'

# Sets PYTHON to a Python of 3.11 or newer: the one named by PYTHON=, else the first that fits. PYTHON_IS says which it is.
find_python() {
    local asked=${PYTHON:-} candidate candidates=(python3 python3.14 python3.13 python3.12 python3.11)
    if [ -n "$asked" ]; then candidates=("$asked"); fi
    for candidate in "${candidates[@]}"; do
        if command -v "$candidate" >/dev/null 2>&1 && PYTHON_IS=$("$candidate" -c "$VERSION" 2>/dev/null); then
            PYTHON=$candidate
            return
        fi
    done
    if [ -n "$asked" ]; then
        stop "PYTHON is '$asked', which is no Python of 3.11 or newer: set it to one, or unset it."
    fi
    if command -v python3 >/dev/null 2>&1; then
        stop "Python 3.11 or newer is needed and python3 is $(python3 -V 2>&1): install a newer one, or name it with PYTHON=."
    fi
    stop "Python 3.11 or newer is needed and no python3 was found: install it, or name it with PYTHON=."
}

make_venv() {
    "$PYTHON" -c 'import venv, ensurepip' >/dev/null 2>&1 \
        || stop "Python's venv module is missing: install it (on Debian and Ubuntu: apt-get install python3-venv)."
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV" || stop "The virtual environment .venv could not be made."
}

# venv_with NAME FILE...: .venv holds the pinned packages of these files. NAME keeps the stamps of run and test apart.
venv_with() {
    local stamp=$VENV/.$1 place="$VENV $PYTHON_IS" packages files=() file
    shift
    # Made in another place or by another Python: made again.
    if [ "$(cat "$VENV/.place" 2>/dev/null)" != "$place" ] || ! "$VENV/bin/python" -c '' >/dev/null 2>&1; then
        make_venv
        say "$place" >"$VENV/.place"
    fi
    packages=$(cat "$@" | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$packages" ]; then
        return
    fi
    say "Installing the pinned packages into .venv ..."
    for file in "$@"; do files+=(--requirement "$file"); done
    # --no-compile: what is imported is compiled then, the rest never.
    "$VENV/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-compile --require-hashes "${files[@]}" \
        || stop "The packages could not be installed: see the lines above. Is a package index within reach?"
    say "$packages" >"$stamp"
}
