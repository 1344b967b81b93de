"""What repeats around dates: the elements of a run that are one record each, however they nest. No names of themes are known here."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.ago import says_ago
from crawler.parsers.dates import read_date
from crawler.parsers.elements import SILENT, fold
from crawler.parsers.folding import fold as folded
from crawler.parsers.nearness import DEEPEST, drop
from crawler.parsers.text import text_of

_LONGEST = 80
"""Characters of a piece of text that says when, and perhaps who."""
_MOST_DATES, _MOST_PARTS = 2000, 6
_MOST_PIECES = 20_000
_NUMBER = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_UNREAD = SILENT | {"form", "pre", "textarea"}
_TERMS = frozenset(("dt", "dd"))
_ENDS = frozenset(("form", "h1", "h2", "h3"))
_PARTS = frozenset(("td", "th", "summary", "header", "footer", "figcaption", "caption"))
"""Elements that are never a record, but part of one."""


def records_in(run: Sequence[LexborNode]) -> list[LexborNode]:
    """The records of a run of siblings, in page order: the largest elements that hold one date each.

    Only dates of the shape of the first count. A reply that stands in what it answers is as far from its date as that
    is from its own. Where what is dated says no more than who and when, the elements up to the next one are put into
    a box with it, which is the record: the tree is changed.
    """
    rows = _rows(_paths(run))
    if not rows:
        return []
    if rows[0].tag in _TERMS or not all(map(_is_line, rows)):
        return rows
    gaps = _gaps(rows)
    if not gaps or not all(any(map(text_of, gap)) for gap in gaps):
        return rows
    return [_boxed(row, gap) for row, gap in zip(rows, gaps, strict=True)]


def count_records(run: Sequence[LexborNode]) -> int:
    """How many records a run of siblings has."""
    return len(_paths(run))


def has_date(node: LexborNode) -> bool:
    """Whether a short text in an element is a date, or an element of time stands there."""
    return next(dates_in(node), None) is not None


def is_dated(text: str) -> bool:
    """Whether a short text has a date, or says how long ago something was."""
    text = fold(text)
    return 4 <= len(text) <= _LONGEST and (read_date(text, order="DMY") is not None or says_ago(folded(text)))


def _is_line(row: LexborNode) -> bool:
    """Whether an element is one short line."""
    text = text_of(row)
    return len(text) <= 2 * _LONGEST and "\n" not in text


def dates_in(*run: LexborNode) -> Iterator[LexborNode]:
    """The elements of short texts with a date, and elements of time, in page order."""
    return islice(_dates(run), _MOST_DATES)


def _dates(run: Sequence[LexborNode]) -> Iterator[LexborNode]:
    stack, left = list(reversed(run)), _MOST_PIECES
    while stack and left:
        left -= 1
        node = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            if (outer := _dated(node)) is not None:
                yield outer
        elif tag == "time":
            yield node
        elif tag not in _UNREAD:
            stack += list(node.iter(include_text=True))[::-1]


def _dated(text: LexborNode) -> LexborNode | None:
    """The element of a text that is a date; of a number, the box around it that is one: day, month and year in boxes of their own."""
    words, outer = (text.text_content or "")[: 2 * _LONGEST], text.parent
    if outer is None or is_dated(words):
        return outer
    if (box := outer.parent) is not None and _NUMBER.fullmatch(words.strip()) and is_dated(_spaced(box)):
        return box
    return None


def _spaced(box: LexborNode) -> str:
    """The text of a small box, its elements parted."""
    pieces = list(islice(box.iter(), _MOST_PARTS + 1))
    return " ".join(piece.text()[:_LONGEST] for piece in pieces) if len(pieces) <= _MOST_PARTS else ""


def _paths(run: Sequence[LexborNode]) -> list[list[LexborNode]]:
    own = {node.mem_id for node in run}
    return _alike([_path(leaf, own) for leaf in dates_in(*run)])


def _path(leaf: LexborNode, own: set[int]) -> list[LexborNode]:
    """An element and those around it, up to one of a run."""
    path, step = [leaf], leaf
    for _ in range(DEEPEST):
        if step.mem_id in own or (outer := step.parent) is None:
            break
        path.append(outer)
        step = outer
    return path


def _alike(paths: list[list[LexborNode]]) -> list[list[LexborNode]]:
    """Those of the shape of the first, each element once."""
    seen: set[int] = set()
    alike = []
    for path in paths:
        if [n.tag for n in path[:2]] == [n.tag for n in paths[0][:2]] and path[0].mem_id not in seen:
            seen.add(path[0].mem_id)
            alike.append(path)
    return alike


def _rows(paths: list[list[LexborNode]]) -> list[LexborNode]:
    """The elements as far from their dates as can be while each has its own, all of one kind."""
    if len(paths) == 1:
        return [_inner(paths[0])]
    best = [path[0] for path in paths]
    for rows in zip(*paths, strict=False):
        if len({row.mem_id for row in rows}) < len(rows):
            break
        if len({row.tag for row in rows}) == 1 and rows[0].tag not in _PARTS:
            best = list(rows)
    return best


def _inner(path: list[LexborNode]) -> LexborNode:
    """The only record: the element that holds it all, below boxes with one child."""
    for node in reversed(path):
        if len([child for child in node.iter() if text_of(child)]) != 1:
            return node
    return path[0]


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
    for _ in range(_MOST_DATES):
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
