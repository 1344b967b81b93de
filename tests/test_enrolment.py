"""Courses, assignments and rosters in the database: kept in step with the configuration, weeks counted again when it changes."""

from pathlib import Path
from typing import Any

import course
import pytest

from archive.database.store import NAME, Store
from archive.items import Blog
from crawler.compose.evidence import ident
from crawler.ingest import save_crawls, save_roster, save_rows

COURSE: dict[str, Any] = {
    "slug": "weaving",
    "title": "Weaving",
    "starts": "2026-03-02",
    "weeks": 2,
    "timezone": "Pacific/Auckland",
    "posts_per_week": 1.0,
    "comments_per_week": 2.0,
    "assignments": [
        {"slug": "reading-1", "title": "First reading", "due": "2026-03-13", "match": {"tag": ["r1"]}},
        {"slug": "diary", "title": "Diary", "due": None, "match": {}},
    ],
}
AROHA = Blog(
    slug="aroha", url="https://1.example/", owner="Aroha", course="weaving", section="Monday", email="a@1.example"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / NAME)


def courses(store: Store, **changed: Any) -> None:
    save_crawls(store, [], [{**COURSE, **changed}])


def test_a_courses_assignments_and_expectations_are_rows(store: Store) -> None:
    courses(store)
    assert store.rows("select slug, posts_per_week, comments_per_week from courses") == [
        {"slug": "weaving", "posts_per_week": 1.0, "comments_per_week": 2.0}
    ]
    assert store.rows("select slug, due_at, due_local, match from assignments order by slug") == [
        {"slug": "diary", "due_at": None, "due_local": None, "match": "{}"},
        {"slug": "reading-1", "due_at": "2026-03-13T10:59:59Z", "due_local": "2026-03-13", "match": '{"tag": ["r1"]}'},
    ]


def test_an_assignment_that_the_configuration_no_longer_has_goes(store: Store) -> None:
    courses(store)
    courses(store, assignments=[])
    assert store.rows("select * from assignments") == []


def test_a_record_of_an_older_version_without_assignments_is_read(store: Store) -> None:
    old = {name: COURSE[name] for name in ("slug", "title", "starts", "weeks", "timezone")}
    save_crawls(store, [], [old])
    assert store.rows("select starts, posts_per_week from courses") == [
        {"starts": "2026-03-02", "posts_per_week": None}
    ]


def test_a_blog_of_the_roster_is_a_row_before_it_is_crawled_and_goes_with_its_line(store: Store) -> None:
    courses(store)
    save_roster(store, [AROHA])
    (row,) = store.rows("select slug, owner, email, section, state, course_id from blogs")
    assert row == {"slug": "aroha", "owner": "Aroha", "email": "a@1.example", "section": "Monday", "state": "not_crawled", "course_id": ident("course", "weaving")}  # fmt: skip
    save_roster(store, [])
    assert store.rows("select slug from blogs") == []


def test_what_the_roster_says_anew_of_a_crawled_blog_is_taken_and_what_the_crawl_said_stays(store: Store) -> None:
    courses(store)
    with store.transaction():
        store.put({"blogs": [{"id": ident("blog", "aroha"), "slug": "aroha", "url": AROHA.url, "title": "Looms", "section": "Friday", "state": "ok"}]})  # fmt: skip
    save_roster(store, [AROHA])
    assert store.rows("select title, section, state from blogs") == [
        {"title": "Looms", "section": "Monday", "state": "ok"}
    ]
    save_roster(store, [])
    assert store.rows("select title, section, state from blogs") == [
        {"title": "Looms", "section": "Monday", "state": "ok"}
    ]


def test_a_blog_whose_owner_opted_out_is_left_to_the_crawl(store: Store) -> None:
    save_roster(store, [Blog(slug="ben", url="https://2.example/", consent="opted out")])
    assert store.rows("select slug from blogs") == []


def weeks(store: Store) -> list[tuple[int, str, int | None]]:
    sql = "select id, local_date, course_week from posts union all select id, local_date, course_week from comments order by 1"
    return [(row["id"], row["local_date"], row["course_week"]) for row in store.rows(sql)]


def test_weeks_are_counted_again_when_a_course_starts_on_another_day_or_has_another_clock(tmp_path: Path) -> None:
    store = course.store(tmp_path)
    with store.transaction():  # the course's number is that of its slug
        number = ident("course", "weaving")
        store.connection.execute("update courses set id = ?", (number,))
        store.connection.execute("update blogs set course_id = ?", (number,))
    courses(store, starts="2026-03-09")
    assert weeks(store)[:3] == [(1, "2026-03-02", 0), (2, "2026-03-09", 1), (3, "2026-03-02", 0)]
    courses(store, starts="2026-03-09", timezone="America/Los_Angeles")
    assert weeks(store)[:4] == [
        (1, "2026-03-01", -1),
        (2, "2026-03-08", 0),
        (3, "2026-03-01", -1),
        (11, "2026-03-02", 0),
    ]


def test_weeks_are_counted_again_when_a_blog_moves_to_another_course(tmp_path: Path) -> None:
    store = course.store(tmp_path)
    save_crawls(store, [], [{**COURSE, "slug": "felting", "starts": "2026-02-23"}])
    save_roster(
        store,
        [Blog(slug="aroha", url="https://1.example/", course="felting"), Blog(slug="ben", url="https://2.example/")],
    )
    assert weeks(store)[:3] == [(1, "2026-03-02", 2), (2, "2026-03-09", 3), (3, None, None)]


def test_what_has_come_is_dated_by_the_clock_of_its_course(tmp_path: Path) -> None:
    store = course.store(tmp_path)
    blog = next(row for row in store.rows("select * from blogs order by id") if row["course_id"])
    come = {"local_date": None, "course_week": None, "published_local": "2026-03-09", "published_at": None}
    number = ident("post", "new")
    save_rows(store, blog["slug"], {"blogs": [blog], "posts": [course.post(number, blog["id"], course.BEN, 1) | come]})
    told = store.rows("select local_date, course_week from posts where id = ?", number)
    assert told == [{"local_date": "2026-03-09", "course_week": 2}]
