"""The patterns of dates in words and figures, for folded texts. What they mean is told in `dates.py`."""

import re
from functools import lru_cache

from crawler.parsers.forms import Pattern
from crawler.parsers.months import WEEKDAYS
from crawler.parsers.patterns import late

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?<!\d)(?<!\d:)(?P<d>\d{1,2})"
"""Not the minutes of a time before it: "10:05 pada 12 Maret 2014"."""
_WORD = r"(?P<m>(?:[^\W\d_]{3,14}|[^\W\d_a-z]{2})(?:-[^\W\d_]{1,6}(?:-[^\W\d_]{3,6})?|-\d{1,2})?)"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|-?an)?"
_GAP = r"[\s.,/\-]{0,3}"
_OF = rf"{_GAP}(?:(?:de|del|of|di|o|nam)\s|d['’]\s?)?"
_ANY_YEAR = r"['’]?(?P<y>(?:19|20)\d\d|(?<=['’])\d\d(?!\d)|(?<=[\s\-/.])\d\d(?![\d:.h]|[/-]\d))"

ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:(?:t|\s{1,3})(?P<H>\d\d):(?P<M>\d\d)"
    r"(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<o>z\b|[+-]\d\d:?\d\d)?)?"
)
ASIAN = Pattern(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?")
NAMED = (
    Pattern(rf"{_DAY}{_ORDINAL}{_OF}{_WORD}{_OF}{_ANY_YEAR}"),
    Pattern(rf"{_WORD}{_GAP}{_DAY}{_ORDINAL}{_GAP}(?:de\s|of\s)?{_ANY_YEAR}"),
    Pattern(rf"{_YEAR}{_GAP}{_WORD}{_GAP}{_DAY}(?!\d)"),
    Pattern(rf"{_YEAR}{_GAP}{_DAY}[\s.,/\-]{{1,3}}{_WORD}"),
)
YEARLESS = (
    Pattern(rf"{_DAY}{_ORDINAL}{_OF}{_WORD}"),
    Pattern(rf"{_WORD}{_GAP}{_DAY}{_ORDINAL}(?![\d:])"),
)
YEAR_FIRST = Pattern(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/.\-])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})")
FIGURES = Pattern(
    r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<b>\d{1,2})(?:\s?(?P=s)\s?|,\s)(?P<c>(?:19|20)\d\d|\d\d(?!\d))"
)
SPACED = Pattern(r"(?<!\d)(?P<a>\d{1,2})(?P<s>\s)(?P<b>\d\d)\s(?P<c>(?:19|20)\d\d)(?!\d)")
WEEKDAY = late(rf"\b(?:{'|'.join(sorted(WEEKDAYS.split(), key=len, reverse=True))})\b[.,]?")


@lru_cache(maxsize=2048)
def named_in(form: str) -> tuple[tuple[slice, slice, slice, int, int], ...]:
    """Where year, month and day stand in the dates in words of a form, and where these begin and end."""
    return tuple(
        (slice(*match.span("y")), slice(*match.span("m")), slice(*match.span("d")), *match.span())
        for pattern in NAMED
        for match in pattern.pattern.finditer(form)
    )
