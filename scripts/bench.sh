#!/usr/bin/env bash
# `make bench`: prepares a demo of its own beside var/ and measures the main pages and the search. Loopback only, bounded in time.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
venv_with packages requirements.txt
# What is measured is the pages, not the limits.
export API_RATE_ACCOUNT=1000000/1m API_RATE_ADDRESS=1000000/1m
export DEBUG=false DEMO=true VAR_DIR=$ROOT/var/bench WEB_CONCURRENCY=${WEB_CONCURRENCY:-2}
SECRET_KEY=$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')
export SECRET_KEY
mkdir -p "$VAR_DIR"
"$VENV/bin/python" manage.py prepare
"$VENV/bin/python" benchmarks/pages.py
exec "$VENV/bin/python" benchmarks/search.py
