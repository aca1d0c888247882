"""How a webhook is signed. Plain Python; the receiving side computes the same with the secret it was given."""

import hashlib
import hmac


def signature(*, secret: str, sent_at: int, body: bytes) -> str:
    """The value of X-Calecim-Signature. `sent_at`: seconds since 1970; it is signed too, so that an old message cannot be sent again later."""
    digest = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={sent_at},v1={digest}"
