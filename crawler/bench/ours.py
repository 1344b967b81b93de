"""Our crawl as it is measured: `python -m crawler.bench.ours DATA WORKERS URL...` prints how long the reactor was kept waiting."""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.step import Step

TICK = 0.005
"""Seconds between two looks."""


class Lag:
    """How much later than asked for the reactor comes round, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._due = 0.0
        self._since: list[float] = []
        """Of what came after the last step nobody knows yet whether a request still waited for it."""

    def __call__(self, step: "Step") -> None:
        """A step of a crawl: the first one begins to measure; what follows the last one keeps nobody waiting."""
        self.late += self._since
        self._since.clear()
        if not self._due:
            self._look()

    def _look(self) -> None:
        now = time.perf_counter()
        if self._due:
            self._since.append(max(0.0, now - self._due) * 1000)
        self._due = now + TICK
        asyncio.get_running_loop().call_later(TICK, self._look)

    def numbers(self) -> dict[str, float]:
        """The longest and the 99th of a hundred."""
        ordered = sorted(self.late) or [0.0]
        return {"lag_max_ms": ordered[-1], "lag_99_ms": ordered[int(len(ordered) * 0.99)]}


def main(data: Path, workers: int, urls: list[str]) -> None:
    """Crawl, and print as JSON. In several processes nobody looks at their reactors.

    As by the command line, what a crawl needs is loaded here: other processes load this module to begin.
    """
    from archive.items import Blog
    from crawler.config import Config
    from crawler.crawl import Crawl
    from crawler.options import Options
    from crawler.run import run

    lag = Lag()
    blogs = [Blog(slug=f"blog-{n}", url=url) for n, url in enumerate(urls)]
    options = Options(delay=0, allow_private=True, workers=workers)
    run(Crawl(Config.default(data), blogs, options, tell=lag if workers == 1 else lambda _: None).open())
    print(json.dumps(lag.numbers() if workers == 1 else {}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
