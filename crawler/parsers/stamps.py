"""When a post was published and last changed: from marks around its body first, then from words, then from the page's data."""

import re
from bisect import bisect_right as bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from crawler.parsers.ago import says_ago
from crawler.parsers.bywords import PRINTED, UPDATE
from crawler.parsers.calendar import BARE, Calendar, readings
from crawler.parsers.dates import LONGEST, read_date
from crawler.parsers.elements import fold
from crawler.parsers.folding import fold as folded
from crawler.parsers.head import Head
from crawler.parsers.html import attribute, tokens
from crawler.parsers.surroundings import Surroundings, line_of
from crawler.parsers.themes import DATES, PUBLISHED, UPDATED

_MOST = 20
"""Dates of a place that are looked at where the permalink tells the day."""
_PERMALINK_DAY = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")
_WORD = re.compile(r"[^\W\d_]{3,14}\.?")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d|[\s'’-]\d\d(?!\d)")
_PUBLISHED_METAS = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued")
_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified")


@dataclass(frozen=True, slots=True)
class Stamps:
    """See `Post` for the fields."""

    published: str | None = None
    raw: str | None = None
    modified: str | None = None
    told_by: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    date: str
    raw: str | None
    told_by: str


def stamps_of(places: Iterable[Surroundings], head: Head, calendar: Calendar) -> Stamps:
    """What the page prints, the nearest first; finer where its data agree on the day.

    A date that the permalink contradicts is another post's, or of a change: `/2020/01/15/` beside "22 July 2019".
    A printed date without a year is only taken where nothing else tells the day; see `Calendar`.
    """
    modified = _stated(head, "dateModified", _MODIFIED_METAS)
    stated = _stated(head, "datePublished", _PUBLISHED_METAS)
    places = list(places)
    found = _found(places, head.url, stated, calendar)
    if found is None:
        raw, told_by = _dayless(place for place in places if place.near)
        return Stamps(None, raw, modified, told_by)
    if stated is not None and _says_more(stated, found.date):
        return Stamps(stated, found.raw, modified, "stamp")
    return Stamps(found.date, found.raw, modified, found.told_by)


def _found(places: list[Surroundings], url: str, stated: str | None, calendar: Calendar) -> _Found | None:
    near = [place for place in places if place.near]
    day = _permalink_day(url)
    if found := _printed(near, calendar, yearless=False, day=day):
        return found
    yearless = _printed(near, calendar, yearless=True)
    if day:
        return _Found(day, yearless.raw if yearless else None, "address")
    if stated:
        return _Found(stated, yearless.raw if yearless else None, "stamp")
    return yearless or _printed(places, calendar, yearless=False)


def _printed(
    places: list[Surroundings], calendar: Calendar, *, yearless: bool, day: str | None = None
) -> _Found | None:
    """The first date, the surest of a place first; of a `day`, where that is known."""
    beside = None
    for place in places:
        told = chain(_timed(place, calendar), _marked(place, calendar, yearless), _worded(place, calendar, yearless))
        for found in islice(told, _MOST if day else 1):
            if day in (None, found.date[:10]):
                return found
            beside = beside or (found if day and _is_about(found.date, day) else None)
    return beside


def _timed(place: Surroundings, calendar: Calendar) -> Iterator[_Found]:
    """`time[datetime]`, or the `title` of an `abbr` as microformats have it, unless marked as the last change only."""
    for node, values in place.stated:
        is_stamp = node.tag in ("time", "abbr") or "datepublished" in (values.get("itemprop") or "").lower()
        if is_stamp and not _is_update(node):
            for raw in ((values.get(name) or "").strip() for name in ("datetime", "content", "title")):
                if raw and (date := read_date(raw)):
                    yield _by_the_blogs_clock(_Found(date, fold(node.text() or "") or raw, "stamp"), calendar)


def _by_the_blogs_clock(found: _Found, calendar: Calendar) -> _Found:
    """Where the mark is in UTC and the words tell another day, the words: `2013-03-20T20:40Z`, "March 21"."""
    if not found.raw or not found.date.endswith(("+00:00", "Z")):
        return found
    printed = calendar.read(found.raw[:LONGEST], yearless=False)
    return _Found(printed, found.raw, "printed") if printed and printed[:10] != found.date[:10] else found


def _is_update(node: LexborNode) -> bool:
    names = tokens(node)
    return bool(UPDATED.intersection(names)) and not PUBLISHED.intersection(names)


def _marked(place: Surroundings, calendar: Calendar, yearless: bool) -> Iterator[_Found]:
    for node in place.marked(DATES):
        if not _is_update(node):
            for raw in (line_of(node), attribute(node, "title")):
                if date := calendar.read(raw, yearless=yearless) if len(raw) <= LONGEST else None:
                    yield _Found(date, raw, "printed")
                elif date := calendar.ago(raw) if yearless and len(raw) <= BARE else None:
                    yield _Found(date, raw, "relative")


def _dayless(places: Iterable[Surroundings]) -> tuple[str | None, str | None]:
    """Words that alone say no day, and what they are: figures in an unknown order, or "3 years ago"."""
    for place in places:
        for raw in (*map(line_of, place.marked(DATES)), *place.lines):
            if len(raw) <= LONGEST and readings(raw):
                return raw, "printed"
            if len(raw) <= BARE and says_ago(folded(raw)):
                return raw, "relative"
    return None, None


def _worded(place: Surroundings, calendar: Calendar, yearless: bool) -> Iterator[_Found]:
    """A line with a date; far from the post only one that is nothing else, as `the_date()` heads a day's posts."""
    for line in place.lines:
        raw = line[:LONGEST]
        if (
            not (place.near or len(line) <= BARE or PRINTED.search(raw))
            or not (_DIGIT if yearless else _YEAR).search(raw)
            or UPDATE.search(raw)
        ):
            continue
        if date := calendar.read(raw, yearless=yearless and place.near):
            yield _Found(date, words_of(raw, date, calendar, yearless=yearless), "printed")


def words_of(raw: str, date: str, calendar: Calendar, *, yearless: bool = False) -> str:
    """The words of a line that say the date: from the word before the first figure, and no further than they must."""
    words = raw.split()
    start = next((place for place, word in enumerate(words) if _DIGIT.search(word)), 0)
    if start and _WORD.fullmatch(words[start - 1]):
        start -= 1

    def says(part: list[str]) -> bool:
        return calendar.read(" ".join(part), yearless=yearless) == date

    if not says(words[start:]):
        start = 0
    end = bisect(range(start + 2, len(words)), 0, key=lambda n: says(words[start:n])) + start + 2
    return " ".join(words[start:end])


def _says_more(stated: str, found: str) -> bool:
    """Whether the page's data say the same date more exactly, or by the blog's clock where its mark is in UTC."""
    if len(stated) > len(found) and stated[:10] == found[:10]:
        return True
    try:
        one, other = datetime.fromisoformat(stated), datetime.fromisoformat(found)
    except ValueError:
        return False
    return bool(one.utcoffset()) and other.utcoffset() == timedelta() and one == other


def _is_about(date: str, day: str) -> bool:
    """Whether a date is a day or one beside it: a stamp may be by another clock than the permalink."""
    try:
        return abs((datetime.fromisoformat(date[:10]) - datetime.fromisoformat(day)).days) <= 1
    except ValueError:
        return True


def _stated(head: Head, key: str, names: tuple[str, ...]) -> str | None:
    for thing in head.structured:
        if isinstance(raw := thing.get(key), str) and (date := read_date(raw)):
            return date
    raw = head.meta(*names)
    return read_date(raw) if raw else None


def _permalink_day(url: str) -> str | None:
    match = _PERMALINK_DAY.search(url)
    return read_date("-".join(match.groups())) if match else None
