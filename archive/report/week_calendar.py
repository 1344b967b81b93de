"""The calendar of courses as the database has them: which week it is by the course's own clock, and its days. No database clock."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from archive.errors import StoreError
from archive.export.slugs import must_be_one_of
from archive.report.summary import Row, rows

BEFORE, RUNNING, AFTER, UNKNOWN = "before", "running", "after", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course. `starts`: the first day of week 1; `weeks`: how many, None where nobody says."""

    id: int
    slug: str
    title: str
    starts: date | None
    weeks: int | None
    zone: tzinfo
    crawled: datetime | None = None
    """When the last crawl of the archive ended."""

    def known(self, now: datetime) -> datetime:
        """Until when the database knows: the end of the last crawl, or `now` where that is earlier or none ended."""
        return min(now, self.crawled) if self.crawled else now

    def today(self, now: datetime) -> date:
        """The day by the course's clock. `now` has a time zone."""
        return now.astimezone(self.zone).date()

    def number(self, day: date) -> int | None:
        """The week of the course that a day is in; 1 is the first. None where the course has no start."""
        return None if self.starts is None else (day - self.starts).days // 7 + 1

    def days(self, number: int) -> tuple[date, date] | None:
        """First and last day of a week; None where the calendar has no such days."""
        if self.starts is None:
            return None
        try:
            first = self.starts + timedelta(days=7 * (number - 1))
            return first, first + timedelta(days=6)
        except OverflowError:
            return None

    def phase(self, now: datetime) -> str:
        """before, running, after; unknown where the course has no start."""
        number = self.number(self.today(now))
        if number is None:
            return UNKNOWN
        return BEFORE if number < 1 else AFTER if self.weeks and number > self.weeks else RUNNING

    def current(self, now: datetime) -> int | None:
        """The week that is meant where none is named: this one; before the course its first, after it its last."""
        number = self.number(self.today(now))
        return None if number is None else max(1, min(number, self.weeks or number))

    def words(self, now: datetime) -> str | None:
        """What has to be said of the calendar; None while the course runs."""
        phase, today = self.phase(now), self.today(now)
        if phase == UNKNOWN:
            return "has no first day, so it has no weeks; give it `starts: 2026-02-16` in config.yaml, then `coursekeep rebuild`"
        assert self.starts is not None
        if phase == BEFORE:
            return (
                f"has not begun; it begins on {day_words(self.starts)}, in {counted((self.starts - today).days, 'day')}"
            )
        last = self.days(self.weeks) if self.weeks else None
        return f"ended on {day_words(last[1])}" if phase == AFTER and last else None


def courses(db: sqlite3.Connection, slug: str | None = None) -> list[Course]:
    """The courses, or the one of that name. Raises StoreError where there is none."""
    found = rows(db, "select *, (select max(finished_at) from crawls) as crawled from courses order by slug")
    if slug is not None:
        must_be_one_of(slug, "course", (row["slug"] for row in found))
    if not found:
        raise StoreError("there is no course here: name one in config.yaml, with its first day, then run `coursekeep crawl`")  # fmt: skip
    return [_course(row) for row in found if slug in (None, row["slug"])]


def _course(row: Row) -> Course:
    return Course(
        id=row["id"],
        slug=row["slug"],
        title=row["title"] or row["slug"],
        starts=date.fromisoformat(row["starts"]) if row["starts"] else None,
        weeks=row["weeks"],
        zone=ZoneInfo(row["timezone"] or "UTC"),
        crawled=moment(row["crawled"]) if row["crawled"] else None,
    )


def day_words(day: date) -> str:
    """`28 Mar`, the same in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def span_words(first: date, last: date) -> str:
    """`6-12 Apr`, or `30 Mar - 5 Apr`."""
    return f"{first.day}-{day_words(last)}" if first.month == last.month else f"{day_words(first)} - {day_words(last)}"


def counted(count: int, word: str) -> str:
    """`1 day`, `4 days`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def as_of(db: sqlite3.Connection, now: datetime) -> datetime:
    """Until when the database knows: the end of the last crawl, or `now` where that is earlier or none ended."""
    ended = db.execute("select max(finished_at) from crawls").fetchone()[0]
    return min(now, moment(ended)) if ended else now


def moment(text: str) -> datetime:
    """A time of the database, `2026-03-13T10:59:59Z`, in UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
