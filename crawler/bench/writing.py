"""Writing records: whole exchanges as the archive keeps them, beside writing the bytes of the wire alone."""

import gzip
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler.bench.measure import Row, Table, medians, size_of
from crawler.bench.site import blog

HOME = "http://blog.example/"


def measure(posts: int, rounds: int) -> Table:
    """Answers with gzip kept from the wire, and plain ones."""
    bodies = [answer.body for _, answer in blog(HOME, posts) if answer.kind.startswith("text/html")]
    packed = [
        _exchange(n, gzip.compress(body, 6, mtime=0), "Content-Encoding: gzip\r\n") for n, body in enumerate(bodies)
    ]
    plain = [_exchange(n, body, "") for n, body in enumerate(bodies)]
    contenders: dict[str, Callable[[], dict[str, float]]] = {
        "records, gzip from the wire": lambda: _records(packed),
        "bytes alone, gzip from the wire": lambda: _bytes(packed),
        "records, plain": lambda: _records(plain),
        "bytes alone, plain": lambda: _bytes(plain),
    } | {f"{name}, plain": _packer(pack, plain) for name, pack in packers().items()}
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, do in contenders.items():
            taken[name].append(do())
    rows = [Row(name=name, numbers=medians(each)) for name, each in taken.items()]
    return Table(
        name="write", about=f"{len(bodies)} pages of 40 kB, each with its request and story, {rounds} rounds", rows=rows
    )


def packers() -> dict[str, Callable[[bytes], bytes]]:
    """The compressors that are here."""
    known: dict[str, Callable[[bytes], bytes]] = {f"zlib {level}": _level(zlib, level) for level in (1, 6, 9)}
    for name, levels in (("isal.isal_zlib", (1, 2, 3)), ("zlib_ng.zlib_ng", (1, 6, 9))):
        if find_spec(name.partition(".")[0]):
            known |= {f"{name.partition('.')[2]} {level}": _level(import_module(name), level) for level in levels}
    return known


def _level(library: object, level: int) -> Callable[[bytes], bytes]:
    def pack(data: bytes) -> bytes:
        engine = library.compressobj(level, zlib.DEFLATED, 31)  # type: ignore[attr-defined]
        return bytes(engine.compress(data) + engine.flush())

    return pack


def _exchange(n: int, body: bytes, coding: str) -> Exchange:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    return Exchange(
        url=f"{HOME}{n}/",
        started=datetime(2026, 3, 1, tzinfo=UTC),
        request=b"GET / HTTP/1.1\r\nHost: blog.example\r\n\r\n",
        response=head.encode() + body,
        blog="blog",
        role="post",
    )


def _records(exchanges: Sequence[Exchange]) -> dict[str, float]:
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        began = time.process_time()
        with WarcWriter(Path(name), CrawlInfo(crawl="20260301000000"), sync_every=64) as writer:
            for exchange in exchanges:
                writer.write_exchange(exchange)
        return _told(exchanges, time.process_time() - began, size_of(Path(name)))


def _bytes(exchanges: Sequence[Exchange]) -> dict[str, float]:
    with TemporaryDirectory(prefix="coursekeep-bench-") as name:
        began = time.process_time()
        with (Path(name) / "bytes").open("wb", buffering=0) as file:
            for exchange in exchanges:
                file.write(exchange.response)
        return _told(exchanges, time.process_time() - began, size_of(Path(name)))


def _packer(pack: Callable[[bytes], bytes], exchanges: Sequence[Exchange]) -> Callable[[], dict[str, float]]:
    def do() -> dict[str, float]:
        began = time.process_time()
        size = sum(len(pack(exchange.response)) for exchange in exchanges)
        return _told(exchanges, time.process_time() - began, size)

    return do


def _told(exchanges: Sequence[Exchange], took: float, size: int) -> dict[str, float]:
    wire = sum(len(exchange.response) for exchange in exchanges)
    return {
        "a_cpu_second": len(exchanges) / max(took, 1e-6),
        "bytes_a_page": size / len(exchanges),
        "of_the_wire": size / wire,
    }
