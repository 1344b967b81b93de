"""Headings that had nothing but chrome below: they go with it."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.elements import fold
from crawler.parsers.nearness import siblings

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LONGEST = 200
"""Characters of a heading's box."""
_MOST_STEPS = 200
_HIGHEST = 4
SHOWN = "img, iframe, video, audio, object, embed, canvas, svg"
"""What a heading may head without words."""


def headings_of(chrome: Iterable[LexborNode], region: LexborNode) -> list[LexborNode]:
    """The headings before elements that go from a region, where these end what is around them."""
    chrome = list(chrome)
    known = {node.mem_id for node in chrome}
    found = []
    for node in chrome:
        for box in _alone(node, region, known):
            before = next((n for n in siblings(box, _MOST_STEPS, after=False) if n.mem_id not in known), None)
            if before is not None and _is_heading(before):
                found.append(before)
                known.add(before.mem_id)
                break
    return found


def _is_heading(node: LexborNode) -> bool:
    """Whether an element is a heading, or a box that holds nothing else."""
    if node.tag in _HEADINGS:
        return True
    heading = node.css_first("h2, h3, h4, h5, h6") if node.tag == "div" and size(node) <= _LONGEST else None
    return (
        heading is not None and fold(heading.text() or "") == fold(node.text() or "") and node.css_first(SHOWN) is None
    )


def _alone(node: LexborNode, region: LexborNode, known: set[int]) -> Iterator[LexborNode]:
    """An element with nothing after it, and the boxes around it that hold nothing else."""
    box: LexborNode | None = node
    for _ in range(_HIGHEST):
        if box is None or box.mem_id == region.mem_id or _says_more(box, known, before=False):
            return
        yield box
        if _says_more(box, known, before=True):
            return
        known.add(box.mem_id)
        box = box.parent


def _says_more(node: LexborNode, known: set[int], *, before: bool) -> bool:
    """Whether anything but chrome stands on one side of an element."""
    return any(
        other.mem_id not in known and (size(other) > 1 or other.css_first(SHOWN) is not None)
        for other in siblings(node, _MOST_STEPS, before=before, after=not before)
    )
