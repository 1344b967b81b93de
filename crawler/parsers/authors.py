"""Who wrote a post: from marks around its body first, then from words, then from what the page's data say."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.parsers.bywords import AUTHOR, LABEL, MAKERS, PRINTED, WORK_BY
from crawler.parsers.dates import read_date
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, attribute
from crawler.parsers.namelines import Author, alone, beside_date, clean_name, last_piece
from crawler.parsers.phrases import only_noise, without_name
from crawler.parsers.surroundings import Surroundings, Values, line_of
from crawler.parsers.themes import AUTHORS

_AUTHOR_URL = re.compile(r"/author/[^/]|[?&]author(?:_name)?=[\w-]")
_AUTHORISH = re.compile(r"author|byline")
_BEGINNING = 30
"""Characters within which a long line of meta says what it is: "This was written by Ann. Posted on ..."."""
_LABEL = 24
"""Characters of a line that is a label."""
_SEEN = 200
"""A byline is no longer than that."""
_METAS = ("author", "article:author", "dc.creator", "parsely-author", "twitter:data1")


def author_of(places: Iterable[Surroundings], head: Head) -> Author | None:
    """The author that the surroundings print, the nearest first; else the one that the page's data name."""
    stated = _stated(head)
    places = list(places)
    for place in places:
        if found := _marked(place, head.base):
            return found
        if place.near and (found := _printed(stated, place.lines) or _worded(place.lines) or beside_date(place)):
            return found
    near = [place for place in places if place.near]
    return stated or next((found for place in near if (found := alone(place, head.base) or last_piece(place))), None)


def _printed(author: Author | None, lines: list[str]) -> Author | None:
    """The author that the page's data name, if a short line says the name too."""
    if author is None:
        return None
    said = any(len(line) <= _SEEN and without_name(line, author.name) != line for line in lines)
    return author if said else None


def author_in_notice(lines: Iterable[str]) -> Author | None:
    """The author whom a licence notice among the lines names: "This work by X is licensed under ..."."""
    for line in lines:
        if (match := WORK_BY.search(line[:_SEEN])) and (name := clean_name(match[1])):
            return Author(name)
    return None


def _marked(place: Surroundings, base: str) -> Author | None:
    for node in _candidates(place):
        name = clean_name(line_of(node))
        if name and not read_date(name):
            link = node if node.tag == "a" else node.css_first("a[href]")
            url = attribute(link, "href") if link is not None else ""
            return Author(_with_others(node, name), absolute(url, base) if url.startswith(("http", "/")) else None)
    return None


def _candidates(place: Surroundings) -> Iterator[LexborNode]:
    links = [(node, values) for node, values in place.links if _AUTHOR_URL.search((values.get("href") or "").strip())]
    yield from (node for node, values in links if _is_author(values, "rel"))
    yield from (node for node, _ in links)
    yield from (node for node, values in place.stated if _is_author(values, "rel"))
    yield from place.marked(("fn",))
    yield from (node for node, values in place.stated if _is_author(values, "itemprop"))
    if place.near:
        yield from place.marked(AUTHORS)
        yield from (node.css_first("a, b, strong") or node for node in place.matching(_AUTHORISH))


def _is_author(values: Values, name: str) -> bool:
    return "author" in (values.get(name) or "").lower().split()


def _with_others(node: LexborNode, name: str) -> str:
    """All the names of a line of several author links, with the words between them."""
    around = node.parent
    if node.tag != "a" or around is None:
        return name
    links = [link for link in around.css("a[href]") if _AUTHOR_URL.search(attribute(link, "href"))]
    if len({attribute(link, "href") for link in links}) < 2:
        return name
    line, last = line_of(around), line_of(links[-1])
    return clean_name(line[max(line.find(name), 0) : line.rfind(last) + len(last)]) or name


def _worded(lines: list[str]) -> Author | None:
    for place, line in enumerate(lines):
        if len(line) <= _LABEL and place + 1 < len(lines) and LABEL.fullmatch(line):
            following = lines[place + 1]
            if not only_noise(following) and (name := clean_name(following)):
                return Author(name)
        said = line[:_SEEN] if len(line) <= _SEEN or PRINTED.search(line[:_BEGINNING]) else ""
        for pattern in AUTHOR if said and not MAKERS.search(said) else ():
            if (match := pattern.search(said)) and (name := clean_name(match[1])):
                return Author(name)
    return None


def _stated(head: Head) -> Author | None:
    for thing in head.structured:
        if name := clean_name(_name_in(thing.get("author"), head)):
            return Author(name)
    raw = head.meta(*_METAS)
    return Author(clean_name(raw)) if raw and clean_name(raw) else None


def _name_in(author: Any, head: Head) -> str:
    """The name in a JSON-LD author: a string, a person, a list of them, or the `@id` of a person of the page."""
    if isinstance(author, list):
        author = author[0] if author else None
    if isinstance(author, dict) and "name" not in author:
        author = next((t for t in head.structured if t.get("@id") == author.get("@id") and "name" in t), author)
    name = author.get("name") if isinstance(author, dict) else author
    return name if isinstance(name, str) else ""
