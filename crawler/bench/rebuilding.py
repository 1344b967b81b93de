"""A rebuild from WARC files to the finished database, beside bare parsing of the same captures."""

import gzip
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.warc.reader import read_captures
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler.bench.measure import Row, Table, medians, run
from crawler.bench.site import blog
from crawler.chronicle import uri
from crawler.parsers.page import parse

CRAWL = "20260301000000"
A_BLOG = 200
"""Posts of a blog."""
READ = 300
"""Captures that are parsed to know the rate of parsing alone."""
_REBUILD = "import sys; from crawler.cli import main; sys.argv[0] = 'coursekeep'; main()"


def fill(data: Path, captures: int, comments: int = 8) -> None:
    """An archive of blogs with about as many captures."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with WarcWriter(data / "warc", CrawlInfo(crawl=CRAWL), max_bytes=50_000_000, sync_every=100_000) as writer:
        start = {"software": "bench", "started_at": "2026-03-01T00:00:00Z", "blogs": [], "courses": []}
        writer.write_json(uri(CRAWL, "start"), start)
        for n, exchange in enumerate(islice(_exchanges(captures, comments, at), captures)):
            writer.write_exchange(exchange)
            at = exchange.started + timedelta(seconds=n)


def _exchanges(captures: int, comments: int, at: datetime) -> Iterator[Exchange]:
    for number in range(-(-captures // A_BLOG)):
        home = f"http://blog{number}.example/"
        for n, (path, answer) in enumerate(blog(home, min(A_BLOG, captures), number, comments)):
            body = gzip.compress(answer.body, 1, mtime=0)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {answer.kind}\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
            yield Exchange(
                url=home + path[1:],
                started=at + timedelta(seconds=n),
                request=b"GET / HTTP/1.1\r\n\r\n",
                response=head.encode() + body,
                blog=f"blog{number}",
                role="requisite" if answer.kind.startswith("image") else "post",
            )


def parse_rate(data: Path) -> float:
    """Captures that one process parses in a second of its time, reading them apart."""
    pages = list(islice(read_captures(min((data / "warc").glob("*.gz"))), READ))
    began = time.process_time()
    for capture in pages:
        parse(capture)
    return len(pages) / (time.process_time() - began)


def measure(captures: int, rounds: int, processes: int | None = None) -> Table:
    """One process and all cores take turns."""
    cores = processes or cpu_count() or 1
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        data = Path(name)
        fill(data, captures)
        taken: dict[int, list[dict[str, float]]] = {hands: [] for hands in {1, cores}}
        for _ in range(rounds):
            bare = parse_rate(data)
            for hands, each in sorted(taken.items()):
                each.append(_rebuilt(data, captures, hands, bare))
    rows = [
        Row(name=f"{hands} process{'es' * (hands > 1)}", numbers=medians(each)) for hands, each in sorted(taken.items())
    ]
    return Table(
        name="rebuild",
        about=f"{captures:,} captures of about 40 kB in blogs of {A_BLOG} posts, {rounds} rounds",
        rows=rows,
    )


def _rebuilt(data: Path, captures: int, hands: int, bare: float) -> dict[str, float]:
    command = [sys.executable, "-c", _REBUILD, "rebuild", "--json", "--data", str(data), "--processes", str(hands)]
    numbers, _ = run(command, data)
    rate = captures / numbers["seconds"]
    return {
        "seconds": numbers["seconds"],
        "captures_a_second": rate,
        "parsed_a_second": bare,
        "share": rate / (bare * hands),
        "share_by_cpu": captures / numbers["cpu_seconds"] / bare,
        "peak_mb": numbers["peak_mb"],
        "together_mb": numbers["together_mb"],
    }
