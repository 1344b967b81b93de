"""Measures a rebuild: captures a second beside bare parsing of the same pages, and peak memory, for archives of several sizes.

python tests/bench/rebuild.py [--captures 2000 8000] [--processes 2]     a table; needs the network for nothing
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import foreign as make  # noqa: E402

from archive.warc.reader import read_captures  # noqa: E402
from archive.warc.records import CrawlInfo, Exchange  # noqa: E402
from archive.warc.writer import WarcWriter  # noqa: E402
from crawler.chronicle import uri  # noqa: E402
from crawler.parsers.page import parse  # noqa: E402
from crawler.rebuild import rebuild  # noqa: E402

A_BLOG = 200
"""Captures of one blog."""
WORDS = "We met on Tuesday and wrote about what we had read, and who had said it first. "


def fill(data: Path, captures: int) -> None:
    """An archive of blogs with as many captures."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    with WarcWriter(data / "warc", CrawlInfo(crawl="20260301000000"), max_bytes=4_000_000, sync_every=10_000) as writer:
        writer.write_json(
            uri("20260301000000", "start"),
            {"software": "x", "started_at": "2026-03-01T00:00:00Z", "blogs": [], "courses": []},
        )
        for n in range(captures):
            home = f"http://blog{n // A_BLOG}.example/"
            talk = [(10 * n + k, f"Reader {k}", f"Remark {k} upon post {n}. {WORDS * 3}") for k in range(6)]
            body = make.post(home, f"p{n}", f"Post {n}", WORDS * 60 + str(n), talk)
            exchange = Exchange(
                url=f"{home}p{n}/", started=at + timedelta(seconds=n), request=b"GET / HTTP/1.1\r\n\r\n",
                response=make.answer(body, f"Content-Length: {len(body)}"), blog=f"blog{n // A_BLOG}",
            )  # fmt: skip
            writer.write_exchange(exchange)


def parse_rate(data: Path, most: int = 400) -> float:
    """Pages that one process parses in a second of its time, reading them apart."""
    pages = [c for c, _ in zip(read_captures(min((data / "warc").glob("*.gz"))), range(most), strict=False)]
    began = time.process_time()
    for capture in pages:
        parse(capture)
    return len(pages) / (time.process_time() - began)


def family() -> Iterator[int]:
    """This process and its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    known = {os.getpid()}
    for _ in parents:
        known |= (more := {pid for pid, parent in parents.items() if parent in known} - known)
        if not more:
            break
    yield from known


class Memory(threading.Thread):
    """Watches the resident memory of the largest process, and of all together, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.largest = self.together = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        """Until `over`."""
        while not self.over.wait(0.3):
            sizes = [size for pid in family() if (size := _rss(pid))]
            self.largest, self.together = max(self.largest, *sizes), max(self.together, sum(sizes))


def _rss(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--captures", type=int, nargs="+", default=[2000, 8000])
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    print("captures  processes  seconds  a second  parsed a second, one process  share  largest MB  together MB")
    for captures in asked.captures:
        with tempfile.TemporaryDirectory(prefix="coursekeep-bench-") as name:
            data = Path(name)
            fill(data, captures)
            bare, memory = parse_rate(data), Memory()
            memory.start()
            began, before = time.perf_counter(), time.process_time()
            rebuild(data, {}, [], processes=asked.processes)
            took = time.perf_counter() - began
            memory.over.set()
            rate = captures / took
            own = captures / (time.process_time() - before)
            share = own / bare if asked.processes == 1 else rate / (bare * min(asked.processes, os.cpu_count() or 1))
            print(
                f"{captures:>8,}  {asked.processes:>9}  {took:>7.1f}  {rate:>8.0f}  {bare:>27.0f}  {share:>5.0%}"
                f"  {memory.largest:>10.0f}  {memory.together:>11.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
