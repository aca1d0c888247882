#!/usr/bin/env bash
# `make test`: its own set-up, then every test. ARGS= goes on to pytest, BROWSER=no leaves the browser tests out.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
venv_with packages-dev requirements.txt requirements-dev.txt
read -ra ARGS <<<"${ARGS:-}"
status=0

# run_pytest ARGUMENT...: nothing found is a failure, unless ARGS chose.
run_pytest() {
    local code=0
    "$VENV/bin/python" -m pytest "$@" ${ARGS[@]+"${ARGS[@]}"} || code=$?
    if [ "$code" -eq 5 ] && [ "${#ARGS[@]}" -gt 0 ]; then code=0; fi
    if [ "$code" -ne 0 ]; then status=1; fi
}

find_chromium() {
    local candidate
    for candidate in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
        if command -v "$candidate"; then return; fi
    done
    return 1
}

if [ -n "${DATABASE_URL:-}" ]; then say "Tests on the database of DATABASE_URL:"; else say "Tests on SQLite:"; fi
# Two at a time: the machine's processors are the limit, and more of them only add start-up time.
run_pytest -n 2 --ignore=tests/browser tests

if [ "${BROWSER:-yes}" = no ]; then
    say "The browser tests are left out: BROWSER is 'no'."
elif CHROMIUM=$(find_chromium); then
    # One process: a browser and a server each are slower side by side.
    export CHROMIUM
    run_pytest tests/browser
elif [ "${CI:-}" = true ]; then
    stop "The browser tests need Chromium and none was found: install it, or name it with CHROMIUM=."
else
    say "The browser tests are left out: no Chromium was found. Install it, or name it with CHROMIUM=."
fi
exit "$status"
