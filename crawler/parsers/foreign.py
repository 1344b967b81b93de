"""Dates in languages without data here: dateparser, slow, is the last resort."""

import re
from datetime import datetime

_LONGEST = 80
_WORD = re.compile(r"[^\W\d_]{2}")
_DAY_AND_YEAR = re.compile(
    r"(?<!\d)(?:\d{1,2}(?!\d).{0,80}(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?!\d).{0,80}(?<!\d)\d{1,2}(?!\d))"
)


def foreign_date(raw: str, language: str, order: str | None) -> str | None:
    """The bare day that dateparser finds, where a year and a day stand in figures: so no clock is asked."""
    if not language or len(raw) > _LONGEST or not _DAY_AND_YEAR.search(raw) or not _WORD.search(raw):
        return None
    import dateparser  # .2 s, and few pages need it

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
        **({"DATE_ORDER": order} if order else {}),
    }
    try:
        found = dateparser.parse(raw, languages=[re.split("[-_]", language)[0]], settings=settings)
    except (ValueError, OverflowError, TypeError):
        return None
    return found.date().isoformat() if found else None
