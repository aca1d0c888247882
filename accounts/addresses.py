"""The network address that a request comes from."""

import ipaddress

from django.conf import settings

UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen on: what stands where none is known


def client_address(request):
    """The address of the client. Each proxy of our own adds one entry at the end of X-Forwarded-For; what stands before
    those was written by whoever sent the request and counts for nothing.
    """
    proxies = settings.PROXY_COUNT
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies and (address := readable(forwarded[-proxies])):
            return address
    return readable(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def readable(text):
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)


def network_of(address):
    """What counts as one visitor: an IPv4 address, or the /64 that an IPv6 customer is given whole."""
    parsed = ipaddress.ip_address(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address) if parsed.version == 6 else address
