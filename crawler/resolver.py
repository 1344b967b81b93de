"""Asks for the addresses of hosts, IPv4 and IPv6 ones. Which of them may be connected to is judged in private.py."""

import socket
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet._resolver import GAIResolver


class Resolver(CachingHostnameResolver):
    """Scrapy's resolver of both kinds. What cannot be a name has no address: Twisted's own would be waited for in vain."""

    def __init__(self, reactor: Any, cache_size: int):
        super().__init__(reactor, cache_size)
        own: Any = GAIResolver(reactor, getaddrinfo=addresses)
        self.original_resolver = own


def addresses(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:  # noqa: A002
    """As `socket.getaddrinfo`; raises nothing but `socket.gaierror`."""
    try:
        return socket.getaddrinfo(host, port, family, type, proto, flags)
    except (UnicodeError, ValueError, OSError) as error:
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
