"""How filling the database grows: `python tests/bench/ingest.py [COMMENTS ...]`, rows a second of CPU time, in blogs and in one blog.

Rows are made before the clock runs, so that only the database is measured. Each size is filled twice over: new, and again in the place
of itself, as a crawl does that finds everything as it was.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from archive.database.store import NAME, Store
from crawler.compose.evidence import OWN

POSTS, COMMENTS = 25, 40
"""Posts of a blog, and comments under each."""
Rows = dict[str, list[dict[str, Any]]]


def blog(number: int, posts: int) -> Rows:
    """A blog's rows: each comment with a link, as many numbers as real ones have, spread as hashes are."""
    home = number * 10_000_000
    of = {"status": "live", "first_seen_at": "2026-03-20T00:00:00Z", "last_seen_at": "2026-03-20T00:00:00Z"}
    made: Rows = {"blogs": [{"id": home + 1, "slug": f"b{number}", "url": f"https://{number}.example/", "state": "ok"}]}
    made["posts"] = [_post(home, n, of) for n in range(posts)]
    made["comments"] = [_comment(home, p["id"], n, of) for p in made["posts"] for n in range(COMMENTS)]
    made["links"] = [
        {
            "id": _beside(home, c["id"]),
            "post_id": c["post_id"],
            "comment_id": c["id"],
            "url": f"https://{c['id']}.example/",
        }
        for c in made["comments"]
    ]
    return made


def _post(home: int, number: int, of: dict[str, Any]) -> dict[str, Any]:
    text = f"Words of post {number}. " * 60
    at = {"published_at": f"2026-03-{number % 28 + 1:02}T00:00:00Z", "body_text": text, "body_html": f"<p>{text}</p>"}
    return {
        "id": _spread(home + number),
        "blog_id": home + 1,
        "kind": "post",
        "url": f"https://x.example/{home}/{number}/",
        **at,
        **of,
    }


def _comment(home: int, post: int, number: int, of: dict[str, Any]) -> dict[str, Any]:
    text = f"Words of comment {number}. " * 8
    own = {"id": _beside(home, post * 100 + number), "post_id": post, "position": number, "author": f"Reader {number}"}
    return {**own, "text": text, "html": f"<p>{text}</p>", "published_at": "2026-03-20T00:00:00Z", **of}


def _spread(number: int) -> int:
    return number * 0x9E3779B97F4A7C15 % (1 << 53) or 1


def _beside(home: int, number: int) -> int:
    """As `crawler.compose.evidence.beside` numbers a blog's many rows."""
    return _spread(home + 1) >> OWN << OWN | _spread(number) & (1 << OWN) - 1


def _filled(comments: int, blogs: int) -> Iterator[tuple[str, float]]:
    posts = max(1, comments // COMMENTS // blogs)
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        store = Store(Path(name) / NAME)
        for kind in ("new", "again"):
            spent = 0.0
            for number in range(blogs):
                rows = blog(number, posts)
                began = time.process_time()
                with store.transaction():
                    store.replace_blog(number * 10_000_000 + 1, rows)
                spent += time.process_time() - began
            yield kind, spent / (posts * COMMENTS * blogs)
        store.close()


def main() -> None:
    """Print microseconds a comment for each size, in many blogs and in one."""
    first: dict[tuple[str, str], float] = {}
    for comments in [int(word) for word in sys.argv[1:]] or [1_000, 100_000]:
        shapes = {"blogs of 1,000": max(1, comments // 1_000), "one blog": 1}
        for shape, blogs in shapes.items():
            for kind, seconds in _filled(comments, blogs):
                ratio = seconds / first.setdefault((shape, kind), seconds)
                print(
                    f"{comments:>9,} comments  {shape:<15} {kind:<6} {seconds * 1e6:7.1f} us a comment  x {ratio:.2f}"
                )


if __name__ == "__main__":
    main()
