"""Reads what lawyers write of articles and books, whose authors' given names stand first: `Ann Fell, Rooms, 88 Harbor L. Rev. 140 (1988)`."""

import re

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Source, trim
from crawler.parsers.references.names import read_noted_names
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import UPPER, YEAR

_PERSON = rf"(?:{UPPER}[\w.’'-]*\.? ){{1,3}}{UPPER}[\w’'-]+"
_NAMES = (late(rf"({_PERSON}(?:(?:, and |, | and | & ){_PERSON}){{0,3}}), "), late(rf"({_PERSON}), "))
"""All names, or the first alone, where a title is written as names are."""
_QUOTED = r"[‘“\"'](?P<quoted>.{3,250}?)[,.]?[’”\"'],? ?"
_PAGES = r"\d{1,5}(?:(?:[-–]| ?, ?)\d{1,5}){0,3}"
_JOURNAL = rf"(?P<volume>\d{{1,4}}) (?P<journal>[A-ZÀ-Þ][A-Za-z.&’' ]{{2,60}}?) (?P<pages>{_PAGES})"
_FORMS = tuple(
    late(pattern)
    for pattern in (
        rf"(?:{_QUOTED}|(?P<title>[^“”\"]{{3,250}}?),? )[(\[](?P<year>{YEAR})[)\]] {_JOURNAL}[. ]*$",
        rf"(?:{_QUOTED}|(?P<title>[^“”\"]{{3,250}}?), ){_JOURNAL} \((?:[A-Z][a-z]+\.? )?(?P<year>{YEAR})\)[. ]*$",
        rf"(?P<title>[^“”\"()]{{3,250}}?) \((?:\d\w\w edn?, )?(?P<publisher>[A-ZÀ-Þ][^():,\d]{{2,60}}),? (?P<year>{YEAR})\)(?: {_PAGES})?[. ]*$",
    )
)
"""What follows the names: an article with its year before the volume (OSCOLA) or at the end (Bluebook), and a book (OSCOLA)."""
_ENDS = ")0123456789"


def read_review(text: str) -> tuple[tuple[Name, ...], str, str, Source] | None:
    """The authors, year, title and source of an entry of one of these forms; None where it has another."""
    if text.find(" ") > text.find(",") or text.rstrip(". ")[-1:] not in _ENDS:
        return None  # a family stands before its given names
    for names in filter(None, (pattern.match(text[:300]) for pattern in _NAMES)):
        found = next((m for m in (form.match(text[:600], names.end()) for form in _FORMS) if m), None)
        if found:
            return _read(names[1], found.groupdict())
    return None


def _read(names: str, told: dict[str, str | None]) -> tuple[tuple[Name, ...], str, str, Source]:
    title = strip_marks(told.get("quoted") or told["title"] or "")
    return read_noted_names(f"{names},"), told["year"] or "", title, _source(told)


def _source(told: dict[str, str | None]) -> Source:
    if publisher := told.get("publisher"):
        return Source(publisher=strip_marks(trim(publisher)), type="book")
    journal, pages = told["journal"] or "", re.split(r" ?, ?", told["pages"] or "")
    return Source(container=journal.strip(), volume=told["volume"], pages=pages[0], type="article-journal")
