"""How often an account or an address may ask the API: 429 with `Retry-After`."""

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from .addresses import client_address, network_of
from .limits import seconds_to_wait


class ApiThrottle(BaseThrottle):
    """By account for who is signed in, so that colleagues behind one address do not stop each other; else by address."""

    wait_for = 0

    def allow_request(self, request, view):
        user = request.user
        if user and user.is_authenticated:
            self.wait_for = seconds_to_wait(f"api account {user.pk}", settings.API_RATE_ACCOUNT)
        else:
            self.wait_for = seconds_to_wait(f"api address {network_of(client_address(request))}", settings.API_RATE_ADDRESS)
        return not self.wait_for

    def wait(self):
        return self.wait_for
