"""What repeats around dates: the elements of a run that are one record each, however they nest. No names of themes are known here."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsers.ago import says_ago
from crawler.parsers.boxes import boxed
from crawler.parsers.chrome import size
from crawler.parsers.dates import read_date
from crawler.parsers.elements import SILENT, fold
from crawler.parsers.folding import fold as folded
from crawler.parsers.nearness import DEEPEST, siblings
from crawler.parsers.text import text_of

_LONGEST = 80
"""Characters of a piece of text that says when, and perhaps who."""
_MOST_DATES, _MOST_PARTS = 2000, 6
_MOST_PIECES = 20_000
_NUMBER = re.compile(r"\d{1,2}|(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_UNREAD = SILENT | {"form", "pre", "textarea"}
_TERMS = frozenset(("dt", "dd"))
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
    return _terms(rows) if rows[0].tag in _TERMS else boxed(rows)


def _terms(rows: list[LexborNode]) -> list[LexborNode]:
    """The `dt` before each `dd`, if each has its own: name, text and date may stand in a row of them."""
    terms = [next((n for n in siblings(row, _MOST_PARTS, after=False) if n.tag == "dt"), row) for row in rows]
    return terms if rows[0].tag == "dd" and len({term.mem_id for term in terms}) == len(rows) else rows


def records_around(leaves: Sequence[LexborNode]) -> list[LexborNode]:
    """The largest elements that hold one of some links each, all as far from it; of one alone, the next that says more than a line."""
    paths = [_path(leaf, set()) for leaf in leaves]
    if len(paths) > 1:
        return _rows(paths)
    return [next((node for node in paths[0] if "\n" in text_of(node)), leaves[0])]


def count_records(run: Sequence[LexborNode]) -> int:
    """How many records a run of siblings has."""
    return len(_paths(run))


def has_date(node: LexborNode) -> bool:
    """Whether a short text in an element is a date, or an element of time stands there."""
    return next(dates_in(node), None) is not None


def is_dated(text: str) -> bool:
    """Whether a short text has a date, or says how long ago something was."""
    text = fold(text)
    if not 4 <= len(text) <= _LONGEST:
        return False
    known = folded(text)
    return (_DIGIT.search(known) is not None and read_date(text, order="DMY") is not None) or says_ago(known)


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
    words = (text.text_content or "")[: 2 * _LONGEST]
    if words.isspace():  # as half of all texts are
        return None
    if is_dated(words):
        return text.parent
    box = outer.parent if _NUMBER.fullmatch(words.strip()) and (outer := text.parent) is not None else None
    return box if box is not None and is_dated(_spaced(box)) else None


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
    """The elements as far from their dates as can be while each has its own, all of one kind; of lists in lists, their items."""
    if len(paths) == 1:
        return [_inner(paths[0])]
    best, most = [path[0] for path in paths], 0
    for rows in zip(*paths, strict=False):
        if not _are_own(rows, paths):
            break
        if len({row.tag for row in rows}) == 1 and rows[0].tag not in _PARTS:
            length = sum(map(size, rows))
            if length > most or not _nest(rows, paths):
                best, most = list(rows), length
    return best


def _are_own(rows: Sequence[LexborNode], paths: list[list[LexborNode]]) -> bool:
    """Whether some elements are each another, and for what it was found by the innermost of them."""
    places = {row.mem_id for row in rows}
    if len(places) < len(rows):
        return False
    innermost = (next(step.mem_id for step in path if step.mem_id in places) for path in paths)
    return all(place == row.mem_id for place, row in zip(innermost, rows, strict=True))


def _nest(rows: Sequence[LexborNode], paths: list[list[LexborNode]]) -> bool:
    """Whether one of some elements stands in another."""
    places = {row.mem_id for row in rows}
    return any(sum(step.mem_id in places for step in path) > 1 for path in paths)


def _inner(path: list[LexborNode]) -> LexborNode:
    """The only record: the element that holds it all, below boxes with one child."""
    for node in reversed(path):
        if len([child for child in node.iter() if text_of(child)]) != 1:
            return node
    return path[0]
