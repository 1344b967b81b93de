"""A small course in a database, made by hand: two students and a guest, of whom every number is known.

Course from Monday, 2 March 2026, of two weeks, in Auckland. Aroha writes posts 1 (week 1) and 2 (week 2), Ben post 3 (week 1).
Ben comments on 1 (11), Aroha answers him (12), a guest answers her (13) in week 2; Aroha comments on 3 (14); 15 is gone.
Ben's post pings Aroha's first and links to it; both list the same work, Ben cites it twice.
"""

from pathlib import Path
from typing import Any

from archive.database.store import NAME, Store

Rows = dict[str, list[dict[str, Any]]]
AROHA, BEN, GUEST = 101, 102, 103
WORK = 900


def post(number: int, blog: int, person: int | None, week: int, **fields: Any) -> dict[str, Any]:
    """A live post of ten words, written on the first day of its week."""
    day = f"2026-03-{2 + 7 * (week - 1):02}"
    return {
        "id": number, "blog_id": blog, "kind": "post", "url": f"https://{blog}.example/{number}/", "title": f"Post {number}",
        "author": "as printed", "person_id": person, "published_at": f"{day}T00:00:00Z", "local_date": day, "course_week": week,
        "body_text": "The loom is warped.", "word_count": 10, "protected": 0, "status": "live", "capture_id": 500,
        "first_seen_at": "2026-03-20T00:00:00Z", "last_seen_at": "2026-03-20T00:00:00Z", **fields,
    }  # fmt: skip


def comment(number: int, post: int, person: int | None, parent: int | None = None, **fields: Any) -> dict[str, Any]:
    """A live comment of five words in week 1, a day after its post."""
    return {
        "id": number, "post_id": post, "parent_id": parent, "thread_id": number, "depth": 1, "person_id": person,
        "author": "as printed", "published_at": "2026-03-03T00:00:00Z", "local_date": "2026-03-03", "course_week": 1,
        "text": "I agree.", "word_count": 5, "by_post_author": 0, "position": number - 11, "status": "live", "capture_id": 500,
        **fields,
    }  # fmt: skip


def rows() -> Rows:
    """The rows, by table."""
    return {
        "courses": [{"id": 1, "slug": "weaving", "starts": "2026-03-02", "weeks": 2, "timezone": "Pacific/Auckland"}],
        "people": [
            {"id": AROHA, "key": "roster:aroha", "name": "Aroha", "in_roster": 1, "confidence": 1.0},
            {"id": BEN, "key": "roster:ben", "name": "Ben", "in_roster": 1, "confidence": 1.0},
            {"id": GUEST, "key": "name:guest", "name": "Guest", "in_roster": 0, "confidence": 0.5},
        ],
        "blogs": [
            {"id": 1, "slug": "aroha", "url": "https://1.example/", "owner": "Aroha", "person_id": AROHA, "course_id": 1, "section": "Monday", "role": "student", "state": "ok"},
            {"id": 2, "slug": "ben", "url": "https://2.example/", "owner": "Ben", "person_id": BEN, "course_id": 1, "section": "Friday", "role": "student", "state": "ok"},
        ],
        "crawls": [{"id": 8, "started_at": "2026-03-13", "status": "finished"}, {"id": 9, "started_at": "2026-03-20", "status": "finished"}],
        "crawl_blogs": [
            {"id": 1, "crawl_id": 8, "blog_id": 2, "state": "ok", "failed": 0},
            {"id": 2, "crawl_id": 9, "blog_id": 2, "state": "private", "failed": 3},
        ],
        "captures": [{"id": 500, "crawl_id": 9, "blog_id": 1, "url": "https://1.example/1/", "fetched_at": "2026-03-20T00:00:00Z", "payload_digest": "sha256:1", "warc_file": "a.warc.gz", "warc_offset": 7, "warc_length": 70}],
        "posts": [post(1, 1, AROHA, 1), post(2, 1, AROHA, 2, title="Kōrero"), post(3, 2, BEN, 1)],
        "comments": [
            comment(11, 1, BEN),
            comment(12, 1, AROHA, 11, thread_id=11, depth=2, by_post_author=1),
            comment(13, 1, GUEST, 12, thread_id=11, depth=3, course_week=2, published_at="2026-03-10T00:00:00Z"),
            comment(14, 3, AROHA),
            comment(15, 2, BEN, status="gone"),
        ],
        "pingbacks": [{"id": 21, "post_id": 1, "kind": "pingback", "source_url": "https://2.example/3/", "source_post_id": 3, "person_id": BEN, "course_week": 1, "status": "live", "capture_id": 500}],
        "works": [{"id": WORK, "key": "doi:10.1/x", "authors": '[{"family": "Weaver", "given": "A."}]', "editors": "[]", "year": "2001", "title": "On looms", "text": "Weaver, A. (2001). On looms.", "csl": "{}", "entries": 2, "variants": 1, "posts": 2, "blogs": 2, "people": 2}],
        "reference_entries": [
            {"id": 31, "post_id": 1, "position": 0, "text": "Weaver, A. (2001). On looms.", "work_id": WORK},
            {"id": 32, "post_id": 3, "position": 0, "text": "Weaver, A. (2001). On looms.", "work_id": WORK},
        ],
        "citations": [{"id": 40 + n, "post_id": 3, "position": n, "text": "(Weaver, 2001)", "reference_id": 32} for n in (1, 2)],
        "links": [{"id": 51, "post_id": 3, "url": "https://1.example/1/", "target_post_id": 1}, {"id": 52, "post_id": 3, "url": "https://elsewhere.example/"}],
        "problems": [{"id": 61, "blog_id": 2, "kind": "wall"}],
    }  # fmt: skip


def store(folder: Path, **more: list[dict[str, Any]]) -> Store:
    """The course in a database; `more` are rows besides."""
    made = Store(folder / NAME)
    given = rows()
    with made.transaction():
        made.put({table: [*given.get(table, ()), *more.get(table, ())] for table in {**given, **more}})
    return made
