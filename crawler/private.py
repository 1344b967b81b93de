"""Keeps the crawler out of private networks: an address is judged as it is connected to, so no name can rebind it."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from zope.interface import directlyProvides, providedBy  # type: ignore[import-untyped]

from archive.errors import CoursekeepError

NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that carry an IPv4 address in their last 32 bits (RFC 6052)."""
UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that the public Internet has (IANA's registry): site-local addresses, NAT64 of a network's own (RFC 8215) and
IPv4 addresses in forms of old are outside of it."""
CLOSED = tuple(
    ip_network(each)
    for each in (
        "192.0.0.0/24",  # for protocols (RFC 6890); Oracle's cloud had its metadata there
        "192.88.99.0/24",  # relays of 6to4, given up (RFC 7526)
        "168.63.129.16/32",  # Azure's own server in each of its networks, metadata included
        "3fff::/20",  # for documentation (RFC 9637)
    )
)
"""What no public server has, though some versions of Python say that it may."""


class PrivateAddressError(CoursekeepError):
    """A request was led to an address that is not on the public Internet. `subject` is the address."""


def is_public(host: str) -> bool:
    """Whether an IP address is of the public Internet: not private, loopback, link-local, shared, reserved, multicast.

    IPv4 addresses wrapped in IPv6 ones are judged themselves. What is no IP address is not public.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (inner := _wrapped(address)):
        return is_public(str(inner))
    if isinstance(address, IPv6Address) and address not in UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in CLOSED)


def refuse_literal(url: str) -> None:
    """Raises PrivateAddressError for an address that is written as numbers, in any form that systems read as one.

    For what goes through a proxy, which asks for the names itself: nothing else can be judged there.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        host = socket.inet_ntoa(socket.inet_aton(host))  # 127.1, 0x7f000001 and 017700000001 too
    except OSError:
        if ":" not in host and host != "localhost" and not host.endswith(".localhost"):
            return
    _refuse(host)


def _refuse(host: str) -> None:
    if not is_public(host):
        raise PrivateAddressError(
            "is on a private network and was not contacted; set allow_private_networks to crawl it", host
        )


class PublicReactor:
    """A Twisted reactor that connects to public addresses only.

    Endpoints resolve names first and hand IP addresses to `connectTCP`: what is judged here is what is connected to.
    """

    def __init__(self, reactor: Any):
        self._reactor = reactor
        directlyProvides(self, providedBy(reactor))

    def connectTCP(self, host: str, *args: Any, **kwargs: Any) -> Any:
        """As the reactor's; raises PrivateAddressError before anything is sent."""
        _refuse(host)
        return self._reactor.connectTCP(host, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)


def guard(endpoint: Any) -> None:
    """Holds an endpoint, of TCP or of TLS over it, to public addresses.

    Leans on Twisted's `_wrappedEndpoint` and `_reactor`; without them it fails, and nothing is connected.
    """
    inner = getattr(endpoint, "_wrappedEndpoint", endpoint)
    inner._reactor = PublicReactor(inner._reactor)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
