"""When a webhook that failed is tried again. House decision: six attempts over some fifteen hours."""

from datetime import timedelta

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
MOST_FAILED_IN_A_ROW = 20  # attempts; then the webhook is switched off and its owner told


def wait_after(failures: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None: given up."""
    return RETRY_AFTER[failures - 1] if failures <= len(RETRY_AFTER) else None
