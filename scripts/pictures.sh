#!/usr/bin/env bash
# `make pictures`: key pages at two widths in two themes, as PNG files in var/pictures/, to be looked at one by one. Loopback only.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
venv_with test-packages requirements.txt requirements-dev.txt
export DEBUG=false DEMO=true VAR_DIR=$ROOT/var/pictures-of WEB_CONCURRENCY=2
SECRET_KEY=$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')
export SECRET_KEY
mkdir -p "$VAR_DIR"
"$VENV/bin/python" manage.py prepare
exec "$VENV/bin/python" scripts/pictures.py "$ROOT/var/pictures" "$@"
