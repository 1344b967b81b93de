"""Finds the works of a numbered list that a text names by their numbers: `[1]`, `[2, 4]`, `[3-5]`."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from archive.items import Citation, Reference
from crawler.parsers.references.joining import Entry

_MARK = re.compile(r"\s{0,3}(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)](?=\s))")
"""The number that an entry prints before it."""
_ONE = r"\d{1,3}(?:, ?pp?\. ?\d{1,4}(?:[-–]\d{1,4})?)?"
_NUMBERS = re.compile(rf"\[({_ONE}(?:\s?[,;–-]\s?{_ONE}){{0,20}})\]")
_RANGE = re.compile(r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?")
_LOCATOR = re.compile(r", ?pp?\. ?[\d–-]+")
MOST = 300
"""Numbers that are read in one line."""
LONGEST_RANGE = 30
MOST_IN_ALL = 10_000
"""Citations by number in one post: `[1-31]` are 31 in six characters."""


class Numbered:
    """The works of a list by their numbers; none where the list is not numbered."""

    def __init__(self, entries: Sequence[Entry], references: Sequence[Reference]) -> None:
        self._entries, self._references = entries, references
        self._left = MOST_IN_ALL

    @cached_property
    def _known(self) -> dict[int | None, Reference]:
        """Made when a number is looked for, as in few texts."""
        marks = [_mark(reference.text) for reference in self._references]
        if not any(marks) and _is_list(self._entries):
            marks = list(range(1, len(marks) + 1))
        numbered = len(marks) > 1 and None not in marks and len(set(marks)) == len(marks)
        return dict(zip(marks, self._references, strict=True)) if numbered else {}

    def cited(self, text: str) -> Iterator[Citation]:
        """A citation for each work that a line names by its number; none has its position yet."""
        for match in islice(_NUMBERS.finditer(text), MOST):
            numbers = list(_numbers(match[1]))
            works = [work for number in numbers if (work := self._known.get(number))]
            if len(works) == len(numbers) <= self._left:
                self._left -= len(works)
                yield from (_citation(match[0], work) for work in works)


def _mark(text: str) -> int | None:
    match = _MARK.match(text)
    return int(match[match.lastindex or 0]) if match else None


def _is_list(entries: Sequence[Entry]) -> bool:
    """Whether all entries are the items of one list, which a browser may number."""
    return len({e.block.group for e in entries}) == 1 and all(e.block.tag == "li" for e in entries)


def _numbers(text: str) -> Iterator[int]:
    """`2, 4-6` as 2, 4, 5, 6."""
    for first, last in _RANGE.findall(_LOCATOR.sub("", text)):
        yield from range(int(first), min(int(last or first), int(first) + LONGEST_RANGE) + 1)


def _citation(text: str, work: Reference) -> Citation:
    names = (n.family or n.literal or "" for n in work.authors)
    return Citation(
        position=0, text=text, authors=tuple(filter(None, names)), year=work.year, reference=work.position, link="exact"
    )
