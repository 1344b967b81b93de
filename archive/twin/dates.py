"""Dates moved by a number of days, the same for all of the twin. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from archive.errors import ConfigError
from archive.twin.key import Key

DATE = re.compile(r"(\d{4}-\d\d-\d\d)((?:[T ]\d\d:\d\d.{0,30})?)", re.S)
RUN = re.compile(r"(\d{8})(\d{6})")
WEEKS = 500
"""How far dates are moved at random, at most; 26 weeks at least."""
FARTHEST = 36500


@dataclass(frozen=True, slots=True)
class Shift:
    """A number of days; 0 leaves all as it is."""

    days: int = 0

    def date(self, text: str) -> str | None:
        """`2013-07-10`, with or without a time: on its day by the shift, at the same hour; None for what is no date."""
        told = DATE.fullmatch(text.strip())
        try:
            return f"{self._moved(datetime.fromisoformat(told[1])).date()}{told[2]}" if told else None
        except (ValueError, OverflowError):
            return None

    def run(self, number: int) -> int | None:
        """A crawl's number, which is its day and its time as digits, or the next one after that; None for another number."""
        told = RUN.fullmatch(str(number))
        try:
            return int(f"{self._moved(datetime.strptime(told[1], '%Y%m%d')):%Y%m%d}{told[2]}") if told else None
        except (ValueError, OverflowError):
            return None

    def _moved(self, moment: datetime) -> datetime:
        return moment + timedelta(days=self.days)


def shift_of(told: str | None, key: Key) -> Shift:
    """`None`, a number of days, or `random`: whole weeks that follow from the key. Raises ConfigError."""
    if told is None:
        return Shift()
    if told.strip().lower() == "random":
        weeks = 26 + key.number("shift", "") % (WEEKS - 26)
        return Shift(-7 * weeks)
    try:
        days = int(told)
    except ValueError:
        raise ConfigError('is no number of days: write --shift-dates 364, or "random"', told) from None
    if abs(days) > FARTHEST:
        raise ConfigError(f"is too far: at most {FARTHEST} days", told)
    return Shift(days)


def moved(value: Any, shift: Shift) -> Any:
    """A JSON value whose dates are moved."""
    if isinstance(value, str):
        return shift.date(value) if DATE.fullmatch(value) else value
    if isinstance(value, list):
        return [moved(each, shift) for each in value]
    if isinstance(value, dict):
        return {name: moved(each, shift) for name, each in value.items()}
    return value
