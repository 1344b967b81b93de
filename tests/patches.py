"""What a test changes in the world of a command's fork, before the command begins."""

import asyncio
import errno
import os
import socket
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any


def no_names() -> None:
    """No host has an address, and none is asked about: tests use no network."""

    def getaddrinfo(host: Any, *_: Any, **__: Any) -> Any:
        if str(host).startswith("127."):
            return found(host, *_, **__)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    found, socket.getaddrinfo = socket.getaddrinfo, getaddrinfo


PRIVATE = "127.0.0.66"
"""What `one_public_host` leaves on a private network; 127.0.0.1 is then taken for a server on the Internet."""


def one_public_host() -> None:
    """127.0.0.1 counts as public. Hosts of `.example` are there (`outside`), or within, or both; a rebinding one moves with each question."""
    from crawler import private, settings

    judged, asked = private.is_public, []
    private.is_public = lambda host: host == "127.0.0.1" or judged(host)
    settings.DNSCACHE_ENABLED = False  # type: ignore[attr-defined]

    def getaddrinfo(name: Any, *how: Any, **more: Any) -> Any:
        host = str(name)
        if host.startswith("rebinding."):
            asked.append(host)
            host = "127.0.0.1" if len(asked) % 2 else PRIVATE
        elif host.startswith("both."):
            return [each for one in ("::1", PRIVATE, "127.0.0.1") for each in found(one, *how, **more)]
        elif host.endswith(".example"):
            host = {"outside": "127.0.0.1", "six": "::1"}.get(host.partition(".")[0], PRIVATE)
        return found(host, *how, **more)

    found, socket.getaddrinfo = socket.getaddrinfo, getaddrinfo


def small_guard() -> None:
    """More than 40 addresses of a blog are an explosion."""
    from crawler import guard

    guard.PAGE_LIMIT = 40


def small_bodies() -> None:
    """No answer may have more than 100 kB."""
    from crawler import settings

    settings.DOWNLOAD_MAXSIZE = 100_000


def no_room_for_temporaries() -> None:
    """The disk of the temporary folder is full."""
    from crawler import tape

    class Full(tempfile.SpooledTemporaryFile[bytes]):
        def rollover(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    tape.tempfile = SimpleNamespace(SpooledTemporaryFile=Full)  # type: ignore[assignment]


def no_room_for_exports() -> None:
    """The disk is full when an export or a twin has been begun."""
    from archive.export import excerpt, make
    from archive.twin import make as twin

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    excerpt.excerpt = make.excerpt = twin.excerpt = full  # type: ignore[attr-defined]


def impatient() -> None:
    """Slow servers are given up after some seconds, at the first try."""
    from crawler import settings

    settings.DOWNLOAD_TIMEOUT, settings.RETRY_TIMES = 25, 0


def told_sleeps() -> None:
    """Nobody sleeps; how long they would have goes to stderr. To those who wait, no time passes but what they sleep."""
    from crawler import patience

    at = patience.steady()

    async def sleep(seconds: float) -> None:
        nonlocal at
        at += timedelta(seconds=seconds)
        print(f"slept {seconds:g}", file=sys.stderr)

    patience.steady = lambda: at

    patience.asyncio = type("asyncio", (), {**vars(asyncio), "sleep": staticmethod(sleep)})  # type: ignore[attr-defined]


def told_delays() -> None:
    """What pause Scrapy makes between two requests goes to stderr, and is not made."""
    from scrapy.core.downloader import Slot

    def download_delay(self: Any) -> float:
        print(f"paused {self.delay:g}", file=sys.stderr)
        return 0.0

    Slot.download_delay = download_delay  # type: ignore[method-assign]


def _set_clock(*seconds: float) -> None:
    """The wall says so many seconds more than it should, in turn; the last one for ever."""
    from crawler import ticking

    turns = list(seconds)

    def wall() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=turns.pop(0) if len(turns) > 1 else turns[0])

    ticking._here = ticking.Ticking(wall)


def a_clock_set_back() -> None:
    """By three days."""
    _set_clock(-3 * 86400)


def a_clock_set_forward() -> None:
    """By three days."""
    _set_clock(3 * 86400)


def a_clock_that_jumps() -> None:
    """Back and forward by hours while a crawl goes."""
    _set_clock(*(hours * 3600 for hours in (0, 0, 0, 0, -5, -5, 3, 3, -2, 0, 0, 7, -7)), 0)


def later() -> None:
    """So many seconds have passed as LATER in the environment says."""
    _set_clock(float(os.environ["LATER"]))


def a_terminal() -> None:
    """Stderr says that it is a terminal."""
    sys.stderr.isatty = lambda: True  # type: ignore[method-assign]


def a_day_later() -> None:
    """A crawl begins a day later than it does."""
    from crawler import crawl

    now = crawl.Crawl.__init__.__kwdefaults__["clock"]
    crawl.Crawl.__init__.__kwdefaults__["clock"] = lambda: now() + timedelta(days=1, minutes=1)
