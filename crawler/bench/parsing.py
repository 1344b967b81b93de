"""Parsing: ours, the fastest tree alone, and trafilatura, on the same pages; processor time, taking turns."""

import base64
import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, median
from time import process_time
from typing import Any

from archive.errors import ParseError
from archive.items import Capture
from crawler.bench.measure import Row, Table
from crawler.demo.server import COURSE
from crawler.parsers.charset import decode
from crawler.parsers.html import tree_of
from crawler.parsers.page import parse

OURS, TREE, PEER = "coursekeep", "lexbor's tree alone", "trafilatura"
HOW = "pip install trafilatura, or name a Python that has it with --peer-python"
FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
_PEER = """
import json, sys
from base64 import b64decode
from time import process_time
from trafilatura import bare_extraction
pages = [(url, b64decode(body)) for url, body in json.loads(sys.stdin.readline())]
print(json.dumps([]), flush=True)
for _ in sys.stdin:
    times = []
    for url, body in pages:
        began = process_time()
        bare_extraction(body, url=url, include_comments=True, with_metadata=True)
        times.append(process_time() - began)
    print(json.dumps(times), flush=True)
"""
"""Reads the pages in one line, then does a round for each line more. It stands alone: its Python has none of our packages."""

Round = Callable[[], list[float]]
"""Seconds for each page."""


def pages_of(path: Path | None) -> list[Capture]:
    """The pages of a file of JSON lines {"url", "body_base64" or "html", "content_type"}; without one, the demo's.

    Raises ParseError, which names file and line.
    """
    path, own = path or COURSE, path is None
    pages = []
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                page = _demo(json.loads(line)) if own else _given(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                told = 'is no JSON of {"url", "body_base64" or "html", "content_type"}'
                raise ParseError(told, f"{path}:{number}") from error
            if page:
                pages.append(page)
    return pages


def _given(line: dict[str, str]) -> Capture:
    body = base64.b64decode(line["body_base64"]) if "body_base64" in line else line["html"].encode()
    return _capture(line["url"], body, line.get("content_type") or "text/html; charset=utf-8")


def _demo(line: dict[str, Any]) -> Capture | None:
    kind = line["headers"].get("Content-Type", "")
    if "html" not in kind or line["status"] != 200:
        return None
    return _capture(f"http://example.org{line['path']}", line["body"].encode("utf-8", "surrogateescape"), kind)


def _capture(url: str, body: bytes, kind: str) -> Capture:
    return Capture(url=url, fetched_at=FETCHED, status=200, headers=(("Content-Type", kind),), body=body)


def timed(do: Callable[[Any], object], things: Sequence[Any]) -> list[float]:
    """CPU seconds for each thing."""
    times = []
    for thing in things:
        began = process_time()
        do(thing)
        times.append(process_time() - began)
    return times


def _contenders(pages: Sequence[Capture], peer_python: str | None, stack: ExitStack) -> Iterator[tuple[str, Round]]:
    texts = [decode(page.body, page.content_type) for page in pages]
    yield OURS, lambda: timed(parse, pages)
    yield TREE, lambda: timed(tree_of, texts)
    python = peer_python or (sys.executable if find_spec(PEER) else None)
    if python and (peer := _peer(python, pages, stack)):
        yield PEER, peer


def _peer(python: str, pages: Sequence[Capture], stack: ExitStack) -> Round | None:
    """The peer as a process that is told when its turn is; None where it has no trafilatura."""
    pipe = subprocess.PIPE
    process = stack.enter_context(
        subprocess.Popen([python, "-c", _PEER], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    )

    def tell(line: str) -> list[float]:
        assert process.stdin and process.stdout
        print(line, file=process.stdin, flush=True)
        return list(json.loads(process.stdout.readline()))

    try:
        tell(json.dumps([(page.url, base64.b64encode(page.body).decode()) for page in pages]))
    except (ValueError, BrokenPipeError):
        return None
    return lambda: tell("")


def measure(pages: Sequence[Capture], rounds: int, peer_python: str | None = None) -> Table:
    """All take turns, after one round that warms them up; a page's time is the median of its rounds."""
    with ExitStack() as stack:
        contenders = list(_contenders(pages, peer_python, stack))
        taken: dict[str, list[list[float]]] = {name: [] for name, _ in contenders}
        for turn in range(rounds + 1):
            for name, do in contenders:
                times = do()
                if turn:
                    taken[name].append(times)
    means = {name: fmean(map(median, zip(*times, strict=True))) for name, times in taken.items()}
    rows = [
        Row(
            name=name, numbers={"ms_a_page": mean * 1e3, "pages_a_second": 1 / mean, "we_are_times": mean / means[OURS]}
        )
        for name, mean in means.items()
    ]
    size = fmean(len(page.body) for page in pages) / 1000
    about = f"{len(pages)} pages of {size:,.0f} kB, CPU time of one process, {rounds} rounds"
    return Table(name="parse", about=about, rows=rows, missing={} if PEER in means else {PEER: HOW})
