"""A dry run says how much this crawl would take, given what is archived, from two requests a blog."""

import json
from pathlib import Path
from typing import Any

import pytest
from blog import Answer, Blog, Entry
from command import coursekeep, crawl, rows

from crawler.estimate import Foresight, in_all, requests_of
from crawler.history import History


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Any:
    with Blog() as served:
        yield served


def foreseen(blog: Blog, data: Path, *words: object) -> dict[str, Any]:
    """What a dry run says of the blog: requests, posts, new, kinds, states."""
    blog.forget()
    common = ("--data", data, "--delay", 0, "--allow-private-networks", "--media", "none")
    ran = coursekeep("crawl", blog.url, *common, "--dry-run", "--json", *words, cwd=data.parent)
    assert len(blog.asked) <= 3, blog.targets  # robots.txt, and two
    told = json.loads(ran.out)
    return {name: next(iter(value.values())) for name, value in told.items() if isinstance(value, dict)}


def made(blog: Blog, data: Path, *words: object) -> int:
    """Requests that the crawl then makes."""
    blog.forget()
    crawl(blog.url, *words, data=data)
    return len(blog.asked)


def test_a_quiet_blog_takes_what_a_check_takes(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    told = foreseen(blog, data)
    assert (told["kinds"], told["new"], told["posts"]) == ("check", 0, 3)
    assert told["requests"] == made(blog, data) == 4


def test_new_and_changed_posts_are_counted(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    blog.entries += [Entry(5, "A fourth text", "New."), Entry(6, "A fifth text", "New.")]
    told = foreseen(blog, data)
    assert (told["kinds"], told["new"]) == ("check", 2)
    assert abs(told["requests"] - made(blog, data)) <= 2


def test_full_takes_what_the_last_full_crawl_took_and_what_is_new(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    blog.entries += [Entry(5, "A fourth text", "New.")]
    told = foreseen(blog, data, "--full")
    assert (told["kinds"], told["new"]) == ("full", 1)
    assert told["requests"] == made(blog, data, "--full")


def test_a_crawl_that_was_cut_short_takes_what_it_has_not(blog: Blog, data: Path) -> None:
    whole = foreseen(blog, data)["requests"]
    blog.faults["/third-time-lucky/"] = [Answer(b"later", 503, headers=(("Retry-After", "3600"),))]
    crawl(blog.url, data=data)
    with_archive = rows(data, "update crawls set status = 'stopped' returning id")
    assert with_archive
    assert foreseen(blog, data)["requests"] < whole


def test_since_counts_the_posts_since(data: Path) -> None:
    with Blog([Entry(n, f"Week {n}", "x") for n in range(1, 8)], rest=False, feeds=True) as blog:
        assert foreseen(blog, data, "--since", "2026-03-07")["posts"] == 2


def test_who_refused_today_takes_nothing(blog: Blog, data: Path) -> None:
    blog.faults["/"] = [Answer(b"no", 403)]
    crawl(blog.url, data=data)
    told = foreseen(blog, data)
    assert (told["requests"], told["states"]) == (0, "refused")


def test_nothing_in_the_archive_is_changed(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    files = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.rglob("*") if path.is_file()}
    foreseen(blog, data)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.rglob("*") if path.is_file()} == files


def test_the_blogs_of_a_provider_take_their_time_one_after_the_other() -> None:
    each = [("https://a.example.org/", 10.0), ("https://b.example.org/", 6.0), ("https://c.example/", 12.0)]
    assert in_all(each, {}) == 12
    assert in_all(each, {"example.org": 1}) == 16
    assert in_all(each, {"example.org": 2}) == 12


def test_a_blog_that_is_not_well_takes_what_was_asked() -> None:
    from factories import HOME, crawled, planned, said, site

    frontier = planned(plan_only=True)
    crawled(frontier, site(said(HOME, status=404)))
    assert requests_of(frontier, Foresight(history=History(), pages=99)) == 2
