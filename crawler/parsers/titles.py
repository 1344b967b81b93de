"""The title of a post as its heading prints it, checked against what the head of the page says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers.elements import fold
from crawler.parsers.head import Head
from crawler.parsers.html import Marks, attribute, within
from crawler.parsers.themes import TITLES

_PARTS = re.compile(r"\s+(?:[|–—«»‹›·•:→←/~-]+|::)\s+|\s*[|«»‹›]\s*")
_WORDS = re.compile(r"\w+")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Heading:
    """A candidate, with what speaks for it."""

    node: LexborNode
    text: str
    rank: tuple[int, ...]


def key(text: str) -> str:
    """Letters and digits only, for comparing a heading with a title."""
    return " ".join(_WORDS.findall(text.casefold()))


def heading_of(container: LexborNode, marks: Marks, head: Head, blog: str | None) -> Heading | None:
    """The best heading: what the head's title repeats, then what is marked as title, then what stands in the container."""
    stated = {key(t) for t in (head.title, head.meta("og:title"), head.meta("twitter:title")) if t}
    name = key(blog or "")
    best: Heading | None = None
    for node in _headings(container, marks, head):
        text = fold(node.text() or "")
        if not text or len(text) > _LONGEST or (key(text) == name and name not in stated):
            continue
        heading = Heading(node, text, _rank(node, text, container, stated, name))
        if heading.rank[0] and (best is None or heading.rank > best.rank):
            best = heading
    return best


def _headings(container: LexborNode, marks: Marks, head: Head) -> Iterator[LexborNode]:
    seen: set[int] = set()
    for node in (*head.tree.css("h1, h2, h3, h4, [itemprop=headline]"), *marks.of(*TITLES)):
        if node.mem_id not in seen and node.tag not in ("body", "html", "article", "header", "section"):
            seen.add(node.mem_id)
            yield node


def _rank(node: LexborNode, text: str, container: LexborNode, stated: Iterable[str], blog: str) -> tuple[int, ...]:
    words = key(text)
    repeated = (
        2 if words in stated else 1 if any(f" {words} " in f" {s} " for s in stated) and words and words != blog else 0
    )
    marked = (
        any(name in TITLES for name in attribute(node, "class").lower().split())
        or attribute(node, "itemprop") == "headline"
    )
    inside = within(node, container)
    level = int(node.tag[1]) if node.tag and node.tag[0] == "h" and node.tag[1:].isdecimal() else 7
    return (
        1 if repeated or (inside and (marked or level < 4)) else 0,
        2 * inside + 3 * bool(repeated) + marked,
        repeated,
        len(words) if repeated else 0,
        -level,
    )


def stated_title(head: Head, blog: str | None) -> str | None:
    """The title from the head of the page, without the blog's name."""
    title = head.meta("og:title") or head.title
    if not title:
        return None
    name = key(blog or "")
    parts = [part.strip() for part in _PARTS.split(title) if part and part.strip()]
    kept = [part for part in parts if key(part) != name]
    if len(kept) == len(parts):
        return title if name != key(title) else None
    return max(kept, key=len, default=None)
