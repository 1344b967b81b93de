"""The crawls that an archive holds, read from their own records in any order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from factories import CRAWL, LATER, LATEST, blog, tally
from hypothesis import given
from hypothesis import strategies as st

from archive.warc.records import Note
from crawler import chronicle
from crawler.chronicle import CrawlLog, blog_of, blog_rows, uri
from crawler.compose.evidence import ident

BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def note(crawl: str, kind: str, minute: int, payload: dict[str, Any], *more: str) -> Note:
    return Note(uri=uri(crawl, kind, *more), at=BEGAN + timedelta(minutes=minute), payload=payload, crawl=crawl)


def start(crawl: str = CRAWL, minute: int = 0, *slugs: str, **courses: str) -> Note:
    blogs = [{"slug": slug, "url": f"https://{slug}.example/", "course": None} for slug in slugs or ("weaving",)]
    told = [{"slug": slug, "title": title} for slug, title in courses.items()]
    head = {"software": "coursekeep/0", "started_at": "2026-03-01T09:00:00Z"}
    return note(crawl, "start", minute, {**head, "blogs": blogs, "courses": told})


def taken(crawl: str = CRAWL, minute: int = 1, slug: str = "weaving", **fields: Any) -> Note:
    return note(crawl, "blog", minute, {"slug": slug, "account": tally(**fields)}, slug)


def end(crawl: str = CRAWL, minute: int = 9, status: str = "finished") -> Note:
    return note(crawl, "end", minute, {"status": status, "finished_at": f"2026-03-01T09:{minute:02}:00Z"})


STORY = [
    start(),
    taken(minute=1, planned=2, fetched=1, not_modified=1),
    end(minute=2, status="stopped"),
    start(minute=3),
    taken(minute=4, planned=3, fetched=3),
    end(minute=5),
    start(LATER, 6),
    start(LATEST, 7),
    taken(LATEST, 8, state="private"),
]


@given(st.permutations(STORY))
def test_the_order_of_the_records_changes_nothing(order: list[Note]) -> None:
    assert chronicle.read(order) == chronicle.read(STORY)
    assert list(chronicle.read(order)) == [CRAWL, LATER, LATEST]


def test_a_crawl_that_was_gone_on_with_is_as_its_last_records_say() -> None:
    log = chronicle.read(STORY)[CRAWL]
    assert (log.status, log.finished_at, log.accounts["weaving"]["fetched"]) == ("finished", "2026-03-01T09:05:00Z", 3)


def test_a_crawl_without_an_end_has_crashed_unless_it_is_the_newest() -> None:
    assert [log.status for log in chronicle.read(STORY).values()] == ["finished", "crashed", "running"]


def test_a_crawl_that_goes_on_is_running_again() -> None:
    log = chronicle.read([start(), end(minute=2, status="stopped"), start(minute=3)])[CRAWL]
    assert (log.status, log.finished_at) == ("running", None)


def test_a_crawl_of_which_only_a_later_file_is_left_is_known_all_the_same() -> None:
    log = chronicle.read([taken(minute=1)])[CRAWL]
    assert log.started_at == "2026-03-01T09:01:00Z" and list(log.accounts) == ["weaving"]


@pytest.mark.parametrize(
    "strange", ["urn:coursekeep:crawl:1:later-kind", "urn:other:thing", "", "urn:coursekeep:crawl:1"]
)
def test_records_of_kinds_that_are_unknown_are_passed_over(strange: str) -> None:
    assert chronicle.read([start(), Note(uri=strange, at=BEGAN, payload={}, crawl=CRAWL)]) == chronicle.read([start()])
    assert chronicle.read([Note(uri=strange, at=BEGAN, payload={}, crawl=None)]) == {}


def test_a_crawls_row_is_the_sum_of_its_blogs() -> None:
    tallies = {
        "a": tally(planned=6, fetched=2, not_modified=1, excluded={"share": 2}, failed=[["https://a.example/", "dns"]]),
        "b": tally(planned=1, fetched=1),
    }
    row = CrawlLog(id=CRAWL, started_at="2026-03-01T09:00:00Z", accounts=tallies).row()
    counts = ("planned", "fetched", "not_modified", "excluded", "failed")
    assert [row[name] for name in counts] == [7, 3, 1, 2, 1]
    assert row["id"] == int(CRAWL)


@pytest.mark.parametrize(
    ("fields", "whole"),
    [
        ({"planned": 1, "fetched": 1}, True),
        ({"planned": 2, "fetched": 1}, False),
        ({"failed": [["https://a.example/", "dns"]]}, False),
        ({"state": "refused"}, False),
    ],
)
def test_only_a_crawl_that_read_all_of_a_blog_says_that_something_is_gone(fields: dict[str, Any], whole: bool) -> None:
    log = CrawlLog(id=CRAWL, started_at="", accounts={"weaving": tally(**fields)})
    assert log.run.complete == (frozenset({"weaving"}) if whole else frozenset())


def test_a_blog_has_a_row_for_each_crawl_that_took_it_in_and_one_for_each_failure() -> None:
    failed = [["https://weaving.example/x", "HTTP 500"]]
    logs = [
        CrawlLog(id=CRAWL, started_at="", accounts={"weaving": tally(excluded={"share": 2, "feed": 1}, failed=failed)}),
        CrawlLog(id=LATER, started_at="", accounts={"another": tally()}),
        CrawlLog(id=LATEST, started_at="", accounts={"weaving": tally(failed=failed)}),
    ]
    rows = blog_rows(logs, "weaving")
    assert [(row["crawl_id"], row["excluded"], row["failed"]) for row in rows["crawl_blogs"]] == [
        (int(CRAWL), 3, 1),
        (int(LATEST), 0, 1),
    ]
    assert rows["crawl_blogs"][0]["excluded_by"] == '{"feed": 1, "share": 2}'
    assert [(row["crawl_id"], row["url"], row["reason"]) for row in rows["failures"]] == [
        (int(CRAWL), *failed[0]),
        (int(LATEST), *failed[0]),
    ]
    ids = [row["id"] for each in rows.values() for row in each]
    assert len(set(ids)) == 4
    assert {row["blog_id"] for each in rows.values() for row in each} == {ident("blog", "weaving")}


def test_a_blog_is_as_the_roster_has_it_else_as_the_newest_crawl_named_it() -> None:
    logs = list(chronicle.read([start(CRAWL, 0, "weaving", "chalk"), start(LATER, 1, "weaving")]).values())
    logs[1].blogs["weaving"]["url"] = "https://new.example/"
    known = blog(owner="Ana")
    assert blog_of(logs, "weaving", {"weaving": known}) is known
    assert blog_of(logs, "weaving", {}).url == "https://new.example/"
    assert blog_of(logs, "chalk", {}).url == "https://chalk.example/"
    assert blog_of(logs, "unknown", {}).url == ""


def test_a_courses_row_is_as_its_newest_start_says() -> None:
    log = chronicle.read([start(CRAWL, 0, looms="Looms"), start(CRAWL, 1, looms="Looms 101")])[CRAWL]
    assert log.courses["looms"]["title"] == "Looms 101"
