"""Addresses as people write them, made whole; and the slugs that addresses and names give. No network here."""

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
FEED_SCHEME = re.compile(r"feed:(?://)?", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOISE_BEFORE = re.compile(r"www\d?\.")
NOISE_AFTER = re.compile(
    r"(?:/(?:comments/)?feed(?:/(?:rss2?|atom|rdf))?|/wp-admin(?:/.*)?|/wp-login\.php|/index\.(?:php|html?))/*$"
)
"""What people copy with a blog's address: its feed's, its dashboard's, its front file's."""
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_SLUG = 60
ADVICE = "write it as in https://blog.example.org/"


def whole(text: str) -> str:
    """A blog's address with scheme and path. Without a scheme it is https, on this very machine http.

    Raises ValueError, which says what is wrong with it.
    """
    shown = FEED_SCHEME.sub("", text.strip(), count=1)
    try:
        parts = urlsplit(shown if SCHEME.match(shown) else f"//{shown}")
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        raise ValueError(f'"{shown}" is no web address: {ADVICE}') from None
    _check(parts, host, shown)
    scheme = parts.scheme.lower() or ("http" if is_loopback(host) else "https")
    name = f"[{host}]" if ":" in host else host
    place = name if port in (None, DEFAULT_PORTS[scheme]) else f"{name}:{port}"
    return urlunsplit((scheme, place, NOISE_AFTER.sub("/", parts.path) or "/", parts.query, ""))


def _check(parts: SplitResult, host: str, shown: str) -> None:
    if parts.username is not None:
        raise ValueError("an address must not carry a user name or a password: leave them out")
    known = is_loopback(host) or _is_ip(host) or HOST.fullmatch(host)
    if not known or any(c.isspace() for c in shown) or parts.scheme.lower() not in ("", *DEFAULT_PORTS):
        raise ValueError(f'"{shown}" is no web address: {ADVICE}')


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    return host == "localhost" or host.endswith(".localhost") or (_is_ip(host) and ip_address(host).is_loopback)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def same_place(url: str) -> str:
    """What two spellings of one blog's address have in common: no scheme, no www, no slash at the end."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{NOISE_BEFORE.sub('', parts.netloc, count=1)}{parts.path.rstrip('/')}{query}"


def slug_of(text: str) -> str:
    """Letters without their accents, digits and hyphens; an empty string for a name in another script."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def slug_of_url(url: str) -> str:
    """`teaching-example-org` for https://www.teaching.example.org/; path and any unusual port belong to it."""
    return slug_of(same_place(url)) or "blog"
