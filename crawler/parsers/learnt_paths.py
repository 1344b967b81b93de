"""Selectors that lead to an element of a page: by one of its classes, by an id above it, or by its position. Nothing is read here."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.html import ancestors

_NAME = re.compile(r"[A-Za-z_][\w-]{0,60}", re.ASCII)
_NUMBERED = re.compile(r"\d{3}|-\d+$")
"""Names of one thing: `post-17`."""
_MOST_NAMES = 6
_DEEPEST = 40
_NEAR = 6


def classes(node: LexborNode) -> list[str]:
    """The classes of an element that may stand on other pages too."""
    found = (node.attributes.get("class") or "").split()
    return [name for name in dict.fromkeys(found) if _NAME.fullmatch(name) and not _NUMBERED.search(name)][:_MOST_NAMES]


def own_steps(node: LexborNode) -> list[str]:
    """`#id` and `tag.class`, for each."""
    identity = node.attributes.get("id") or ""
    ids = [f"{node.tag}#{identity}"] if _NAME.fullmatch(identity) and not _NUMBERED.search(identity) else []
    return [*ids, *(f"{node.tag}.{name}" for name in classes(node))]


def positioned(node: LexborNode) -> str:
    """`tag:nth-of-type(n)`."""
    place, step = 1, node.prev
    while step is not None:
        place += step.tag == node.tag
        step = step.prev
    return f"{node.tag}:nth-of-type({place})"


def chain(node: LexborNode, above: LexborNode) -> str:
    """The steps from below an element to one in it, by position; empty where it stands elsewhere or too deep."""
    steps: list[str] = []
    for step in (node, *islice(ancestors(node), _DEEPEST)):
        if step.mem_id == above.mem_id:
            return " > ".join(reversed(steps))
        steps.append(positioned(step))
    return ""


def places_of(node: LexborNode, tree: LexborHTMLParser) -> Iterator[str]:
    """Selectors by which the element is the first of the page: by its own names, by those of an element above, by position."""
    for place in dict.fromkeys(_ways(node, tree)):
        found = tree.css_first(place)
        if found is not None and found.mem_id == node.mem_id:
            yield place


def _ways(node: LexborNode, tree: LexborHTMLParser) -> Iterator[str]:
    yield from own_steps(node)
    for above in islice(ancestors(node), _NEAR):
        for step in own_steps(above):
            yield f"{step} {node.tag}"
            yield from (f"{step} {own}" for own in own_steps(node))
            yield f"{step} > {chain(node, above)}"
    if tree.body is not None and (way := chain(node, tree.body)):
        yield f"body > {way}"


def parts_of(node: LexborNode, outer: LexborNode) -> Iterator[str]:
    """Selectors by which an element is the first of those in another: by its own names, its tag, or its position."""
    for place in (*own_steps(node), str(node.tag), f"{outer.tag} > {chain(node, outer)}"):
        found = outer.css_first(place) if not place.endswith("> ") else None
        if found is not None and found.mem_id == node.mem_id:
            yield place


def rows_of(nodes: Sequence[LexborNode], tree: LexborHTMLParser) -> Iterator[str]:
    """Selectors that lead to all of these elements and to as few others as can be."""
    wanted = {node.mem_id for node in nodes}
    found: dict[str, int] = {}
    for place in _row_ways(nodes):
        there = {node.mem_id for node in tree.css(place)}
        if wanted <= there:
            found[place] = len(there)
    fewest = min(found.values(), default=0)
    return (place for place, count in found.items() if count == fewest)


def _row_ways(nodes: Sequence[LexborNode]) -> Iterator[str]:
    """By the names that all have, alone and below one of the elements around all, and by the tag there."""
    common = set.intersection(*(set(own_steps(node)) for node in nodes))
    tag = str(nodes[0].tag)
    own = [*sorted(common), tag] if all(node.tag == tag for node in nodes) else sorted(common)
    yield from sorted(common)
    above = [[step for outer in islice(ancestors(node), _NEAR) for step in own_steps(outer)] for node in nodes]
    shared = set.intersection(*map(set, above))
    for step in (step for step in dict.fromkeys(above[0]) if step in shared):
        yield from (f"{step} {place}" for place in own)
        yield from (f"{step} > {place}" for place in own)
        yield from (f"{step} > tbody > {place}" for place in own if tag == "tr")
