"""Which of the known marks of comments a page has: so that each comment is asked for those only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers import marks
from crawler.parsers.nearness import around_all
from crawler.parsers.phrases import begins
from crawler.parsers.words import AWAITING

_CLASS = re.compile(r"\.([\w-]+)")
_TAGS = "time, small, abbr, em, cite, h3, h4, h5, h6, strong, b, dt"
_OF_TAG = re.compile(rf"({_TAGS.replace(', ', '|')})(?![\w-])")
_RARE = ("[datetime]", "[id^=commentauthor]")
_PIECE = re.compile(r"\[class\*=([\w-]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Ordered selectors of a comment's parts."""

    content: tuple[str, ...] = marks.CONTENT
    author: tuple[str, ...] = marks.AUTHOR
    names: tuple[str, ...] = marks.AUTHOR_TAGS
    """Where an author may stand by tag."""
    times: tuple[str, ...] = marks.TIMES
    dates: tuple[str, ...] = marks.DATES
    awaits: bool = True
    """Whether a comment of the page may await moderation."""


ALL = Selectors()


class _Need(NamedTuple):
    """What a page must have for a selector to find anything."""

    selector: str
    classes: frozenset[str]
    pieces: tuple[str, ...]
    """Parts of classes."""
    tag: str | None
    item: bool
    """Microdata."""
    rare: bool


@lru_cache(maxsize=512)
def _need_of(selector: str) -> _Need:
    tag = _OF_TAG.match(selector)
    return _Need(
        selector,
        frozenset(_CLASS.findall(selector)),
        tuple(_PIECE.findall(selector)),
        tag[1] if tag else None,
        "[itemprop" in selector,
        selector in _RARE,
    )


def selectors_in(nodes: Iterable[LexborNode]) -> Selectors:
    """The selectors whose classes, and microdata, stand on some element of the comments, or of the one list that holds them."""
    nodes = around_all(list(nodes))
    has_items = any(node.css_first("[itemprop]") is not None for node in nodes)
    has_rare = any(node.css_first(", ".join(_RARE)) is not None for node in nodes)
    tags = {part.tag for node in nodes for part in node.css(_TAGS)}
    in_parts = any(node.tag in ("dt", "dd") for node in nodes)  # more will be joined to them
    values = {part.attributes["class"] or "" for node in nodes for part in node.css("[class]")}
    classes = {name for value in values for name in value.split()}

    all_classes = " ".join(classes)

    def known(selectors: tuple[str, ...]) -> tuple[str, ...]:
        here = (need for need in map(_need_of, selectors) if classes.issuperset(need.classes))
        here = (need for need in here if has_items or not need.item)
        here = (
            need for need in here if in_parts or ((not need.tag or need.tag in tags) and (has_rare or not need.rare))
        )
        return tuple(need.selector for need in here if all(piece in all_classes for piece in need.pieces))

    return Selectors(
        content=known(marks.CONTENT),
        author=known(marks.AUTHOR),
        names=known(marks.AUTHOR_TAGS),
        times=known(marks.TIMES),
        dates=known(marks.DATES),
        awaits=in_parts or any(map(awaits, nodes)),
    )


def awaits(node: LexborNode) -> bool:
    """Whether a notice in it says that a comment awaits moderation."""
    return any(begins(notice.text(), AWAITING) for notice in node.css(marks.AWAITING))
