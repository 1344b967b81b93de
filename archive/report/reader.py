"""Posts with their comments, to be read: the newest first, chosen by course, blog, person or week, and what of them is new."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from archive.report.summary import Row, rows

POSTS = """
select p.id as post_id, p.title, p.url, p.author, p.person_id, coalesce(h.name, p.author) as person, b.slug as blog, b.title as blog_title,
  k.slug as course, p.course_week as week, p.kind, p.published_at, p.local_date, p.published_from, p.word_count as words, p.body_html,
  p.protected, p.comments_open, p.status, p.license, p.language, p.first_seen_at, p.last_seen_at, p.capture_id, s.at as seen_at,
  (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone' and c.first_seen_at > s.at) as new_comments
from posts p join blogs b on b.id = p.blog_id left join courses k on k.id = b.course_id left join people h on h.id = p.person_id
  left join (select cast(key as integer) as post_id, value as at from json_each(:seen)) s on s.post_id = p.id
where {where} order by p.published_at desc, p.id desc limit :limit offset :offset
"""
FRESH = """(s.at is null or exists (
  select 1 from comments c where c.post_id = p.id and c.status <> 'gone' and c.first_seen_at > s.at))"""
COMMENTS = """
select c.id as comment_id, c.post_id, c.wp_id, c.parent_id, c.depth, c.person_id, coalesce(h.name, c.author) as person, c.published_at,
  c.local_date, c.html, c.text, c.status, c.first_seen_at, c.by_post_author, c.capture_id
from comments c left join people h on h.id = c.person_id
where c.post_id in (select value from json_each(?)) order by c.post_id, c.position
"""
PICTURES = "select id, post_id, url, alt, capture_id from media where post_id in (select value from json_each(?)) and kind = 'image' order by id"
ENTRIES = """
select r.post_id, r.text, r.work_id, r.url from reference_entries r
where r.post_id in (select value from json_each(?)) and r.comment_id is null order by r.post_id, r.position
"""
PINGS = """
select g.post_id, g.title, g.source_url, g.source_post_id, g.local_date from pingbacks g
where g.post_id in (select value from json_each(?)) and g.status <> 'gone' order by g.post_id, g.published_at, g.id
"""
CAPTURES = """
select c.id as capture_id, c.fetched_at, c.status, c.revisit_of, c.warc_file, c.warc_offset, c.payload_digest
from posts p join captures c on c.blog_id = p.blog_id and c.url = p.url where p.id = ?
order by c.fetched_at desc, c.crawl_id desc, c.warc_file desc, c.warc_offset desc
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which posts: of a course or a blog (slugs), a person or a post (numbers), a week; `fresh`: only what was not seen."""

    course: str | None = None
    blog: str | None = None
    person: int | None = None
    week: int | None = None
    post: int | None = None
    fresh: bool = False


def posts(db: sqlite3.Connection, choice: Choice, seen: Mapping[int, str], *, limit: int = 20, offset: int = 0) -> Row:
    """`posts`, each with `comments` in the order of their threads, `entries`, `pingbacks`, `pictures`; and whether there are `more`.

    `seen`: post -> up to when it was seen (UTC), as `shown_until` tells; a post is new again when a comment came since.
    """
    given = {"seen": json.dumps(seen), "limit": limit + 1, "offset": offset}
    where, named = _where(choice)
    found = [dict(r) for r in db.execute(POSTS.format(where=where), given | named)]
    told = found[:limit]
    ids = json.dumps([post["post_id"] for post in told])
    beside = {name: _by_post(db, sql, ids) for name, sql in BESIDE.items()}
    for post in told:
        _complete(post, {name: each[post["post_id"]] for name, each in beside.items()})
    return {"posts": told, "more": len(found) > limit}


BESIDE = {"comments": COMMENTS, "pictures": PICTURES, "entries": ENTRIES, "pingbacks": PINGS}


def _where(choice: Choice) -> tuple[str, Row]:
    """Only what is asked for stands in the query, so that it finds its index."""
    asked: Row = {
        "k.slug = :course": choice.course,
        "b.slug = :blog": choice.blog,
        "p.person_id = :person": choice.person,
        "p.course_week = :week": choice.week,
        "p.id = :post": choice.post,
    }
    told = {sql: value for sql, value in asked.items() if value is not None}
    parts = [*told, *([FRESH] if choice.fresh else []), *([] if choice.post else ["p.status <> 'gone'"])]
    return " and ".join(parts) or "1", {sql.rpartition(":")[2]: value for sql, value in told.items()}


def _by_post(db: sqlite3.Connection, sql: str, ids: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows(db, sql, ids):
        found[row["post_id"]].append(row)
    return found


def _complete(post: Row, beside: Mapping[str, list[Row]]) -> None:
    pictures = beside["pictures"]
    post["new"] = post["seen_at"] is None
    post["comments"] = threaded(beside["comments"])
    for comment in post["comments"]:
        comment["new"] = bool(post["seen_at"] and (comment["first_seen_at"] or "") > post["seen_at"])
    post["shown_until"] = max(each["first_seen_at"] or "" for each in (post, *post["comments"]))
    post["entries"], post["pingbacks"] = beside["entries"], beside["pingbacks"]
    post["pictures"] = {p["url"]: p["id"] for p in pictures if p["capture_id"]}
    post["pictures_not_kept"] = [p["url"] for p in pictures if not p["capture_id"]]


def origin(db: sqlite3.Connection, post: int) -> Row:
    """Where a post comes from: the `captures` of its page, the newest first, and how many `versions` of its words were seen."""
    versions = db.execute("select count(*) from post_versions where post_id = ?", (post,)).fetchone()[0]
    return {"captures": rows(db, CAPTURES, post), "versions": max(1, versions)}


def threaded(comments: list[Row]) -> list[Row]:
    """Comments, each followed by its answers, whole threads in the order of their beginnings."""
    known = {c["comment_id"] for c in comments}
    under: dict[int | None, list[Row]] = defaultdict(list)
    for comment in comments:
        under[comment["parent_id"] if comment["parent_id"] in known else None].append(comment)
    ordered, waiting = [], list(reversed(under[None]))
    while waiting:
        comment = waiting.pop()
        ordered.append(comment)
        waiting += reversed(under[comment["comment_id"]])
    return ordered


def blogs(db: sqlite3.Connection, course: str | None = None) -> list[Row]:
    """Blogs to choose from: slug and owner."""
    sql = "select b.slug, coalesce(b.owner, b.title, b.slug) as name from blogs b left join courses k on k.id = b.course_id where b.state <> 'opted_out' and (?1 is null or k.slug = ?1) order by 2"
    return rows(db, sql, course)


def weeks(db: sqlite3.Connection) -> int:
    """How many weeks the longest course has."""
    return int(db.execute("select coalesce(max(weeks), 0) from courses").fetchone()[0])


def name(db: sqlite3.Connection, person: int | None) -> str | None:
    """What a person is called."""
    found = db.execute("select name from people where id = ?", (person,)).fetchone()
    return found[0] if found else None
