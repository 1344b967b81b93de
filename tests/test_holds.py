"""Holds: a server is left alone until the moment that it named, with all blogs of its provider, whatever the clock does."""

from datetime import UTC, datetime, timedelta

from archive.items import Capture
from crawler.holds import Holds

NOW = datetime(2026, 3, 1, 9, 0, 0, tzinfo=UTC)
OWN = "https://blog.example.org/"
A, B = "https://a.wordpress.com/", "https://b.wordpress.com/"


def busy(url: str, retry_after: str, status: int = 503, at: datetime = NOW) -> Capture:
    return Capture(
        url=url, fetched_at=at, status=status, headers=(("Retry-After", retry_after),), body=b"", blog=url[8:9]
    )


def holds(*captures: Capture) -> Holds:
    held = Holds({"wordpress.com": 2})
    held.take(captures)
    return held


def test_what_an_answer_asked_for_is_kept_by_who_goes_on() -> None:
    later = NOW + timedelta(seconds=100)
    assert holds(busy(OWN, "300")).left("b", OWN, 0, later) == 200
    assert holds(busy(OWN, "Sun, 01 Mar 2026 09:05:00 GMT", 429)).left("b", OWN, 0, later) == 200
    assert holds(busy(OWN, "300", 500)).left("b", OWN, 0, later) == 0
    assert holds(busy(OWN, "soon")).left("b", OWN, 0, later) == 0


def test_the_longest_wait_counts() -> None:
    assert holds(busy(OWN, "300"), busy(OWN, "20")).left("b", OWN, 0, NOW) == 300


def test_a_provider_that_asks_for_rest_gets_it_from_all_of_its_blogs_and_from_no_other() -> None:
    held = holds(busy(A, "300"))
    assert held.left("b", B, 0, NOW) == 300
    assert held.left("c", OWN, 0, NOW) == 0


def test_a_crawl_that_is_gone_on_with_keeps_the_pause_since_the_last_request() -> None:
    ok = Capture(url=OWN, fetched_at=NOW, status=200, headers=(), body=b"", blog="b")
    held = holds(ok)
    assert held.left("b", OWN, 9, NOW + timedelta(seconds=4)) == 5
    assert holds(ok).left("b", OWN, 9, NOW + timedelta(seconds=10)) == 0


def test_a_wait_that_was_waited_is_over_even_if_the_clock_went_back() -> None:
    held = holds(busy(OWN, "60"))
    held.lift("b", OWN, NOW + timedelta(seconds=60))
    assert held.left("b", OWN, 0, NOW - timedelta(days=400)) == 0


def test_no_wait_is_longer_than_a_day_whatever_is_asked_for_and_however_the_clock_jumps() -> None:
    day = timedelta(days=1).total_seconds()
    assert holds(busy(OWN, "9" * 30)).left("b", OWN, 0, NOW) == day
    assert holds(busy(OWN, "60")).left("b", OWN, 0, NOW - timedelta(days=4000)) == 60
    assert holds(busy(OWN, "60")).left("b", OWN, 0, NOW + timedelta(days=4000)) == 0


def test_what_a_provider_asked_for_is_told_and_what_a_blog_asked_for_is_its_own() -> None:
    told: list[tuple[str, datetime, float]] = []
    held = Holds({"wordpress.com": 2})
    held.tell = lambda *said: told.append(said)
    held.take([busy(A, "300"), busy(OWN, "20"), busy(B, "soon")])
    assert told == [("wordpress.com", NOW, 300)]
