"""Comments of themes that mark none, by their shape: what repeats around dates, or as often as is counted."""

from collections import Counter
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.numbers import numbered
from crawler.parsers.repeats import count_records, has_date, records_in
from crawler.parsers.spots import LISTS, NEAR, Spot, spots_in
from crawler.parsers.text import text_of

_MOST = 2000
_MOST_SPOTS = 20
_LEVELS = 4
_LINKED_TITLES = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h1, a[href] h2, a[href] h3, a[href] h4"


def unmarked(tree: LexborHTMLParser, url: str = "") -> list[LexborNode]:
    """The elements that are comments by their shape, in page order; none is inside a post's body.

    Of several spots, the first that holds as many as its heading says goes before the one
    that holds most.
    """
    best: Spot | None = None
    most = 0
    for spot in islice(spots_in(tree), _MOST_SPOTS):
        found = _count(spot)
        if found and found == spot.count:
            return _rows(spot)
        if found > most:
            best, most = spot, found
    rows = numbered(tree, url)
    return rows if len(rows) > most or best is None else _rows(best)


def _count(spot: Spot) -> int:
    """How many comments stand in a spot; none where its heading says so."""
    if spot.count == 0:
        return 0
    alike = _dated(spot)
    return count_records(alike) if alike else len(_counted(spot))


def _rows(spot: Spot) -> list[LexborNode]:
    """The comments of a spot: as many of its parts as are counted, where none has a date."""
    return (records_in(_dated(spot)) or _counted(spot))[:_MOST]


def _dated(spot: Spot) -> list[LexborNode]:
    """The first element with a date and those like it."""
    first = next((node for node in spot.run[:NEAR] if has_date(node)), None)
    if first is None or not (spot.sure or _is_list(first)):
        return []
    return [node for node in spot.run if node.tag == first.tag]


def _is_list(node: LexborNode) -> bool:
    """Whether an element is a list, a table or a box with nothing in it but parts with dates, none headed by a link."""
    if node.css_first(_LINKED_TITLES) is not None:
        return False
    parts = next(filter(None, map(node.css, ("li", "dt", "tr"))), None) or _parts(node)
    return (len(parts) > 1 or node.tag in LISTS) and all(map(has_date, parts[:_MOST]))


def _parts(node: LexborNode) -> list[LexborNode]:
    """The children with text, below boxes with one child."""
    for _ in range(_LEVELS):
        children = [n for n in node.iter() if text_of(n)]
        if len(children) != 1:
            return children
        node = children[0]
    return []


def _counted(spot: Spot) -> list[LexborNode]:
    """The parts of a spot, or of an element in it, if they are as many as its heading says and each says more than a line."""
    for nodes in (spot.run, *(list(node.iter()) for node in spot.run)) if (spot.count or 0) > 1 else ():
        tags = Counter(node.tag for node in nodes)
        rows = [node for node in nodes if tags[node.tag] == spot.count]
        if len(rows) == spot.count and all("\n" in text_of(row) for row in rows):
            return rows
    return []
