"""The environment of the tests, set before the settings are read (`-p tests.environment` in pyproject.toml).

What a developer or a running portal has set must not leak in; only DATABASE_URL is taken over, since the tests make a
database of their own beside it.
"""

import os
import re
from pathlib import Path

TEST_FOLDER = Path(__file__).resolve().parent.parent / "var" / "test"

KEPT = {"DATABASE_URL", "CI", "CHROMIUM"}
for name in re.findall(r"^#([A-Z][A-Z0-9_]*)=", (TEST_FOLDER.parents[1] / ".env.example").read_text(encoding="utf-8"), re.MULTILINE):
    if name not in KEPT:
        os.environ.pop(name, None)
os.environ |= {
    "DEMO": "true",
    "SECRET_KEY": "used-by-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "STATICFILES_MANIFEST": "false",
    "VAR_DIR": str(TEST_FOLDER),
    # Playwright runs an event loop in the thread of the tests, and Django would refuse its own queries there.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
# The first to make var/ closes it to others, as `make run` does.
TEST_FOLDER.parent.mkdir(mode=0o700, exist_ok=True)
TEST_FOLDER.mkdir(mode=0o700, exist_ok=True)
# WhiteNoise warns of a folder that is missing.
(TEST_FOLDER / "static").mkdir(exist_ok=True)
