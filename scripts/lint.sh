#!/usr/bin/env bash
# `make lint` checks; `make format` (this script with the word format) repairs what can be repaired by machine.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

find_python
venv_with packages-dev requirements.txt requirements-dev.txt
ruff=("$VENV/bin/python" -m ruff)

if [ "${1:-}" = format ]; then
    "${ruff[@]}" check --fix-only --quiet .
    exec "${ruff[@]}" format .
fi

"${ruff[@]}" format --check .
"${ruff[@]}" check .
# The default database is never opened for writing here: the models are compared with the migration files.
environment=(DEMO=true DEBUG=false "SECRET_KEY=lint-$(printf '%060d' 1)abcdef" "VAR_DIR=$ROOT/var/test")
env -u ALLOWED_HOSTS "${environment[@]}" "$VENV/bin/python" manage.py makemigrations --check --dry-run
