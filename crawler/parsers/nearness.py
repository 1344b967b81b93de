"""Where one node stands to another, asked over a bounded number of steps: a hostile page may nest deeply."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsers import marks

DEEPEST = 60
"""Levels below a comment's element within which its parts are looked for."""


def path_to(node: LexborNode, outer: LexborNode) -> list[int]:
    """`mem_id` of a node and the elements around it, below `outer`; nothing when it stands elsewhere or too deep."""
    steps: list[int] = []
    step: LexborNode | None = node
    wanted, around = outer.mem_id, outer.parent
    beyond = around.mem_id if around is not None else 0
    for _ in range(DEEPEST):
        if step is None or (place := step.mem_id) == beyond:
            return []
        if place == wanted:
            return steps
        steps.append(place)
        step = step.parent
    return []


def is_inside(node: LexborNode, region: LexborNode | None) -> bool:
    """Whether a node is the region or stands in it."""
    if region is None:
        return False
    step: LexborNode | None = node
    wanted, around = region.mem_id, region.parent
    beyond = around.mem_id if around is not None else 0
    for _ in range(DEEPEST):
        if step is None or (place := step.mem_id) == beyond:
            return False
        if place == wanted:
            return True
        step = step.parent
    return False


def around_all(nodes: list[LexborNode]) -> list[LexborNode]:
    """The element that holds all of several nodes, if it is one, to be asked once in their place; else the nodes themselves."""
    around = {outer.mem_id: outer for node in nodes if (outer := node.parent) is not None}
    return [*around.values()] if len(around) == 1 and len(nodes) > 1 else nodes


def siblings(node: LexborNode, most: int, *, before: bool = True, after: bool = True) -> Iterator[LexborNode]:
    """The elements beside a node, the nearest first on each side."""
    for forward in (False,) * before + (True,) * after:
        step = node.next if forward else node.prev
        left = most
        while step is not None and left:
            if step.is_element_node:
                left -= 1
                yield step
            step = step.next if forward else step.prev


def drop(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of their tree, given in page order: the last first, so that none is touched after its ancestor."""
    for node in reversed({node.mem_id: node for node in nodes}.values()):
        node.decompose()


def names_of(node: LexborNode) -> str:
    """Classes and id of an element, lower case."""
    return names_in(node.attributes)


def names_in(attributes: Mapping[str, str | None]) -> str:
    """The same of the element with these attributes."""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()


def has_more(node: LexborNode, most: int) -> bool:
    """Whether an element has more than `most` characters of text, seen at its beginning."""
    for step in node.traverse(include_text=True):
        if step.is_text_node and (most := most - len((step.text_content or "").strip())) < 0:
            return True
    return False


def is_body(node: LexborNode, names: str) -> bool:
    """Whether an element is the body of a post by its marks, and no box around body and discussion."""
    return _names_body(names) and node.css_first(marks.INSIDE_CONTAINER) is None


@lru_cache(maxsize=4096)
def _names_body(names: str) -> bool:
    return marks.BODY.search(names) is not None


@lru_cache(maxsize=4096)
def _names_container(names: str) -> bool:
    return marks.CONTAINER.search(names) is not None


def in_body(node: LexborNode) -> bool:
    """Whether a node stands in the body of a post, where words and marks of discussions are quotations."""
    step = node.parent
    for _ in range(DEEPEST):
        if step is None or step.tag in ("body", "html"):
            return False
        names = names_of(step)
        if _names_container(names):
            return False
        if is_body(step, names):
            return True
        step = step.parent
    return False
