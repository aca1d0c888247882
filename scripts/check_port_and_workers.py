"""Says in one sentence why PORT or WEB_CONCURRENCY cannot be used; silent when they can. Runs before anything is installed."""

import os
import socket
import sys

workers = os.environ.get("WEB_CONCURRENCY") or "2"
if not (workers.isascii() and workers.isdigit() and 1 <= int(workers) <= 64):
    sys.exit(f"WEB_CONCURRENCY is {workers!r}: set it to a whole number from 1 to 64.")  # gunicorn would stop with a traceback
port = os.environ.get("PORT", "")
if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
    sys.exit(f"PORT is {port!r}: set it to a whole number from 1 to 65535.")
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(port)))
        probe.listen()
    except PermissionError:
        sys.exit(f"Port {port} may only be used by an administrator: set PORT to a number from 1024 on, as in `make run PORT=8001`.")
    except OSError:
        sys.exit(f"Port {port} is taken by another program: stop that one, or choose another as in `make run PORT=8001`.")
