"""Datasette under /data: it answers every named question, only reads, and shows the database that is there now."""

import sqlite3
from pathlib import Path

import pytest
from sites import Pages
from term import SLUG, store

from archive.report.questions import QUESTIONS


@pytest.mark.parametrize("name", [question.name for question in QUESTIONS])
def test_every_named_question_is_a_canned_query(name: str, pages: Pages) -> None:
    answer = pages.client.get(f"/data/coursekeep/{name}.json?_shape=array&course={SLUG}")
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json(), list)


def test_a_canned_query_answers_as_the_command_does(pages: Pages) -> None:
    from archive.report.query import asked

    told = pages.asked(asked, "weeks", {"course": SLUG}).objects()
    assert pages.client.get(f"/data/coursekeep/weeks.json?_shape=array&course={SLUG}").json() == told


def test_a_week_and_a_limit_are_numbers_there(pages: Pages) -> None:
    from archive.report.query import asked

    for name, given in (("week", {"course": SLUG, "week": "3"}), ("pairs", {"course": SLUG, "limit": "2"})):
        told = pages.asked(asked, name, given).objects()
        assert (
            told
            and pages.client.get(f"/data/coursekeep/{name}.json", params={"_shape": "array", **given}).json() == told
        )


def test_tables_are_described_and_rows_lead_to_their_capture(pages: Pages) -> None:
    assert "Posts and pages" in pages.client.get("/data/coursekeep/posts").text
    with sqlite3.connect(pages.site.data / "coursekeep.sqlite") as db:
        db.executescript(
            "insert into captures (id, url, fetched_at, warc_file, warc_offset, warc_length) values (77, 'https://a.example/', '2026-03-01T00:00:00Z', 'f', 1, 2);"
            "update posts set capture_id = 77 where id = 3"
        )
    assert 'href="/captures/77"' in pages.client.get("/data/coursekeep/posts/3").text
    assert 'href="/data/coursekeep/captures/77"' in pages.client.get("/captures/77").text


def test_it_only_reads(pages: Pages) -> None:
    pages.enter()
    assert pages.client.post("/data/coursekeep", data={"sql": "delete from posts"}).status_code == 405
    answer = pages.client.get("/data/coursekeep.json?sql=delete+from+posts")
    assert answer.status_code == 400
    assert pages.asked(lambda db: db.execute("select count(*) from posts").fetchone()[0]) > 0


def test_no_inline_script_but_its_own_may_run(pages: Pages) -> None:
    policy = pages.client.get("/data/coursekeep").headers["content-security-policy"]
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts and "'sha256-" in scripts


def test_a_database_that_was_made_again_is_seen_at_once(pages: Pages, tmp_path: Path) -> None:
    assert pages.client.get("/data/coursekeep/crawls.json?_shape=array").json()
    made = store(tmp_path)
    made.connection.execute("delete from crawls")
    made.close()
    (tmp_path / "coursekeep.sqlite").replace(pages.site.data / "coursekeep.sqlite")
    assert pages.client.get("/data/coursekeep/crawls.json?_shape=array").json() == []
