"""What is to be forgotten, an address or a blog (a person: `person.py`); and what each capture's lot is then. Pure."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from archive.items import Capture
from crawler.parsers.charset import decode
from crawler.parsers.page import form_of, parse
from crawler.parsers.redaction import feed_without, json_without
from crawler.scope import POST_ID, is_below, part_number, thread_url, tidy, url_key

KEEP, DROP, REDACT = "keep", "drop", "redact"
LISTS = ("home", "list")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """What becomes of a capture."""

    fate: str
    body: bytes = b""
    """The new one, decoded, in UTF-8, where some of it goes."""
    shut: bool = False
    """Whether its address is not asked for again."""


KEPT = Lot(fate=KEEP)
DROPPED = Lot(fate=DROP)


class Target(Protocol):
    """What is to be forgotten."""

    def lot(self, capture: Capture) -> Lot:
        """What becomes of a capture."""

    def named(self, text: str) -> bool:
        """Whether a text that is no capture (a header, a note of ours) must not stay as it is."""

    def without(self, text: str) -> str:
        """That text without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBlog:
    """All of one blog."""

    slug: str
    url: str

    def lot(self, capture: Capture) -> Lot:
        """Everything that was fetched for it goes."""
        return replace(DROPPED, shut=True) if capture.blog == self.slug else KEPT

    def named(self, text: str) -> bool:
        """Notes are looked at one by one."""
        return False

    def without(self, text: str) -> str:
        """As it is."""
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAddress:
    """One address: a post with its comment pages, parts and feed, or any other capture."""

    url: str
    numbers: frozenset[str] = frozenset()
    """WordPress's numbers of the post in `blog`."""
    blog: str | None = None

    def lot(self, capture: Capture) -> Lot:
        """Its own captures go; lists, feeds and REST answers lose its part; links to it stay."""
        if self._is(capture.url) or self._by_number(capture):
            return replace(DROPPED, shut=True)
        form = form_of(capture) if capture.status == 200 else "other"
        if form in ("rest", "feed") or self._path.encode() in capture.body:
            return self._within(capture, form)
        return KEPT

    def named(self, text: str) -> bool:
        """Notes may name it: an account says which addresses failed."""
        return False

    def without(self, text: str) -> str:
        """As it is."""
        return text

    @property
    def _path(self) -> str:
        return url_key(self.url).partition("/")[2]

    def _is(self, url: str) -> bool:
        own, key = thread_url(tidy(url) or url), url_key(self.url)
        part = part_number(own, self.url) > 1 and url_key(own).startswith(f"{key}/")
        return url_key(own) == key or part or (own != tidy(self.url) and self._own_feed(own))

    def _own_feed(self, url: str) -> bool:
        return url.rstrip("/").endswith(("feed", "feed/atom", "trackback")) and is_below(url, tidy(self.url))

    def _by_number(self, capture: Capture) -> bool:
        found = POST_ID.search(capture.url)
        return found is not None and found[1] in self.numbers and capture.blog == self.blog

    def _within(self, capture: Capture, form: str) -> Lot:
        text = decode(capture.body, capture.content_type)
        if form == "rest":
            told, count = json_without(text, self._is_item, None)
            return (
                (Lot(fate=REDACT, body=told.encode(), shut=True) if told else replace(DROPPED, shut=True))
                if count
                else KEPT
            )
        if form == "feed":
            told, count = feed_without(text, lambda _, link: self._is(link.partition("#")[0]), None)
            return Lot(fate=REDACT, body=told.encode(), shut=True) if count else KEPT
        page = parse(capture) if form == "html" else None
        listed = page is not None and page.kind in LISTS and any(self._is(post.url or "") for post in page.listed)
        return replace(DROPPED, shut=page is not None and page.kind != "home") if listed else KEPT

    def _is_item(self, item: dict[str, Any]) -> bool:
        """A post, or a comment under it, in either of WordPress's APIs."""
        link = item.get("link") or item.get("URL")
        if isinstance(link, str) and self._is(link.partition("#")[0]):
            return True
        under = item.get("post")
        number = under.get("ID") if isinstance(under, dict) else under
        return str(number) in self.numbers
