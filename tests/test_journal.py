"""The journal: each decision about an address is a line, for people or for programs."""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import assert_whole, crawl, rows

from crawler.account import Account
from crawler.journal import Journal

ACCOUNT = ("planned", "fetched", "not_modified", "excluded", "failed")
"""Events that say what became of an address."""


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
    last = {row["url"]: row["event"] for row in rows if row["event"] in ACCOUNT}
    counts, account = Counter(last.values()), ran.json["crawl"]
    assert {name: counts[name] for name in ("fetched", "excluded", "failed")} == {
        name: account[name] for name in ("fetched", "excluded", "failed")
    }
    assert [row["url"] for row in rows if row["event"] == "waiting"] == [blog.url + "feed/"]
    assert {"held", "retried", "begun", "state", "ended"} <= {row["event"] for row in rows}
    assert ("failed", "HTTP 404") in {(row["event"], row["why"]) for row in rows}
    assert {tuple(row) for row in rows} == {("at", "event", "blog", "url", "why")}


def test_without_a_file_json_goes_to_stderr_and_nothing_else_does(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, "--log-format", "json", data=data)
    assert {json.loads(line)["event"] for line in ran.err.splitlines()} == {*ACCOUNT, "begun", "state", "ended"} - {
        "failed",
        "not_modified",
    }


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


def lines(data: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (data.parent / "log").read_text().splitlines()]


def test_a_blog_whose_state_changes_is_a_line(blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    blog.faults["/"] = [Answer(b"no", 403)]
    crawl(blog.url, "--full", "--log", "log", "--log-format", "json", data=data)
    assert ("state", "refused (it was ok)") in {(row["event"], row["why"]) for row in lines(data)}


def test_what_is_read_back_when_a_crawl_is_gone_on_with_is_a_line_each(blog: Blog, data: Path) -> None:
    pids: list[int] = []
    blog.before_answer = lambda number: os.kill(pids[-1], signal.SIGKILL) if number == 8 else None
    crawl(blog.url, data=data, on=pids.append)
    blog.before_answer = lambda number: None
    assert crawl(blog.url, "--log", "log", "--log-format", "json", data=data).code == 0
    found = lines(data)
    assert found[0]["event"] == "resumed"
    assert len([row for row in found if row["event"] == "read_back"]) == 7
