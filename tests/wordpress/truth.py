"""Compares a database, row by row, with the truth that WordPress's own database gives.

python tests/wordpress/truth.py TRUTH.json COURSEKEEP.sqlite     prints every difference; exit code 1 if there is one
"""

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def differences(truth: list[dict[str, Any]], database: Path) -> Iterator[str]:
    """A line for each thing of the truth that the database does not say, and for each that it says besides."""
    db = sqlite3.connect(database)
    db.row_factory = sqlite3.Row
    for blog in truth:
        yield from _blog(db, blog)
    dump = "\n".join(db.iterdump())
    for blog in truth:
        for secret in blog["must_not_appear"]:
            if secret in dump:
                yield f"{blog['home']}: {secret!r} is in the database and must not be"


def _blog(db: sqlite3.Connection, blog: dict[str, Any]) -> Iterator[str]:
    home = blog["home"]
    rows = db.execute("select p.* from posts p join blogs b on b.id = p.blog_id where b.url = ?", (home,)).fetchall()
    posts = {row["wp_id"]: row for row in rows}
    wanted = {post["id"]: post for post in blog["posts"]}
    for wp_id in posts.keys() - wanted.keys():
        yield f"{home}: post {wp_id} {posts[wp_id]['url']} is not in WordPress"
    for wp_id, post in wanted.items():
        if wp_id not in posts:
            yield f"{home}: post {wp_id} {post['url']} is missing"
        else:
            yield from (f"{post['url']}: {line}" for line in _post(db, post, posts[wp_id]))


def _post(db: sqlite3.Connection, post: dict[str, Any], row: sqlite3.Row) -> Iterator[str]:
    pairs = [
        ("url", post["url"], row["url"]),
        ("kind", post["type"], row["kind"]),
        ("author", post["author"], row["author"]),
        ("published_at", post["published_utc"], row["published_at"]),
        ("published_local", post["published_local"], row["published_local"]),
        ("protected", int(post["protected"]), row["protected"]),
        ("body", _words(post["body_text_without_references"]), _words(row["body_text"] or "")),
        ("title", _words(post["title"]), _words(row["title"] or "")),
    ]
    for kind, key in (("category", "categories"), ("tag", "tags")):
        sql = "select t.name from terms t join posts_terms pt on pt.term_id = t.id where pt.post_id = ? and t.kind = ?"
        pairs.append((key, sorted(post[key]), sorted(name for (name,) in db.execute(sql, (row["id"], kind)))))
    yield from (f"{name}: {wanted!r} is {found!r}" for name, wanted, found in pairs if wanted != found)
    comments = [c for c in post["comments"] if c["type"] == "comment"]
    yield from _comments(db, comments, row["id"])
    yield from _pings(db, [c for c in post["comments"] if c["type"] != "comment"], row["id"])


def _comments(db: sqlite3.Connection, wanted: list[dict[str, Any]], post_id: int) -> Iterator[str]:
    sql = "select c.*, p.wp_id as parent from comments c left join comments p on p.id = c.parent_id where c.post_id = ?"
    found = {row["wp_id"]: row for row in db.execute(sql, (post_id,))}
    ids = {c["id"] for c in wanted}
    yield from (f"comment {wp_id}: not in WordPress" for wp_id in found.keys() - ids)
    for c in wanted:
        row = found.get(c["id"])
        if row is None:
            yield f"comment {c['id']} is missing"
            continue
        pairs = (
            ("author", c["author"], row["author"]),
            ("author_url", c["author_url"] or None, row["author_url"]),
            ("published_at", c["date_utc"], row["published_at"]),
            ("published_local", c["date_local"], row["published_local"]),
            ("parent", c["parent_id"] if c["parent_id"] in ids else None, row["parent"]),
            ("text", _words(c["content_text"]), _words(row["text"] or "")),
            ("by_post_author", int(bool(c["by_post_author"])), row["by_post_author"]),
        )
        yield from (f"comment {c['id']}: {name}: {want!r} is {have!r}" for name, want, have in pairs if want != have)


def _pings(db: sqlite3.Connection, wanted: list[dict[str, Any]], post_id: int) -> Iterator[str]:
    found = [dict(row) for row in db.execute("select * from pingbacks where post_id = ?", (post_id,))]
    by_id = {row["wp_id"]: row for row in found}
    if len(found) != len(wanted):
        yield f"{len(wanted)} pings are {len(found)}"
    for ping in wanted:
        row = by_id.get(ping["id"])
        if row is None:
            yield f"ping {ping['id']} is missing"
            continue
        pairs = (
            ("kind", ping["type"], row["kind"]),
            ("title", ping["author"], row["title"]),
            ("source_url", ping["author_url"], row["source_url"]),
        )
        yield from (f"ping {ping['id']}: {name}: {want!r} is {have!r}" for name, want, have in pairs if want != have)


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def main() -> int:
    """The command."""
    truth = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = list(differences(truth if isinstance(truth, list) else [truth], Path(sys.argv[2])))
    print("\n".join(lines) if lines else "the same")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
