"""What others hear of the life of a protocol version. Sent inside the transaction that changes it: who must not hold it up waits for its end."""

from django.dispatch import Signal

version_activated = Signal()  # version, before: the version it replaces, or None
version_withdrawn = Signal()  # version
