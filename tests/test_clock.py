"""A blog's clock: what it says of itself, else what its feed and pages together show; and times by it."""

from datetime import UTC, datetime, timedelta

import pytest
from factories import CRAWL, HOME, LATER, evidence
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.items import BlogFacts
from crawler.compose.clock import Clock, learn, read_iso
from crawler.compose.evidence import FEED, HTML, REST, Evidence

PAIR = ("2026-03-01T09:00:00+00:00", "2026-03-01T22:00")
"""A feed's time, and the same post's on a page in Auckland."""
TIMES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.datetimes().map(lambda at: at.isoformat()),
    st.builds(
        lambda day, rest: day + rest,
        st.sampled_from(["0001-01-01", "9999-12-31", "2026-03-29", "2026-13-01", "1900-01-01"]),
        st.sampled_from(["", "T00:00", "T23:59:59", "T00:00:00+14:00", "T23:59:59-12:00", "T02:30:00Z", "T02:30"]),
    ),
)
ZONES = st.sampled_from(
    [
        "",
        "Pacific/Auckland",
        "Europe/Berlin",
        "+05:30",
        "-03:30",
        "+14",
        "+99:99",
        "+",
        "../etc",
        "/",
        "America",
        "\x00",
        "x" * 9999,
        "é",
        "\ud800",
        "UTC+5",
    ]
)


def saying(*zones: str | None) -> list[Evidence]:
    """Answers, oldest first, that name these time zones."""
    return [evidence("rest", f"{HOME}{n}", blog=BlogFacts(timezone=zone)) for n, zone in enumerate(zones)]


def clock(*zones: str | None, pairs: tuple[tuple[str | None, str | None], ...] = ()) -> Clock:
    return learn(saying(*zones), pairs)


@pytest.mark.parametrize(
    ("zone", "local", "utc", "shown"),
    [
        ("Pacific/Auckland", "2026-03-01T22:00:00", "2026-03-01T09:00:00Z", "2026-03-01T22:00:00+13:00"),
        ("Pacific/Auckland", "2026-07-01T22:00:00", "2026-07-01T10:00:00Z", "2026-07-01T22:00:00+12:00"),
        ("+05:30", "2026-03-01T22:00", "2026-03-01T16:30:00Z", "2026-03-01T22:00:00+05:30"),
        ("-03:30", "2026-03-01T22:00", "2026-03-02T01:30:00Z", "2026-03-01T22:00:00-03:30"),
    ],
)
def test_a_local_time_goes_by_the_zone_that_the_blog_names(zone: str, local: str, utc: str, shown: str) -> None:
    assert clock(zone).times([(HTML, local)]) == (utc, shown)


def test_a_time_with_an_offset_is_shown_by_the_blogs_own_clock() -> None:
    assert clock("Pacific/Auckland").times([(FEED, "2026-03-01T09:00:00+00:00")]) == (
        "2026-03-01T09:00:00Z",
        "2026-03-01T22:00:00+13:00",
    )


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
    ],
)
def test_the_hour_that_a_summer_takes_or_gives_back_is_read_by_its_zone(local: str, utc: str) -> None:
    assert clock("Europe/Berlin").times([(HTML, local)])[0] == utc


def test_the_newest_word_on_the_zone_counts_and_an_unknown_one_does_not() -> None:
    assert clock("Europe/Berlin", "Pacific/Auckland", "Nowhere/Atall", None).name == "Pacific/Auckland"


def test_two_posts_with_one_offset_teach_a_fixed_zone() -> None:
    other = ("2026-03-05T09:10:00+00:00", "2026-03-05T22:10:00")
    learnt = clock(pairs=(PAIR, other))
    assert learnt.name == "+13:00"
    assert learnt.times([(HTML, "2026-01-01T00:00")]) == ("2025-12-31T11:00:00Z", "2026-01-01T00:00:00+13:00")


def test_offsets_that_differ_with_the_season_count_for_the_times_near_them() -> None:
    winter = ("2026-07-01T09:00:00+00:00", "2026-07-01T21:00")
    learnt = clock(pairs=(winter, PAIR))
    assert learnt.name is None
    assert learnt.times([(HTML, "2026-02-01T22:00")])[0] == "2026-02-01T09:00:00Z"
    assert learnt.times([(HTML, "2026-08-01T21:00")])[0] == "2026-08-01T09:00:00Z"
    assert learnt.times([(FEED, "2026-08-01T09:00:00+00:00")])[1] == "2026-08-01T21:00:00+12:00"


def test_a_page_that_shows_minutes_only_teaches_the_same_offset() -> None:
    assert learn([], [("2026-03-01T09:00:59+00:00", "2026-03-01T22:00")]).offsets[0][1] == timedelta(hours=13)


@pytest.mark.parametrize(
    "pair",
    [
        (None, "2026-03-01T22:00"),
        ("2026-03-01T09:00:00+00:00", None),
        ("2026-03-01T09:00:00+00:00", "2026-03-01"),
        ("2026-03-01T09:00:00", "2026-03-01T22:00"),
        ("2026-03-01T09:00:00+00:00", "2026-03-09T22:00"),
    ],
)
def test_times_that_cannot_be_compared_teach_nothing(pair: tuple[str | None, str | None]) -> None:
    assert clock(pairs=(pair,)) == Clock()


def test_without_any_clock_a_local_time_has_no_utc() -> None:
    assert Clock().times([(HTML, "2026-03-01T22:00")]) == (None, "2026-03-01T22:00:00")


def test_a_bare_date_stays_a_date() -> None:
    assert clock("Pacific/Auckland").times([(HTML, "2026-03-01")]) == (None, "2026-03-01")
    assert clock().times([]) == (None, None)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "-03:30", None])
def test_the_ends_of_time_are_no_times(text: str, zone: str | None) -> None:
    told = learn(saying(zone), [PAIR, (text, "2026-01-01T00:00")])
    assert told.times([(REST, text)]) == (None, None)


def test_an_exact_time_beats_a_local_one_and_that_a_bare_date() -> None:
    exact, local, date = "2026-03-01T09:00:00Z", "2026-03-01T22:00", "2026-03-02"
    zone = clock("Pacific/Auckland")
    assert zone.times([(REST, date), (HTML, local), (FEED, exact)])[0] == "2026-03-01T09:00:00Z"
    assert zone.times([(REST, date), (HTML, local)])[0] == "2026-03-01T09:00:00Z"
    assert zone.times([(REST, "2026-03-01T08:00:00Z"), (FEED, exact)])[0] == "2026-03-01T08:00:00Z"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T22:00", datetime(2026, 3, 1, 22)),
        ("2026-03-01T22:00:00Z", datetime(2026, 3, 1, 22, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_an_iso_time_is_as_exact_as_it_is_written(text: str | None, read: object) -> None:
    assert read_iso(text) == read


@settings(max_examples=400)
@given(st.lists(ZONES, max_size=2), st.lists(st.tuples(TIMES, TIMES), max_size=3), st.lists(TIMES, max_size=3))
def test_no_zone_and_no_time_makes_the_clock_fail(
    zones: list[str], pairs: list[tuple[str | None, str | None]], times: list[str | None]
) -> None:
    at, local = learn(saying(*zones), pairs).times(
        [(rank, text) for rank, text in zip((REST, HTML, FEED), times, strict=False)]
    )
    assert at is None or (len(at) == 20 and at.endswith("Z"))
    assert local is None or read_iso(local)


def test_only_the_word_of_its_own_blog_counts_for_a_crawl_of_any_age() -> None:
    old = evidence("rest", of={"crawl": CRAWL}, blog=BlogFacts(timezone="Europe/Berlin"))
    new = evidence("rest", of={"crawl": LATER})
    assert learn([old, new], ()).name == "Europe/Berlin"
