"""Which addresses a webhook may go to: a server that the portal can reach must not be reached through it."""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_.])?", re.ASCII)
IN_IPV6 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))  # an IPv4 address in the last 32 bits


class Refused(ValueError):
    """An address that no webhook may have; the text says why, for its owner."""


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, *, allow_private: bool) -> Target:
    """The parts of an address. Raises Refused with a sentence for whoever typed it. No name is looked up here."""
    if not url.isascii() or any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in url):
        raise Refused(_("Write the address in plain letters, without spaces."))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(_("This is no address. Write one such as https://clinic.example.org/hook.")) from None
    if parts.scheme not in {"http", "https"} or not (HOST.fullmatch(host) or address_in(host)) or port == 0:
        raise Refused(_("This is no address. Write one such as https://clinic.example.org/hook."))
    if "@" in parts.netloc or parts.fragment:
        raise Refused(_("Leave out user name, password and what stands after #."))
    literal = address_in(host)
    if parts.scheme == "http" and not (allow_private and (host == "localhost" or (literal and literal.is_loopback))):
        raise Refused(_("The address must begin with https://."))
    if literal:
        refuse_private([literal], allow_private=allow_private)
    elif host == "localhost" and not allow_private:
        raise Refused(_("This address is within a private network. Give one that is reached from the internet."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or {"http": 80, "https": 443}[parts.scheme], path)


def address_in(host: str):
    """The IP address that a host stands for without a look-up, in any of its spellings (2130706433, 0x7f.1); None for a name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.ip_address(socket.inet_aton(host)) if re.fullmatch(r"[0-9a-fx.]+", host) else None
    except OSError:
        return None


def addresses_of(target: Target, *, allow_private: bool) -> list:
    """The IP addresses of the host, looked up now. One that is not allowed refuses them all. Raises OSError for an unknown name."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(row[4][0].partition("%")[0]) for row in found]
    refuse_private(addresses, allow_private=allow_private)
    return list(dict.fromkeys(str(address) for address in addresses))


def refuse_private(addresses, *, allow_private):
    if not all(is_outside(address) or (allow_private and is_near(address)) for address in addresses):
        raise Refused(_("This address is within a private network. Give one that is reached from the internet."))


def is_outside(address) -> bool:
    address = within(address)
    return address.is_global and not (address.is_multicast or address.is_link_local or address.is_reserved)


def is_near(address) -> bool:
    """This machine and its network; never what answers machines about themselves (169.254.169.254)."""
    address = within(address)
    return (address.is_loopback or address.is_private) and not (address.is_link_local or address.is_unspecified)


def within(address):
    """The IPv4 address that an IPv6 one carries, as networks translate it."""
    if address.version == 4:
        return address
    carried = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
    if carried:
        return carried
    if address not in (ipaddress.IPv6Address("::"), ipaddress.IPv6Address("::1")) and any(address in net for net in IN_IPV6):
        return ipaddress.ip_address(int(address) & 0xFFFFFFFF)
    return address
