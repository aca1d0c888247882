"""Pictures of the key pages: each at 360 and 1280 px, light and dark, whole length. `make pictures` runs it; words after the folder pick pages.

With BASE set it looks at a portal that runs already; else it starts one of its own.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 1280)
THEMES = ("light", "dark")
BROWSERS = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
ANYONE, CLINIC = "", "practitioner"
# A name for the file, who looks, and the address.
PAGES = [
    ("gate", ANYONE, "/?profession=change"),
    ("home-consumer", ANYONE, "/?profession=consumer"),
    ("home-salon", ANYONE, "/?profession=salon"),
    ("home-practitioner", CLINIC, "/?profession=practitioner"),
    ("products", ANYONE, "/products/"),
    ("product-serum", ANYONE, "/products/calecim-serum/"),
    ("product-hair", ANYONE, "/products/advanced-hair-system/"),
    ("ingredient", ANYONE, "/ingredients/clcm/"),
    ("finder-result", ANYONE, "/finder/?goal=hydration&treated_skin=yes&active_acne=yes&health=pregnancy&time=morning"),
    ("compare", ANYONE, "/compare/?product=calecim-serum&product=multi-action-cream"),
    (
        "routine",
        ANYONE,
        "/routine/?product=calecim-serum&product=multi-action-cream&product=restorative-hydration-cream&also_using=retinoid",
    ),
    ("article", ANYONE, "/learn/choosing-a-serum/"),
    ("question", ANYONE, "/questions/laboratory-effects/"),
    ("evidence", ANYONE, "/evidence/"),
    ("search", ANYONE, "/search/?q=serum"),
    ("serum-check", ANYONE, "/serum-check/?colour=pink&clarity=clear&feeling=slight"),
    ("hair-programme", ANYONE, "/courses/advanced-hair-system/?starts_on=2027-05-04"),
    ("sign-in", ANYONE, "/account/login/"),
    ("not-found", ANYONE, "/no/such/page/"),
    ("account", CLINIC, "/account/"),
    ("dosing", CLINIC, "/dosing/"),
    ("dosing-match", CLINIC, "/dosing/?procedure=microneedling&needle_depth_mm=1.5"),
    ("dosing-conflict", CLINIC, "/dosing/?expected_downtime_hours=72"),
    ("dosing-no-rule", CLINIC, "/dosing/?procedure=microneedling&needle_depth_mm=0.75"),
    ("dosing-stop", CLINIC, "/dosing/?procedure=oxygen-facial"),
    ("protocol", CLINIC, "/protocols/serum-after-procedure/"),
    ("plan", CLINIC, "/plan/?procedure=dermabrasion&performed_at=2027-03-01T10:00Z"),
    ("supplies", CLINIC, "/supplies/?procedure-0=microneedling&needle_depth_mm-0=0.5&count-0=6&course-advanced-hair-system=6"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started():
    """A portal of its own, and its address."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "calecim_portal.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)})
    base = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=2)  # noqa: S310
            return server, base
        except OSError:
            time.sleep(0.1)
    server.terminate()
    sys.exit("The portal did not start.")


def demo_account(role):
    lines = (Path(os.environ["VAR_DIR"]) / "demo-accounts.txt").read_text().splitlines()
    return next(line.split()[1:3] for line in lines if line.startswith(role))


def sign_in(page, base, role):
    email, password = demo_account(role)
    page.goto(f"{base}/account/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/account/login/" not in url)


def take(browser, base, folder, wanted):
    for role in (ANYONE, CLINIC):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        if role:
            sign_in(page, base, role)
        for name, who, path in PAGES:
            if who != role or (wanted and name not in wanted):
                continue
            page.goto(f"{base}{path}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True, animations="disabled")
        page.context.close()


def main(folder, *wanted):
    path = next(filter(None, map(shutil.which, filter(None, BROWSERS))), None)
    if path is None:
        sys.exit("No Chromium was found: install it, or name it with CHROMIUM=.")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    base = os.environ.get("BASE")
    server = None
    if not base:
        server, base = started()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path)
            take(browser, base, folder, wanted)
            browser.close()
    finally:
        if server:
            server.terminate()
            server.wait()
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
