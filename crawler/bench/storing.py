"""Filling the database: rows a second as it grows, and its bytes for a post and a comment."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.database.store import NAME, Store
from archive.items import Blog, Capture, Source
from crawler import ingest
from crawler.bench.measure import Row, Table
from crawler.bench.site import blog
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence

CRAWL = "20260301000000"
AT = datetime(2026, 3, 1, tzinfo=UTC)


def measure(blogs: int, posts: int, comments: int) -> Table:
    """A first blog, and a last one after all others; parsing is done before, so only rows are made and saved."""
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        data = Path(name)
        store = Store(data / NAME)
        ingest.save_crawls(store, [log()])
        rates = []
        for number in range(blogs):
            said = list(evidence(number, posts, comments))
            began = time.process_time()
            ingest.save_blog(
                store, Blog(slug=f"blog{number}", url=f"http://blog{number}.example/"), said, [log()], data
            )
            rates.append(posts * comments / (time.process_time() - began))
        began = time.process_time()
        ingest.settle(store, data, CRAWL)
        settled = time.process_time() - began
        store.close()
        size = (data / NAME).stat().st_size
    edge = max(1, min(5, blogs // 4))
    first, last = sum(rates[:edge]) / edge, sum(rates[-edge:]) / edge
    total = blogs * posts * comments
    numbers = {
        "comments": float(total),
        "first_a_second": first,
        "last_a_second": last,
        "first_to_last": first / last,
        "settle_seconds": settled,
        "bytes_a_post_and_its_comments": size / (blogs * posts),
        "bytes_a_comment": size / total,
    }
    about = f"{blogs} blogs of {posts} posts with {comments} comments; comments saved in a second of CPU time"
    return Table(name="database", about=about, rows=[Row(name="coursekeep", numbers=numbers)])


def log() -> CrawlLog:
    """The crawl that all is of."""
    return CrawlLog(id=CRAWL, started_at="2026-03-01T00:00:00Z", status="finished")


def evidence(number: int, posts: int, comments: int) -> Iterator[Evidence]:
    """What a blog's captures say."""
    home, slug = f"http://blog{number}.example/", f"blog{number}"
    answers = [(path, answer) for path, answer in blog(home, posts, number, comments) if path.startswith("/2026")]
    for n, (path, answer) in enumerate(answers):
        capture = Capture(
            url=home + path[1:],
            fetched_at=AT + timedelta(seconds=n),
            status=200,
            headers=(("Content-Type", answer.kind),),
            body=answer.body,
            source=Source(file="none.warc.gz", offset=100 * n, length=100),
            record_id=f"urn:uuid:{number}-{n}",
            blog=slug,
            crawl=CRAWL,
            role="post",
        )
        yield replace(ingest.evidence_of(capture), capture=replace(capture, body=b""))
