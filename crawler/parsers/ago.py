"""Dates told from the day of fetching: "3 days ago", "gestern". No clock here."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

from crawler.parsers.months import AGO, DAYS_BACK, LONG_UNITS, NUMBERS, UNITS

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}
_ANY_UNIT = frozenset((*_UNIT, *LONG_UNITS.split()))
_FEW_WORDS = 8


def says_ago(text: str) -> bool:
    """Whether a folded text is nothing but words like "3 years ago" or "about 2 hours, 5 minutes ago"."""
    tokens = _TOKEN.findall(text[:80])
    if len(text) > 80 or len(tokens) > _FEW_WORDS or _ANY_UNIT.isdisjoint(tokens):
        return False
    if not any(word in text for word in AGO):
        return False
    amounts = [a for a, word in pairwise(tokens) if word in _ANY_UNIT and (a.isdecimal() or a in NUMBERS)]
    return bool(amounts) and len(tokens) <= 3 * len(amounts) + 2


def days_ago(text: str, base: datetime) -> str | None:
    """The day that a folded text tells from `base`; None when it tells none, or only a month or a year.

    Hours and minutes ago tell the time too, about: which day that was depends on the blog's zone.
    """
    if text in DAYS_BACK:
        return (base.date() - timedelta(days=DAYS_BACK[text])).isoformat()
    if not any(word in text for word in AGO):
        return None
    for amount, word in pairwise(_TOKEN.findall(text)):
        number = int(amount) if amount.isdecimal() and len(amount) < 5 else NUMBERS.get(amount)
        if word in _UNIT and number is not None:
            then = base - timedelta(**{_UNIT[word]: number})
            return then.date().isoformat() if _UNIT[word] in ("days", "weeks") else then.isoformat(timespec="minutes")
    return None
