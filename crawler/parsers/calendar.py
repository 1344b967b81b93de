"""How to read the dates of one page: by its language, its order of day and month, its first comment and its address. No clock here."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from crawler.parsers.dates import LONGEST, read_date

BARE = 32
"""Characters of a date alone."""
_FIGURES = re.compile(r"\d\s?[/.\-]\s?\d{1,2}\s?[/.\-,]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How to read the page's dates."""

    fetched: datetime
    latest: datetime | None = None
    """When the first comment was written: no post is younger."""
    year: int | None = None
    """The year in the permalink."""
    language: str | None = None
    order: str | None = None
    """`DMY` or `MDY`, where the page's other dates in figures tell."""

    def read(self, raw: str, *, yearless: bool) -> str | None:
        """The date in the words; a date without a year only if asked for, and where something tells the year."""
        if not yearless:
            return read_date(raw, language=self.language, order=self.order)
        if len(raw) > BARE:
            return None
        days = (read_date(f"{raw} {year}", order=self.order) for year in self._years())
        return next((day for day in days if day and self._is_possible(day)), None)

    def ago(self, raw: str) -> str | None:
        """The date in words like "3 days ago"."""
        return read_date(raw, language=self.language, base=self.fetched)

    def _years(self) -> tuple[int, ...]:
        if self.year:
            return (self.year,)
        return (self.latest.year, self.latest.year - 1) if self.latest else ()

    def _is_possible(self, day: str) -> bool:
        return self.latest is None or day[:10] <= (self.latest + timedelta(days=1)).date().isoformat()


def readings(raw: str) -> tuple[str, str] | None:
    """A date in figures with the day first, and with the month first; None where one of these is impossible."""
    if len(raw) > LONGEST or not _FIGURES.search(raw):
        return None
    day_first, month_first = (read_date(raw, order=order) for order in ("DMY", "MDY"))
    return (day_first, month_first) if day_first and month_first else None
