"""Starting: what commands that only read take from nothing, beside a Python that loads SQLite."""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.database.store import NAME, Store
from archive.items import Blog
from crawler import ingest
from crawler.bench.measure import Row, Table, medians, run
from crawler.bench.storing import CRAWL, evidence, log

BARE = 'python -c "import sqlite3"'
COURSE = {
    "slug": "course",
    "title": "A course to measure",
    "starts": "2026-01-05",
    "weeks": 12,
    "timezone": "Pacific/Auckland",
    "posts_per_week": 1.0,
    "comments_per_week": 2.0,
    "assignments": (),
}
_RUN = "import sys; from crawler.cli import main; sys.argv[0] = 'coursekeep'; main()"
VERBS = ("status", "problems", "week", "query answer-times", "search reading")


def measure(blogs: int, posts: int, rounds: int) -> Table:
    """All take turns, each in a process of its own; what each took is the median."""
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        data = Path(name)
        _fill(data, blogs, posts)
        commands = {BARE: [sys.executable, "-c", "import sqlite3"]} | {
            f"coursekeep {verb}": [sys.executable, "-c", _RUN, *verb.split(), "--data", name] for verb in VERBS
        }
        taken: dict[str, list[dict[str, float]]] = {each: [] for each in commands}
        for _ in range(rounds):
            for each, command in commands.items():
                taken[each].append(_started(command, data))
    middle = {each: medians(found) for each, found in taken.items()}
    bare = middle[BARE]["cpu_ms"]
    rows = [Row(name=each, numbers=found | {"times": found["cpu_ms"] / bare}) for each, found in middle.items()]
    about = f"from nothing to the answer, {blogs} blogs of {posts} posts with 8 comments, {rounds} rounds"
    return Table(name="start", about=about, rows=rows)


def _started(command: Sequence[str], folder: Path) -> dict[str, float]:
    numbers, _ = run(command, folder)
    return {"cpu_ms": numbers["cpu_seconds"] * 1000, "ms": numbers["seconds"] * 1000, "peak_mb": numbers["peak_mb"]}


def _fill(data: Path, blogs: int, posts: int) -> None:
    store = Store(data / NAME)
    ingest.save_crawls(store, [log()], [COURSE])
    for number in range(blogs):
        blog = Blog(slug=f"blog{number}", url=f"http://blog{number}.example/", course="course")
        ingest.save_blog(store, blog, list(evidence(number, posts, 8)), [log()], data)
    ingest.settle(store, data, CRAWL)
    store.close()
