"""What a crawl brought and what a folder holds, in numbers and in words."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive.database.store import NAME, Store
from archive.errors import StoreError
from archive.report.summary import crawl_lines, crawl_summary, folder_lines, folder_summary
from crawler.account import ADVICE

CRAWL: dict[str, Any] = {
    "id": 9,
    "started_at": "2026-03-01T09:00:00Z",
    "finished_at": "2026-03-01T09:01:05Z",
    "status": "finished",
    "planned": 6,
    "fetched": 2,
    "not_modified": 1,
    "excluded": 2,
    "failed": 1,
}
OF_BLOG = {"id": 71, "crawl_id": 9, "blog_id": 1, "state": "ok", "planned": 6, "fetched": 2, "not_modified": 1, "excluded": 2, "failed": 1, "excluded_by": '{"share": 2}'}  # fmt: skip
ONE: dict[str, list[dict[str, Any]]] = {
    "blogs": [{"id": 1, "slug": "weaving", "url": "https://weaving.example.org/", "state": "ok"}],
    "crawl_blogs": [OF_BLOG],
    "failures": [{"id": 72, "crawl_id": 9, "blog_id": 1, "url": "https://weaving.example.org/x", "reason": "HTTP 500"}],
    "posts": [
        {"id": 11, "blog_id": 1, "kind": "post", "url": "https://weaving.example.org/1/", "status": "live"},
        {"id": 12, "blog_id": 1, "kind": "post", "url": "https://weaving.example.org/2/", "status": "gone"},
    ],
    "comments": [{"id": n, "post_id": 11, "position": n, "status": "live"} for n in (31, 32)],
    "pingbacks": [{"id": 41, "post_id": 11, "kind": "pingback", "status": "missing"}],
    "reference_entries": [{"id": 51, "post_id": 11, "position": 0, "text": "A"}],
    "problems": [
        {"id": 61, "blog_id": 1, "kind": "comment_count", "detail": "the blog says 3 comments, 2 found"},
        {"id": 62, "blog_id": 1, "kind": "failed_fetch", "detail": "x: HTTP 500"},
    ],
}


def folder(path: Path, crawl: dict[str, Any], **more: list[dict[str, Any]]) -> Path:
    """A data folder with this crawl and the rows of ONE and `more`."""
    store = Store(path / NAME)
    with store.transaction():
        store.put({"crawls": [crawl], **{name: [*ONE.get(name, []), *more.get(name, [])] for name in {**ONE, **more}}})
    store.close()
    (path / "warc").mkdir()
    (path / "warc" / "a.warc.gz").write_bytes(b"x" * 1500)
    return path


def told(path: Path, crawl: dict[str, Any] = CRAWL, **more: list[dict[str, Any]]) -> list[str]:
    return list(crawl_lines(crawl_summary(folder(path, crawl, **more), "9"), ADVICE))


def second(state: str) -> dict[str, Any]:
    return {
        "blogs": [{"id": 2, "slug": "chalk", "url": "https://chalk.example.org/", "state": state}],
        "crawl_blogs": [{**OF_BLOG, "id": 73, "blog_id": 2, "excluded_by": '{"robots": 2, "share": 1}'}],
    }


def test_a_crawl_in_words(tmp_path: Path) -> None:
    assert told(tmp_path) == [
        "weaving       1 post        2 comments       0 pingbacks       1 reference",
        "1 blog  1 post  2 comments  0 pingbacks  1 reference  1 min 5 s  3 requests  (1 failed)",
        "check    planned 6 = fetched 2 + not modified 1 + excluded 2 (share 2) + failed 1",
        "failed   weaving: https://weaving.example.org/x: HTTP 500",
        "note     weaving: the blog says 3 comments, 2 found",
    ]


def test_one_of_a_kind_is_singular(tmp_path: Path) -> None:
    crawl = {**CRAWL, "planned": 4, "not_modified": 0, "fetched": 1, "finished_at": "2026-03-01T09:00:01Z"}
    line = told(tmp_path, crawl)[1]
    assert line == "1 blog  1 post  2 comments  0 pingbacks  1 reference  1 s  1 request  (1 failed)"


def test_two_blogs_are_plural_and_their_rules_are_summed(tmp_path: Path) -> None:
    lines = told(tmp_path, **second("ok"))
    assert lines[0].startswith("chalk         0 posts ") and lines[1].startswith("weaving       1 post  ")
    assert lines[2].startswith("2 blogs  1 post  ")
    assert "(share 3, robots 2)" in lines[3]


def test_a_blog_that_needs_a_person_says_what_to_do(tmp_path: Path) -> None:
    lines = told(tmp_path, **second("private"))
    assert lines[0].endswith("[private]")
    assert f"blog     chalk is private: {ADVICE['private']}" in lines


def test_what_was_not_reached_is_said(tmp_path: Path) -> None:
    lines = told(tmp_path, {**CRAWL, "planned": 1010, "status": "stopped"})
    assert lines[2].endswith("+ failed 1 + not reached 1,004")
    assert crawl_summary(tmp_path, "9")["gap"] == 1004


def test_a_crawl_that_has_not_ended_says_so(tmp_path: Path) -> None:
    assert "  not ended  " in told(tmp_path, {**CRAWL, "finished_at": None, "status": "running"})[1]


def test_a_long_list_of_failures_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    many = [{**ONE["failures"][0], "id": n, "url": f"https://weaving.example.org/{n}"} for n in range(100, 125)]
    lines = [line for line in told(tmp_path, failures=many) if line.startswith("failed")]
    assert len(lines) == 21 and lines[-1] == "failed   ... and 6 more: --json lists them all"


def test_only_blogs_of_the_crawl_are_in_its_summary(tmp_path: Path) -> None:
    other = {
        "blogs": second("ok")["blogs"],
        "problems": [{"id": 63, "blog_id": 2, "kind": "post_count", "detail": "x"}],
    }
    summary = crawl_summary(folder(tmp_path, CRAWL, **other), "9")
    assert [blog["slug"] for blog in summary["blogs"]] == ["weaving"]
    assert [note["slug"] for note in summary["notes"]] == ["weaving"]


def test_a_folder_in_words(tmp_path: Path) -> None:
    lines = list(folder_lines(folder_summary(folder(tmp_path, CRAWL, **second("gone"))), ADVICE))
    size = (tmp_path / NAME).stat().st_size
    assert lines[2:4] == [
        "2 blogs  1 post  2 comments  0 pingbacks  1 reference",
        "crawls   1, the last one finished, begun 2026-03-01T09:00:00Z",
    ]
    assert lines[4] == f"disk     2 kB in 1 WARC file, {size / 1000:.0f} kB database"
    assert lines[5] == "checked  never; `coursekeep verify` checks the archive"
    assert lines[6] == "look at  1 comment_count, 1 failed_fetch; `coursekeep problems` says where and what to do"
    assert lines[7] == f"blog     chalk is gone: {ADVICE['gone']}"


def test_a_folder_without_a_crawl_is_a_summary_too(tmp_path: Path) -> None:
    Store(tmp_path / NAME).close()
    lines = list(folder_lines(folder_summary(tmp_path), ADVICE))
    assert lines[0] == "0 blogs  0 posts  0 comments  0 pingbacks  0 references"
    assert lines[1].startswith("disk     0 bytes in 0 WARC files, ")


def test_a_folder_without_a_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="crawl first") as caught:
        folder_summary(tmp_path)
    assert caught.value.subject == str(tmp_path)


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"This is a letter, no database. " * 99)
    with pytest.raises(StoreError, match="coursekeep rebuild"):
        folder_summary(tmp_path)


@pytest.mark.parametrize(("version", "said"), [(0, "no database of Coursekeep"), (99, "another version of Coursekeep")])
def test_a_database_of_another_version_says_what_to_do(tmp_path: Path, version: int, said: str) -> None:
    db = sqlite3.connect(folder(tmp_path, CRAWL) / NAME)
    db.execute(f"pragma user_version = {version}")
    db.close()
    with pytest.raises(StoreError, match=f"{said}; `coursekeep rebuild`"):
        crawl_summary(tmp_path, "9")


def test_reading_a_summary_changes_nothing(tmp_path: Path) -> None:
    before = (folder(tmp_path, CRAWL) / NAME).read_bytes()
    crawl_summary(tmp_path, "9")
    folder_summary(tmp_path)
    assert (tmp_path / NAME).read_bytes() == before
