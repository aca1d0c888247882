"""The server and, beside it, the worker that sends the mail: both run until this is asked to stop.

For `make run`. On a server each is a service of its own (deploy/).
"""

import signal
import subprocess
import sys
import time

SERVER = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "calecim_portal.wsgi"]
WORKER = [sys.executable, "manage.py", "work"]
LOOK_EVERY = 0.3  # seconds


def main():
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    server, worker = subprocess.Popen(SERVER), subprocess.Popen(WORKER)
    while server.poll() is None and not stopping:
        time.sleep(LOOK_EVERY)
        if worker.poll() is not None and not stopping:
            sys.stderr.write("The worker ended and is started again.\n")
            time.sleep(1)
            worker = subprocess.Popen(WORKER)
    for process in (server, worker):
        process.terminate()
    worker.wait()
    sys.exit(server.wait() if not stopping else 0)


if __name__ == "__main__":
    main()
