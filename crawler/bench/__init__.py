"""`coursekeep bench`: how fast this machine parses, crawls, rebuilds, writes, starts and saves, beside its peers, in one run."""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from crawler import __version__
from crawler.bench.measure import Table


def tables(
    parts: Sequence[str], *, small: bool, rounds: int, pages: Path | None, peer_python: str | None
) -> Iterator[Table]:
    """What was asked for, as it is measured. Raises ParseError for a wrong file of pages."""
    from crawler.bench import crawling, parsing, rebuilding, starting, storing, writing

    known = parsing.pages_of(pages) if "parse" in parts else []
    measures: dict[str, Callable[[], Table]] = {
        "parse": lambda: parsing.measure(known[:20] if small else known, rounds, peer_python),
        "crawl": lambda: crawling.measure(*((2, 40) if small else (20, 100)), rounds),
        "rebuild": lambda: rebuilding.measure(400 if small else 4000, rounds),
        "write": lambda: writing.measure(100 if small else 1000, rounds),
        "start": lambda: starting.measure(4, 10, 5 * rounds),
        "database": lambda: storing.measure(*((4, 10, 50) if small else (40, 20, 250))),
    }
    yield from (measures[part]() for part in parts)


def machine() -> dict[str, Any]:
    """What the figures were taken on: they say nothing without it."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": _processor() or platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "coursekeep": __version__,
        "load": load,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
