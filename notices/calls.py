"""The call itself: one POST to an address that was checked, within five seconds in all. No redirect is followed, no answer is read."""

import contextlib
import http.client
import queue
import socket
import ssl
import threading
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .outside import Refused, addresses_of, target_of

MOST_SECONDS = 5


@dataclass(frozen=True)
class Outcome:
    status_code: int | None = None
    error: str = ""

    @property
    def is_good(self):
        return not self.error


class Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked and not to what the name stands for a moment later; asks for the name all the same."""

    def __init__(self, target, address):
        super().__init__(target.host, target.port, timeout=MOST_SECONDS)
        self.target, self.address = target, address

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def abort(self):
        """Ends a call that another thread waits for."""
        if self.sock:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def post(url, body, headers, *, allow_private):
    """Sends and says how it went; never raises for what the other side does. An answer that comes by drops is cut off too."""
    answers, open_calls = queue.Queue(), []

    def call():
        answers.put(attempt(url, body, headers, allow_private, open_calls))

    threading.Thread(target=call, daemon=True).start()
    try:
        return answers.get(timeout=MOST_SECONDS)
    except queue.Empty:
        for connection in open_calls:
            connection.abort()
        return Outcome(error=_("No answer within %(number)d seconds.") % {"number": MOST_SECONDS})


def attempt(url, body, headers, allow_private, open_calls):
    try:
        target = target_of(url, allow_private=allow_private)
        address = addresses_of(target, allow_private=allow_private)[0]
        connection = Pinned(target, address)
        open_calls.append(connection)
        try:
            connection.request("POST", target.path, body, {**headers, "Host": target.host_header})
            return outcome_of(connection.getresponse().status)
        finally:
            connection.close()
    except Refused as refusal:
        return Outcome(error=str(refusal))
    except TimeoutError:
        return Outcome(error=_("No answer within %(number)d seconds.") % {"number": MOST_SECONDS})
    except socket.gaierror:
        return Outcome(error=_("No server was found under this name."))
    except ssl.SSLError:
        return Outcome(error=_("The server’s certificate was not accepted."))
    except (OSError, http.client.HTTPException, UnicodeError):
        return Outcome(error=_("The server did not take the call."))


def outcome_of(status):
    if 200 <= status < 300:
        return Outcome(status)
    if 300 <= status < 400:
        return Outcome(status, _("The server answered %(status)d. A redirect is not followed.") % {"status": status})
    return Outcome(status, _("The server answered %(status)d.") % {"status": status})
