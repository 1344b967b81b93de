"""The lead of a post: the paragraph that some themes print between heading and body, outside the body's box."""

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import is_chrome, size
from crawler.parsers.elements import fold
from crawler.parsers.html import ancestors, remove, within
from crawler.parsers.named import Marks, names_lead
from crawler.parsers.trimmings import trimmings_of

_FEWEST, _MOST = 60, 2000
"""Characters of a lead."""
_BEGINNING = 50
"""Characters by which a lead is known again in the body: an excerpt that a theme cut out of it."""
_MOST_STEPS = 60


def lead_of(container: LexborNode, region: LexborNode, marks: Marks) -> LexborNode | None:
    """The lead of the post whose body is `region`: before it, in the container, and no part of the body's text.

    `container` holds the post's heading.
    """
    found = [node for name, nodes in marks.by_class.items() if names_lead(name) for node in nodes]
    if not found or region.mem_id == container.mem_id:
        return None
    before = _before(region, container)
    body = ""
    for node in found:
        if not _FEWEST <= size(node) <= _MOST or node.css_first("h1") is not None:
            continue
        if not _stands_in(node, before, container):
            continue
        body = body or fold(region.text() or "")
        text = fold(node.text() or "")
        if _linked(node) < len(text) / 2 and text[:_BEGINNING] not in body:
            return node
    return None


def join_lead(lead: LexborNode | None, region: LexborNode) -> None:
    """Make a lead the beginning of the body's region, without the byline in it."""
    first = region.first_child
    if lead is None or first is None:
        return
    remove(trimmings_of(lead).all)
    first.insert_before(lead)  # a copy
    remove((lead,))


def _before(region: LexborNode, container: LexborNode) -> set[int]:
    """The elements that stand before the region: beside it, or beside what is around it, within the container."""
    found: set[int] = set()
    for step in (region, *ancestors(region)):
        if step.mem_id == container.mem_id:
            break
        other, steps = step.prev, 0
        while other is not None and steps < _MOST_STEPS:
            found.add(other.mem_id)
            other, steps = other.prev, steps + 1
    return found


def _stands_in(node: LexborNode, before: set[int], container: LexborNode) -> bool:
    if not within(node, container):
        return False
    around = (node, *ancestors(node))
    return any(step.mem_id in before for step in around) and not any(
        is_chrome(step) for step in around if within(step, container)
    )


def _linked(node: LexborNode) -> int:
    return sum(size(link) for link in node.css("a"))
