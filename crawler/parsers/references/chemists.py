"""Reads books as chemists list them: `Fell, A.; Hill, B. Rooms, 2nd ed.; Gull Press: Leeds, 2009; pp 3-9`."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Source
from crawler.parsers.references.people import People, people_at
from crawler.parsers.references.title import strip_marks, tidy
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import UPPER, YEAR

_LAST = 160
"""Characters at the end of an entry in which its publisher, place and year are looked for."""
_END = late(
    rf"; (?P<publisher>{UPPER}[^;:]{{1,60}}): (?P<place>{UPPER}[^;:\d]{{1,40}}), (?P<year>{YEAR})"
    rf"(?:; (?:Vol\. (?P<volume>\d{{1,4}}),? ?)?(?:pp?\.? ?(?P<pages>\d+(?:[-–]\d+)?))?)?[. ]*$"
)
_EDITED = re.compile(r"; ((?:[^;]{3,40}; ){0,6}[^;]{3,90}), Eds?\b")
_IN = re.compile(r"(?:^|[.?!] )In (?=[A-Z])")


def read_book(text: str) -> tuple[People, str, str, Source] | None:
    """The people, year, title and source of an entry of this form; None where it has another."""
    end = _END.search(text, max(0, len(text) - _LAST)) if ";" in text else None
    people = people_at(text) if end and not is_town(end["publisher"]) else None
    if not end or not people or people.end >= end.start():
        return None
    front = text[people.end : end.start()].strip(" .")
    edited = _EDITED.search(front)
    held = _IN.search(front)
    title, book = (front[: held.start() and held.start() + 1], front[held.end() :]) if held else (front, "")
    return people, end["year"], _tidy(title or book), _source(end, edited, _tidy(book) if title else "")


def _tidy(name: str) -> str:
    """Without editors, series and edition."""
    return tidy(name.partition(";")[0])


def _source(end: re.Match[str], edited: re.Match[str] | None, book: str) -> Source:
    return Source(
        container=book or None, publisher=strip_marks(end["publisher"]), place=end["place"], volume=end["volume"],
        pages=end["pages"], editors=edited[1] if edited else None, type="chapter" if book else "book",
    )  # fmt: skip
