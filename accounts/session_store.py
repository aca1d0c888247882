"""Sessions in the database. A cookie that cannot be one of ours is no session, rather than a fault of the database."""

import re

from django.contrib.sessions.backends import db

OURS = re.compile(r"[a-z0-9]{8,40}")


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key):
        return bool(key) and OURS.fullmatch(key) is not None
