"""A disk that is full or cannot be written, wherever that shows: nothing half-written, one line, and running it again goes on."""

import ctypes
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Blog, Entry
from command import Ran, assert_whole, cramped, crawl, dump, ended, here, rows, started

NOISE = random.Random(1).randbytes(700_000).hex()
"""Makes bodies of 1.4 MB, which a temporary file holds, and half as much in a WARC file."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([Entry(n, f"Week {n}", f"{n} {NOISE}") for n in range(1, 4)], rest=False, feeds=False) as served:
        yield served


def lines_of(ran: Ran) -> list[str]:
    """What was said at the end."""
    return [line for line in ran.err.splitlines() if line.startswith("coursekeep: ") or "ERROR" in line]


def assert_goes_on(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, data=data)
    assert ran.code == 0, ran.err
    assert rows(data, "select count(*) from posts where length(body_text) > 1000000") == [(3,)]
    assert_whole(data)


@pytest.mark.parametrize("room", [100, 20_000, 400_000, 1_200_000, 2_000_000, 3_000_000])
def test_a_disk_that_is_full_at_any_file_is_one_line(room: int, blog: Blog, data: Path) -> None:
    words = ("crawl", blog.url, *here(data), "--log", "log")
    ran = ended(cramped(room, *words, cwd=data.parent))
    assert ran.code in (2, 4), ran.err
    (line,) = lines_of(ran)
    assert "make room" in line
    assert not list(data.rglob("*.new"))
    assert_goes_on(blog, data)


def test_a_temporary_folder_without_room_is_one_line_that_names_it(blog: Blog, data: Path) -> None:
    ran = crawl(blog.url, data=data, patch="no_room_for_temporaries")
    assert ran.code == 4
    (line,) = lines_of(ran)
    assert "large answers cannot be held here: No space left on device; make room or set TMPDIR" in line
    assert_whole(data)
    assert_goes_on(blog, data)


@pytest.mark.parametrize("room", [100, 20_000, 1_200_000])
def test_an_archive_that_is_there_is_left_as_it_was_by_a_disk_that_is_full(room: int, blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    before = dump(data)
    blog.entries += [Entry(4, "Week 4", f"4 {NOISE}")]
    words = ("crawl", blog.url, *here(data), "--full")
    ran = ended(cramped(room, *words, cwd=data.parent))
    assert ran.code in (2, 4), ran.err
    assert len(lines_of(ran)) == 1
    assert "made again" not in ran.err
    assert set(before) - set(dump(data)) <= {line for line in before if 'INTO "crawls"' in line}
    blog.entries.pop()
    assert crawl(blog.url, "--full", data=data).code == 0
    assert_whole(data)


@pytest.mark.parametrize("verb", [("rebuild",), ("wacz", "-o", "a.wacz"), ("export", "csv", "-o", "tables"),
                                  ("export", "sqlite", "-o", "part.sqlite"), ("report", "network", "-o", "n.svg"),
                                  ("bag", "-o", "bag"), ("pseudonymise", "-o", "twin", "--key-env", "KEY"),
                                  ("import", "old.warc.gz"), ("export", "wxr", "-o", "all.xml")])  # fmt: skip
def test_what_a_full_disk_cannot_hold_is_not_left_half_written(verb: tuple[str, ...], blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    old = data.parent / "old.warc.gz"
    old.write_bytes(next((data / "warc").glob("*.warc.gz")).read_bytes())
    before, files = dump(data), {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    there = set(data.parent.iterdir())
    ran = ended(cramped(1000, *verb, "--data", data, cwd=data.parent, KEY="0123456789abcdef" * 2))
    assert ran.code in (2, 4), (ran.out, ran.err)
    assert len(lines_of(ran)) == 1, ran.err
    assert dump(data) == before
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == files
    made = {path for path in data.parent.iterdir() if path not in there}
    assert not [path for folder in made for path in (folder, *folder.rglob("*")) if not path.is_dir()]


def without_privileges() -> None:
    """Nothing may be written that its permissions forbid, though root runs the tests: prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.fixture
def read_only(data: Path) -> Iterator[Path]:
    with Blog() as small:
        course = f"courses: [{{slug: a, starts: 2026-03-02, weeks: 4, blogs: [{{name: A, url: '{small.url}'}}]}}]"
        (data.parent / "config.yaml").write_text(f"store: {{path: data}}\nschedule: {{check: daily}}\n{course}\n")
        assert crawl("--config", "config.yaml", data=data).code == 0
    (data.parent / "x.warc.gz").write_bytes(next((data / "warc").glob("*.warc.gz")).read_bytes())
    places = [*data.rglob("*"), data, data.parent]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield data
    for path in reversed(places):
        path.chmod(0o755)


@pytest.mark.parametrize("verb", [("crawl", "http://127.0.0.1:1/"), ("rebuild",), ("import", "x.warc.gz"),
                                  ("forget", "--blog", "a", "--reason", "b")])  # fmt: skip
def test_a_folder_that_is_read_only_is_said_to_be(verb: tuple[str, ...], read_only: Path) -> None:
    files = {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()}
    ran = ended(started(*verb, "--data", read_only, cwd=read_only.parent, preexec_fn=without_privileges))
    assert ran.code == 2, ran.err
    (line,) = lines_of(ran)
    assert "ermission" in line
    assert {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("verb", [("status",), ("problems",), ("coverage",), ("verify",), ("query", "week"), ("show", "*"),
                                  ("search", "chalk"), ("export", "csv", "-o", "{}"), ("wacz", "-o", "{}.wacz"), ("week",),
                                  ("doctor",)])  # fmt: skip
def test_what_only_reads_needs_no_more_than_that(
    verb: tuple[str, ...], read_only: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = [word.format(tmp_path_factory.mktemp("made") / "part") for word in verb]
    ran = ended(started(*words, "--data", read_only, cwd=read_only.parent, preexec_fn=without_privileges))
    assert ran.code in (0, 1), ran.err


def test_a_rebuild_that_finds_no_room_leaves_the_database_that_is_there(blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    before = dump(data)
    ran = ended(cramped(600_000, "rebuild", "--data", data, cwd=data.parent))
    assert ran.code == 2
    (line,) = lines_of(ran)
    assert "make room" in line
    assert dump(data) == before
    assert not [*data.glob("*.new*"), *data.glob(".rebuild*")]


@pytest.mark.parametrize("words", [("approve", "a"), ("add", "https://b.example/", "--no-test"), ("pause", "a")])
def test_a_roster_that_cannot_be_written_stays_as_it_was(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("courses: [{slug: a, roster: roster.csv}]\n")
    text = "name,url,status\n" + "a,https://a.example/,pending\n" + "# a comment that takes room\n" * 40
    (tmp_path / "roster.csv").write_text(text)
    there = sorted(path.name for path in tmp_path.iterdir())
    ran = ended(cramped(1000, "roster", *words, cwd=tmp_path))
    assert ran.code == 2, ran.err
    assert len(lines_of(ran)) == 1
    assert (tmp_path / "roster.csv").read_text() == text
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == there
