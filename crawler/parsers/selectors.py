"""Which of the known marks of comments a page has: so that each comment is asked for those only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers import marks

_CLASS = re.compile(r"\.([\w-]+)")
_PIECE = re.compile(r"\[class\*=([\w-]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Ordered selectors of a comment's parts."""

    content: tuple[str, ...] = marks.CONTENT
    author: tuple[str, ...] = marks.AUTHOR
    times: tuple[str, ...] = marks.TIMES
    dates: tuple[str, ...] = marks.DATES


ALL = Selectors()


def selectors_in(nodes: Iterable[LexborNode]) -> Selectors:
    """The selectors whose classes, and microdata, stand on some element of the comments."""
    nodes = list(nodes)
    has_items = any(node.css_first("[itemprop]") is not None for node in nodes)
    values = {part.attributes["class"] or "" for node in nodes for part in node.css("[class]")}
    classes = {name for value in values for name in value.split()}

    all_classes = " ".join(classes)

    def known(selectors: tuple[str, ...]) -> tuple[str, ...]:
        here = (s for s in selectors if classes.issuperset(_CLASS.findall(s)) and (has_items or "[itemprop" not in s))
        return tuple(s for s in here if all(piece in all_classes for piece in _PIECE.findall(s)))

    return Selectors(
        content=known(marks.CONTENT), author=known(marks.AUTHOR), times=known(marks.TIMES), dates=known(marks.DATES)
    )
