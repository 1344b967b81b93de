"""What a server asks for is waited for, what it refuses is asked for less and less, and nobody is given up for ever."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from blog import Answer, Blog
from command import assert_whole, crawl
from hypothesis import given
from hypothesis import strategies as st

from crawler.holds import asked_for
from crawler.patience import BACKOFF, PatienceMiddleware

NOW = datetime(2026, 3, 1, 9, 0, 0, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "Sun",
        ", ",
        "01",
        " ",
        "Mar",
        "2026",
        "99999",
        "09:00:00",
        ":",
        "GMT",
        "-0000",
        "+9999",
        "-2400",
        "²",
        "\x00",
        "Feb",
        "30",
        "0",
        "-",
    ]
)


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"30", 30.0),
        (b" 120 ", 120.0),
        (b"0", 0.0),
        (b"9" * 400, 999999999.0),
        (b"Sun, 01 Mar 2026 09:02:00 GMT", 120.0),
        (b"Sun, 01 Mar 2026 10:00:30 +0100", 30.0),
        (b"Sun, 01 Mar 2026 08:00:00 GMT", 0.0),
    ],
)
def test_seconds_or_a_date_are_waited_for(header: bytes, seconds: float) -> None:
    assert asked_for(_text(header), NOW) == seconds


@pytest.mark.parametrize(
    "header", [None, b"", b"soon", b"-5", b"1.5", b"\xb2", b"Sun, 01 Mar 2026 09:02:00 -0000", b"\xff"]
)
def test_anything_else_asks_for_nothing(header: bytes | None) -> None:
    assert asked_for(_text(header), NOW) is None


@given(st.one_of(st.binary(max_size=40), st.lists(PIECES, max_size=10).map(lambda p: "".join(p).encode("latin-1"))))
def test_no_header_makes_it_fail_or_wait_for_less_than_nothing(header: bytes) -> None:
    wait = asked_for(_text(header), NOW)
    assert wait is None or wait >= 0


# Backoff


def patience(delay: float) -> Any:
    """The middleware of a crawl with such a pause between two requests."""
    middleware: Any = PatienceMiddleware.__new__(PatienceMiddleware)
    settings = SimpleNamespace(getfloat=lambda name: {"DOWNLOAD_DELAY": delay}[name])
    middleware.crawler = SimpleNamespace(settings=settings)
    return middleware


def request(tries: int) -> Any:
    return SimpleNamespace(meta={"retry_times": tries})


@pytest.mark.parametrize("delay", [0.0, 0.5, 1.0, 30.0])
@given(st.integers(0, 6))
def test_each_pause_is_twice_the_last_and_up_to_half_as_much_again(delay: float, tries: int) -> None:
    least = delay * BACKOFF**tries
    assert least <= patience(delay)._backoff(request(tries)) <= 1.5 * least


def test_crawlers_that_were_refused_at_the_same_moment_do_not_come_back_at_the_same_moment() -> None:
    pauses = sorted(patience(1.0)._backoff(request(2)) for _ in range(200))
    assert len(set(pauses)) == 200
    assert pauses[0] < 4.5 and pauses[-1] > 5.5  # from 4 to 6 seconds; chance fails this once in 10^24


# Refusals in a row

DAY = 86_400


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def refusing(blog: Blog) -> list[str]:
    """Its posts, which are refused from now on."""
    posts = [blog.link(entry).removeprefix(blog.url[:-1]) for entry in blog.entries]
    blog.faults = {target: [Answer(b"no", 403)] for target in posts}
    return posts


def after(seconds: float) -> dict[str, Any]:
    return {"patch": "later", "LATER": str(seconds)}


def test_a_blog_that_refuses_is_asked_once_a_day_for_ever_and_each_time_it_is_said(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"no", 403)]
    for day in range(5):
        blog.forget()
        first = crawl(blog.url, data=data, **after(day * (DAY + 60)))
        assert blog.targets == ["/robots.txt", "/"], day
        assert "is refused: the host or its robots.txt turns us away" in first.out
        blog.forget()
        for hours in (0, 6, 12, 23):
            again = crawl(blog.url, data=data, **after(day * (DAY + 60) + hours * 3600))
            assert "it refused less than a day ago, and is asked once a day; --full asks now" in again.out
            assert "is refused: the host or its robots.txt turns us away" in again.out
        assert blog.targets == [], day
    blog.faults.clear()
    well = crawl(blog.url, data=data, **after(5 * (DAY + 60)))
    assert (well.code, "refused" in well.out) == (0, False)
    assert_whole(data)


@pytest.mark.parametrize("halfway", [True, False])
def test_refusals_are_counted_on_when_a_killed_crawl_is_gone_on_with(blog: Blog, data: Path, halfway: bool) -> None:
    posts, pids = refusing(blog), list[int]()
    (data.parent / "config.yaml").write_text("politeness: {stop_after_refusals: 3}\n")

    def kill(number: int) -> None:
        if sum(target in posts for target in blog.targets) == 3:  # the third is being answered
            os.kill(pids[-1], signal.SIGKILL)

    setattr(blog, "halfway" if halfway else "before_answer", kill)
    words = (blog.url, "--config", "config.yaml")
    crawl(*words, data=data, on=pids.append)
    assert len([target for target in blog.targets if target in posts]) == 3
    blog.before_answer = blog.halfway = lambda number: None
    blog.forget()
    ran = crawl(*words, "--json", data=data)
    assert len(blog.targets) == 1 and blog.targets[0] in posts, "the third refusal, whose answer the kill cut off"
    assert (ran.code, ran.json["blogs"][0]["state"], ran.json["gap"]) == (1, "refused", 0)
    blog.forget()
    crawl(*words, data=data)
    assert blog.targets == []
    assert_whole(data)
