"""What a question about a week needs to know first: the course, its people under the names that are shown, and what they did."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from archive.export.plain import plain
from archive.report.summary import Row
from archive.report.week_calendar import BEFORE, Course
from archive.report.week_counts import Counts, counts
from archive.report.week_names import Mask, mask, pseudonyms
from archive.report.week_people import Person, opted_out, others, owners


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A course and one of its weeks, with its people and what they did."""

    course: Course
    number: int
    now: datetime
    """When it is asked."""
    people: Mapping[int, Person]
    """All who own a blog or ever wrote in the course, under the names that are shown."""
    out: frozenset[int]
    """Who must not be named."""
    done: Counts
    mask: Mask | None = None
    """Given where pseudonyms are shown: replaces names in texts."""

    @property
    def known(self) -> datetime:
        """Until when the database knows."""
        return self.course.known(self.now)

    @property
    def today(self) -> date:
        """The last day of which the database knows."""
        return self.course.today(self.known)

    @property
    def students(self) -> list[Person]:
        """Of whom posts are expected."""
        return [person for person in self.people.values() if person.kind == "student"]


def asked(db: sqlite3.Connection, course: Course, number: int, now: datetime, pseudonymous: bool = False) -> Asked:  # fmt: skip
    """What is asked, with people and counts: five queries, six with pseudonyms."""
    out = opted_out(db)
    owned, done = owners(db, course.id), counts(db, course.id, out)
    people = {**owned, **others(db, {who for who, _ in done.weeks}, owned)}
    named = pseudonyms(people) if pseudonymous else people
    cover = mask(db, people, named) if pseudonymous else None
    return Asked(course=course, number=number, now=now, people=named, out=out, done=done, mask=cover)


def head(course: Course, now: datetime) -> Row:
    """What a course is, and how it stands."""
    return {"course": course.slug, "title": plain(course.title), "weeks": course.weeks, "phase": course.phase(now)}


def dates(asked: Asked) -> Row:
    """The week's number and days, and what has to be said of it."""
    first, final = asked.course.days(asked.number) or (asked.today, asked.today)
    told = asked.course.words(asked.now)
    notes = [told and f"the course {told}", _place(asked, first)]
    return {
        "week": asked.number,
        "from": first.isoformat(),
        "to": final.isoformat(),
        "note": "; ".join(filter(None, notes)) or None,
    }


def _place(asked: Asked, first: date) -> str | None:
    """What has to be said of a week that is not of the course, or has not come."""
    if asked.number < 1:
        return f"week {asked.number} is before the course"
    if asked.course.weeks and asked.number > asked.course.weeks:
        return f"week {asked.number} is after the course"
    come = first <= asked.course.today(asked.now) or asked.course.phase(asked.now) == BEFORE
    return None if come else f"week {asked.number} has not begun"
