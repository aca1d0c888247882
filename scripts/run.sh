#!/usr/bin/env bash
# `make run`: set up whatever is missing, then serve the portal to this machine. Safe to run again: it keeps every edit.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
export PORT=${PORT:-8000}
"$PYTHON" scripts/check_port_and_workers.py || exit 1

export DEBUG=${DEBUG:-false} DEMO=${DEMO:-true} VAR_DIR=${VAR_DIR:-$ROOT/var}
export PYTHONUNBUFFERED=1
venv_with packages requirements.txt

# What lies in there is for this user alone: the database, the key, the demo passwords.
mkdir -p "$VAR_DIR"
chmod 700 "$VAR_DIR"
if [ -z "${SECRET_KEY:-}" ]; then
    if [ ! -s "$VAR_DIR/secret-key" ]; then
        (umask 077 && "$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))' >"$VAR_DIR/secret-key.new")
        mv "$VAR_DIR/secret-key.new" "$VAR_DIR/secret-key"
    fi
    SECRET_KEY=$(cat "$VAR_DIR/secret-key")
    export SECRET_KEY
fi

"$VENV/bin/python" manage.py prepare
exec "$VENV/bin/python" scripts/serve.py
