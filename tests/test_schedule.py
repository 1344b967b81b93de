"""The rules of when a course is crawled, told with a given clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.schedule import Rule, Subject, due, last_slot, next_slot, rule

HOME = "Pacific/Auckland"
BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def run_through(words: str, zone: str, begin: str, end: str, minutes: int = 5) -> list[str]:
    """The slots that a timer which ticks each few minutes would run for."""
    subject, now, last, slots = Subject(slug="s", kind="check", words=words, zone=zone), at(begin), {}, []
    last[("check", "s")] = now
    while now < at(end):
        now += timedelta(minutes=minutes)
        for each in due([subject], last, now):
            slots.append(f"{each.slot:%m-%d %H:%M}")
            last[("check", "s")] = now
    return slots


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("every 6 hours", Rule(seconds=21600)),
        ("Hourly", Rule(seconds=3600)),
        ("every 90 minutes", Rule(seconds=5400)),
        ("every 2 days", Rule(days=2)),
        ("weekly", Rule(days=7)),
        ("daily", Rule(cron="0 0 * * *")),
        ("daily at 6:05", Rule(cron="5 6 * * *")),
        ("weekdays 18:30", Rule(cron="30 18 * * 1-5")),
        ("sunday 03:00", Rule(cron="0 3 * * 0")),
        ("Every Monday, Wednesday and Friday at 07:00", Rule(cron="0 7 * * 1,3,5")),
        ("*/20 6-22 * * 1-5", Rule(cron="*/20 6-22 * * 1-5")),
        ("end of week", Rule(cron="0 0 * * 1")),
        ("never", Rule()),
    ],
)
def test_words_are_understood(words: str, meant: Rule) -> None:
    assert rule(words) == meant


@pytest.mark.parametrize(
    "words", ["", "now and then", "every 0 hours", "sunday 25:00", "61 * * * *", "* * * *", "0 0 30 2 *", "* * * * * *"]
)
def test_other_words_are_refused_with_what_to_write(words: str) -> None:
    with pytest.raises(ValueError, match="every 6 hours"):
        rule(words)


@given(st.text(max_size=40))
def test_no_words_break_it(words: str) -> None:
    try:
        meant = rule(words)
    except ValueError as error:
        assert "must be" in str(error)
    else:
        next_slot(meant, HOME, at("2026-03-01T00:00"))


def test_the_end_of_a_week_is_when_the_courses_next_one_begins() -> None:
    wednesday = rule("end of week", 3)
    assert next_slot(wednesday, HOME, at("2026-03-01T00:00")) == at("2026-03-03T11:00")  # Wednesday 4 March, 00:00 +13


def test_times_are_those_of_the_courses_clock() -> None:
    assert next_slot(rule("sunday 03:00"), HOME, at("2026-03-01T00:00")) == at("2026-03-07T14:00")
    assert next_slot(rule("sunday 03:00"), HOME, at("2026-06-01T00:00")) == at("2026-06-06T15:00")
    assert last_slot(rule("daily 06:00"), HOME, at("2026-03-01T17:00")) == at("2026-03-01T17:00")


def test_what_never_ran_is_due_and_what_ran_is_not() -> None:
    subject = Subject(slug="s", kind="full", words="sunday 03:00")
    now = at("2026-03-04T12:00")
    (found,) = due([subject], {}, now)
    assert found.slot == at("2026-03-01T03:00")
    assert due([subject], {("full", "s"): at("2026-03-01T03:00")}, now) == ()
    assert due([subject], {("full", "s"): at("2026-03-01T02:59")}, now) == (found,)
    assert due([Subject(slug="s", kind="full", words="never")], {}, now) == ()


def test_a_machine_that_slept_catches_up_once() -> None:
    subject = Subject(slug="s", kind="check", words="every 6 hours")
    last = {("check", "s"): at("2026-03-01T06:00")}
    (found,) = due([subject], last, at("2026-03-09T08:00"))
    assert found.slot == at("2026-03-09T06:00")
    assert due([subject], {("check", "s"): at("2026-03-09T08:00")}, at("2026-03-09T11:59")) == ()


def test_an_hour_that_is_skipped_loses_no_run() -> None:
    # Berlin's clocks go from 02:00 to 03:00 on 29 March 2026.
    assert run_through("daily 02:30", BERLIN, "2026-03-27T12:00", "2026-03-30T12:00") == [
        "03-28 01:30",
        "03-29 01:00",
        "03-30 00:30",
    ]


def test_an_hour_that_is_repeated_runs_once() -> None:
    # Berlin's clocks go from 03:00 back to 02:00 on 25 October 2026.
    assert run_through("daily 02:30", BERLIN, "2026-10-23T12:00", "2026-10-26T12:00") == [
        "10-24 00:30",
        "10-25 00:30",
        "10-26 01:30",
    ]


def test_intervals_stay_even_when_the_clocks_change() -> None:
    slots = run_through("every 2 hours", BERLIN, "2026-10-24T20:00", "2026-10-25T08:00")
    assert slots == ["10-24 22:00", "10-25 00:00", "10-25 02:00", "10-25 04:00", "10-25 06:00", "10-25 08:00"]


def test_hours_in_cron_words_run_in_both_of_two_equal_hours() -> None:
    slots = run_through("15 * * * *", BERLIN, "2026-10-24T23:30", "2026-10-25T02:30")
    assert slots == ["10-25 00:15", "10-25 01:15", "10-25 02:15"]


def test_days_begin_at_local_midnight_on_both_sides_of_a_change() -> None:
    assert run_through("every 1 day", BERLIN, "2026-10-23T12:00", "2026-10-26T12:00", 30) == [
        "10-23 22:00",
        "10-24 22:00",
        "10-25 23:00",
    ]


@given(
    st.sampled_from(
        ["every 6 hours", "daily 02:30", "sunday 03:00", "*/20 * * * *", "0 0 1 * *", "every 2 weeks", "every 3 days"]
    ),
    st.sampled_from([HOME, BERLIN, "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
)
def test_the_last_slot_and_the_next_one_have_nothing_between_them(words: str, zone: str, moment: datetime) -> None:
    meant, now = rule(words), moment.replace(tzinfo=UTC)
    last, coming = last_slot(meant, zone, now), next_slot(meant, zone, now)
    assert last is not None and coming is not None
    assert last <= now < coming
    assert next_slot(meant, zone, last) == coming
    assert last_slot(meant, zone, coming) == coming
