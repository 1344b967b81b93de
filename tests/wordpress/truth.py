"""Compares a database, row by row, with the truth that WordPress's own database gives.

python tests/wordpress/truth.py TRUTH.json COURSEKEEP.sqlite     prints every difference; exit code 1 if there is one
"""

import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from typing import Any

Row = dict[str, Any]

TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
"""What wptexturize() sets in other type. WordPress prints pings through it, and their stored titles are as they came."""

REFERENCES = "select text from reference_entries where post_id = ? and comment_id is null order by position"
COMMENTS = (
    "select c.*, p.wp_id as parent from comments c left join comments p on p.id = c.parent_id where c.post_id = ?"
)
TERMS = """
select t.name from terms t join posts_terms pt on pt.term_id = t.id where pt.post_id = ? and t.kind = ? order by t.name
"""


def differences(truth: Iterable[Row], database: Path) -> Iterator[str]:
    """A line for each thing of the truth that the database does not say, and for each that it says besides."""
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        dump = "\n".join(db.iterdump())
        for blog in truth:
            yield from (f"{blog['home']}: {line}" for line in _blog(db, blog))
            yield from (
                f"{secret!r} is in the database and must not be" for secret in blog["must_not_appear"] if secret in dump
            )


def _blog(db: sqlite3.Connection, blog: Row) -> Iterator[str]:
    sql = "select p.* from posts p join blogs b on b.id = p.blog_id where b.url = ?"
    found = {row["wp_id"]: row for row in db.execute(sql, (blog["home"],))}
    wanted = {post["id"]: post for post in blog["posts"]}
    yield from (f"post {wp_id} {found[wp_id]['url']} is not in WordPress" for wp_id in found.keys() - wanted.keys())
    for wp_id, post in wanted.items():
        lines = _post(db, post, found[wp_id]) if wp_id in found else ["is missing"]
        yield from (f"post {wp_id} {post['url']}: {line}" for line in lines)


def _post(db: sqlite3.Connection, post: Row, row: sqlite3.Row) -> Iterator[str]:
    def names(sql: str, *values: Any) -> list[str]:
        return [name for (name,) in db.execute(sql, (row["id"], *values))]

    yield from _unequal(
        ("url", post["url"], row["url"]),
        ("kind", post["type"], row["kind"]),
        ("status", "live", row["status"]),
        ("title", _words(post["title"]), _words(row["title"])),
        ("author", post["author"], row["author"]),
        ("published_at", post["published_utc"], row["published_at"]),
        ("published_local", post["published_local"], row["published_local"]),
        ("protected", int(post["protected"]), row["protected"]),
        ("categories", sorted(post["categories"]), names(TERMS, "category")),
        ("tags", sorted(post["tags"]), names(TERMS, "tag")),
        ("body", _words(post["body_text_without_references"]), _words(row["body_text"])),
        ("references", [entry["text"] for entry in post["references"]], names(REFERENCES)),
    )
    yield from _comments(db, [c for c in post["comments"] if c["type"] == "comment"], row["id"])
    yield from _pings(db, [c for c in post["comments"] if c["type"] != "comment"], row["id"])


def _comments(db: sqlite3.Connection, wanted: list[Row], post: int) -> Iterator[str]:
    found = {row["wp_id"]: row for row in db.execute(COMMENTS, (post,))}
    ids = {comment["id"] for comment in wanted}
    yield from (f"comment {wp_id}: is not in WordPress" for wp_id in found.keys() - ids)
    for comment in wanted:
        row = found.get(comment["id"])
        lines = ["is missing"] if row is None else _comment(comment, row, ids)
        yield from (f"comment {comment['id']}: {line}" for line in lines)


def _comment(comment: Row, row: sqlite3.Row, ids: set[int]) -> Iterator[str]:
    return _unequal(
        ("status", "live", row["status"]),
        ("author", comment["author"], row["author"]),
        ("author_url", comment["author_url"] or None, row["author_url"]),
        ("published_at", comment["date_utc"], row["published_at"]),
        ("published_local", comment["date_local"], row["published_local"]),
        ("parent", comment["parent_id"] if comment["parent_id"] in ids else None, row["parent"]),
        ("text", _words(comment["content_text"]), _words(row["text"])),
        ("by_post_author", int(bool(comment["by_post_author"])), row["by_post_author"]),
    )


def _pings(db: sqlite3.Connection, wanted: list[Row], post: int) -> Iterator[str]:
    found = {row["wp_id"]: row for row in db.execute("select * from pingbacks where post_id = ?", (post,))}
    ids = {ping["id"] for ping in wanted}
    yield from (f"ping {wp_id}: is not in WordPress" for wp_id in found.keys() - ids)
    for ping in wanted:
        row = found.get(ping["id"])
        lines = ["is missing"] if row is None else _ping(ping, row)
        yield from (f"ping {ping['id']}: {line}" for line in lines)


def _ping(ping: Row, row: sqlite3.Row) -> Iterator[str]:
    """Some themes print no time for a ping, and then nobody tells it; a time that is told must be right."""
    times = (("published_at", ping["date_utc"]), ("published_local", ping["date_local"]))
    return _unequal(
        ("status", "live", row["status"]),
        ("kind", ping["type"], row["kind"]),
        ("title", _typed(ping["author"]), _typed(row["title"])),
        ("source_url", ping["author_url"], row["source_url"]),
        *((name, wanted, row[name]) for name, wanted in times if row[name]),
    )


def _unequal(*pairs: tuple[str, Any, Any]) -> Iterator[str]:
    return (f"{name}: {_apart(wanted, found)}" for name, wanted, found in pairs if wanted != found)


def _apart(wanted: Any, found: Any) -> str:
    """The two values; of long texts, from where they part."""
    if isinstance(wanted, str) and isinstance(found, str):
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(wanted, found, strict=False)))
        wanted, found = (text[max(0, same - 30) :][:100] for text in (wanted, found))
    return f"{wanted!r} is {found!r}"


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _typed(text: str | None) -> str:
    return re.sub("-+", "-", _words(text).translate(TYPED))


def main() -> int:
    """The command."""
    truth = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = list(differences(truth if isinstance(truth, list) else [truth], Path(sys.argv[2])))
    print("\n".join(lines) if lines else "the same")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
