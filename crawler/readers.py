"""Who does what would keep the next answers waiting: processes beside the crawl, and until they are ready a thread of it."""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from archive.items import Capture, Page
from crawler import desk
from crawler.compose.evidence import Evidence
from crawler.crew import Crew
from crawler.ingest import evidence_of
from crawler.parsers.page import parse

A = TypeVar("A")
FEW = 30
"""Pages that are read before others are asked to help: of a small crawl, all."""
MOST = 4
"""Processes at most: each holds some 100 MB."""

SWITCH = 0.0005
"""Seconds for which a thread that reads may keep the reactor from going on, at each thing that this asks of the system (5 ms by default)."""


class Readers:
    """Reads captures. Where no process is ready, or one was killed, a thread does it: the same comes of it.

    All answers of a blog go to one process, which keeps what they say until the blog's rows are made.
    """

    def __init__(self, processes: int = 1) -> None:
        """`processes`: how many crawl at the same time; the cores are for all of them and their readers."""
        hands = max(1, min((Crew().hands - 1) // processes, MOST))
        self._crews = [Crew(1, preload=["crawler.desk"], deaf=True, lone=hands == 1) for _ in range(hands)]
        self._of: dict[str, Crew] = {}
        self._threads = ThreadPoolExecutor(hands + 1, "reader")
        sys.setswitchinterval(SWITCH)
        self._read, self._ready = 0, False
        self._starting: Thread | None = None

    async def read(self, capture: Capture) -> tuple[Evidence, bool]:
        """What a capture says, and whether that is all: else a process keeps the whole."""
        if not _tells(capture):
            return evidence_of(capture), True
        self._count()
        blog = capture.blog or ""
        with suppress(BrokenProcessPool):
            if future := self._asked(blog, desk.read, capture):
                page = await asyncio.wrap_future(future)
                return evidence_of(capture, page), False
        return await self._threaded(evidence_of, capture), True

    async def page(self, capture: Capture) -> Page:
        """What a capture says; nobody keeps it."""
        if not capture.body:
            return parse(capture)
        self._count()
        with suppress(BrokenProcessPool):
            if future := self._asked(capture.blog or "", parse, capture):
                return await asyncio.wrap_future(future)
        return await self._threaded(parse, capture)

    def submit(self, blog: str, before: Callable[[], object], work: Callable[..., A], *given: Any) -> "Future[A]":
        """Work on a blog, after something that a thread does."""

        def done() -> A:
            before()
            with suppress(BrokenProcessPool):
                if future := self._asked(blog, work, *given):
                    return future.result()
            return work(*given)

        return self._threads.submit(done)

    def close(self) -> None:
        """Nobody is asked for anything any more."""
        self._threads.shutdown()
        self._ready = False
        if self._starting:
            self._starting.join()
        for crew in self._crews:
            crew.close()

    async def _threaded(self, work: Callable[[Capture], A], capture: Capture) -> A:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, capture)

    def _asked(self, blog: str, work: Callable[..., A], *given: Any) -> "Future[A] | None":
        if not self._ready:
            return None
        crew = self._of.setdefault(blog, self._crews[len(self._of) % len(self._crews)])
        with suppress(BrokenProcessPool, RuntimeError):
            return crew.submit(work, *given)
        return None

    def _count(self) -> None:
        self._read += 1
        if self._read == FEW:
            self._starting = Thread(target=self._start, daemon=True)
            self._starting.start()

    def _start(self) -> None:
        with suppress(BrokenProcessPool, OSError):
            for crew in self._crews:
                crew.start()
            self._ready = True


def _tells(capture: Capture) -> bool:
    """Whether there is anything to read."""
    whole = capture.status == 200 and not capture.truncated and not capture.revisit_of
    return whole and bool(capture.body) and capture.role != "requisite"
