"""Dates told from the day of fetching: "3 days ago", "gestern". No clock here."""

import re
from datetime import datetime, timedelta
from itertools import pairwise

from crawler.parsers.months import AGO, DAYS_BACK, NUMBERS, UNITS

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_UNIT = {word: unit for unit, words in UNITS.items() for word in words.split()}


def days_ago(text: str, base: datetime) -> str | None:
    """The day that a folded text tells from `base`; None when it tells none, or only a month or a year."""
    if text in DAYS_BACK:
        return (base.date() - timedelta(days=DAYS_BACK[text])).isoformat()
    if not any(word in text for word in AGO):
        return None
    for amount, word in pairwise(_TOKEN.findall(text)):
        number = int(amount) if amount.isdecimal() and len(amount) < 5 else NUMBERS.get(amount)
        if word in _UNIT and number is not None:
            return (base - timedelta(**{_UNIT[word]: number})).date().isoformat()
    return None
