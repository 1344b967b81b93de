"""What the head of a page says: title, meta elements, links, JSON-LD. Read once, asked by many."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.elements import fold
from crawler.parsers.html import absolute, attribute

_NUMBER = re.compile(r"(?:[?&](?:p|page_id|attachment_id)=|/wp/v2/[\w-]{1,40}/)(\d{1,18})/?(?:$|&|#)")
_BODY_NUMBER = re.compile(r"(?:postid|page-id|attachmentid)-(\d{1,18})")
_FEED_PATH = re.compile(r"/feed/?$")
_MAX_JSON = 500_000
_TOLD = "base[href], title, meta, link[href], script[type='application/ld+json']"
"""All that is asked of a page's head: one query, since each walks the whole page."""
_RELS = frozenset(("alternate", "canonical", "next", "prev", "shortlink", "sitemap", "https://api.w.org/"))
"""What is asked for of `link` elements: most of a page's are style sheets."""


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A `link` element."""

    rel: frozenset[str]
    url: str
    type: str
    title: str


class Head:
    """The head of a page and the attributes of its `html` and `body`."""

    def __init__(self, tree: LexborHTMLParser, url: str):
        self.tree = tree
        self.url = url
        nodes = tree.css(_TOLD)
        self.base = next((absolute(attribute(node, "href"), url) for node in nodes if node.tag == "base"), url)
        """What relative links of the page are relative to."""
        self.title = ""
        self.metas: dict[str, str] = {}
        self.links: list[HeadLink] = []
        """Those of a relation that matters."""
        self._scripts: list[str] = []
        for node in nodes:
            self._read(node)
        body = tree.body
        classes = (body.attributes.get("class") or "") if body is not None else ""
        self.body_classes = frozenset(classes.lower().split())

    def _read(self, node: LexborNode) -> None:
        values = node.attributes
        match node.tag:
            case "title":
                self.title = self.title or fold(node.text() or "")
            case "meta":
                name = values.get("property") or values.get("name") or values.get("itemprop") or ""
                self.metas.setdefault(name.lower(), fold(values.get("content") or ""))
            case "link":
                if not _RELS.isdisjoint(rel := (values.get("rel") or "").lower().split()):
                    self.links.append(_link(frozenset(rel), values, self.base))
            case "script":
                self._scripts.append(node.text() or "")

    def named(self, rel: str) -> Iterator[HeadLink]:
        """Links of a relation."""
        return (link for link in self.links if rel in link.rel)

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page calls its own."""
        return next((link.url for link in self.named("canonical")), None)

    def meta(self, *names: str) -> str | None:
        """The first of these meta elements that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)

    @cached_property
    def language(self) -> str | None:
        """The language of the page as its `html` element or its meta elements tag it."""
        root = self.tree.css_first("html")
        values = root.attributes if root is not None else {}
        tag = values.get("lang") or values.get("xml:lang") or self.meta("content-language") or self.meta("og:locale")
        return fold(tag).replace("_", "-")[:35] or None if tag else None

    @cached_property
    def wp_id(self) -> str | None:
        """WordPress's number of the one post or page that this page shows."""
        for name in self.body_classes:
            if match := _BODY_NUMBER.fullmatch(name):
                return match[1]
        if match := _NUMBER.search(self.url):
            return match[1]
        for link in self.links:
            if "shortlink" in link.rel or ("alternate" in link.rel and link.type == "application/json"):
                match = _NUMBER.search(link.url)
                if match and not re.search(r"/wp/v2/(?:categories|tags|users)/", link.url):
                    return match[1]
        return None

    @cached_property
    def comments_feed(self) -> str | None:
        """The address of the feed of this post's own comments: its own address with `feed`, or its number in the query."""
        own = {url.rstrip("/") for url in (self.url, self.canonical or "")} - {""}
        for link in self.named("alternate"):
            if self.wp_id and link.type.startswith(("application/rss", "application/atom")):
                number = _NUMBER.search(link.url)
                if _FEED_PATH.sub("", link.url) in own or (number and number[1] == self.wp_id):
                    return link.url
        return None

    @cached_property
    def structured(self) -> tuple[dict[str, Any], ...]:
        """The objects of the page's JSON-LD, those of a graph one by one."""
        found: list[dict[str, Any]] = []
        for text in self._scripts:
            if len(text) <= _MAX_JSON:
                try:
                    _collect(json.loads(text), found)
                except (ValueError, RecursionError):
                    continue
        return tuple(found)


def _collect(value: Any, found: list[dict[str, Any]]) -> None:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            found.append(item)
            graph = item.get("@graph")
            found.extend(thing for thing in graph if isinstance(thing, dict)) if isinstance(graph, list) else None


def _link(rel: frozenset[str], values: dict[str, str | None], base: str) -> HeadLink:
    return HeadLink(
        rel,
        absolute(values.get("href") or "", base),
        (values.get("type") or "").lower(),
        fold(values.get("title") or ""),
    )
