"""Which WordPress blogs a heap of captures comes from: told by what their pages say, never by the host alone. Pure.

Several blogs may share a host (`/~name/`, `/blogname/`), and one blog's home page may never have been captured.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from archive.items import Capture
from crawler.scope import Scope, host_key, tidy

LOOKED_AT = 300_000
"""Bytes of a page; heads of themes with much inline style are long."""
SOURCES: tuple[tuple[bool, re.Pattern[bytes]], ...] = tuple(
    (sure, re.compile(pattern, re.I))
    for sure, pattern in (
        (True, rb"""href=["']([^"'<>\s]{1,500}?)/?(?:index\.php/)?wp-json/"""),
        (True, rb"""href=["']([^"'<>\s?]{1,500}?)/?(?:index\.php)?\?rest_route="""),
        (True, rb"""href=["']([^"'<>\s]{1,500}?)/xmlrpc\.php"""),
        (False, rb"""href=["']([^"'<>\s?]{1,500}?)/(?:index\.php/)?feed/?["']"""),
        (False, rb"""href=["']([^"'<>\s?]{1,500}?)/?(?:index\.php)?\?feed=rss2["']"""),
        (False, rb"""["'(]([^"'<>\s()]{1,500}?)/wp-(?:content|includes)/"""),
    )
)
"""What leads to a home page, the surest first; `sure`: WordPress itself makes it, and it has one place."""
MARKS = (b"/wp-content/", b"/wp-includes/", b"xmlrpc.php", b"wp-json", b"s0.wp.com", b"s1.wp.com", b"s2.wp.com")
GENERATOR = re.compile(rb"""generator["'][^<>]{0,40}WordPress|\?v=\d[\d.]{0,9}</generator>""", re.I)
MACHINES = re.compile(r"(?:/index\.php)?/(?:wp-json|wp-sitemap|feed|comments/feed)(?:/|\.|$)|[?&](?:rest_route|feed)=")
"""Where a blog speaks to programs: what stands before is its home."""


@dataclass(slots=True)
class Homes:
    """Takes captures in, and tells the homes of all of them."""

    sure: Counter[str] = field(default_factory=Counter)
    likely: Counter[str] = field(default_factory=Counter)

    def see(self, capture: Capture) -> None:
        """Take note of a page."""
        if capture.status != 200:
            return
        body = capture.body[:LOOKED_AT]
        if not (any(mark in body for mark in MARKS) or GENERATOR.search(body)):
            return
        home, sure = _named(capture.url, body)
        (self.sure if sure else self.likely)[home] += 1

    def found(self) -> tuple[str, ...]:
        """Home pages, each once. What is merely likely counts where nothing surer stands above or below it."""
        kept: dict[tuple[str, str], str] = {}
        for home in _by_votes(self.sure):
            kept.setdefault(_place(home), home)
        for home in sorted(_by_votes(self.likely), key=lambda each: len(_place(each)[1])):
            if not any(_around(place, _place(home)) or _around(_place(home), place) for place in kept):
                kept[_place(home)] = home
        return tuple(sorted(kept.values()))


def _named(url: str, body: bytes) -> tuple[str, bool]:
    """The home that a page names, and whether that is sure. It must stand above the page: pages link to other blogs too."""
    for sure, pattern in SOURCES:
        above = (home for match in pattern.finditer(body) if (home := _whole(match[1], url)) and url in Scope.of(home))
        if home := min(above, key=len, default=None):
            return home, sure
    return _whole(b"/", url) or url, False


def _whole(found: bytes, url: str) -> str | None:
    text = found.decode("utf-8", "replace").replace("\\/", "/")
    return tidy(text.removesuffix("/index.php").rstrip("/") + "/", url) or None


def _by_votes(counted: Mapping[str, int]) -> Iterable[str]:
    return (home for home, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _place(home: str) -> tuple[str, str]:
    """(host, folder): http and https, with and without www, are one place."""
    return next(iter(Scope.of(home).places))


def _around(outer: tuple[str, str], inner: tuple[str, str]) -> bool:
    return outer[0] == inner[0] and inner[1].startswith(outer[1])


class Places:
    """Finds the blog that an address belongs to: the one with the longest home above it."""

    def __init__(self, homes: Mapping[str, str]):
        self._slugs = {_place(home): slug for home, slug in homes.items()}
        self._depth = max((place[1].count("/") for place in self._slugs), default=0)

    def slug(self, url: str) -> str | None:
        """The blog's slug, or None."""
        host, path = host_key(url), urljoin(url, url.split("?")[0]).partition("://")[2].partition("/")[2]
        pieces = f"/{path}/".split("/")[: self._depth + 1]
        for end in range(len(pieces), 0, -1):
            folder = "/".join(pieces[:end]).rstrip("/") + "/"
            if slug := self._slugs.get((host, folder)):
                return slug
        return None
