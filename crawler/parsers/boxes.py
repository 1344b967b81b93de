"""Lines that say who and when, and the elements beside them with what was said: put into a box each. The tree is changed."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.nearness import drop
from crawler.parsers.text import text_of

_LONGEST = 160
"""Characters of a line that says who and when."""
_MOST = 2000
_ENDS = frozenset(("form", "h1", "h2", "h3"))


def boxed(rows: list[LexborNode]) -> list[LexborNode]:
    """Boxes of siblings that are lines, each with the elements up to the next; the rows themselves where they are more than that."""
    gaps = _gaps(rows) if all(map(_is_line, rows)) else []
    if not gaps or not all(any(map(text_of, gap)) for gap in gaps):
        return rows
    return [_boxed(row, gap) for row, gap in zip(rows, gaps, strict=True)]


def _is_line(row: LexborNode) -> bool:
    """Whether an element is one short line."""
    text = text_of(row)
    return len(text) <= _LONGEST and "\n" not in text


def _gaps(rows: list[LexborNode]) -> list[list[LexborNode]]:
    """The elements that stand after each of some siblings, or before each where nothing follows the last; none where they nest."""
    if len({_outer(row) for row in rows}) != 1:
        return []
    own = {row.mem_id for row in rows}
    after = [list(_free(row, own, forward=True)) for row in rows]
    before = [list(_free(row, own, forward=False))[::-1] for row in rows]
    return after if any(map(text_of, after[-1])) else before


def _outer(row: LexborNode) -> int:
    return row.parent.mem_id if row.parent is not None else 0


def _free(row: LexborNode, own: set[int], *, forward: bool) -> Iterator[LexborNode]:
    step = row.next if forward else row.prev
    for _ in range(_MOST):
        if step is None or step.mem_id in own or _ends(step):
            return
        if step.is_element_node:
            yield step
        step = step.next if forward else step.prev


def _ends(node: LexborNode) -> bool:
    """Whether a record is over: at a heading, a form, or the box of one."""
    return node.is_element_node and (node.tag in _ENDS or node.css_first("form, h1") is not None)


def _boxed(row: LexborNode, gap: list[LexborNode]) -> LexborNode:
    """A row and what belongs to it, in a box of its own."""
    made = LexborHTMLParser("<div></div>").css_first("div")
    if made is None or row.parent is None:
        return row
    row.insert_before(made)  # a copy
    box = row.prev or made
    for node in (row, *gap):
        box.insert_child(node)
    drop((row, *gap))
    return box
