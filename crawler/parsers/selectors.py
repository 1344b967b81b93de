"""Which of the known marks of comments a page has: so that each comment is asked for those only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.parsers import marks
from crawler.parsers.nearness import around_all
from crawler.parsers.phrases import begins
from crawler.parsers.words import AWAITING

_TAG = re.compile(r"(?:^|\s)([a-z][a-z0-9]*)")
_CLASS = re.compile(r"\.([\w-]+)")
_ATTRIBUTE = re.compile(r"\[([\w-]+)")
_PIECE = re.compile(r"\[(?:class|id)[*^]=([\w-]+)\]")
_NOTICES = frozenset(("em", "i", "small", "strong"))
"""Tags of notices of moderation that have no class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Ordered selectors of a comment's parts."""

    content: tuple[str, ...] = marks.CONTENT
    author: tuple[str, ...] = marks.AUTHOR
    names: tuple[str, ...] = marks.AUTHOR_TAGS
    """Where an author may stand by tag."""
    times: tuple[str, ...] = marks.TIMES
    dates: tuple[str, ...] = marks.DATES
    beside: tuple[str, ...] = marks.BESIDE_NAME
    naming: tuple[str, ...] = marks.NAMING
    silent: tuple[str, ...] = marks.SILENT
    awaits: bool = True
    """Whether a comment of the page may await moderation."""


ALL = Selectors()


class _Need(NamedTuple):
    """What a page must have for a selector to find anything."""

    selector: str
    names: frozenset[str]
    """Tags and attributes."""
    classes: frozenset[str]
    piece: str
    """Part of a class or an id."""


def _needs(selectors: tuple[str, ...]) -> tuple[_Need, ...]:
    return tuple(map(_need_of, selectors))


def _need_of(selector: str) -> _Need:
    names = frozenset(name for pattern in (_TAG, _ATTRIBUTE) for name in pattern.findall(selector))
    return _Need(selector, names, frozenset(_CLASS.findall(selector)), next(iter(_PIECE.findall(selector)), ""))


_CONTENT, _AUTHOR, _NAMES = _needs(marks.CONTENT), _needs(marks.AUTHOR), _needs(marks.AUTHOR_TAGS)
_TIMES, _DATES = _needs(marks.TIMES), _needs(marks.DATES)
_BESIDE, _NAMING, _SILENT = _needs(marks.BESIDE_NAME), _needs(marks.NAMING), _needs(marks.SILENT)


def selectors_in(nodes: Iterable[LexborNode]) -> Selectors:
    """The selectors whose tags, classes and attributes stand on some element of the comments, or of the one list that holds them."""
    nodes = around_all(list(nodes))
    if any(node.tag in ("dt", "dd") for node in nodes):
        return ALL  # more will be joined to them
    here: set[str] = set()
    values: set[str] = set()
    notices: list[LexborNode] = []
    tags: dict[int, str] = {}
    for part in (part for node in nodes for part in node.css("*")):
        if (tag := tags.get(kind := part.tag_id)) is None:
            tag = tags[kind] = part.tag or ""
        classes = ""
        if attributes := part.attributes:
            here.update(attributes)
            classes = attributes.get("class") or ""
            values.add(classes)
            values.add(attributes.get("id") or "")
        if tag in _NOTICES or "moderation" in classes:
            notices.append(part)
    words = " ".join(values)
    here.update(tags.values())
    found = here, frozenset(words.split()), words
    return Selectors(
        content=_known(_CONTENT, *found),
        author=_known(_AUTHOR, *found),
        names=_known(_NAMES, *found),
        times=_known(_TIMES, *found),
        dates=_known(_DATES, *found),
        beside=_known(_BESIDE, *found),
        naming=_known(_NAMING, *found),
        silent=_known(_SILENT, *found),
        awaits=any(begins(notice.text(), AWAITING) for notice in notices),
    )


def _known(needs: tuple[_Need, ...], names: set[str], classes: frozenset[str], words: str) -> tuple[str, ...]:
    """The selectors whose needs are among some names and classes, of which `words` is the text."""
    return tuple([n.selector for n in needs if n.names <= names and n.classes <= classes and n.piece in words])


def awaits(node: LexborNode) -> bool:
    """Whether a notice in it says that a comment awaits moderation."""
    return any(begins(notice.text(), AWAITING) for notice in node.css(marks.AWAITING))


def found_in(node: LexborNode, selectors: tuple[str, ...]) -> list[LexborNode]:
    """What any of some selectors finds in an element, in page order."""
    return node.css(", ".join(selectors)) if selectors else []
