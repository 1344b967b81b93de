"""A crawl in several processes is one crawl: one database, one account, one exit code; and whoever is killed loses nothing."""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from blog import Answer, Blog
from command import Ran, assert_whole, coursekeep, crawl, rows

from archive.errors import LockedError
from archive.items import Blog as Subject
from archive.warc.reader import read_captures, read_events
from archive.warc.records import FileStart
from archive.warc.writer import recover
from crawler import folder
from crawler.parting import parted
from crawler.turns import Turns
from crawler.workers import Workers, _Worker

REQUESTS = 13
"""Of a crawl of one of these blogs."""
SAME = ("posts", "post_versions", "comments", "comment_versions", "pingbacks", "people", "identities", "links",
        "reference_entries", "works", "citations", "terms", "media")  # fmt: skip
"""Tables whose rows have numbers that no crawl's moment is in."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blogs() -> Iterator[list[Blog]]:
    with Blog() as one, Blog() as two, Blog(comments_per_page=2) as three:
        yield [one, two, three]


def taken_in(blogs: list[Blog], data: Path, *words: object, on: Callable[[int], object] = lambda _: None) -> Ran:
    """A crawl of them in two processes."""
    return crawl(*(blog.url for blog in blogs), "--workers", 2, *words, data=data, on=on)


def numbers(data: Path) -> dict[str, list[tuple[int]]]:
    """Of all rows."""
    return {table: rows(data, f"select id from {table} order by id") for table in SAME}


def worker_files(data: Path) -> list[Path]:
    return sorted((data / "warc").glob("coursekeep_w*.warc.gz"))


def process_of(data: Path, number: int) -> int:
    """The process that holds a worker's lock."""
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(str(fd.readlink()) == str(data / f".worker-{number}.lock") for fd in (path / "fd").iterdir()):
                return int(path.name)
    raise AssertionError(f"nobody is worker {number}")


def asked(blogs: list[Blog]) -> int:
    return sum(len(blog.asked) for blog in blogs)


# Who takes in what


def subject(name: str, host: str) -> Subject:
    return Subject(slug=name, url=f"https://{host}/")


def test_blogs_of_one_provider_are_one_processs() -> None:
    blogs = [subject(f"b{n}", f"b{n}.wordpress.com") for n in range(4)] + [subject("own", "own.example")]
    assert parted(blogs, Turns({"wordpress.com": 2}), 3) == [["b0", "b1", "b2", "b3"], ["own"]]


def test_blogs_of_their_own_hosts_are_shared_evenly_and_always_alike() -> None:
    blogs = [subject(f"b{n}", f"b{n}.example") for n in range(5)]
    assert parted(blogs, Turns({}), 2) == [["b0", "b2", "b4"], ["b1", "b3"]]
    assert parted(blogs[:1], Turns({}), 4) == [["b0"]]
    assert parted([], Turns({}), 4) == []


# One crawl


def test_several_processes_give_the_rows_that_one_gives(blogs: list[Blog], data: Path) -> None:
    ran = taken_in(blogs, data, "--json")
    assert (ran.code, ran.json["crawl"]["failed"], ran.json["gap"]) == (0, 0, 0)
    assert ran.json["crawl"]["fetched"] == asked(blogs)
    alone = data.parent / "alone"
    assert crawl(*(blog.url for blog in blogs), data=alone).code == 0
    assert numbers(data) == numbers(alone)
    assert rows(data, "select count(*) from posts") == [(12,)]
    assert coursekeep("verify", "--data", data, cwd=data.parent).code == 0
    assert_whole(data)
    _assert_own_files(data)


def _assert_own_files(data: Path) -> None:
    """Each process has files of its own, and each says of which crawl it is."""
    (crawled,) = rows(data, "select id from crawls")
    files = worker_files(data)
    assert [file.name[:13] for file in files] == ["coursekeep_w1", "coursekeep_w2"]
    for file in files:
        start = next(iter(read_events(file)))
        assert isinstance(start, FileStart)
        assert (start.file, start.crawl) == (file.name, str(crawled[0]))
    held = [{capture.blog for capture in read_captures(file)} for file in files]
    assert not held[0] & held[1]


def test_what_is_new_is_found_by_several_processes_as_by_one(blogs: list[Blog], data: Path) -> None:
    taken_in(blogs, data)
    for blog in blogs:
        blog.forget()
    ran = taken_in(blogs, data, "--json")
    assert ran.code == 0
    assert asked(blogs) <= 4 * len(blogs)
    assert_whole(data)


def test_the_configuration_may_say_how_many(blogs: list[Blog], data: Path) -> None:
    (data.parent / "config.yaml").write_text("workers: 2\n")
    words = [blog.url for blog in blogs]
    assert crawl(*words, "--config", "config.yaml", data=data).code == 0
    assert len(worker_files(data)) == 2
    (data.parent / "config.yaml").write_text("workers: 0\n")
    ran = crawl(*words, "--config", "config.yaml", data=data)
    assert ran.code == 2
    assert "config.yaml:1: workers must be 1 or more" in ran.err


def test_one_blog_is_taken_in_by_one_process(blogs: list[Blog], data: Path) -> None:
    assert taken_in(blogs[:1], data).code == 0
    assert worker_files(data) == []


def test_steps_and_decisions_of_all_processes_are_told_in_one_place(blogs: list[Blog], data: Path) -> None:
    log = data.parent / "log.jsonl"
    words = [blog.url for blog in blogs]
    ran = crawl(*words, "--workers", 2, "--log", log, "--log-format", "json", data=data, COURSEKEEP_PROGRESS="json")
    decisions = [json.loads(line) for line in log.read_text().splitlines()]
    fetched = {row["url"] for row in decisions if row["event"] == "fetched"}
    assert fetched == {blog.url[:-1] + target for blog in blogs for target in blog.targets}
    steps = [json.loads(line) for line in ran.err.splitlines()]
    assert len({step["blog"] for step in steps if step["done"]}) == len(blogs)


# Politeness holds over all


def test_a_providers_cap_holds_over_processes_also_for_blogs_that_turn_out_to_be_its(data: Path) -> None:
    (data.parent / "config.yaml").write_text("politeness: {providers: {127.0.0.1: 1}}\n")
    with Blog() as one, Blog() as two, Blog() as three:
        for blog in (two, three):
            blog.faults["/moved/"] = [Answer(status=301, headers=(("Location", blog.url),))]
        words = [one.url, *(blog.url.replace("127.0.0.1", "localhost") + "moved/" for blog in (two, three))]
        ran = crawl(*words, "--config", "config.yaml", "--workers", 3, data=data)
        assert ran.code == 0, ran.err
        assert len(worker_files(data)) == 3
        own = [each for blog in (two, three) for each in blog.asked[2:]]  # after robots.txt and the move
        calls = sorted((*one.asked, *own), key=lambda each: each.began)
    assert len(calls) == 3 * REQUESTS
    assert all(before.ended <= after.began for before, after in pairwise(calls))


class Ear:
    """The end of a line to a process: what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []
        self.closed = False

    def send(self, said: tuple[str, int]) -> None:
        self.heard.append(said)

    def close(self) -> None:
        self.closed = True


def test_a_process_that_ends_gives_back_no_turn_but_its_own() -> None:
    crawl: Any = SimpleNamespace(config=SimpleNamespace(politeness=SimpleNamespace(providers={"a.example": 1})))
    all_of_them = Workers(crawl, [])
    ears: list[Any] = [Ear() for _ in range(4)]
    one, two, three, four = (_Worker(n, [], None, ear) for n, ear in enumerate(ears))
    for worker in (one, two, four, three):
        all_of_them._take(worker, f"http://b{worker.number}.a.example/", 1)
    all_of_them._give(one, "http://b0.a.example/")
    all_of_them._gone(four)
    all_of_them._give(two, "http://b1.a.example/")
    assert [ear.heard for ear in ears] == [[("turn", 1)], [("turn", 1)], [("turn", 1)], []]
    all_of_them._gone(two)
    all_of_them._take(one, "http://b0.a.example/x", 2)
    assert ears[0].heard == [("turn", 1)], "the third has the turn"
    all_of_them._gone(three)
    assert ears[0].heard == [("turn", 1), ("turn", 2)]


def test_a_provider_that_asks_one_process_for_a_long_rest_gets_it_from_all(data: Path) -> None:
    (data.parent / "config.yaml").write_text("politeness: {providers: {127.0.0.1: 1}}\n")
    log, heard = data.parent / "log", threading.Event()
    with Blog() as one, Blog() as two:
        one.faults["/robots.txt"] = [Answer(b"later", 429, headers=(("Retry-After", "3600"),))]
        two.faults["/moved/"] = [Answer(status=301, headers=(("Location", two.url),))]

        def wait(number: int) -> None:
            while number == 2 and not (log.exists() and f"failed  {one.host}" in _said(log)):
                heard.wait(0.02)

        two.before_answer = wait
        moved = two.url.replace("127.0.0.1", "localhost") + "moved/"
        words = ("--config", "config.yaml", "--workers", 2, "--log", log)
        ran = crawl(one.url, moved, *words, "--json", data=data)
        assert (one.targets, two.targets) == (["/robots.txt"], ["/robots.txt", "/moved/"])
    assert ran.code == 1
    assert ran.json["gap"] == 0


def _said(log: Path) -> str:
    """The journal, each decision as `event  host`."""
    lines = [line.split("  ") for line in log.read_text().splitlines()]
    return "\n".join(f"{words[1]}  {words[3].split('/')[2]}" for words in lines if len(words) > 3 and "//" in words[3])


# Interrupted, killed


class Killer:
    """Does something when a blog is asked for the so-many-th time."""

    def __init__(self, blog: Blog, number: int, do: Callable[[], object]):
        self.pid, self._blog, self._number, self._do = 0, blog, number, do
        blog.before_answer = self._hook

    def _hook(self, number: int) -> None:
        if number == self._number:
            self._do()

    def on(self, pid: int) -> None:
        self.pid = pid

    def rest(self) -> None:
        self._blog.before_answer = lambda number: None


def completed(blogs: list[Blog], data: Path) -> None:
    """Running it again asks for what is missing only, and then all is here."""
    before = asked(blogs)
    kept = len({capture.url for file in (data / "warc").glob("*.warc.gz") for capture in read_captures(file)})
    ran = taken_in(blogs, data, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["crawl"]["fetched"] == asked(blogs) - before + kept
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4 * len(blogs),)]
    assert rows(data, "select status from crawls") == [("finished",)]
    assert_whole(data)


def test_ctrl_c_ends_all_in_good_order_and_running_it_again_completes_it(blogs: list[Blog], data: Path) -> None:
    killer = Killer(blogs[0], 6, lambda: os.kill(killer.pid, signal.SIGINT))
    ran = taken_in(blogs, data, "--json", on=killer.on)
    assert ran.code == ran.json["exit_code"] == 130
    assert "run it again to go on" in ran.err.lower()
    assert rows(data, "select status from crawls") == [("stopped",)]
    assert_whole(data)
    killer.rest()
    completed(blogs, data)


def test_processes_end_when_the_crawls_process_is_killed_and_running_it_again_completes_it(
    blogs: list[Blog], data: Path
) -> None:
    killer = Killer(blogs[0], 6, lambda: os.kill(killer.pid, signal.SIGKILL))
    assert taken_in(blogs, data, on=killer.on).code == -signal.SIGKILL
    killer.rest()
    for number in (1, 2):
        with folder.worker_lock(data, number).acquire(timeout=300):
            pass
    recover(data / "warc")
    completed(blogs, data)


def test_the_blogs_of_a_killed_process_are_interrupted_and_others_go_on(blogs: list[Blog], data: Path) -> None:
    killer = Killer(blogs[1], 6, lambda: os.kill(process_of(data, 2), signal.SIGKILL))
    ran = taken_in(blogs, data, "--json")
    killer.rest()
    assert ran.code == ran.json["exit_code"] == 1
    assert len(ran.json["interrupted"]) == 1
    assert f"a process was killed; run it again to go on with {ran.json['interrupted'][0]}" in ran.err
    assert len(blogs[0].asked) == REQUESTS
    assert rows(data, "select status from crawls") == [("stopped",)]
    assert rows(data, "select count(*) from captures") == [(asked(blogs) - 1,)]
    assert_whole(data)
    completed(blogs, data)


def test_a_second_ctrl_c_waits_for_no_server(blogs: list[Blog], data: Path) -> None:
    over = threading.Event()

    def hold(number: int) -> None:
        while number == 6 and not over.wait(0.2):
            with suppress(ProcessLookupError):
                os.kill(killer.pid, signal.SIGINT)

    killer = Killer(blogs[0], 6, lambda: None)
    blogs[0].before_answer = hold
    ran = taken_in(blogs, data, on=killer.on)
    over.set()
    assert ran.code == 130, ran.err
    killer.rest()
    assert_whole(data)


def test_nobody_else_takes_the_folder_while_a_process_of_a_killed_crawl_lives(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "DYING", 0.05)
    data.mkdir()
    with folder.worker_lock(data, 1).acquire(), pytest.raises(LockedError):
        folder.taken(data)
    folder.taken(data).release()
    assert list(data.glob(".worker-*")) == []
