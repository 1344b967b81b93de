"""A crawl that is interrupted, killed or refused the disk loses nothing; running it again completes it."""

import gzip
import os
import random
import signal
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from blog import Answer, Blog, Entry
from command import assert_whole, coursekeep, cramped, crawl, dump, ended, here, rows, started

from archive.warc.reader import read_captures

REQUESTS = 13
"""Of a crawl of the blog."""
MOMENTS = sorted(random.Random(2026).sample(range(2, REQUESTS + 1), 5))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


class Killer:
    """Sends a signal to the crawl when a certain request comes, or when half of its answer is sent."""

    def __init__(self, blog: Blog, number: int, kind: signal.Signals, *, halfway: bool = False):
        self.number, self.kind, self.pid = number, kind, 0
        self.blog = blog
        setattr(blog, "halfway" if halfway else "before_answer", self.hook)

    def hook(self, number: int) -> None:
        if number == self.number:
            os.kill(self.pid, self.kind)

    def on(self, pid: int) -> None:
        self.pid = pid

    def rest(self) -> None:
        self.blog.halfway = self.blog.before_answer = lambda number: None
        self.blog.forget()


def stored(data: Path) -> set[str]:
    """The addresses that were captured."""
    from archive.warc.writer import recover

    recover(data / "warc")
    return {capture.url for file in (data / "warc").glob("*.warc.gz") for capture in read_captures(file)}


def assert_completed(blog: Blog, data: Path, kept: set[str]) -> None:
    """Running again asks for what is not stored, and only for that; in the end nothing is missing."""
    ran = crawl(blog.url, "--json", data=data)
    assert ran.code == 0, ran.err
    asked = {blog.url[:-1] + target for target in blog.targets}
    assert asked & kept == set()
    assert len(asked | kept) == len(blog.asked) + len(kept) == REQUESTS
    assert ran.json["crawl"]["fetched"] == REQUESTS
    assert rows(data, "select count(*) from posts union all select count(*) from comments") == [(4,), (7,)]
    assert rows(data, "select status from crawls") == [("finished",)]
    assert_whole(data)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("halfway", [False, True], ids=["before an answer", "in an answer"])
def test_a_killed_crawl_goes_on_where_it_was(blog: Blog, data: Path, moment: int, halfway: bool) -> None:
    killer = Killer(blog, moment, signal.SIGKILL, halfway=halfway)
    assert crawl(blog.url, data=data, on=killer.on).code == -signal.SIGKILL
    kept = stored(data)
    assert len(kept) == moment - 1
    killer.rest()
    assert_completed(blog, data, kept)


def members(file: Path) -> Iterator[bytes]:
    """The gzip members of a file, one a record."""
    rest = file.read_bytes()
    while rest:
        one = zlib.decompressobj(wbits=31)
        one.decompress(rest)
        yield rest[: len(rest) - len(one.unused_data)]
        rest = one.unused_data


@pytest.mark.parametrize("count", range(6))
@pytest.mark.parametrize("torn", [False, True], ids=["between two records", "in a record"])
def test_a_crawl_that_was_killed_in_its_first_records_is_no_hindrance(
    blog: Blog, data: Path, count: int, torn: bool
) -> None:
    assert crawl(blog.url, data=data.with_name("whole")).code == 0
    (file,) = data.with_name("whole").glob("warc/*.warc.gz")
    records = list(members(file))
    assert len(records) > 6
    (data / "warc").mkdir(parents=True)
    begun = b"".join(records[:count]) + (records[count][: len(records[count]) // 2] if torn else b"")
    (data / "warc" / f"{file.name}.open").write_bytes(begun)
    ran = crawl(blog.url, data=data)
    assert ran.code == 0, ran.err
    assert rows(data, "select count(*) from posts union all select count(*) from comments") == [(4,), (7,)]
    assert_whole(data)


def test_a_crawl_that_is_killed_again_and_again_comes_to_its_end(blog: Blog, data: Path) -> None:
    for _ in range(4):
        killer = Killer(blog, 3, signal.SIGKILL)
        blog.forget()
        assert crawl(blog.url, data=data, on=killer.on).code == -signal.SIGKILL
    killer.rest()
    assert_completed(blog, data, stored(data))


def test_ctrl_c_ends_a_crawl_in_good_order_and_running_it_again_completes_it(blog: Blog, data: Path) -> None:
    killer = Killer(blog, 7, signal.SIGINT)
    process = started("crawl", blog.url, *here(data), cwd=data.parent)
    killer.on(process.pid)
    ran = ended(process)
    assert ran.code == 130
    assert "interrupted; what was fetched is kept. Run it again to go on" in ran.err
    for file in (data / "warc").glob("*.warc.gz*"):
        assert file.suffix == ".gz"
        gzip.decompress(file.read_bytes())
    assert rows(data, "select status from crawls") == [("stopped",)]
    assert_whole(data)
    kept = stored(data)
    killer.rest()
    assert_completed(blog, data, kept)


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_crawl_has_its_rows_and_its_exit_code(blog: Blog, data: Path, kind: signal.Signals) -> None:
    killer = Killer(blog, 10, kind)
    ran = crawl(blog.url, "--json", data=data, on=killer.on)
    assert ran.code == ran.json["exit_code"] == 130
    assert ran.json["crawl"]["status"] == "stopped"
    assert ran.json["gap"] > 0
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
    assert_whole(data)


def test_a_second_ctrl_c_does_not_wait_for_a_server_that_does_not_answer(blog: Blog, data: Path) -> None:
    over = threading.Event()
    killer = Killer(blog, 6, signal.SIGINT)

    def hold(number: int) -> None:
        while number == 6 and not over.wait(0.2):  # two signals that come at once count as one
            with suppress(ProcessLookupError):
                killer.hook(number)

    blog.before_answer = hold
    ran = crawl(blog.url, data=data, on=killer.on)
    over.set()
    assert ran.code == 130, ran.err
    kept = stored(data)
    killer.rest()
    assert_completed(blog, data, kept)


def test_ctrl_c_does_not_wait_for_a_blog_that_asked_for_patience(blog: Blog, data: Path) -> None:
    killer = Killer(blog, 5, signal.SIGINT)
    target = "/wp-json/wp/v2/pages?per_page=100&orderby=id&order=asc&_embed=author&page=1"
    blog.faults[target] = [Answer(b"later", 503, headers=(("Retry-After", "119"),))]
    ran = crawl(blog.url, data=data, on=killer.on)
    assert ran.code == 130
    assert blog.targets[-1] == target


def test_an_unfinished_crawl_is_not_gone_on_with_for_other_blogs(blog: Blog, data: Path) -> None:
    with Blog() as other:
        killer = Killer(blog, 7, signal.SIGKILL)
        crawl(blog.url, data=data, on=killer.on)
        killer.rest()
        assert crawl(other.url, data=data).code == 0
    assert rows(data, "select status from crawls order by id") == [("crashed",), ("finished",)]
    assert_whole(data)
    assert crawl(blog.url, data=data).code == 0
    assert rows(data, "select count(*) from posts where status = 'live'") == [(8,)]
    assert_whole(data)


def test_full_begins_anew_after_a_crawl_that_was_cut_short(blog: Blog, data: Path) -> None:
    killer = Killer(blog, 7, signal.SIGKILL)
    crawl(blog.url, data=data, on=killer.on)
    killer.rest()
    assert crawl(blog.url, "--full", data=data).code == 0
    assert len(blog.asked) == REQUESTS
    assert rows(data, "select status from crawls order by id") == [("crashed",), ("finished",)]
    assert_whole(data)


def test_the_database_of_a_killed_crawl_can_be_made_without_another_crawl(blog: Blog, data: Path) -> None:
    killer = Killer(blog, 10, signal.SIGKILL)
    crawl(blog.url, data=data, on=killer.on)
    killer.rest()
    assert coursekeep("rebuild", "--data", data, cwd=data.parent).code == 0
    assert rows(data, "select count(*) from captures") == [(9,)]
    assert rows(data, "select count(*) from posts where status = 'live'") == [(4,)]
    assert_completed(blog, data, stored(data))


def test_killed_crawls_of_several_blogs_go_on(blog: Blog, data: Path) -> None:
    with Blog() as other:
        killer = Killer(other, 9, signal.SIGKILL)
        crawl(blog.url, other.url, data=data, on=killer.on)
        kept = stored(data)
        killer.rest()
        blog.forget()
        assert crawl(blog.url, other.url, data=data).code == 0
        for each in (blog, other):
            assert {each.url[:-1] + target for target in each.targets} & kept == set()
    assert rows(data, "select count(*) from posts where status = 'live'") == [(8,)]
    assert_whole(data)


def test_a_full_disk_stops_the_crawl_with_a_line_and_running_it_again_completes_it(data: Path) -> None:
    noise = random.Random(1).randbytes(250_000).hex()
    with Blog([Entry(n, f"Week {n}", f"{n} {noise}") for n in range(1, 7)], rest=False, feeds=False) as blog:
        ran = ended(cramped(1_300_000, "crawl", blog.url, *here(data), cwd=data.parent))
        assert ran.code == 4, ran.err
        line = next(line for line in ran.err.splitlines() if line.startswith("coursekeep: "))
        assert "cannot be written: File too large; make room or choose another folder, then run again" in line
        kept = stored(data)
        blog.forget()
        assert crawl(blog.url, data=data).code == 0
        asked = {blog.url[:-1] + target for target in blog.targets}
    assert not kept & asked
    assert 0 < sum("/week-" in url for url in kept) < 6
    assert rows(data, "select count(*) from posts where length(body_text) > 400000") == [(6,)]
    assert_whole(data)


def test_a_disk_without_room_for_the_database_is_a_line(blog: Blog, data: Path) -> None:
    ran = ended(cramped(20_000, "crawl", blog.url, *here(data), cwd=data.parent))
    assert ran.code == 2
    assert "coursekeep: " in ran.err
    assert crawl(blog.url, data=data).code == 0
    assert_whole(data)


def test_two_crawls_of_one_folder_do_not_run_at_once(blog: Blog, data: Path) -> None:
    seen: list[tuple[int, str]] = []

    def second(number: int) -> None:
        if number == 5:
            for verb in ("crawl", "rebuild"):
                words = (blog.url,) if verb == "crawl" else ()
                ran = ended(started(verb, *words, "--data", data, cwd=data.parent))
                seen.append((ran.code, ran.err))

    blog.before_answer = second
    assert crawl(blog.url, data=data).code == 0
    assert [code for code, _ in seen] == [5, 5]
    assert all("another coursekeep works in this folder; wait for it, or stop it" in said for _, said in seen)
    assert len(blog.asked) == REQUESTS
    assert_whole(data)


def test_files_in_another_order_give_the_same_database(blog: Blog, data: Path) -> None:
    crawl(blog.url, data=data)
    blog.entries[2].text = "Written again."
    crawl(blog.url, data=data)
    del blog.entries[1]
    crawl(blog.url, data=data)
    before = [line for line in dump(data) if 'INTO "warc_files"' not in line]
    files = sorted((data / "warc").glob("*.warc.gz*"))
    names = {file.name: f"{letter}-{file.name}" for file, letter in zip(files, "cab", strict=True)}
    for file in files:
        file.rename(file.with_name(names[file.name]))
    assert coursekeep("rebuild", "--data", data, cwd=data.parent).code == 0
    after = "\n".join(line for line in dump(data) if 'INTO "warc_files"' not in line)
    for old, new in names.items():
        after = after.replace(new, old)
    assert after.split("\n") == "\n".join(before).split("\n")
