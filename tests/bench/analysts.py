"""How the database grows: its size, and how long the named questions take, at two sizes of a made-up course.

    python tests/bench/analysts.py FOLDER [SMALL=100000] [LARGE=1000000]

Sizes are numbers of comments; for every 2,000 of them there is a blog with 100 posts, and all is deterministic. FOLDER gets both databases.
"""

import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from archive.database import fulltext
from archive.database.store import Store
from archive.errors import QueryError
from archive.report import query
from archive.report.questions import QUESTIONS

WEEKS, POSTS, COMMENTS = 14, 100, 20
"""Of the course; a blog; a post."""
GROUP = 25
"""Blogs whose writers read each other."""
WORDS = [f"{a}{b}{c}" for a in ("ka", "lo", "mi", "ne", "ru", "sta") for b in ("ra", "te", "no", "wi", "sha") for c in ("", "n", "ri", "tal", "ku", "mo", "ses", "ing", "der", "ly")]  # fmt: skip


def main(folder: Path, small: int, large: int) -> None:
    """Make both, ask both, print a table."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [measured(folder / f"{size}.sqlite", size) for size in (small, large)]
    (sizes_small, times_small), (sizes_large, times_large) = found
    print(f"\n{'':<24}{small:>12,}{large:>12,}   growth")
    for name in sizes_small:
        print(
            f"{name:<24}{sizes_small[name]:>12,.1f}{sizes_large[name]:>12,.1f}{sizes_large[name] / sizes_small[name]:>9.1f}"
        )
    for name, seconds in sorted(times_small.items(), key=lambda item: -times_large[item[0]]):
        more = times_large[name]
        print(f"{name:<24}{1000 * seconds:>10,.0f}ms{1000 * more:>10,.0f}ms{more / seconds:>9.1f}")


def measured(path: Path, size: int) -> tuple[dict[str, float], dict[str, float]]:
    """Megabytes of the parts of a database, and seconds of each question."""
    if not path.exists():
        began = time.perf_counter()
        fill(path, size)
        print(f"{size:,} comments made in {time.perf_counter() - began:,.0f} s", flush=True)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return sizes(db), {q.name: asked(db, q.name, q.parameters) for q in QUESTIONS}


def sizes(db: sqlite3.Connection) -> dict[str, float]:
    """Megabytes: all, and the full text; and how many times the texts the full text is."""
    pages = db.execute("select count(*) * (select page_size from pragma_page_size) from dbstat where name like '%\\_words\\_%' escape '\\' or name like '%\\_stems\\_%' escape '\\'") if has_dbstat(db) else None  # fmt: skip
    whole = db.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()[0]
    search = pages.fetchone()[0] if pages else shadow_bytes(db)
    texts = sum(
        db.execute(
            f"select sum({' + '.join(f'length(cast(coalesce({c}, char()) as blob))' for c in columns)}) from {table}"
        ).fetchone()[0]
        or 0
        for table, columns in fulltext.SEARCHED.items()
    )
    return {"database, MB": whole / 1e6, "full text, MB": search / 1e6, "texts in it, MB": texts / 1e6}


def has_dbstat(db: sqlite3.Connection) -> bool:
    """Whether this SQLite tells where its pages go."""
    return bool(db.execute("select count(*) from pragma_module_list where name = 'dbstat'").fetchone()[0])


def shadow_bytes(db: sqlite3.Connection) -> int:
    """The full text's bytes without the pages' slack."""
    return sum(
        db.execute(f"select coalesce(sum(length(block)), 0) from {i.name}_data").fetchone()[0] for i in fulltext.INDEXES
    )


def asked(db: sqlite3.Connection, name: str, parameters: dict[str, str]) -> float:
    """Seconds of this process: other work on the machine does not count."""
    given = {key: VALUES[key] for key in parameters if key in VALUES}
    began = time.process_time()
    try:
        query.asked(db, name, given)
    except QueryError as error:
        raise SystemExit(f"{name}: {error}") from error
    took = time.process_time() - began
    print(f"{name} {1000 * took:,.0f} ms", flush=True)
    return took


VALUES = {"post": "https://blog-1.example/3/", "person": "Person 1"}


def fill(path: Path, size: int) -> None:
    """A course of `size` comments."""
    store = Store(path)
    db = store.connection
    db.execute("pragma synchronous = off")
    with store.transaction():
        for table, rows in tables(size):
            insert(db, table, rows)
        fulltext.refresh(db)
    store.close()


def insert(db: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Rows that all have the same columns."""
    first = next(rows)
    names = ", ".join(first)
    sql = f"insert into {table} ({names}) values ({', '.join('?' * len(first))})"
    db.execute(sql, tuple(first.values()))
    db.executemany(sql, (tuple(row.values()) for row in rows))


def tables(size: int) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """All tables, in an order that foreign keys allow."""
    blogs = range(1, size // (POSTS * COMMENTS) + 1)
    posts = range(1, POSTS * len(blogs) + 1)
    yield "courses", iter([{"id": 1, "slug": "course", "starts": "2026-03-02", "weeks": WEEKS, "timezone": "UTC"}])
    yield (
        "people",
        ({"id": n, "key": f"roster:blog-{n}", "name": f"Person {n}", "in_roster": 1, "confidence": 1.0} for n in blogs),
    )
    yield "blogs", ({"id": n, "slug": f"blog-{n}", "url": f"https://blog-{n}.example/", "person_id": n, "course_id": 1, "state": "ok"} for n in blogs)  # fmt: skip
    yield "crawls", iter([{"id": 1, "started_at": "2026-06-30T00:00:00Z", "status": "finished"}])
    yield "crawl_blogs", ({"id": n, "crawl_id": 1, "blog_id": n, "state": "ok", "failed": 0} for n in blogs)
    yield "captures", (capture(n) for n in posts)
    yield "posts", (post(n) for n in posts)
    yield "comments", (comment(n, len(blogs)) for n in range(1, size + 1))
    yield "works", (work(n) for n in range(1, len(posts) // 10 + 2))
    yield "reference_entries", (entry(n, len(posts)) for n in range(1, 3 * len(posts) + 1))
    yield "citations", ({"id": n, "post_id": (n - 1) // 4 + 1, "position": n % 4, "text": "(Weaver, 2001)", "reference_id": 3 * ((n - 1) // 4) + 1} for n in range(1, 4 * len(posts) + 1))  # fmt: skip
    yield "links", ({"id": n, "post_id": n, "url": f"https://blog-{n % len(blogs) + 1}.example/{n}/", "kind": "external", "target_post_id": (n * 7) % len(posts) + 1} for n in posts)  # fmt: skip
    yield "terms", ({"id": n, "blog_id": (n - 1) // 5 + 1, "kind": "tag", "name": f"tag {n % 5}", "slug": f"tag-{n % 5}"} for n in range(1, 5 * len(blogs) + 1))  # fmt: skip
    yield "posts_terms", ({"id": n, "post_id": n, "term_id": (n - 1) // POSTS * 5 + n % 5 + 1} for n in posts)


def said(seed: int, count: int) -> str:
    """Words, the frequent ones often."""
    chance = random.Random(seed)
    return " ".join(WORDS[int(len(WORDS) * chance.random() ** 3)] + (str(chance.randrange(5000)) if chance.random() < 0.05 else "") for _ in range(count))  # fmt: skip


def moment(n: int) -> dict[str, Any]:
    """Some time in the course."""
    day = (n * 13) % (7 * WEEKS)
    date = time.strftime("%Y-%m-%d", time.gmtime(1772409600 + 86400 * day))
    clock = f"{date}T{n % 24:02}:{n % 60:02}:00"
    return {
        "published_at": f"{clock}Z",
        "published_local": f"{clock}+00:00",
        "local_date": date,
        "course_week": day // 7 + 1,
    }


def capture(n: int) -> dict[str, Any]:
    return {"id": n, "crawl_id": 1, "blog_id": (n - 1) // POSTS + 1, "url": f"https://blog-{(n - 1) // POSTS + 1}.example/{n}/", "fetched_at": "2026-06-30T00:00:00Z", "warc_file": "a.warc.gz", "warc_offset": n, "warc_length": 1}  # fmt: skip


def post(n: int) -> dict[str, Any]:
    blog, text = (n - 1) // POSTS + 1, said(n, 300)
    return {"id": n, "blog_id": blog, "wp_id": n, "kind": "post", "url": f"https://blog-{blog}.example/{n}/", "title": said(-n, 5), "author": f"Person {blog}", "person_id": blog, **moment(n), "body_html": f"<p>{text}</p>", "body_text": text, "word_count": 300, "protected": 0, "first_seen_at": "2026-06-30T00:00:00Z", "last_seen_at": "2026-06-30T00:00:00Z", "status": "live", "capture_id": n}  # fmt: skip


def comment(n: int, blogs: int) -> dict[str, Any]:
    """Every third answers the one before it under the same post."""
    of, place = (n - 1) // COMMENTS + 1, (n - 1) % COMMENTS
    parent = n - 1 if place % 3 == 2 else None
    text, person = said(n, 25), commenter(n, blogs)
    return {"id": n, "post_id": of, "wp_id": n, "parent_id": parent, "thread_id": parent or n, "depth": 2 if parent else 1, "author": f"Person {person}", "person_id": person, **moment(n), "text": text, "html": f"<p>{text}</p>", "word_count": 25, "by_post_author": int(person == (of - 1) // POSTS + 1), "position": place, "first_seen_at": "2026-06-30T00:00:00Z", "last_seen_at": "2026-06-30T00:00:00Z", "status": "live", "capture_id": of}  # fmt: skip


def commenter(n: int, blogs: int) -> int:
    """Somebody of the writer's feedback group."""
    blog = (n - 1) // (COMMENTS * POSTS)
    return min(blog // GROUP * GROUP + random.Random(-n).randrange(GROUP), blogs - 1) + 1


def work(n: int) -> dict[str, Any]:
    text = f"Weaver, A. ({1950 + n % 70}). {said(n, 8)}."
    return {"id": n, "key": f"name:{n}", "authors": '[{"family": "Weaver", "given": "A."}]', "editors": "[]", "year": str(1950 + n % 70), "title": said(n, 8), "text": text, "csl": "{}", "entries": 30, "variants": 3, "posts": 30, "blogs": 10, "people": 10}  # fmt: skip


def entry(n: int, posts: int) -> dict[str, Any]:
    number = random.Random(n).randrange(posts // 10 + 1) + 1
    return {"id": n, "post_id": (n - 1) // 3 + 1, "position": n % 3, "text": work(number)["text"], "year": "2001", "work_id": number}  # fmt: skip


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:]]
    main(Path(sys.argv[1]), *(numbers or (100_000, 1_000_000)))
