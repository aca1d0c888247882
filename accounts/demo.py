"""The file of the demo accounts: a line each, `role e-mail password`, and for staff the key of the authenticator app."""

from django.conf import settings

FILE = settings.VAR_DIR / "demo-accounts.txt"


def read_file():
    """{role: [e-mail, password, …]}"""
    if not FILE.exists():
        return {}
    rows = [line.split() for line in FILE.read_text().splitlines() if line.strip()]
    return {row[0]: row[1:] for row in rows if len(row) >= 3}
