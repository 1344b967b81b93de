"""A course's calendar: on which day and in which week of the course something was written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from crawler.compose.clock import read_iso

Row = dict[str, Any]
DATED = ("posts", "comments", "pingbacks")
"""Tables whose rows have `local_date` and `course_week`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """`zone`: the course's clock; None where the blog's own clock counts. `starts`: the first day of week 1."""

    zone: tzinfo | None = None
    starts: date | None = None

    @classmethod
    def of_course(cls, course: Mapping[str, Any] | None) -> "Calendar":
        """From a row of `courses`; None is no course."""
        if course is None:
            return cls()
        starts = date.fromisoformat(course["starts"]) if course["starts"] else None
        return cls(zone=ZoneInfo(course["timezone"] or "UTC"), starts=starts)

    def day(self, at: str | None, local: str | None) -> str | None:
        """`2026-02-16` from a time in UTC; from the blog's own clock where no more is known."""
        moment = read_iso(at)
        if self.zone and isinstance(moment, datetime):
            return moment.astimezone(self.zone).date().isoformat()
        return local[:10] if local and read_iso(local[:10]) else None

    def week(self, day: str | None) -> int | None:
        """1 for the seven days from the course's first day on; 0 and less before; counted on after its end."""
        if day is None or self.starts is None:
            return None
        return (date.fromisoformat(day) - self.starts).days // 7 + 1

    def dated(self, row: Mapping[str, Any]) -> Row:
        """`local_date` and `course_week` of a row with `published_at` and `published_local`."""
        day = self.day(row.get("published_at"), row.get("published_local"))
        return {"local_date": day, "course_week": self.week(day)}


def deadline(due: date | datetime | str, zone: str) -> str:
    """UTC, `2026-03-13T10:59:59Z`, from a deadline by the course's clock; a mere day ends with its last second."""
    if isinstance(due, str):
        due = datetime.fromisoformat(due) if len(due) > 10 else date.fromisoformat(due)
    moment = due if isinstance(due, datetime) else datetime.combine(due, time.max).replace(microsecond=0)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
