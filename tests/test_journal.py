"""The journal: each decision about an address is a line, for people or for programs."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import assert_whole, crawl, rows

from crawler.account import Account
from crawler.journal import Journal


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


def test_what_was_decided_before_and_after_is_written(tmp_path: Path) -> None:
    account = Account()
    account.plan("http://a.example/")
    journal = Journal(tmp_path / "log", clock=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC))
    journal.follow({"a": account})
    account.fetch("http://a.example/", 200)
    account.pass_over("http://a.example/?s=x", "search")
    account.pass_over("http://a.example/?s=x", "search")
    account.fail("http://a.example/\x00\udcff", "no answer in time")
    assert (tmp_path / "log").read_text().splitlines() == [
        "2026-03-01T09:00:00Z  planned  a  http://a.example/",
        "2026-03-01T09:00:00Z  fetched  a  http://a.example/  200",
        "2026-03-01T09:00:00Z  excluded  a  http://a.example/?s=x  search",
        "2026-03-01T09:00:00Z  failed  a  http://a.example/\x00\\udcff  no answer in time",
    ]


def test_the_log_of_a_crawl_adds_up_to_its_account(blog: Blog, data: Path) -> None:
    blog.faults["/a-second-look/"] = [Answer(b"no", 404)]
    blog.faults["/feed/"] = [Answer(b"later", 503, headers=(("Retry-After", "2"),)), blog.answer("/feed/")]
    ran = crawl(blog.url, "--log", "log", "--log-format", "json", "--json", data=data, patch="told_sleeps")
    rows = [json.loads(line) for line in (data.parent / "log").read_text().splitlines()]
    last = {row["url"]: row["event"] for row in rows if row["event"] != "waiting"}
    counts, account = Counter(last.values()), ran.json["crawl"]
    assert {name: counts[name] for name in ("fetched", "excluded", "failed")} == {
        name: account[name] for name in ("fetched", "excluded", "failed")
    }
    assert [row["url"] for row in rows if row["event"] == "waiting"] == [blog.url + "feed/"]
    assert ("failed", "HTTP 404") in {(row["event"], row["why"]) for row in rows}
    assert {tuple(row) for row in rows} == {("at", "event", "blog", "url", "why")}


def test_without_a_file_json_goes_to_stderr_and_nothing_else_does(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, "--log-format", "json", data=data)
    assert {json.loads(line)["event"] for line in ran.err.splitlines()} == {"planned", "fetched", "excluded"}


def test_a_log_that_cannot_be_written_is_a_line_before_anything_is_asked(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, "--log", "nowhere/log", data=data)
    assert ran.code == 2
    assert "nowhere/log: the log cannot be written (No such file or directory); name another with --log" in ran.err
    assert blog.asked == []


def test_what_scrapy_counted_is_kept_with_the_crawl_and_comes_back_in_a_rebuild(blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    ((stats,),) = rows(data, "select stats from crawls")
    counted = json.loads(stats)
    assert counted["downloader/request_count"] == len(blog.asked)
    assert counted["downloader/response_status_count/200"] == sum(target != "/robots.txt" for target in blog.targets)
    assert_whole(data)
