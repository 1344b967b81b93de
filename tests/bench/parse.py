"""How fast pages are parsed, beside the fastest tree alone and beside trafilatura, in one run on the same pages.

    python tests/bench/parse.py [FILE.jsonl[.gz]] [--rounds 5] [--peer-python PATH] [--json]

A line of the file is {"id", "url", "body_base64" or "html", "content_type"}; without a file, the pages of tests/pages are parsed.
All take turns, round by round, and CPU time is measured. A page's time is the median of its rounds; the tree's is
lexbor's only, of text that is decoded already. trafilatura is asked for text, comments and metadata; where this Python does not
have it, `--peer-python` names one that does.
"""

import argparse
import base64
import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, median
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from selectolax.lexbor import LexborHTMLParser

from archive.items import Capture
from crawler.fixture.folder import capture_of
from crawler.parsers.charset import decode
from crawler.parsers.page import parse

SHIPPED = Path(__file__).parents[1] / "pages"
OURS, TREE, PEER = "coursekeep", "lexbor's tree alone", "trafilatura"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one parser took."""

    name: str
    milliseconds: float
    """A page, on average."""
    pages_a_second: float
    cpu_seconds_a_1000: float
    times_ours: float
    """How many times as fast as it we are."""


def read_pages(path: Path | None) -> list[Capture]:
    """The pages of a file, or the shipped ones."""
    if path is None:
        return [capture_of(folder) for folder in sorted(SHIPPED.iterdir()) if folder.is_dir()]
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        return [_capture(json.loads(line)) for line in lines if line.strip()]


def _capture(line: dict[str, str]) -> Capture:
    body = base64.b64decode(line["body_base64"]) if "body_base64" in line else line["html"].encode()
    kind = line.get("content_type") or "text/html; charset=utf-8"
    return Capture(url=line["url"], fetched_at=FETCHED, status=200, headers=(("Content-Type", kind),), body=body)


def timed(do: Callable[[Any], object], things: Sequence[Any]) -> list[float]:
    """CPU seconds for each thing."""
    times = []
    for thing in things:
        began = process_time()
        do(thing)
        times.append(process_time() - began)
    return times


def rounds_of(pages: Sequence[Capture], peer_python: str | None, stack: ExitStack) -> Iterator[tuple[str, Round]]:
    """The parsers that are there, ready for a round."""
    texts = [decode(page.body, page.content_type) for page in pages]
    yield OURS, lambda: timed(parse, pages)
    yield TREE, lambda: timed(LexborHTMLParser, texts)
    python = peer_python or (sys.executable if find_spec(PEER) else None)
    if python and (peer := _peer(python, pages, stack)):
        yield PEER, peer


def _peer(python: str, pages: Sequence[Capture], stack: ExitStack) -> Round | None:
    """The peer as a process that is told when its turn is; None where it has no trafilatura."""
    process = stack.enter_context(
        subprocess.Popen([python, "-c", _PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
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


def measure(rounds: Sequence[tuple[str, Round]], count: int) -> list[Row]:
    """A row for each parser; they take turns, after one round that warms them up."""
    taken: dict[str, list[list[float]]] = {name: [] for name, _ in rounds}
    for turn in range(count + 1):
        for name, do in rounds:
            times = do()
            if turn:
                taken[name].append(times)
    means = {name: fmean(map(median, zip(*times, strict=True))) for name, times in taken.items()}
    return [
        Row(
            name=name,
            milliseconds=mean * 1e3,
            pages_a_second=1 / mean,
            cpu_seconds_a_1000=mean * 1e3,
            times_ours=mean / means[OURS],
        )
        for name, mean in means.items()
    ]


def table(rows: Sequence[Row], pages: Sequence[Capture]) -> Iterator[str]:
    """The rows in words."""
    size = fmean(len(page.body) for page in pages) / 1000
    yield f"{len(pages)} pages of {size:,.0f} kB on average"
    yield f"{'':22}{'ms a page':>12}{'pages a second':>17}{'CPU s a 1,000':>16}{'beside ours':>14}"
    for row in rows:
        yield (
            f"{row.name:22}{row.milliseconds:12.2f}{row.pages_a_second:17,.0f}"
            f"{row.cpu_seconds_a_1000:16.2f}{row.times_ours:13.2f}x"
        )
    if PEER not in (row.name for row in rows):
        yield f"{PEER}: not installed here; --peer-python PATH names a Python that has it"


def main() -> None:
    """Read, take turns, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-python", metavar="PATH")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pages = read_pages(given.file)
    with ExitStack() as stack:
        rounds = list(rounds_of(pages, given.peer_python, stack))
        rows = measure(rounds, max(given.rounds, 1))
    if given.json:
        fields = Row.__slots__
        found = {row.name: {name: getattr(row, name) for name in fields[1:]} for row in rows}
        missing = [] if PEER in found else [PEER]
        print(json.dumps({"pages": len(pages), "rounds": given.rounds, "parsers": found, "missing": missing}))
    else:
        print("\n".join(table(rows, pages)))


if __name__ == "__main__":
    main()
