"""A clock that is set anew: dates stay in order, nobody waits for longer or shorter than was asked, and the newest crawl counts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import assert_whole, coursekeep, crawl, rows

from crawler.chronicle import new_id
from crawler.holds import Holds, asked_for
from crawler.ticking import Ticking

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def test_dates_never_go_back_and_go_on_after_a_clock_was_set_back() -> None:
    wall = iter([NINE + timedelta(seconds=s) for s in (0, 5, -3600, -3590, 7200)])
    ticking = Ticking(lambda: next(wall), lambda: 0.0)
    assert [(ticking.now() - NINE).total_seconds() for _ in range(4)] == [5, 5, 15, 10805]


def test_waiting_goes_by_seconds_and_not_by_the_wall() -> None:
    wall, ticks = iter([NINE, NINE + timedelta(days=400)]), iter([100.0, 107.0, 109.5])
    ticking = Ticking(lambda: next(wall), lambda: next(ticks))
    assert [ticking.steady() - NINE for _ in range(2)] == [timedelta(seconds=7), timedelta(seconds=9.5)]


def test_nobody_waits_for_longer_than_was_asked_after_a_clock_was_set_back() -> None:
    holds = Holds({})
    holds.hold("a", NINE, 100)
    assert holds.left("a", "https://a.example/", 1, NINE - timedelta(hours=5)) == 100
    assert holds.left("a", "https://a.example/", 1, NINE + timedelta(seconds=40)) == 60


def test_a_date_to_come_again_counts_from_the_servers_own() -> None:
    later, dated = "Sun, 01 Mar 2026 12:00:30 GMT", "Sun, 01 Mar 2026 12:00:00 GMT"
    assert asked_for(later, NINE, dated) == 30
    assert asked_for(later, NINE) == 3 * 3600 + 30
    assert asked_for(later, NINE, "no date") == 3 * 3600 + 30
    assert asked_for("soon", NINE, dated) is None


def test_the_newest_crawl_has_the_greatest_number_whatever_the_clock_says() -> None:
    assert new_id(NINE, []) == "20260301090000"
    assert new_id(NINE, ["20130710000000"]) == "20260301090000"
    assert new_id(NINE, ["20260301090000"]) == "20260301090001"
    assert new_id(NINE, ["20360101000000"]) == "20360101000001"


@pytest.mark.parametrize("jump", ["a_clock_set_back", "a_clock_set_forward"])
def test_a_clock_that_jumps_between_two_crawls_or_within_one_harms_nothing(jump: str, blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    blog.entries[1].text = "Written again."
    assert crawl(blog.url, "--full", data=data, patch=jump).code == 0
    assert rows(data, "select body_text from posts where wp_id = 2") == [("Written again.",)]
    blog.entries[1].text = "Written a third time."
    assert crawl(blog.url, "--full", data=data).code == 0
    assert rows(data, "select body_text from posts where wp_id = 2") == [("Written a third time.",)]
    assert rows(data, "select distinct status from crawls") == [("finished",)]
    assert_whole(data)
    ran = coursekeep("verify", "--data", data, cwd=data.parent)
    assert ran.code == 0, ran.out


def test_within_a_crawl_captures_stay_in_the_order_in_which_they_were_made(blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data, patch="a_clock_that_jumps").code == 0
    asked = [f"{blog.url[:-1]}{target}" for target in blog.targets]
    found = rows(data, "select url, fetched_at from captures order by warc_offset")
    assert [url for url, _ in found] == asked
    assert [at for _, at in found] == sorted(at for _, at in found)
    assert rows(data, "select status from crawls") == [("finished",)]
    assert_whole(data)


def test_a_refusal_of_a_day_to_come_stops_nothing(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"no", 403)]
    assert crawl(blog.url, data=data, patch="a_clock_set_forward").code == 1
    blog.faults.clear()
    assert crawl(blog.url, data=data).code == 0
