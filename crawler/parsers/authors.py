"""Who wrote a post: from marks around its body first, then from words, then from what the page's data say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.parsers.bywords import AUTHOR, LABEL, LEAD, MAKERS, NO_NAME, PRINTED, TAIL, WORK_BY
from crawler.parsers.dates import read_date
from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.html import absolute, attribute
from crawler.parsers.metawords import META_LINE
from crawler.parsers.phrases import only_noise, without_name
from crawler.parsers.surroundings import Surroundings, line_of
from crawler.parsers.themes import AUTHORS

_AUTHOR_URL = re.compile(r"/author/[^/]|[?&]author(?:_name)?=[\w-]")
_AUTHORISH = re.compile(r"author|byline")
_SEPARATOR = re.compile(r"\s[|·•–—/-]\s")
_LONGEST_NAME = 80
_BEGINNING = 30
"""Characters within which a long line of meta says what it is: "This was written by Ann. Posted on ..."."""
_LONGEST_BARE, _MOST_WORDS = 40, 6
"""Characters and words of a name that nothing but its place tells."""
_NAME = re.compile(r"(?=[^\W\d_a-z])(?!.{0,40}\d{3})[^!?;:|»«→…]*[^\s!?;:|»«→…,]")
_EDGES = " @,;:|·•–—-/~→»«←"
_SEEN = 200
"""A byline is no longer than that."""
_METAS = ("author", "article:author", "dc.creator", "parsely-author", "twitter:data1")


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str | None = None


def author_of(places: Iterable[Surroundings], head: Head) -> Author | None:
    """The author that the surroundings print, the nearest first; else the one that the page's data name."""
    stated = _stated(head)
    places = list(places)
    for place in places:
        if found := _marked(place, head.base):
            return found
        if place.near and (found := _printed(stated, place.lines) or _worded(place.lines) or _beside_date(place)):
            return found
    return stated or next((found for place in places if place.near and (found := _alone(place, head.base))), None)


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
    links = [node for node in place.nodes if node.tag == "a" and _AUTHOR_URL.search(attribute(node, "href"))]
    yield from (node for node in links if _is_author(node, "rel"))
    yield from links
    yield from (node for node in place.nodes if _is_author(node, "rel"))
    yield from place.marked(("fn",))
    yield from (node for node in place.nodes if _is_author(node, "itemprop"))
    if place.near:
        yield from place.marked(AUTHORS)
        yield from (node.css_first("a, b, strong") or node for node in place.matching(_AUTHORISH))


def _is_author(node: LexborNode, name: str) -> bool:
    return "author" in attribute(node, name).lower().split()


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
        if LABEL.fullmatch(line) and place + 1 < len(lines) and (name := clean_name(lines[place + 1])):
            return Author(name)
        said = line[:_SEEN] if len(line) <= _SEEN or PRINTED.search(line[:_BEGINNING]) else ""
        for pattern in AUTHOR if said and not MAKERS.search(said) else ():
            if (match := pattern.search(said)) and (name := clean_name(match[1])):
                return Author(name)
    return None


def _beside_date(place: Surroundings) -> Author | None:
    """The name in a line of a date and a name only: `26th March 2015 — Anna`."""
    terms = {line_of(node) for node in place.nodes if node.tag == "a"}
    for line in place.lines:
        parts = [part.strip() for part in _SEPARATOR.split(line)] if len(line) <= _LONGEST_NAME else []
        names = [
            part
            for part in parts
            if not read_date(part) and not part[:1].isdigit() and not _are_terms(part, terms) and clean_name(part)
        ]
        if len(parts) == 2 and len(names) == 1 and len(names[0].split()) < 7 and any(map(read_date, parts)):
            return Author(clean_name(names[0]))
    return None


def _are_terms(part: str, links: set[str]) -> bool:
    """Whether a part of a line is links, parted by commas: the post's categories."""
    return all(term.strip() in links for term in part.split(","))


def _alone(place: Surroundings, base: str) -> Author | None:
    """The only line that is a name, right before or after that of the date, or before a link to the posts of somebody unnamed."""
    linked = {line_of(node): node for node in place.nodes if node.tag == "a" and node.css_first("img") is None}
    lines = [line for line in place.lines if len(line) <= _SEEN]
    for at, line in enumerate(lines):
        url = attribute(linked[line], "href") if at and line in linked else ""
        if _AUTHOR_URL.search(url) and _is_name(lines[at - 1], linked):
            return Author(clean_name(lines[at - 1]), absolute(url, base))
    names = [at for at, line in enumerate(lines) if _is_name(line, linked)]
    if len(names) == 1 and any(
        len(line) <= _LONGEST_NAME and read_date(line) for line in lines[max(names[0] - 1, 0) : names[0] + 2]
    ):
        return Author(clean_name(lines[names[0]]))
    return None


def _is_name(line: str, linked: dict[str, LexborNode]) -> bool:
    """Whether a line without a link may be the name of a person: some words, the first with a capital, and no sentence."""
    return (
        line not in linked
        and len(line) <= _LONGEST_BARE
        and len(line.split()) <= _MOST_WORDS
        and _NAME.fullmatch(line) is not None
        and not any(link and link in line for link in linked)
        and not META_LINE.match(line)
        and not only_noise(line)
        and not read_date(line)
        and bool(clean_name(line))
    )


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


def clean_name(text: str) -> str:
    """A name without the words around it ("Posted by", "von", "Author archive"); empty when it is no name."""
    text = fold(text)
    if len(text) > 2 * _LONGEST_NAME:
        return ""
    text = TAIL.sub("", LEAD.sub("", text.lstrip(_EDGES))).strip(_EDGES)
    return "" if len(text) > _LONGEST_NAME or NO_NAME.search(text) else text
