"""Posts and comments as text files with a table of variables, as NVivo, MAXQDA and R take them in."""

import csv
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.export import datapackage
from archive.export.cells import cell
from archive.export.excerpt import Excerpt

VARIABLES = {
    "document": "name of the text file, without .txt",
    "folder": "posts or comments",
    "kind": "post, page or comment",
    "id": "number of the row in posts or comments",
    "post": "document of the post that a comment stands under",
    "answers": "document of the comment that a comment answers",
    "blog": "the blog's slug",
    "course": "the course's slug",
    "week": "week of the course",
    "date": "the day by the course's clock",
    "person": "the writer's name",
    "section": "the writer's, from the roster",
    "role": "the writer's, from the roster",
    "title": "the post's",
    "words": "how many",
    "comments": "of a post: how many stand under it",
    "depth": "of a comment: 1 for an answer to the post",
    "language": "of the post, as its page says",
    "tags": "of the post, with its categories",
    "status": "live, missing or gone",
    "url": "permalink of the post",
}
"""Columns of the table, and what they say."""
NUMBERS = {"id", "week", "words", "comments", "depth"}
MARK = "\ufeff"
"""A byte order mark: without it these programs, on Windows, take UTF-8 for an old code page."""
POSTS = """
select p.id, p.kind, b.slug as blog, k.slug as course, p.course_week as week, p.local_date as date, coalesce(h.name, p.author) as person,
  coalesce(h.section, b.section) as section, coalesce(h.role, b.role) as role, p.title, p.word_count as words, p.language, p.status, p.url, p.body_text as text,
  (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone') as comments,
  (select group_concat(name, '; ') from (select t.name from posts_terms x join terms t on t.id = x.term_id
    where x.post_id = p.id order by t.kind, t.name)) as tags
from posts p join blogs b on b.id = p.blog_id left join courses k on k.id = b.course_id left join people h on h.id = p.person_id
where :first is null or p.course_week between :first and :last order by p.id
"""
COMMENTS = """
select c.id, 'comment' as kind, b.slug as blog, k.slug as course, c.course_week as week, c.local_date as date,
  coalesce(h.name, c.author) as person, h.section, h.role, p.title, c.word_count as words, c.depth, c.status, p.url, c.text,
  p.id as post_id, p.kind as post_kind, p.local_date as post_date, a.id as parent_id, a.local_date as parent_date
from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id left join courses k on k.id = b.course_id
  left join people h on h.id = c.person_id left join comments a on a.id = c.parent_id
where :first is null or c.course_week between :first and :last order by c.id
"""
LONGEST = 60
_SIGNS = re.compile(r"[^a-z0-9]+")


def write(excerpt: Excerpt, folder: Path, said: dict[str, Any]) -> dict[str, int]:
    """Fill a folder: posts/, comments/, variables.csv, datapackage.json; how many documents there are."""
    counts = {"posts": 0, "comments": 0}
    for name in counts:
        (folder / name).mkdir()
    db, (first, last) = excerpt.db, excerpt.scope.weeks or (None, None)
    of = sum(db.execute(f"select count(*) from {name}").fetchone()[0] for name in counts)
    with (folder / "variables.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(VARIABLES)
        for document, text in _documents(db, {"first": first, "last": last}):
            path = folder / document["folder"] / f"{document['document']}.txt"
            path.write_text(MARK + text, encoding="utf-8", newline="\n")
            table.writerow([cell(document.get(name)) for name in VARIABLES])
            counts[document["folder"]] += 1
            excerpt.tell(f"writing {document['folder']}", sum(counts.values()), of)
    fields = [
        {"name": n, "type": "integer" if n in NUMBERS else "string", "description": d} for n, d in VARIABLES.items()
    ]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": "document"}
    about = "Texts of posts (without their reference lists) and comments, a file each; variables.csv says of each what is known."
    datapackage.write(db, folder, about, [datapackage.resource("variables", "variables.csv", about, schema)], said)
    return counts


def _documents(db: sqlite3.Connection, weeks: dict[str, int | None]) -> Iterator[tuple[dict[str, Any], str]]:
    for row in db.execute(POSTS, weeks):
        told = {
            **dict(row),
            "folder": "posts",
            "document": name(row["blog"], row["date"], row["kind"], row["id"], row["title"]),
        }
        yield told, "\n\n".join(filter(None, (row["title"], row["text"]))) + "\n"
    for row in db.execute(COMMENTS, weeks):
        blog, parent = row["blog"], row["parent_id"]
        names = {
            "document": name(blog, row["date"], "comment", row["id"], row["title"]),
            "post": name(blog, row["post_date"], row["post_kind"], row["post_id"], row["title"]),
            "answers": name(blog, row["parent_date"], "comment", parent, row["title"]) if parent else None,
        }
        yield {**dict(row), "folder": "comments", **names}, f"{row['text'] or ''}\n"


def name(blog: str, date: str | None, kind: str, number: int, title: str | None) -> str:
    """`room-12-2026-03-02-post-should-homework-survive-1a2b3c`: unique, sorted by blog and day, safe on every system."""
    said = _plain(title or "")[:LONGEST].strip("-")
    return "-".join(filter(None, (_plain(blog)[:LONGEST], date or "undated", kind, said, f"{number:x}")))


def _plain(text: str) -> str:
    latin = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return _SIGNS.sub("-", latin).strip("-")
