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

# Sets PYTHON to a Python of 3.11 or newer: the one named by PYTHON=, else the first that fits.
find_python() {
    local asked=${PYTHON:-} candidate candidates=(python3 python3.14 python3.13 python3.12 python3.11)
    if [ -n "$asked" ]; then candidates=("$asked"); fi
    for candidate in "${candidates[@]}"; do
        if command -v "$candidate" >/dev/null 2>&1 \
            && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
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

# What .venv must match: this place, this Python, these packages. Needs find_python first.
wanted() {
    say "$VENV"
    "$PYTHON" -c 'import sys; print(sys.version, sys.implementation.cache_tag)'
    cat "$@"
}

fingerprint() { "$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'; }

make_venv() {
    "$PYTHON" -c 'import venv, ensurepip' >/dev/null 2>&1 \
        || stop "Python's venv module is missing: install it (on Debian and Ubuntu: apt-get install python3-venv)."
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV" || stop "The virtual environment .venv could not be made."
}

# venv_with NAME FILE...: .venv holds exactly the pinned packages of these files. NAME keeps the stamps of run and test apart.
venv_with() {
    local name=$1 stamp place
    shift
    stamp=$VENV/.$name
    place=$(wanted | fingerprint)
    if [ "$(cat "$VENV/.place" 2>/dev/null)" != "$place" ] || ! "$VENV/bin/python" -c 'import pip' >/dev/null 2>&1; then
        make_venv
        say "$place" >"$VENV/.place"
    fi
    local packages
    packages=$(cat "$@" | fingerprint)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$packages" ]; then
        return
    fi
    say "Installing the pinned packages into .venv ..."
    local files=() file
    for file in "$@"; do files+=(--requirement "$file"); done
    "$VENV/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes "${files[@]}" \
        || stop "The packages could not be installed: see the lines above. Is a package index within reach?"
    say "$packages" >"$stamp"
}
