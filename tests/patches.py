"""What a test changes in the world of a command's fork, before the command begins."""

import asyncio
import socket
import sys
from datetime import timedelta
from typing import Any


def no_names() -> None:
    """No host has an address, and none is asked about: tests use no network."""

    def getaddrinfo(host: Any, *_: Any, **__: Any) -> Any:
        if str(host).startswith("127."):
            return found(host, *_, **__)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    found, socket.getaddrinfo = socket.getaddrinfo, getaddrinfo


def small_bodies() -> None:
    """No answer may have more than 100 kB."""
    from crawler import settings

    settings.DOWNLOAD_MAXSIZE = 100_000


def impatient() -> None:
    """Slow servers are given up after some seconds, at the first try."""
    from crawler import settings

    settings.DOWNLOAD_TIMEOUT, settings.RETRY_TIMES = 25, 0


def told_sleeps() -> None:
    """Nobody sleeps; how long they would have goes to stderr."""
    from crawler import patience

    async def sleep(seconds: float) -> None:
        print(f"slept {seconds:g}", file=sys.stderr)

    patience.asyncio = type("asyncio", (), {**vars(asyncio), "sleep": staticmethod(sleep)})  # type: ignore[attr-defined]


def told_delays() -> None:
    """What pause Scrapy makes between two requests goes to stderr, and is not made."""
    from scrapy.core.downloader import Slot

    def download_delay(self: Any) -> float:
        print(f"paused {self.delay:g}", file=sys.stderr)
        return 0.0

    Slot.download_delay = download_delay  # type: ignore[method-assign]


def a_terminal() -> None:
    """Stderr says that it is a terminal."""
    sys.stderr.isatty = lambda: True  # type: ignore[method-assign]


def a_day_later() -> None:
    """A crawl begins a day later than it does."""
    from crawler import crawl

    now = crawl.Crawl.__init__.__kwdefaults__["clock"]
    crawl.Crawl.__init__.__kwdefaults__["clock"] = lambda: now() + timedelta(days=1, minutes=1)
