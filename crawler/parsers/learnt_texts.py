"""The elements of a page by what they say, for finding known titles, names, dates and texts. See `learnt.py`."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

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
        return innermost([n for n, line in self.short if wanted.strip() and wanted in f" {words(line)} "])

    def dated(self, day: str | None) -> list[LexborNode]:
        """The innermost short elements with that date, or that of the day before or after (another zone)."""
        return innermost([n for n, line in self.short if day and _DIGIT.search(line) and _says_day(line, day)])


def key(text: str) -> str:
    """Letters and digits only, for comparing texts."""
    return _NO_LETTER.sub("", text).casefold()


def words(text: str) -> str:
    """The words of a text, parted by single spaces."""
    return " ".join(_WORD.findall(text.casefold()))


def bag(node: LexborNode | None) -> Counter[str]:
    """The words of an element, with their counts."""
    return Counter(_WORD.findall(node.text(separator=" ").casefold())) if node is not None else Counter()


def _says_day(text: str, day: str) -> bool:
    """Whether a text has that date, in whatever order of its figures."""
    readings = (read_date(text, order=order) for order in ("DMY", "MDY"))
    return any(reading and days_apart(reading, day) <= 1 for reading in readings)


def days_apart(one: str, other: str) -> int:
    """Days between two ISO times."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return _NEVER


def innermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Those that hold no other of them."""
    outer = {around.mem_id for node in nodes for around in ancestors(node)}
    return [node for node in nodes if node.mem_id not in outer]
