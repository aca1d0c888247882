"""gunicorn: on a server sync workers behind a buffering proxy, in the demo threads without one."""

import os
import threading
from pathlib import Path

from calecim_portal.environment import whole_number

port = whole_number("PORT", default=8000, at_least=1, at_most=65535)
bind = f"127.0.0.1:{port}"
workers = whole_number("WEB_CONCURRENCY", default=2, at_least=1, at_most=64)
demo = os.environ.get("DEMO", "").lower() == "true"
# A browser keeps spare connections open, and without a proxy in front each would hold a sync worker: the demo uses threads.
worker_class = "gthread" if demo else "sync"
threads = 8 if demo else 1
# A database that hangs frees its worker after this; threaded workers stayed hung.
timeout = 15
graceful_timeout = 15
# Workers are renewed now and then, not all in the same minute.
max_requests = 2000
max_requests_jitter = 200
# Settings are read once, so a wrong one prints its sentence once.
preload_app = True
# The sign of life of a worker is a file: on a disk it can hang with the disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
limit_request_line = 8190
# Headers that would move the portal to another path are nobody's to send.
forwarder_headers = ""
accesslog = None
loglevel = "warning"
# gunicorn 25.1 and later opens a socket for remote control; nothing here uses it.
control_socket_disable = True


def post_worker_init(worker):
    """The libraries of a PDF take a second to read; a worker reads them once its first pages are out, not while a patient waits."""
    from protocols.sheet_pdf import warm_up

    timer = threading.Timer(3, warm_up)
    timer.daemon = True
    timer.start()


def when_ready(server):
    accounts = Path(os.environ.get("VAR_DIR") or "var") / "demo-accounts.txt"
    print(f"The portal answers at http://127.0.0.1:{port}/ (Ctrl-C stops it).", flush=True)
    if demo and accounts.is_file():
        print(f"Demo accounts: {accounts}", flush=True)
