"""A setting that nobody can find is not one: .env.example names everything that is read from the environment."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"""\b(?:text|boolean|whole_number|clock_time|time_zone|rate|environ\.get|getenv)\(\s*["']([A-Z][A-Z0-9_]+)["']""")
# Set by Python or Django's own start-up, not by whoever runs the portal.
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_is_explained():
    sources = [*(ROOT / "calecim_portal").rglob("*.py"), ROOT / "deploy" / "gunicorn.conf.py", ROOT / "tests" / "conftest.py"]
    read = {name for source in sources for name in READ.findall(source.read_text(encoding="utf-8"))} - NOT_OURS
    named = set(re.findall(r"^#([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"SECRET_KEY", "DATABASE_URL", "PORT"} <= read
    assert read - named == set()
