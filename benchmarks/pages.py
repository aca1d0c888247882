"""How long the main pages take: starts the portal under gunicorn, asks each page for some seconds, prints one table.

`make bench` runs it on the content of the demo. Loopback only, bounded in time: SECONDS a page, CLIENTS side by side.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = float(os.environ.get("SECONDS_PER_PAGE", "3"))
CLIENTS = 4
PUBLIC = ["/healthz", "/products/", "/products/?concern=ageing&kind=cream", "/products/calecim-serum/", "/ingredients/"]
PUBLIC += ["/ingredients/clcm/", "/account/login/", "/api/v1/products/", "/api/v1/products/calecim-serum/"]
LOOK_UP = "procedure=microneedling&needle_depth_mm=1.5"
CLINIC = [f"/dosing/?{LOOK_UP}", f"/api/v1/dosing/?{LOOK_UP}", "/protocols/serum-after-procedure/", "/account/"]
PLAN = "procedure=dermabrasion&performed_at=2027-03-01T10:00Z"  # the longest plan
CLINIC += [f"/plan/?{PLAN}", f"/api/v1/schedule/?{PLAN}", f"/api/v1/schedule/?{PLAN}&format=ics", "/dosing/card/"]
COURSE = "/courses/advanced-hair-system/?starts_on=2027-03-01"
CLINIC += [f"{COURSE}&track=clinic", f"{COURSE}&track=home", "/supplies/", "/order/"]
SHEET = ["", "print/", "pdf/", "calendar/"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port):
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "calecim_portal.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)})
    for _ in range(100):
        try:
            if ask(port, "/healthz")[0] == 200:
                return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    sys.exit("The portal did not start.")


def ask(port, path, *, method="GET", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, answer.headers


def cookies(headers):
    return dict(re.match(r"([^=]+)=([^;]*)", value).groups() for value in headers.get_all("Set-Cookie") or [])


def sign_in(port):
    """The session cookie of the demo practitioner."""
    lines = (Path(os.environ["VAR_DIR"]) / "demo-accounts.txt").read_text().splitlines()
    email, password = next(line.split()[1:3] for line in lines if line.startswith("practitioner "))
    _, page, headers = ask(port, "/account/login/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={cookies(headers)['csrftoken']}"}
    _, _, headers = ask(port, "/account/login/", method="POST", body=form, headers=sent)
    return {"Cookie": f"sessionid={cookies(headers)['sessionid']}"}


def make_sheet(port, clinic):
    """The address of a patient sheet with the longest plan, for which nobody needs to be signed in."""
    _, page, headers = ask(port, f"/plan/?{PLAN}", headers=clinic)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **dict(urllib.parse.parse_qsl(PLAN))})
    cookie = f"{clinic['Cookie']}; csrftoken={cookies(headers)['csrftoken']}"
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    return ask(port, "/sheet/", method="POST", body=form, headers=sent)[2]["Location"]


def measure(port, path, headers):
    """Times of all answers in seconds, sorted, and the bytes of one. Any answer but 200 ends the run."""
    times, until = [], time.perf_counter() + SECONDS
    size = 0

    def client():
        nonlocal size
        while time.perf_counter() < until:
            begin = time.perf_counter()
            status, content, _ = ask(port, path, headers=headers)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
            times.append(time.perf_counter() - begin)
            size = len(content)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return sorted(times), size


def main():
    port = free_port()
    server = start(port)
    try:
        clinic = sign_in(port)
        sheet = make_sheet(port, clinic)
        print(f"{'page':72} {'requests/s':>10} {'p50 ms':>8} {'p99 ms':>8} {'bytes':>8}")
        public = [*PUBLIC, *(sheet + page for page in SHEET)]
        for path, headers in [*((path, {}) for path in public), *((path, clinic) for path in CLINIC)]:
            times, size = measure(port, path, headers)
            p50, p99 = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
            print(f"{path.replace(sheet, '/sheet/…/'):72} {len(times) / SECONDS:10.0f} {p50:8.1f} {p99:8.1f} {size:8}")
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
