from . import tokens, users, verification

__all__ = ["tokens", "users", "verification"]
