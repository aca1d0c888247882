#!/usr/bin/env bash
# `make lighthouse`: Lighthouse on a page of each kind, of a demo of its own beside var/. Needs Node and Chromium. Loopback only.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
venv_with packages requirements.txt
command -v npm >/dev/null || stop "Lighthouse needs Node 18.20 or newer with npm, and none was found: install it."
CHROME_PATH=$(command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome) \
    || stop "Lighthouse needs Chromium and none was found: install it, or name it with CHROMIUM=."
export CHROME_PATH
npm ci --prefix tools/lighthouse --loglevel=error --no-audit --no-fund

export DEBUG=false DEMO=true VAR_DIR=$ROOT/var/lighthouse WEB_CONCURRENCY=2 PORT=${PORT:-8017}
SECRET_KEY=$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')
export SECRET_KEY
mkdir -p "$VAR_DIR"
"$VENV/bin/python" manage.py prepare
"$VENV/bin/python" -m gunicorn --config deploy/gunicorn.conf.py calecim_portal.wsgi >"$VAR_DIR/server.log" 2>&1 &
SERVER=$!
trap 'kill "$SERVER" 2>/dev/null || true' EXIT
BASE=http://127.0.0.1:$PORT node tools/lighthouse/run.mjs "$@"
