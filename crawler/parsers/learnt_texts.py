"""The elements of a page by what they say, for finding known titles, names, dates and texts. See `learnt.py`."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.dates import read_date
from crawler.parsers.elements import fold
from crawler.parsers.html import ancestors

_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"\W+")
_DIGIT = re.compile(r"\d")
_LONGEST = 20_000
_SHORT = 80
"""Characters of a line with a name or a date."""
_NEVER = 9999


class Texts:
    """The elements of a page by their letters and digits; and the short ones in page order."""

    def __init__(self, tree: LexborHTMLParser):
        self.by_key: dict[str, list[LexborNode]] = {}
        self.short: list[tuple[LexborNode, str]] = []
        for node in tree.css("body *"):
            text = node.text() or ""
            if len(text) <= _LONGEST and (found := key(text)):
                self.by_key.setdefault(found, []).append(node)
                if len(text) <= 4 * _SHORT and len(line := fold(text)) <= _SHORT:
                    self.short.append((node, line))

    def of(self, text: str | None) -> list[LexborNode]:
        """The elements that say just that, outer ones before those in them."""
        return self.by_key.get(key(text or ""), [])

    def named(self, name: str | None) -> list[LexborNode]:
        """The elements that say that name; else the innermost short ones that have it among other words."""
        if found := self.of(name):
            return found
        wanted = f" {words(name or '')} "
        return innermost([n for n, line in self._words if wanted in line]) if wanted.strip() else []

    def dated(self, day: str | None) -> list[LexborNode]:
        """The innermost short elements with that date, or that of the day before or after (another zone)."""
        wanted = _ordinal(day or "")
        return innermost([n for n, days in self._days if wanted and any(abs(each - wanted) <= 1 for each in days)])

    @cached_property
    def _words(self) -> list[tuple[LexborNode, str]]:
        return [(node, f" {words(line)} ") for node, line in self.short]

    @cached_property
    def _days(self) -> list[tuple[LexborNode, frozenset[int]]]:
        """The days that short elements may say, in whatever order of their figures."""
        return [(node, days) for node, line in self.short if _DIGIT.search(line) and (days := _days_in(line))]


def key(text: str) -> str:
    """Letters and digits only, for comparing texts."""
    return _NO_LETTER.sub("", text).casefold()


def words(text: str) -> str:
    """The words of a text, parted by single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def bag(node: LexborNode | None) -> Counter[str]:
    """The words of an element, with their counts."""
    return Counter(_WORD.findall(node.text(separator=" ").casefold())) if node is not None else Counter()


def _days_in(text: str) -> frozenset[int]:
    readings = (read_date(text, order=order) for order in ("DMY", "MDY"))
    return frozenset(_ordinal(reading) for reading in readings if reading)


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return 0


def days_apart(one: str, other: str) -> int:
    """Days between two ISO times; very many where one is none."""
    first, second = _ordinal(one), _ordinal(other)
    return abs(first - second) if first and second else _NEVER


def innermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Those that hold no other of them."""
    outer = {around.mem_id for node in nodes for around in ancestors(node)}
    return [node for node in nodes if node.mem_id not in outer]
