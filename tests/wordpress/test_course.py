"""The real command against a real WordPress: what it keeps is what WordPress's own database holds."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import answers
import pytest
from installed import BIN, Course, free_ports, serving
from truth import differences

from archive.report.query import asked

BLOGS = int(os.environ.get("COURSEKEEP_WORDPRESS_BLOGS", "3"))
OF_THE_MOMENT = {"capture_id", "crawl_id", "first_seen_at", "last_seen_at", "first_crawl_id", "last_crawl_id"}
"""Columns that two crawls of the same blogs fill differently."""
TABLES = ("posts", "comments", "pingbacks", "reference_entries", "citations", "terms", "posts_terms", "links", "media")


@pytest.fixture(scope="module")
def course() -> Iterator[Course]:
    """A WordPress of its own for these tests."""
    with serving(BLOGS, free_ports(BLOGS)) as made:
        yield made


@pytest.fixture(scope="module")
def archive(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one whole crawl."""
    data = tmp_path_factory.mktemp("archive")
    account = _finished(_crawl(course, data))
    assert account["exit_code"] == 0
    (data / "account.json").write_text(json.dumps(account))
    return data


def _crawl(course: Course, data: Path) -> subprocess.Popen[str]:
    options = ["--data", str(data), "--delay", "0", "--allow-private-networks", "--json"]
    line = [str(BIN / "coursekeep"), "crawl", *course.urls, *options]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finished(crawl: subprocess.Popen[str], code: int = 0) -> dict[str, Any]:
    told, complaints = crawl.communicate(timeout=900)
    assert crawl.returncode == code, complaints
    account: dict[str, Any] = json.loads(told)
    return account


def _middle(crawl: subprocess.Popen[str], data: Path) -> None:
    """Wait until a crawl has kept about a third of the answers."""
    while crawl.poll() is None and sum(file.stat().st_size for file in _warcs(data)) < 600_000:
        with suppress(subprocess.TimeoutExpired):
            crawl.wait(0.05)
    assert crawl.returncode is None, "the crawl ended before it could be stopped"


def _warcs(data: Path) -> list[Path]:
    return sorted((data / "warc").glob("*.warc*"))


def _assert_whole(data: Path) -> None:
    """As others' programs judge the files."""
    files = _warcs(data)
    assert files
    for file in files:
        subprocess.run(["gzip", "-t", file], check=True)
        subprocess.run([BIN / "fastwarc", "check", file], check=True, capture_output=True)


def _dump(data: Path) -> list[str]:
    with sqlite3.connect(data / "coursekeep.sqlite") as db:
        return list(db.iterdump())


def _rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows about the blogs, without what differs from crawl to crawl."""
    with sqlite3.connect(data / "coursekeep.sqlite") as db:
        columns = {table: [row[1] for row in db.execute(f"pragma table_info({table})")] for table in TABLES}
        lists = {table: ", ".join(c for c in names if c not in OF_THE_MOMENT) for table, names in columns.items()}
        return {table: sorted(db.execute(f"select {lists[table]} from {table}"), key=repr) for table in TABLES}


def _crawls(data: Path) -> list[tuple[int, str]]:
    with sqlite3.connect(data / "coursekeep.sqlite") as db:
        return db.execute("select id, status from crawls").fetchall()


def _assert_completed(data: Path, archive: Path) -> None:
    """What was cut short and gone on with is one crawl, fetched nothing twice, and holds what an uncut one holds."""
    _assert_whole(data)
    assert [status for _, status in _crawls(data)] == ["finished"]
    assert _rows(data) == _rows(archive)
    with sqlite3.connect(data / "coursekeep.sqlite") as db:
        assert db.execute("select url from captures group by url having count(*) > 1").fetchall() == []


def test_every_row_is_as_wordpress_has_it(course: Course, archive: Path) -> None:
    found = list(differences(course.truth, archive / "coursekeep.sqlite"))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_account_adds_up(course: Course, archive: Path) -> None:
    account = json.loads((archive / "account.json").read_text())
    for tally in (account["crawl"], *(blog["account"] for blog in account["blogs"])):
        assert tally["planned"] == sum(tally[part] for part in ("fetched", "not_modified", "excluded", "failed"))
        assert tally["failed"] == 0
    assert (account["gap"], account["failures"]) == (0, [])
    said = [row for blog in course.truth for post in blog["posts"] for row in post["comments"]]
    assert account["totals"]["posts"] == sum(len(blog["posts"]) for blog in course.truth)
    assert account["totals"]["comments"] == sum(row["type"] == "comment" for row in said)
    assert account["totals"]["pingbacks"] == sum(row["type"] != "comment" for row in said)


def test_each_blog_has_the_state_and_clock_it_has(course: Course, archive: Path) -> None:
    blogs = {blog["url"]: blog for blog in json.loads((archive / "account.json").read_text())["blogs"]}
    assert {url: (blog["state"], blog["timezone"]) for url, blog in blogs.items()} == {
        blog["home"]: ("ok", blog["timezone"]) for blog in course.truth
    }


def test_warc_files_are_whole_for_other_programs(archive: Path) -> None:
    _assert_whole(archive)


def test_nothing_that_the_public_may_not_see_is_kept(course: Course, archive: Path) -> None:
    dump = "\n".join(_dump(archive))
    assert [secret for blog in course.truth for secret in blog["must_not_appear"] if secret in dump] == []


def test_rebuild_gives_the_same_database(archive: Path) -> None:
    before = _dump(archive)
    subprocess.run([BIN / "coursekeep", "rebuild", "--data", archive], check=True, capture_output=True)
    assert _dump(archive) == before


def test_a_second_crawl_adds_nothing(course: Course, archive: Path, tmp_path: Path) -> None:
    data = tmp_path / "again"
    shutil.copytree(archive, data)
    assert _finished(_crawl(course, data))["crawl"]["failed"] == 0
    assert len(_crawls(data)) == 2
    assert _rows(data) == _rows(archive)
    _assert_whole(data)


def test_a_killed_crawl_completes_when_run_again(course: Course, archive: Path, tmp_path: Path) -> None:
    crawl = _crawl(course, tmp_path)
    _middle(crawl, tmp_path)
    crawl.kill()
    crawl.communicate()
    _finished(_crawl(course, tmp_path))
    _assert_completed(tmp_path, archive)


def test_an_interrupted_crawl_says_130_and_completes_when_run_again(
    course: Course, archive: Path, tmp_path: Path
) -> None:
    crawl = _crawl(course, tmp_path)
    _middle(crawl, tmp_path)
    crawl.send_signal(signal.SIGINT)
    _finished(crawl, 130)
    _assert_whole(tmp_path)
    _finished(_crawl(course, tmp_path))
    _assert_completed(tmp_path, archive)


def test_named_questions_are_answered_as_by_wordpress(course: Course, archive: Path) -> None:
    most = max((post for blog in course.truth for post in blog["posts"]), key=lambda post: len(post["comments"]))
    with closing(sqlite3.connect(archive / "coursekeep.sqlite")) as db:

        def told(question: str, **given: str) -> list[dict[str, Any]]:
            return asked(db, question, given).objects()

        assert {r["url"]: r["comments"] for r in told("discussed", limit="1000")} == answers.discussed(course.truth)
        assert {r["url"] for r in told("unanswered", limit="1000")} == answers.unanswered(course.truth)
        assert {(r["weekday"], r["hour"]): r["posts"] + r["comments"] for r in told("clock")} == answers.clock(
            course.truth
        )
        assert sorted(r["depth"] for r in told("conversation", post=most["url"])) == answers.depths(most)
