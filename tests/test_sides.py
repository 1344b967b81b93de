"""What a killed command leaves beside a database: taken in by whoever reads next, and never by a file that takes its place."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from blog import Blog, Entry
from command import coursekeep, crawl, dump

from archive.database.sides import SUFFIXES, remove, sides, take_in
from archive.database.store import replace_file

BALLAST = [("y" * 3000,)] * 50
"""More than SQLite holds in memory here, so that some of it is in the file before it is decided."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([Entry(1, "Week 1", "One."), Entry(2, "Week 2", "Two.")]) as served:
        yield served


def killed(path: Path, mode: str) -> None:
    """A database as a kill leaves it: with a journal amid a change, or with a change that only the log has."""
    at_work = path.with_name("at-work")
    shutil.copyfile(path, at_work)
    with closing(sqlite3.connect(at_work, isolation_level=None)) as db:
        db.execute(f"pragma journal_mode = {mode}")
        db.execute("pragma cache_size = 2")
        if mode == "wal":
            db.execute("create table kept (x)")
        else:
            db.execute("begin")
            db.execute("create table lost (x)")
            db.executemany("insert into lost values (?)", BALLAST)
        for suffix in ("", *SUFFIXES):
            if (beside := at_work.with_name("at-work" + suffix)).exists():
                shutil.copyfile(beside, path.with_name(path.name + suffix))
    for beside in (at_work, *sides(at_work)):
        beside.unlink(missing_ok=True)
    assert any(side.exists() for side in sides(path))


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        return {name for (name,) in db.execute("select name from sqlite_master where name in ('old', 'kept', 'lost')")}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table old (x)")
    return path


@pytest.mark.parametrize(("mode", "there"), [("delete", {"old"}), ("wal", {"old", "kept"})])
def test_what_was_begun_is_undone_and_what_was_done_is_kept(mode: str, there: set[str], old: Path) -> None:
    killed(old, mode)
    take_in(old)
    assert not (old.with_name(old.name + "-journal")).exists()
    for side in sides(old):
        side.unlink(missing_ok=True)
    assert tables(old) == there


@pytest.mark.parametrize(("mode", "there"), [("delete", {"old"}), ("wal", {"old", "kept"})])
def test_a_replacement_that_comes_to_nothing_leaves_the_old_file_whole(mode: str, there: set[str], old: Path) -> None:
    killed(old, mode)
    remove(old)
    assert [side for side in sides(old) if side.exists()] == []
    assert tables(old) == there


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_nothing_of_the_old_file_gets_into_the_new_one(mode: str, old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite"
    with closing(sqlite3.connect(new)) as db:
        db.execute("create table other (x)")
        db.executemany("insert into other values (?)", BALLAST)
    killed(old, mode)
    content = new.read_bytes()
    replace_file(new, old)
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_bytes() == content


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("words", [("status",), ("query", "select count(*) as posts from posts"), ("week",)])
def test_a_killed_command_keeps_nobody_from_reading(words: tuple[str, ...], mode: str, blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    before = coursekeep(*words, "--data", data, cwd=data.parent)
    killed(data / "coursekeep.sqlite", mode)
    ran = coursekeep(*words, "--data", data, cwd=data.parent)
    assert (ran.code, ran.out) == (before.code, before.out), ran.err


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_rebuild_after_a_kill_gives_the_same_database(mode: str, blog: Blog, data: Path) -> None:
    assert crawl(blog.url, data=data).code == 0
    before = dump(data)
    killed(data / "coursekeep.sqlite", mode)
    ran = coursekeep("rebuild", "--data", data, cwd=data.parent)
    assert ran.code == 0, ran.err
    assert dump(data) == before
    assert [side.name for side in sides(data / "coursekeep.sqlite") if side.exists()] == []
