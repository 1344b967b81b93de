"""Keeps the crawler out of private networks: an address is judged as it is connected to, so no name can rebind it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from zope.interface import directlyProvides, providedBy  # type: ignore[import-untyped]

from archive.errors import CoursekeepError

NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses that carry an IPv4 address in their last 32 bits (RFC 6052)."""


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
    return address.is_global and not address.is_multicast


class PublicReactor:
    """A Twisted reactor that connects to public addresses only.

    Endpoints resolve names first and hand IP addresses to `connectTCP`: what is judged here is what is connected to.
    """

    def __init__(self, reactor: Any):
        self._reactor = reactor
        directlyProvides(self, providedBy(reactor))

    def connectTCP(self, host: str, *args: Any, **kwargs: Any) -> Any:
        """As the reactor's; raises PrivateAddressError before anything is sent."""
        if not is_public(host):
            raise PrivateAddressError(
                "is on a private network and was not contacted; set allow_private_networks to crawl it", host
            )
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
