"""Dates as pages print them, in words or figures, to ISO-8601 exactly as precise as the words. No clock here."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from crawler.parsers.ago import days_ago
from crawler.parsers.clock import HOUR, TIME, is_24_hours, stamp, with_time
from crawler.parsers.folding import fold
from crawler.parsers.foreign import foreign_date
from crawler.parsers.monthnames import month_of
from crawler.parsers.months import WEEKDAYS

LONGEST = 160
"""Characters of a date with its surrounding words; a longer text is no date."""

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})"
_WORD = r"(?P<m>[^\W\d_]{3,14}(?:-[^\W\d_]{1,6}(?:-[^\W\d_]{3,6})?|-\d{1,2})?)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|-?an)?"
_GAP = r"[\s.,/\-]{0,3}"
_OF = rf"{_GAP}(?:(?:de|del|of|di|o)\s|d['’]\s?)?"
_ANY_YEAR = r"['’]?(?P<y>(?:19|20)\d\d|(?<=['’])\d\d(?!\d)|(?<=[\s\-/.])\d\d(?![\d:.h]))"

_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:(?:t|\s{1,3})(?P<H>\d\d):(?P<M>\d\d)"
    r"(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<o>z\b|[+-]\d\d:?\d\d)?)?"
)
_ASIAN = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?")
_NAMED = (
    re.compile(rf"{_DAY}{_ORDINAL}{_OF}{_WORD}{_OF}{_ANY_YEAR}"),
    re.compile(rf"{_WORD}{_GAP}{_DAY}{_ORDINAL}{_GAP}(?:de\s|of\s)?{_ANY_YEAR}"),
    re.compile(rf"{_YEAR}{_GAP}{_WORD}{_GAP}{_DAY}(?!\d)"),
    re.compile(rf"{_YEAR}{_GAP}{_DAY}[\s.,/\-]{{1,3}}{_WORD}"),
)
_YEARLESS = (
    re.compile(rf"{_DAY}{_ORDINAL}{_OF}{_WORD}"),
    re.compile(rf"{_WORD}{_GAP}{_DAY}{_ORDINAL}(?![\d:])"),
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/.\-])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})")
_FIGURES = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<b>\d{1,2})(?:\s?(?P=s)\s?|,\s)(?P<c>(?:19|20)\d\d|\d\d(?!\d))"
)
_SPACED = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<s>\s)(?P<b>\d\d)\s(?P<c>(?:19|20)\d\d)(?!\d)")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(sorted(WEEKDAYS.split(), key=len, reverse=True))})\b[.,]?")
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
    text = fold(raw[: LONGEST + 1])
    if not text or len(text) > LONGEST:
        return None
    return _read(text, raw, (language or "").lower(), order, base)


@lru_cache(maxsize=1024)
def _read(text: str, raw: str, language: str, order: str | None, base: datetime | None) -> str | None:
    if not _DIGIT.search(text):
        return days_ago(text, base) if base else None
    return (
        _in_words(text, language)
        or _figures(text, order or _order_of_language(language))
        or (days_ago(text, base) if base else None)
        or foreign_date(raw, language, order)
    )


def order_of(raws: Iterable[str], *, latest: datetime | None = None) -> str | None:
    """`DMY` or `MDY`, when among dates in figures of one page one tells: a part over 12, or the future ruled out.

    Else the clock: who prints 15:27 without "pm" prints the day first.
    """
    european = False
    for raw in raws:
        text = fold(raw[:LONGEST])
        match = _FIGURES.search(text)
        if match is None:
            continue
        possible = [o for o in ("DMY", "MDY") if _possible(match, o, latest)]
        if len(possible) == 1:
            return possible[0]
        european = european or is_24_hours(_without(text, match))
    return "DMY" if european else None


def without_dates(text: str) -> str:
    """A folded text, of the same length, with spaces in the place of its dates and times."""
    if not _DIGIT.search(text):
        return text
    rest = _ISO.sub(_blank, text) if "-" in text else text
    rest = rest if text.isascii() else _ASIAN.sub(_blank, rest)
    for pattern in (*_NAMED, *_YEARLESS):
        rest = pattern.sub(_blank, rest)
    if "/" in rest or "." in rest or "-" in rest:
        rest = _FIGURES.sub(_blank, _YEAR_FIRST.sub(_blank, rest))
    for pattern in (_SPACED, TIME, HOUR):
        rest = pattern.sub(_blank, rest)
    return rest if rest == text else _WEEKDAY.sub(_blank, rest)


def split_at_date(line: str) -> tuple[str, str]:
    """What stands before and after the dates of a line; the whole line before when it has none."""
    folded = fold(line)
    if len(folded) != len(line):
        return line, ""
    places = [i for i, (a, b) in enumerate(zip(folded, without_dates(folded), strict=True)) if a != b]
    return (line[: places[0]], line[places[-1] + 1 :]) if places else (line, "")


@lru_cache(maxsize=1024)
def _in_words(text: str, language: str) -> str | None:
    return _iso(text) or _asian(text) or _named(text, language)


def _iso(text: str) -> str | None:
    match = _ISO.search(text)
    day = _day(match["y"], int(match["m"]), match["d"]) if match else None
    if match is None or day is None:
        return None
    if match["H"] is None:
        return with_time(day, _without(text, match))
    return stamp(day, int(match["H"]), match["M"], match["S"], match["o"])


def _asian(text: str) -> str | None:
    match = _ASIAN.search(text)
    day = _day(match["y"], int(match["m"]), match["d"]) if match else None
    return with_time(day, _without(text, match)) if match and day else None


def _named(text: str, language: str) -> str | None:
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            if day := _day(match["y"], month_of(match["m"], language), match["d"]):
                return with_time(day, _without(text, match))
    return None


def _figures(text: str, order: str | None) -> str | None:
    match = _YEAR_FIRST.search(text)
    if match and (day := _day(match["y"], int(match["m"]), match["d"])):
        return with_time(day, _without(text, match))
    match = _FIGURES.search(text) or _SPACED.search(text)
    if match is None:
        return None
    if match["s"] == " ":
        order = "DMY"
    settled = order or ("DMY" if match["s"] != "/" else None)
    days = [day for o in (settled, "DMY", "MDY") if o and (day := _in_order(match, o))]
    if not days or (settled is None and len(set(days)) > 1):
        return None
    return with_time(days[0], _without(text, match))


def _in_order(match: re.Match[str], order: str) -> date | None:
    by = dict(zip(order, (match["a"], match["b"], match["c"]), strict=False))
    if order == "YMD" and len(match["c"]) == 4:
        return None
    return _day(by.get("Y", ""), int(by.get("M", "0")), by.get("D", "0"))


def _possible(match: re.Match[str], order: str, latest: datetime | None) -> bool:
    day = _in_order(match, order)
    return day is not None and (latest is None or day <= latest.date() + timedelta(days=1))


def _order_of_language(language: str) -> str | None:
    if not language:
        return None
    return "MDY" if language in _AMERICAN else "DMY"


def _blank(match: re.Match[str]) -> str:
    month = match.groupdict().get("m")
    is_date = month is None or month.isdecimal() or month_of(month) is not None
    return " " * len(match[0]) if is_date else match[0]


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        number = int(year)
        return date(number + (2000 if number < 70 else 1900 if number < 100 else 0), month or 0, int(day))
    except ValueError:
        return None
