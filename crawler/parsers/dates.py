"""Dates as pages print them, in words or figures, to ISO-8601 exactly as precise as the words. No clock here."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

from crawler.parsers.ago import days_ago
from crawler.parsers.clock import HOUR, TIME, is_24_hours, stamp, with_time
from crawler.parsers.datepatterns import ASIAN, FIGURES, ISO, NAMED, SPACED, WEEKDAY, YEAR_FIRST, YEARLESS, named_in
from crawler.parsers.folding import fold
from crawler.parsers.foreign import foreign_date
from crawler.parsers.forms import Found, form_of
from crawler.parsers.monthnames import joined, month_of

LONGEST = 160
"""Characters of a date with its surrounding words; a longer text is no date."""

_STAMP = len("2013-07-10T15:13:45+12:00")
_DIGIT = re.compile(r"\d")
_AMERICAN = frozenset(("en", "en-us", "en_us"))


def read_date(
    raw: str, *, language: str | None = None, order: str | None = None, base: datetime | None = None
) -> str | None:
    """The date in `raw`, as ISO-8601 no more precise than the words; None when there is none, or two readings.

    `language` is the page's tag (`de`, `en-NZ`); `order` (`DMY`, `MDY`, `YMD`) settles `10/07/2013` before the
    language does. `base` is when the page was fetched: only with it "3 days ago" is read. Months and years ago,
    and dates without a year, say no day.
    """
    if len(raw) == _STAMP and _is_stamp(raw):
        return raw
    text = _folded(raw[: LONGEST + 1])
    if not text:
        return None
    language = (language or "").lower()
    return _in_words(text, language) or _read(text, raw, language, order, base)


@lru_cache(maxsize=256)
def _folded(raw: str) -> str:
    """A text as the patterns ask for it; nothing where it is too long."""
    text = joined(fold(raw))
    return text if len(text) <= LONGEST else ""


def _is_stamp(raw: str) -> bool:
    """Whether a text is a time as it is written here: 2013-07-10T15:13:45+12:00."""
    with suppress(ValueError):
        return raw[:1] in ("1", "2") and raw[20:22] < "15" and datetime.fromisoformat(raw).isoformat() == raw
    return False


@lru_cache(maxsize=1024)
def _read(text: str, raw: str, language: str, order: str | None, base: datetime | None) -> str | None:
    if not _DIGIT.search(text):
        return days_ago(text, base) if base else None
    return (
        _figures(text, order or _order_of_language(language))
        or (days_ago(text, base) if base else None)
        or foreign_date(raw, language, order)
    )


def order_of(raws: Iterable[str], *, latest: datetime | None = None) -> str | None:
    """`DMY` or `MDY`, when among dates in figures of one page one tells: a part over 12, or the future ruled out.

    Else the clock: who prints 15:27 without "pm" prints the day first.
    """
    european = False
    for raw in raws:
        text = _folded(raw[:LONGEST])
        match = FIGURES.search(text) if "/" in text or "." in text or "-" in text else None
        if match is None:
            continue
        possible = [o for o in ("DMY", "MDY") if _possible(match, o, latest)]
        if len(possible) == 1:
            return possible[0]
        european = european or is_24_hours(match.without())
    return "DMY" if european else None


def without_dates(text: str) -> str:
    """A folded text, of the same length, with spaces in the place of its dates and times."""
    if not _DIGIT.search(text):
        return text
    form = form_of(joined(text))
    rest = _without_dates(form)
    if rest == form:
        return text
    return "".join(" " if after == " " else own for own, after in zip(text, rest, strict=True))


@lru_cache(maxsize=1024)
def _without_dates(text: str) -> str:
    rest = ISO.sub(_blank, text) if "-" in text else text
    rest = rest if text.isascii() else ASIAN.pattern.sub(_blank, rest)
    for pattern in (*NAMED, *YEARLESS):
        rest = pattern.pattern.sub(_blank, rest)
    if "/" in rest or "." in rest or "-" in rest:
        rest = FIGURES.pattern.sub(_blank, YEAR_FIRST.pattern.sub(_blank, rest))
    for pattern in (SPACED, TIME, HOUR):
        rest = pattern.pattern.sub(_blank, rest)
    return rest if rest == text else WEEKDAY.sub(_blank, rest)


def split_at_date(line: str) -> tuple[str, str]:
    """What stands before and after the dates of a line; the whole line before when it has none."""
    folded = fold(line)
    if len(folded) != len(line):
        return line, ""
    first, last = _dated(form_of(joined(folded))) if _DIGIT.search(folded) else (-1, -1)
    return (line[:first], line[last + 1 :]) if first >= 0 else (line, "")


@lru_cache(maxsize=1024)
def _dated(form: str) -> tuple[int, int]:
    """Where the dates of a form begin and end."""
    places = [i for i, (a, b) in enumerate(zip(form, _without_dates(form), strict=True)) if a != b]
    return (places[0], places[-1]) if places else (-1, -1)


@lru_cache(maxsize=1024)
def _in_words(text: str, language: str) -> str | None:
    return (_iso(text) or _asian(text) or _named(text, language)) if _DIGIT.search(text) else None


def _iso(text: str) -> str | None:
    match = ISO.search(text) if "-" in text else None
    day = _day(match["y"], int(match["m"]), match["d"]) if match else None
    if match is None or day is None:
        return None
    if match["H"] is None:
        return with_time(day, f"{text[: match.start()]} {text[match.end() :]}")
    return stamp(day, int(match["H"]), match["M"], match["S"], match["o"])


def _asian(text: str) -> str | None:
    match = ASIAN.search(text) if not text.isascii() else None
    day = _day(match["y"], int(match["m"] or 0), match["d"]) if match else None
    return with_time(day, match.without()) if match and day else None


def _named(text: str, language: str) -> str | None:
    form = form_of(text)
    for year, month, number, start, end in named_in(form):
        if day := _day(text[year], month_of(text[month], language), text[number]):
            return with_time(day, f"{text[:start]} {text[end:]}", f"{form[:start]} {form[end:]}")
    return None


def _figures(text: str, order: str | None) -> str | None:
    match = YEAR_FIRST.search(text)
    if match and (day := _day(match["y"], int(match["m"] or 0), match["d"])):
        return with_time(day, match.without())
    match = FIGURES.search(text) or SPACED.search(text)
    if match is None:
        return None
    if match["s"] == " ":
        order = "DMY"
    settled = order or ("DMY" if match["s"] != "/" else None)
    days = [day for o in (settled, "DMY", "MDY") if o and (day := _in_order(match, o))]
    if not days or (settled is None and len(set(days)) > 1):
        return None
    return with_time(days[0], match.without())


def _in_order(match: Found, order: str) -> date | None:
    by = dict(zip(order, (match["a"] or "", match["b"] or "", match["c"] or ""), strict=False))
    if order == "YMD" and len(match["c"] or "") == 4:
        return None
    return _day(by.get("Y"), int(by.get("M", "0")), by.get("D", "0"))


def _possible(match: Found, order: str, latest: datetime | None) -> bool:
    day = _in_order(match, order)
    return day is not None and (latest is None or day <= latest.date() + timedelta(days=1))


def _order_of_language(language: str) -> str | None:
    return None if not language else "MDY" if language in _AMERICAN else "DMY"


def _blank(match: re.Match[str]) -> str:
    month = match.groupdict().get("m")
    is_date = month is None or month.isdecimal() or month_of(month) is not None
    return " " * len(match[0]) if is_date else match[0]


def _day(year: str | None, month: int | None, day: str | None) -> date | None:
    try:
        number = int(year or "")
        return date(number + (2000 if number < 70 else 1900 if number < 100 else 0), month or 0, int(day or ""))
    except ValueError:
        return None
