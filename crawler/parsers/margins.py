"""How deep comments stand in a thread that only their margins show: by a style, or by classes of utilities (`ml-8`)."""

from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.patterns import late

_STYLE = late(
    r"(?:margin|padding)-(?:left|right|inline-start)\s{0,3}:\s{0,3}(\d{1,4}(?:\.\d{1,3})?)(?:px|r?em|%|ch|vw)?"
)
_UTILITY = late(r"(?:^|\s)(?:m|p)[lrs]-(\d{1,3})(?!\S)")
_MOST_LEVELS = 12


def margins_of(nodes: Sequence[LexborNode]) -> dict[int, int]:
    """The depth of each element by `mem_id`, from 1, where margins differ; nothing where they do not, or the first is no top.

    A margin is of the element, or of a box that holds nothing but it.
    """
    widths = [max(_width(node), _width_around(node)) for node in nodes]
    levels = sorted(set(widths))
    if not 1 < len(levels) <= _MOST_LEVELS or widths[0] != levels[0]:
        return {}
    return {node.mem_id: levels.index(width) + 1 for node, width in zip(nodes, widths, strict=True)}


def _width(node: LexborNode) -> float:
    values = node.attributes
    style, classes = values.get("style") or "", values.get("class") or ""
    match = _STYLE.search(style[:500].lower()) if style else None
    match = match or (_UTILITY.search(classes[:500]) if "-" in classes else None)
    return float(match[1]) if match else 0.0


def _width_around(node: LexborNode) -> float:
    outer = node.parent
    if outer is None or len(list(islice(outer.iter(), 2))) > 1:
        return 0.0
    return _width(outer)
