"""Full text search: what people type becomes a query, what is found becomes snippets with their place."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from archive.errors import QueryError
from archive.export.plain import plain

Row = dict[str, Any]
OPEN, CLOSE = "\x02", "\x03"
"""Around a word that was found, in what SQLite gives back: no text has them (archive/export/plain.py)."""
WORDS = 24
"""Of a snippet."""
TOKEN = re.compile(r"\w")
PLACES = """
select x.id as id, 'posts' as found_in, x.id as post_id, null as comment_id, x.title, coalesce(h.name, x.author) as person, x.published_at,
  x.local_date, x.url, b.slug as blog
from json_each(?) j join posts x on x.id = j.value join blogs b on b.id = x.blog_id left join people h on h.id = x.person_id
""", """
select x.id, 'comments' as found_in, p.id as post_id, x.id as comment_id, p.title, coalesce(h.name, x.author) as person, x.published_at,
  x.local_date, p.url, b.slug as blog
from json_each(?) j join comments x on x.id = j.value join posts p on p.id = x.post_id join blogs b on b.id = p.blog_id
  left join people h on h.id = x.person_id
""", """
select x.id, 'reference_entries' as found_in, p.id as post_id, x.comment_id, p.title, coalesce(h.name, p.author) as person, p.published_at,
  p.local_date, p.url, b.slug as blog
from json_each(?) j join reference_entries x on x.id = j.value join posts p on p.id = x.post_id join blogs b on b.id = p.blog_id
  left join people h on h.id = p.person_id
"""  # fmt: skip
TABLES = dict(zip(("posts", "comments", "reference_entries"), PLACES, strict=True))
"""What can be searched, and how a row of it is told."""
OF = {"posts": "t.id", "comments": "t.post_id", "reference_entries": "t.post_id"}
HITS = """
with found as (select rowid as id, rank from {index} where {index} match :query),
best as materialized (
  select f.id, f.rank as place from found f join {table} t on t.id = f.id join posts p on p.id = {post}
    join blogs b on b.id = p.blog_id left join courses k on k.id = b.course_id
  where (:course is null or k.slug = :course) and (:blog is null or b.slug = :blog)
  order by f.rank, f.id limit :limit
)
select best.id, best.place, snippet({index}, -1, :open, :close, '…', :words) from best join {index} on {index}.rowid = best.id
where {index} match :query order by best.place, best.id
"""


def search(
    db: sqlite3.Connection,
    words: str,
    *,
    tables: Sequence[str] = tuple(TABLES),
    course: str | None = None,
    blog: str | None = None,
    limit: int = 20,
) -> list[Row]:
    """Where words stand, the best first; words as typed before other forms of them (`stemmed`). Raises QueryError.

    What is typed is FTS5's language ("a phrase", communit*, NEAR(a b, 5), AND, OR, NOT) where it can be read as that, else words.
    `snippet` is plain; `pieces` are its parts, [text, whether it was found].
    """
    query = _readable(db, words)
    found: dict[tuple[str, int], tuple[int, float, str]] = {}
    given = {
        "query": query,
        "course": course,
        "blog": blog,
        "limit": limit,
        "open": OPEN,
        "close": CLOSE,
        "words": WORDS,
    }
    for stemmed, suffix in enumerate(("words", "stems")):
        for table in tables:
            hits = HITS.format(index=f"{table}_{suffix}", table=table, post=OF[table])
            for number, rank, snippet in db.execute(hits, given):
                found.setdefault((table, number), (stemmed, rank, snippet))
    best = sorted(found.items(), key=lambda each: (each[1][:2], each[0]))[:limit]
    places = _places(db, [key for key, _ in best])
    return [_told(places[key], bool(stemmed), snippet) for key, (stemmed, _, snippet) in best]


def _places(db: sqlite3.Connection, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Row]:
    """Where each stands: one query a table."""
    told: dict[tuple[str, int], Row] = {}
    for table in dict.fromkeys(table for table, _ in keys):
        numbers = json.dumps([number for each, number in keys if each == table])
        found = db.execute(TABLES[table], (numbers,))
        names = [column[0] for column in found.description]
        told |= {(table, row[0]): dict(zip(names, tuple(row), strict=True)) for row in found}
    return told


def _readable(db: sqlite3.Connection, words: str) -> str:
    """The query as typed if FTS5 can read it; else each word of it in quotes."""
    if not TOKEN.search(words):
        raise QueryError("there is nothing to search for: give a word", plain(words) or None)
    plain_words = " ".join('"' + word.replace('"', '""') + '"' for word in words.split() if TOKEN.search(word))
    for query in (words, plain_words):
        try:
            db.execute("select 1 from posts_words where posts_words match ? limit 1", (query,)).fetchall()
            db.execute("select 1 from comments_words where comments_words match ? limit 1", (query,)).fetchall()
        except sqlite3.OperationalError:
            continue
        return query
    raise QueryError("cannot be read as a search: give plain words", plain(words)[:60])


def _told(place: Row, stemmed: bool, snippet: str) -> Row:
    pieces = [[plain_piece(text), hit] for text, hit in _pieces(snippet) if text]
    text = "".join(str(text) for text, _ in pieces).strip()
    return {**place, "stemmed": stemmed, "snippet": text, "pieces": pieces}


def _pieces(snippet: str) -> Iterator[tuple[str, bool]]:
    for n, part in enumerate(snippet.split(OPEN)):
        hit, closed, rest = part.partition(CLOSE)
        if n and closed:
            yield hit, True
            yield rest, False
        else:
            yield part, False


def plain_piece(text: str) -> str:
    """Plain, with the spaces at its ends."""
    inner = plain(text)
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def search_lines(found: Sequence[Row], coloured: bool) -> Iterator[str]:
    """What was found in words: where, whose and when; then the snippet. Words that were found are bold on a terminal."""
    if not found:
        yield "nothing found"
    for row in found:
        what = {"posts": "post", "comments": "comment on", "reference_entries": "reference in"}[row["found_in"]]
        yield plain(
            f"{row['blog']}  {row['local_date'] or ''}  {what} {row['title'] or ''}  {row['person'] or ''}  {row['url']}"
        )
        snippet = "".join(f"\x1b[1m{text}\x1b[0m" if hit and coloured else str(text) for text, hit in row["pieces"])
        yield f"    {snippet.strip()}"
