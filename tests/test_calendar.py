"""A course's calendar: days by its clock, weeks from its first day."""

import pytest

from crawler.compose.calendar import Calendar, deadline

COURSE = {"timezone": "Pacific/Auckland", "starts": "2026-02-16"}
CALENDAR = Calendar.of_course(COURSE)


@pytest.mark.parametrize(
    ("at", "local", "day", "week"),
    [
        ("2026-02-16T00:00:00Z", "2026-02-16T13:00:00+13:00", "2026-02-16", 1),
        ("2026-02-15T11:00:00Z", "2026-02-15T11:00:00+00:00", "2026-02-16", 1),
        ("2026-02-15T10:59:59Z", "2026-02-15T10:59:59+00:00", "2026-02-15", 0),
        ("2026-02-22T10:59:59Z", "2026-02-22T23:59:59+13:00", "2026-02-22", 1),
        ("2026-02-22T11:00:00Z", "2026-02-23T00:00:00+13:00", "2026-02-23", 2),
        ("2026-02-01T11:00:00Z", None, "2026-02-02", -1),
        ("2027-02-15T11:00:00Z", None, "2027-02-16", 53),
        (None, "2026-02-23", "2026-02-23", 2),
        (None, "2026-02-23T01:00:00", "2026-02-23", 2),
        (None, None, None, None),
        (None, "0001-01-01", None, None),
    ],
)
def test_weeks_are_counted_from_the_first_day_by_the_courses_clock(
    at: str | None, local: str | None, day: str | None, week: int | None
) -> None:
    row = {"published_at": at, "published_local": local}
    assert CALENDAR.dated(row) == {"local_date": day, "course_week": week}


def test_weeks_begin_at_local_midnight_on_either_side_of_daylight_saving() -> None:
    before, after = "2026-03-29T10:59:59Z", "2026-04-05T12:00:00Z"  # summer time ends on 5 April
    assert CALENDAR.dated({"published_at": before})["course_week"] == 6
    assert CALENDAR.dated({"published_at": after})["local_date"] == "2026-04-06"
    assert CALENDAR.dated({"published_at": "2026-04-05T11:59:59Z"})["course_week"] == 7
    assert CALENDAR.dated({"published_at": after})["course_week"] == 8


def test_without_a_course_the_blogs_own_clock_tells_the_day_and_there_is_no_week() -> None:
    row = {"published_at": "2026-02-15T11:30:00Z", "published_local": "2026-02-16T00:30:00+13:00"}
    assert Calendar.of_course(None).dated(row) == {"local_date": "2026-02-16", "course_week": None}


def test_a_course_that_does_not_say_when_it_starts_has_no_weeks() -> None:
    calendar = Calendar.of_course({"timezone": "Pacific/Auckland", "starts": None})
    assert calendar.dated({"published_at": "2026-02-15T11:30:00Z"}) == {"local_date": "2026-02-16", "course_week": None}


@pytest.mark.parametrize(
    ("due", "at"),
    [
        ("2026-03-13", "2026-03-13T10:59:59Z"),
        ("2026-05-01 23:59:00", "2026-05-01T11:59:00Z"),
        ("2026-05-01T23:59:00+00:00", "2026-05-01T23:59:00Z"),
    ],
)
def test_a_deadline_is_by_the_courses_clock_and_a_day_ends_with_its_last_second(due: str, at: str) -> None:
    assert deadline(due, "Pacific/Auckland") == at
