"""Who wrote a post and when, and its categories and tags: read around the body, from marks first, then from words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.parsers.bywords import AUTHOR, LEAD, TAIL, UPDATE
from crawler.parsers.chrome import is_foreign
from crawler.parsers.dates import LONGEST, read_date
from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, ancestors, attribute, tokens
from crawler.parsers.text import lines_of
from crawler.parsers.themes import AUTHORS, DATES, UPDATED

_AUTHOR_URL = re.compile(r"/author/[^/]|[?&]author(?:_name)?=[\w-]")
_CATEGORY_URL = re.compile(r"/(?:category|categories|kategorie|categorie|categoria|topics?)/|[?&]cat=\d")
_PERMALINK_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")
_LONGEST_NAME = 80
_CATEGORY_MARKS = frozenset(
    ("taxonomy-category", "cat-links", "categories", "category", "post-categories", "p-category")
)


class Surroundings:
    """A region without the body, the heading and chrome: its elements in page order, and its lines.

    Where it is not near the post, only marks are trusted: a footer's "by" names the maker of the theme.
    """

    def __init__(self, region: LexborNode, skipped: frozenset[int], *, near: bool = True):
        self.region = region
        self.near = near
        self.nodes: list[LexborNode] = []
        foreign = set(skipped)
        stack = [region]
        while stack:
            node = stack.pop()
            if node.mem_id in skipped:
                continue
            if node.mem_id != region.mem_id and (is_foreign(node) or (not near and node.tag == "footer")):
                foreign.add(node.mem_id)
                continue
            self.nodes.append(node)
            stack.extend(reversed(list(node.iter())))
        self._foreign = foreign

    @cached_property
    def lines(self) -> list[str]:
        return list(lines_of(self.region, self._foreign))

    @cached_property
    def by_name(self) -> dict[str, list[LexborNode]]:
        found: dict[str, list[LexborNode]] = {}
        for node in self.nodes:
            for name in set(tokens(node)):
                found.setdefault(name, []).append(node)
        return found

    def marked(self, names: tuple[str, ...]) -> Iterator[LexborNode]:
        for name in names:
            yield from self.by_name.get(name, ())


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str | None = None


def author_of(places: list[Surroundings], head: Head) -> Author | None:
    """The author that the surroundings print, the nearest first; else the one that the page's data name."""
    for place in places:
        if found := _marked_author(place, head.base) or (_worded_author(place) if place.near else None):
            return found
    return _stated_author(head)


def _marked_author(place: Surroundings, base: str) -> Author | None:
    marked = place.marked(AUTHORS) if place.near else ()
    for nodes in (_author_links(place), place.marked(("fn",)), _by_property(place), marked):
        for node in nodes:
            if (name := clean_name(_text(node))) and not read_date(name):
                link = node if node.tag == "a" else node.css_first("a[href]")
                url = attribute(link, "href") if link is not None else ""
                return Author(name, absolute(url, base) if url.startswith(("http", "/")) else None)
    return None


def _author_links(place: Surroundings) -> Iterator[LexborNode]:
    links = [n for n in place.nodes if n.tag == "a" and _AUTHOR_URL.search(attribute(n, "href"))]
    yield from (n for n in links if "author" in attribute(n, "rel").lower().split())
    yield from links
    yield from (n for n in place.nodes if "author" in attribute(n, "rel").lower().split())


def _by_property(place: Surroundings) -> Iterator[LexborNode]:
    return (n for n in place.nodes if "author" in attribute(n, "itemprop").lower().split())


def _worded_author(place: Surroundings) -> Author | None:
    for line in place.lines:
        for pattern in AUTHOR:
            if (match := pattern.search(line[:400])) and (name := clean_name(match[1])):
                return Author(name)
    return None


def _stated_author(head: Head) -> Author | None:
    for thing in head.structured:
        author = thing.get("author")
        author = author[0] if isinstance(author, list) and author else author
        if isinstance(author, dict) and isinstance(name := author.get("name"), str) and clean_name(name):
            return Author(clean_name(name))
    name = head.meta("author", "article:author", "dc.creator", "parsely-author")
    if name and not name.startswith("http") and clean_name(name):
        return Author(clean_name(name))
    return None


def clean_name(text: str) -> str:
    """A name without the words around it ("Posted by", "von", "Author archive"); empty when it is no name."""
    text = fold(text)
    text = LEAD.sub("", text)
    text = TAIL.sub("", text).strip(" ,;:|·•–—-/")
    if not text or len(text) > _LONGEST_NAME or (not any(map(str.isalpha, text)) and len(text) > 30):
        return ""
    return text


def _text(node: LexborNode) -> str:
    return " ".join(lines_of(node))


@dataclass(frozen=True, slots=True)
class Dates:
    published: str | None = None
    raw: str | None = None
    modified: str | None = None


def dates_of(places: list[Surroundings], head: Head, base: datetime) -> Dates:
    """When the post was published, as near the post as the page says it; finer where the page's data agree on the day."""
    found: tuple[str, str] | None = None
    for place in places:
        found = _timed(place) or _marked_date(place, head, base)
        if found or (place.near and (found := _worded_date(place, head, base))):
            break
    stated = _stated_date(
        head,
        "datePublished",
        ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued"),
    )
    modified = _stated_date(head, "dateModified", ("article:modified_time", "og:updated_time", "datemodified"))
    if found is None or (stated and len(stated) > len(found[0]) and stated[:10] == found[0][:10]):
        day = stated or _permalink_day(head.url)
        return Dates(day, found[1] if found else None, modified)
    return Dates(found[0], found[1], modified)


def _timed(place: Surroundings) -> tuple[str, str] | None:
    """`time[datetime]`, or the `title` of an `abbr` as microformats have it, unless marked as the last change only."""
    times = [n for n in place.nodes if n.tag in ("time", "abbr") or "datepublished" in attribute(n, "itemprop").lower()]
    first = [
        n for n in times if not UPDATED.intersection(tokens(n)) or {"published", "entry-date"}.intersection(tokens(n))
    ]
    for node in first:
        for raw in (attribute(node, "datetime"), attribute(node, "content"), attribute(node, "title")):
            if raw and (date := read_date(raw)):
                return date, fold(node.text() or "") or raw
    return None


def _marked_date(place: Surroundings, head: Head, base: datetime) -> tuple[str, str] | None:
    for node in place.marked(DATES):
        if UPDATED.intersection(tokens(node)) - {"published"}:
            continue
        for raw in (_text(node), attribute(node, "title")):
            if len(raw) <= LONGEST and (date := read_date(raw, language=head.language, base=base)):
                return date, raw
    return None


def _worded_date(place: Surroundings, head: Head, base: datetime) -> tuple[str, str] | None:
    for line in place.lines:
        raw = line[:LONGEST]
        if any(map(str.isdigit, raw)) and not UPDATE.search(raw) and (date := read_date(raw, language=head.language)):
            return date, raw
    return None


def _stated_date(head: Head, key: str, names: tuple[str, ...]) -> str | None:
    for thing in head.structured:
        if isinstance(raw := thing.get(key), str) and (date := read_date(raw)):
            return date
    raw = head.meta(*names)
    return read_date(raw) if raw else None


def _permalink_day(url: str) -> str | None:
    match = _PERMALINK_DAY.search(url)
    return read_date("-".join(match.groups())) if match else None


def terms_of(places: list[Surroundings]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Categories and tags, each once, from links marked `rel="category tag"` and `rel="tag"`."""
    categories: dict[str, None] = {}
    tags: dict[str, None] = {}
    for place in places:
        for node in place.nodes:
            rel = attribute(node, "rel").lower().split() if node.tag == "a" else []
            if ("tag" in rel or "category" in rel) and (name := fold(node.text() or "").removeprefix("#")):
                (categories if _is_category(node, rel) else tags).setdefault(name)
    return tuple(categories), tuple(tags)


def _is_category(node: LexborNode, rel: list[str]) -> bool:
    if "category" in rel or _CATEGORY_URL.search(attribute(node, "href")):
        return True
    near = zip(range(3), ancestors(node), strict=False)
    return any(_CATEGORY_MARKS.intersection(tokens(ancestor)) for _, ancestor in near)
