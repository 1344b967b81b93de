"""What is read, page by page: works by how many people list them; and one work with every entry that names it."""

import json
import sqlite3
from typing import Any

from archive.errors import StoreError
from archive.export.apa import entry
from archive.export.csl import bibliography
from archive.export.plain import plain
from archive.report.summary import Row, rows

ALL = """
select w.id as work_id, w.title, w.year, w.type, w.doi, w.url, w.csl, w.people, w.blogs, w.posts, w.entries
from works w order by w.people desc, w.entries desc, w.key limit ?2 offset ?3
"""
OF_COURSE = """
select w.id as work_id, w.title, w.year, w.type, w.doi, w.url, w.csl, count(distinct coalesce(c.person_id, p.person_id, c.author, p.author)) as people,
  count(distinct b.id) as blogs, count(distinct p.id) as posts, count(*) as entries
from courses k cross join blogs b on b.course_id = k.id cross join posts p on p.blog_id = b.id cross join reference_entries r on r.post_id = p.id
  cross join works w on w.id = r.work_id left join comments c on c.id = r.comment_id
where k.slug = ?1 group by w.id order by people desc, entries desc, w.key limit ?2 offset ?3
"""
WORK = "select id as work_id, key, title, year, type, doi, url, csl, people, blogs, posts, entries, variants from works where id = ?"
ENTRIES = """
select r.text, r.post_id, r.comment_id, p.title, p.local_date, coalesce(c.person_id, p.person_id) as person_id,
  coalesce(h.name, c.author, p.author) as person, (select count(*) from citations q where q.reference_id = r.id) as citations
from reference_entries r join posts p on p.id = r.post_id left join comments c on c.id = r.comment_id
  left join people h on h.id = coalesce(c.person_id, p.person_id)
where r.work_id = ? order by p.published_at, r.id
"""


def readings(db: sqlite3.Connection, *, course: str | None = None, limit: int = 50, offset: int = 0) -> list[Row]:
    """Works, the most widely listed first; `apa` is the work in words. With a course, counts are of its blogs only."""
    return [_told(row) for row in rows(db, OF_COURSE if course else ALL, course, limit, offset)]


def reading(db: sqlite3.Connection, work: int) -> Row:
    """One work with its `listed`: entries as printed, where, by whom, how often their texts cite it. Raises StoreError."""
    found = rows(db, WORK, work)
    if not found:
        raise StoreError("there is no such work; `coursekeep works` lists them", str(work))
    return {**_told(found[0]), "listed": rows(db, ENTRIES, work)}


def _told(row: Row) -> Row:
    item: dict[str, Any] = json.loads(row["csl"])
    (made,) = bibliography([item])
    words = entry(made) if made.get("title") else made.get("custom", {}).get("text", "")
    return {**row, "csl": item, "apa": plain(words) or plain(row["title"] or "")}
