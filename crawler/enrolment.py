"""What the configuration says of courses and blogs, in the database: so that reports and pages need no configuration."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.database.store import Store
from archive.items import Blog
from crawler.advice import NOT_CRAWLED
from crawler.compose.calendar import DATED, Calendar, deadline
from crawler.compose.evidence import ident

Row = dict[str, Any]


def save_courses(store: Store, courses: Iterable[Mapping[str, Any]]) -> None:
    """Put courses with their assignments into the database; where a course's clock or start is another one, its weeks
    are counted again. Within a transaction."""
    for course in courses:
        before = store.rows("select * from courses where slug = ?", course["slug"])
        row = {"id": ident("course", course["slug"]), **course}
        store.connection.execute("delete from assignments where course_id = ?", (row["id"],))
        store.put({"courses": [row], "assignments": _assignments(row)})
        if before and any(before[0][name] != course[name] for name in ("starts", "timezone")):
            for blog in store.rows("select id from blogs where course_id = ?", row["id"]):
                _date(store, blog["id"], row)


def _assignments(course: Row) -> list[Row]:
    return [
        {
            "id": ident("assignment", course["slug"], each["slug"]),
            "course_id": course["id"],
            "slug": each["slug"],
            "title": each["title"],
            "due_at": deadline(each["due"], course["timezone"]) if each["due"] else None,
            "due_local": each["due"],
            "match": json.dumps(each["match"], ensure_ascii=False, sort_keys=True),
        }
        for each in course.get("assignments", ())
    ]


def save_roster(store: Store, roster: Iterable[Blog]) -> None:
    """Put the roster's word on its blogs into the database, within a transaction.

    A blog that no crawl has taken in has a row in state `not_crawled` while it stands in the roster.
    """
    known = {row["slug"]: row for row in store.rows("select * from blogs")}
    named = {blog.slug: blog for blog in roster if blog.consent != "opted out"}
    for slug, row in known.items():
        asked_for = store.rows(
            "select 1 from crawl_blogs where blog_id = ?", row["id"]
        )  # by a `--patch`: it has an account
        if row["state"] == NOT_CRAWLED and slug not in named and not asked_for:
            store.connection.execute("delete from blogs where id = ?", (row["id"],))
    for slug, blog in named.items():
        new = {"id": ident("blog", slug), "slug": slug, "url": blog.url, "title": blog.title, "state": NOT_CRAWLED}
        before = known.get(slug, new)
        after = {**before, **facts(blog)}
        if known.get(slug) != after:
            store.put({"blogs": [after]})
        if slug in known and before["course_id"] != after["course_id"]:
            course = store.rows("select * from courses where id = ?", after["course_id"])
            _date(store, before["id"], course[0] if course else None)


def facts(blog: Blog) -> Row:
    """What a roster says of a blog."""
    course = ident("course", blog.course) if blog.course else None
    told = {name: getattr(blog, name) for name in ("owner", "email", "section", "role", "consent", "status")}
    return {**told, "course_id": course}


def dated(store: Store, rows: Mapping[str, Iterable[Row]]) -> dict[str, Iterable[Row]]:
    """A blog's new rows with days and weeks, by the clock of its course."""
    courses = [blog["course_id"] for blog in rows.get("blogs", ()) if blog["course_id"]]
    course = store.rows("select * from courses where id = ?", courses[0]) if courses else []
    calendar = Calendar.of_course(course[0] if course else None)
    return {**rows, **{table: _Dated(rows[table], calendar) for table in DATED if table in rows}}


@dataclass(frozen=True, slots=True)
class _Dated:
    """Rows with days and weeks, as often as they are asked for: there may be more of them than memory should hold."""

    rows: Iterable[Row]
    calendar: Calendar

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            yield row | self.calendar.dated(row) if row["published_local"] else row


def _date(store: Store, blog_id: int, course: Row | None) -> None:
    calendar = Calendar.of_course(course)
    for table in DATED:
        post = "id" if table == "posts" else "post_id"
        theirs = f"{post} in (select id from posts where blog_id = ?)"
        sql = f"select id, published_at, published_local from {table} where {theirs}"
        dated = [{**row, **calendar.dated(row)} for row in store.rows(sql, blog_id)]
        store.connection.executemany(
            f"update {table} set local_date = ?, course_week = ? where id = ?",
            [(row["local_date"], row["course_week"], row["id"]) for row in dated],
        )
