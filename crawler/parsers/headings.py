"""Headings that had nothing but chrome below: they go with it."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.nearness import siblings

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MOST_STEPS = 200
_HIGHEST = 4
_SHOWN = "img, iframe, video, audio"


def headings_of(chrome: Iterable[LexborNode], region: LexborNode) -> list[LexborNode]:
    """The headings before elements that go from a region, where these end what is around them."""
    chrome = list(chrome)
    known = {node.mem_id for node in chrome}
    found = []
    for node in chrome:
        for box in _alone(node, region, known):
            before = next((n for n in siblings(box, _MOST_STEPS, after=False) if n.mem_id not in known), None)
            if before is not None and before.tag in _HEADINGS:
                found.append(before)
                known.add(before.mem_id)
                break
    return found


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
        other.mem_id not in known and (size(other) > 1 or other.css_first(_SHOWN) is not None)
        for other in siblings(node, _MOST_STEPS, before=before, after=not before)
    )
