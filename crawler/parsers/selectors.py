"""Which of the known marks of comments a page has: so that each comment is asked for those only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
        here = (s for s in selectors if classes.issuperset(_CLASS.findall(s)) and (has_items or "[itemprop" not in s))
        here = (s for s in here if in_parts or (tag := _OF_TAG.match(s)) is None or tag[1] in tags)
        here = (s for s in here if in_parts or has_rare or s not in _RARE)
        return tuple(s for s in here if all(piece in all_classes for piece in _PIECE.findall(s)))

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
