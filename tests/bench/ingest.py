"""How filling the database grows: `python tests/bench/ingest.py [COMMENTS ...] [--one]`, microseconds of CPU time a comment.

A blog of 1,000 comments is saved, as a crawl saves it, into an empty database and into one that has so many comments already, taking
turns, so that both bear the same other work of the machine: new, and again in the place of itself. `--one`: all comments are one blog's.
Rows are made before the clock runs, and wait as a crawl's do (crawler/pile.py); folding the log into the file is counted.
"""

import sys
import time
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from archive.database.store import NAME, Store
from crawler.compose.evidence import OF_POST, beside, ident
from crawler.compose.sheet import MANY
from crawler.pile import Pile

POSTS, COMMENTS = 25, 40
"""Posts of a blog, and comments under each."""
TURNS = 15
CRAWL = 20260301000000
Rows = dict[str, Any]
SEEN = {"status": "live", "first_seen_at": "2026-03-20T00:00:00Z", "last_seen_at": "2026-03-20T00:00:00Z"}


def blog(number: int, posts: int = POSTS) -> Rows:
    """A blog's rows: each post with its capture, each comment with a link; a third of them answer another."""
    home, slug = f"https://blog{number}.example/", f"blog{number}"
    own = ident("blog", slug)
    made: Rows = {"blogs": [{"id": own, "slug": slug, "url": home, "state": "ok"}]}
    made["captures"] = [_capture(own, home, n) for n in range(posts)]
    made["posts"] = [_post(own, home, n) for n in range(posts)]
    made["comments"] = [_comment(p, n) for p in made["posts"] for n in range(COMMENTS)]
    made["links"] = [
        {
            "id": beside(c["id"], "link", c["id"], own=OF_POST),
            "post_id": c["post_id"],
            "comment_id": c["id"],
            "kind": "external",
        }
        | {"url": f"https://{c['author'].replace(' ', '')}.example/about", "text": c["author"]}
        for c in made["comments"]
    ]
    return made


def _capture(own: int, home: str, number: int) -> dict[str, Any]:
    of = {"blog_id": own, "crawl_id": CRAWL, "url": f"{home}{number}/", "role": "post", "status": 200}
    stands = {"warc_file": "a.warc.gz", "warc_offset": number, "warc_length": 1, "fetched_at": "2026-03-20T00:00:00Z"}
    return {"id": beside(own, "capture", home, number), **of, **stands}


def _post(own: int, home: str, number: int) -> dict[str, Any]:
    text = f"Words of post {number}. " * 60
    said = {"url": f"{home}{number}/", "published_at": _at(own, number * 40), "body_text": text, "title": "Words"}
    return {
        "id": beside(own, "post", home, number),
        "blog_id": own,
        "kind": "post",
        "capture_id": beside(own, "capture", home, number),
        "body_html": f"<p>{text}</p>",
        **said,
        **SEEN,
    }


def _comment(post: dict[str, Any], number: int) -> dict[str, Any]:
    text = f"Words of comment {number}. " * 8
    first = number - number % 3
    return {
        "id": _said(post["id"], number),
        "post_id": post["id"],
        "parent_id": _said(post["id"], first) if first != number else None,
        "thread_id": _said(post["id"], first),
        "position": number,
        "author": f"Reader {number}",
        "text": text,
        "html": f"<p>{text}</p>",
        "published_at": _at(post["id"], number),
        "capture_id": post["capture_id"],
        **SEEN,
    }


def _said(post: int, number: int) -> int:
    return beside(post, "comment", post, number, own=OF_POST)


def _at(*key: int) -> str:
    """Somewhere in a course's fourteen weeks: blogs of a course are written at the same time."""
    second = ident(*key) % (98 * 86_400)
    day = second // 86_400
    return f"2026-{day // 28 + 2:02}-{day % 28 + 1:02}T{second % 86_400 // 3_600:02}:{second % 3_600 // 60:02}:{second % 60:02}Z"


def _waiting(folder: Path, rows: Rows) -> Rows:
    """Rows as crawler/ingest.py hands them on: of some tables there may be more than memory should hold."""
    piles = {table: Pile(folder) for table in MANY.intersection(rows)}
    for table, pile in piles.items():
        for row in rows[table]:
            pile.add(row)
    return {**{table: sorted(each, key=itemgetter("id")) for table, each in rows.items()}, **piles}


def _save(path: Path, rows: Rows) -> float:
    """Microseconds a comment, as crawler/desk.py saves a blog."""
    comments, rows = len(rows["comments"]), _waiting(path.parent, rows)
    began = time.process_time()
    store = Store(path, shared=True)
    with store.transaction():
        store.replace_blog(rows["blogs"][0]["id"], rows)
    store.connection.execute("pragma wal_checkpoint(passive)")
    store.close()
    return (time.process_time() - began) * 1e6 / comments


def _crawled(path: Path) -> Store:
    store = Store(path)
    with store.transaction():
        store.put({"crawls": [{"id": CRAWL, "started_at": "2026-03-20T00:00:00Z", "status": "finished"}]})
    return store


def _by_turns(large: Path, numbers: Sequence[int], posts: int = POSTS) -> dict[str, tuple[float, float]]:
    """new and again -> medians of an empty and of the large database."""
    taken: dict[str, list[tuple[float, float]]] = {"new": [], "again": []}
    with TemporaryDirectory(prefix="coursekeep-bench-") as folder:
        for number in numbers:
            small = Path(folder) / f"{number}.sqlite"
            held = _crawled(small)
            little, rows = blog(number), blog(number, posts)
            for each in taken.values():
                each.append((_save(small, little), _save(large, rows)))
            held.close()
            small.unlink()
    return {kind: (median(e[0] for e in each), median(e[1] for e in each)) for kind, each in taken.items()}


def _told(name: str, taken: dict[str, tuple[float, float]]) -> None:
    for kind, (small, large) in taken.items():
        print(f"{name:<32} {kind:<6} {small:6.1f} and {large:6.1f} us a comment: x {large / small:.2f}", flush=True)


def many(sizes: Sequence[int]) -> None:
    """Blogs of 1,000 comments; the database grows from size to size."""
    with TemporaryDirectory(prefix="coursekeep-bench-") as folder:
        path = Path(folder) / NAME
        held, there = _crawled(path), 0
        for size in sizes:
            for number in range(there, size // (POSTS * COMMENTS)):
                _save(path, blog(number))
            there = size // (POSTS * COMMENTS) + TURNS
            _told(f"among {size:,} comments", _by_turns(path, range(there - TURNS, there)))
        held.close()


def one(sizes: Sequence[int]) -> None:
    """One blog that has them all, beside one of 1,000."""
    for size in sizes:
        with TemporaryDirectory(prefix="coursekeep-bench-") as folder:
            held = _crawled(Path(folder) / NAME)
            _told(f"{size:,} comments of one blog", _by_turns(Path(folder) / NAME, [1], size // COMMENTS))
            held.close()


def main() -> None:
    """Print microseconds a comment for each size."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1_000, 30_000]
    (one if "--one" in sys.argv else many)(sizes)


if __name__ == "__main__":
    main()
