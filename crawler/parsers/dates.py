"""Dates as pages print them, in words or figures, to ISO-8601 exactly as precise as the words. No clock here."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from crawler.parsers.months import AGO, DAYS_BACK, EVENING, MONTHS, MORNING, SHORT, UNITS

LONGEST = 160
"""Characters of a date with its surrounding words; a longer text is no date."""

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})"
_WORD = r"(?P<m>[^\W\d_]{3,14}(?:-[^\W\d_]{1,6}(?:-[^\W\d_]{3,6})?|-\d{1,2})?)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|-?an)?"
_OF = r"[\s.,/\-]{0,3}(?:(?:de|del|of|di|o)\s|d['’]\s?)?"
_SHORT_YEAR = r"(?P<y>(?:19|20)\d\d|(?<=['’])\d\d(?!\d)|(?<=[\s\-/.])\d\d(?![\d:.h]))"

_ACCENTS = re.compile("[\u0300-\u036f]+")
_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:(?:t|\s{1,3})(?P<H>\d\d):(?P<M>\d\d)"
    r"(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<o>z\b|[+-]\d\d:?\d\d)?)?"
)
_ASIAN = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?")
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_ORDINAL}{_OF}{_WORD}{_OF}['’]?{_SHORT_YEAR}",
        rf"{_WORD}[\s.,/\-]{{0,3}}{_DAY}{_ORDINAL}[\s.,/\-]{{0,3}}(?:de\s|of\s)?['’]?{_SHORT_YEAR}",
        rf"{_YEAR}[\s.,/\-]{{0,3}}{_WORD}[\s.,/\-]{{0,3}}{_DAY}(?!\d)",
        rf"{_YEAR}[\s.,/\-]{{0,3}}{_DAY}[\s.,/\-]{{1,3}}{_WORD}",
    )
)
_YEARLESS = tuple(
    re.compile(pattern)
    for pattern in (rf"{_DAY}{_ORDINAL}{_OF}{_WORD}", rf"{_WORD}[\s.,/\-]{{0,3}}{_DAY}{_ORDINAL}(?![\d:])")
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/.\-])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})")
_FIGURES = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<b>\d{1,2})(?:\s?(?P=s)\s?|,\s)(?P<c>(?:19|20)\d\d|\d\d(?![\d]))"
)
_HALF = "|".join((*MORNING, *EVENING, r"[ap]\.?\s?m\b\.?", r"[πμ]\.?\s?μ\.?"))
_TIME = re.compile(
    rf"(?P<before>{'|'.join((*MORNING[1:], *EVENING[1:]))})?\s?(?<![\d:])(?P<H>\d{{1,2}})"
    rf"(?:\s?(?:[:：時时시]|h(?:\s?min)?)\s?(?P<M>\d\d)|\.(?P<M2>\d\d)(?![.\d]))"
    rf"(?:\s?[:.分]\s?(?P<S>\d\d)(?!\d))?(?:\s?(?P<half>{_HALF}))?(?:\s?(?:uhr\s?)?(?P<o>(?:gmt|utc)\b|[+-]\d\d:?\d\d\b))?"
)
_HOUR = re.compile(rf"(?<![\d:.])(?P<H>\d{{1,2}})\s?(?:(?P<half>{_HALF})|uhr\b|h\b)")
_DAY_AND_YEAR = re.compile(r"(?<!\d)(?:\d{1,2}(?!\d).*(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?!\d).*(?<!\d)\d{1,2}(?!\d))")
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "una": 1, "einem": 1, "einer": 1, "een": 1, "en": 1}
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}
_AMERICAN = frozenset({"en", "en-us", "en_us"})


@lru_cache(maxsize=1024)
def read_date(
    raw: str, *, language: str | None = None, order: str | None = None, base: datetime | None = None
) -> str | None:
    """The date in `raw`, as ISO-8601 no more precise than the words; None when there is none, or two readings.

    `language` is the page's tag (`de`, `en-NZ`); `order` (`DMY`, `MDY`, `YMD`) settles `10/07/2013` before the language does.
    `base` is when the page was fetched: with it "3 days ago" and dates without a year (the last such day) are read too.
    """
    text = fold(raw[: LONGEST + 1])
    if not text or len(text) > LONGEST:
        return None
    for reading in (_iso, _asian):
        if (found := reading(text)) is not None:
            return found
    language = (language or "").lower()
    return (
        _named(text, language)
        or _figures(text, order or _order_of_language(language))
        or (_relative(text, base) or _yearless(text, language, base) if base else None)
        or _last_resort(raw, language, order)
    )


def without_dates(text: str) -> str:
    """A folded text, of the same length, with spaces in the place of its dates and times."""
    for pattern in (_ISO, _ASIAN, *_NAMED, *_YEARLESS, _YEAR_FIRST, _FIGURES, _TIME, _HOUR):
        text = pattern.sub(_blank, text)
    return text


def split_at_date(line: str) -> tuple[str, str]:
    """What stands before and after the date of a line; the whole line before when it has none."""
    folded = fold(line)
    if len(folded) != len(line):
        return line, ""
    rest = without_dates(folded)
    start = next((i for i, (a, b) in enumerate(zip(folded, rest, strict=True)) if a != b), None)
    if start is None:
        return line, ""
    end = max(i for i, (a, b) in enumerate(zip(folded, rest, strict=True)) if a != b)
    return line[:start], line[end + 1 :]


def _blank(match: re.Match[str]) -> str:
    month = match.groupdict().get("m")
    is_date = month is None or month.isdecimal() or month_of(month) is not None
    return " " * len(match[0]) if is_date else match[0]


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
        time = _TIME.search(_without(text, match))
        european = european or (time is not None and time["half"] is None and (int(time["H"]) > 12 or time["H"][0] == "0"))
    return "DMY" if european else None


@lru_cache(maxsize=1024)
def fold(raw: str) -> str:
    """Lower case, without accents, white space as single spaces."""
    text = unicodedata.normalize("NFKC", raw).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return " ".join(text.split())


def month_of(word: str, language: str = "") -> int | None:
    """The number of a folded month's name, whole or cut to three letters and more, in the language or any other."""
    own = _names().get(language.partition("-")[0].partition("_")[0], {})
    word = word.rstrip(".")
    return own.get(word) or SHORT.get(word) or _all_names().get(word) or _by_beginning(word, own)


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, int]]:
    return {
        language: {form: i for i, forms in enumerate(names.split(), 1) for form in forms.split("|")}
        for language, names in MONTHS.items()
    } | {"no": {}, "nn": {}}


@lru_cache(maxsize=1)
def _all_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for own in _names().values():
        for name, number in own.items():
            names.setdefault(name, number)
    return names


@lru_cache(maxsize=512)
def _months_beginning(word: str) -> frozenset[int]:
    return frozenset(number for name, number in _all_names().items() if name.startswith(word))


def _by_beginning(word: str, own: dict[str, int]) -> int | None:
    if len(word) < 3:
        return None
    numbers = {number for name, number in own.items() if name.startswith(word)} or _months_beginning(word)
    return next(iter(numbers)) if len(numbers) == 1 else None


def _iso(text: str) -> str | None:
    match = _ISO.search(text)
    if match is None:
        return None
    day = _day(match["y"], int(match["m"]), match["d"])
    if day is None:
        return None
    if match["H"] is None:
        return _with_time(day, text[: match.start()] + " " + text[match.end() :])
    return _stamp(day, int(match["H"]), match["M"], match["S"], match["o"])


def _asian(text: str) -> str | None:
    match = _ASIAN.search(text)
    day = _day(match["y"], int(match["m"]), match["d"]) if match else None
    return _with_time(day, _without(text, match)) if match and day else None


def _named(text: str, language: str) -> str | None:
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            month = month_of(match["m"], language)
            day = _day(match["y"], month, match["d"])
            if day:
                return _with_time(day, _without(text, match))
    return None


def _yearless(text: str, language: str, base: datetime) -> str | None:
    """The last such day up to the one after `base` (the blog's clock may be ahead of ours)."""
    for pattern in _YEARLESS:
        for match in pattern.finditer(text):
            month = month_of(match["m"], language)
            for year in (base.year + 1, base.year, base.year - 1) if month else ():
                day = _day(str(year), month, match["d"])
                if day and day <= base.date() + timedelta(days=1):
                    return _with_time(day, _without(text, match))
    return None


def _figures(text: str, order: str | None) -> str | None:
    match = _YEAR_FIRST.search(text)
    day = _day(match["y"], int(match["m"]), match["d"]) if match else None
    if match is None or day is None:
        match = _FIGURES.search(text)
        if match is None:
            return None
        orders = ("DMY", "MDY") if order is None and match["s"] == "/" else (order or "DMY", "DMY", "MDY")
        days = [d for o in orders if (d := _in_order(match, o))]
        if not days or (order is None and match["s"] == "/" and len(set(days)) > 1):
            return None
        day = days[0]
    return _with_time(day, _without(text, match))


def _in_order(match: re.Match[str], order: str) -> date | None:
    parts = (match["a"], match["b"], match["c"])
    if order == "YMD" and len(match["c"]) == 4:
        return None
    by = dict(zip(order, parts, strict=False))
    return _day(by.get("Y", ""), int(by.get("M", "0")), by.get("D", "0"))


def _possible(match: re.Match[str], order: str, latest: datetime | None) -> bool:
    day = _in_order(match, order)
    return day is not None and (latest is None or day <= latest.date() + timedelta(days=1))


def _order_of_language(language: str) -> str | None:
    if not language:
        return None
    return "MDY" if language in _AMERICAN else "DMY"


def _relative(text: str, base: datetime) -> str | None:
    if text in DAYS_BACK:
        return (base.date() - timedelta(days=DAYS_BACK[text])).isoformat()
    if not any(word in text for word in AGO):
        return None
    tokens = _TOKEN.findall(text)
    for amount, word in zip(tokens, tokens[1:], strict=False):
        number = int(amount) if amount.isdecimal() and len(amount) < 5 else _NUMBER_WORDS.get(amount)
        if word in _UNIT and number is not None:
            return (base - timedelta(**{_UNIT[word]: number})).date().isoformat()
    return None


def _last_resort(raw: str, language: str, order: str | None) -> str | None:
    """dateparser, for languages without data here, where a year and a day stand: so no clock is asked."""
    if not language or len(raw) > LONGEST // 2 or not _DAY_AND_YEAR.search(raw) or not re.search(r"[^\W\d_]{2}", raw):
        return None
    return _parsed(raw, re.split("[-_]", language)[0], order)


@lru_cache(maxsize=256)
def _parsed(raw: str, language: str, order: str | None) -> str | None:
    import dateparser

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
        **({"DATE_ORDER": order} if order else {}),
    }
    try:
        found = dateparser.parse(raw, languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError):
        return None
    return found.date().isoformat() if found else None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        number = int(year)
        return date(number + (2000 if number < 70 else 1900 if number < 100 else 0), month or 0, int(day))
    except ValueError:
        return None


def _with_time(day: date, rest: str) -> str:
    match = _TIME.search(rest)
    if match:
        hour = _hour(int(match["H"]), match["half"] or match["before"])
        return _stamp(day, hour, match["M"] or match["M2"], match["S"], match["o"])
    match = _HOUR.search(rest)
    return _stamp(day, _hour(int(match["H"]), match["half"]), "00", None, None) if match else day.isoformat()


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    late = half in EVENING or half.replace(".", "").replace(" ", "") in EVENING
    return hour % 12 + (12 if late else 0)


def _stamp(day: date, hour: int, minute: str, second: str | None, offset: str | None) -> str:
    if hour > 23 or int(minute) > 59:
        return day.isoformat()
    seconds = f":{second}" if second and int(second) < 60 else ""
    return f"{day.isoformat()}T{hour:02d}:{minute}{seconds}{_offset(offset) if seconds or offset else ''}"


def _offset(raw: str | None) -> str:
    if not raw:
        return ""
    if raw[0] not in "+-":
        return "+00:00"
    hours, minutes = int(raw[1:3]), int(raw[-2:])
    return f"{raw[0]}{hours:02d}:{minutes:02d}" if hours < 15 and minutes < 60 else ""
