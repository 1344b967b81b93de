"""Who reads what a crawl brings: processes beside it, so that the next answers are not kept waiting; a few are read right here."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from threading import Thread
from typing import Any, Generic, TypeVar

from archive.items import Capture, Page
from crawler.compose.evidence import Evidence
from crawler.crew import Crew
from crawler.ingest import evidence_of
from crawler.parsers.page import parse

A = TypeVar("A")
FEW = 30
"""Pages that are read before others are asked to help: of a small crawl, all."""
MOST = 4
"""Processes at most: each holds some 100 MB."""


class Work(Generic[A]):
    """Something to be done by a process; here, where there is none, or where it was killed."""

    def __init__(self, future: "Future[A] | None", do: Callable[..., A], given: tuple[Any, ...]):
        self._future, self._do, self._given = future, do, given

    @property
    def done(self) -> bool:
        """Whether nobody waits for it any longer."""
        return self._future is None or self._future.done()

    def result(self) -> A:
        """What came of it; raises what it raised."""
        with suppress(BrokenProcessPool):
            if self._future:
                return self._future.result()
        return self._do(*self._given)


class Readers:
    """Reads captures. Where no process is ready, or one was killed, it is done here: the same comes of it."""

    def __init__(self, processes: int = 1) -> None:
        """`processes`: how many crawl at the same time; the cores are for all of them and their readers."""
        hands = max(1, min((Crew().hands - 1) // processes, MOST))
        self._crew = Crew(hands, preload=["crawler.saving"], deaf=True)
        self._read, self._ready = 0, False
        self._starting: Thread | None = None

    async def evidence(self, capture: Capture) -> Evidence:
        """What a capture says, as evidence."""
        return await self._done(evidence_of, capture)

    async def page(self, capture: Capture) -> Page:
        """What a capture says."""
        return await self._done(parse, capture)

    def submit(self, work: Callable[..., A], *given: Any) -> Work[A]:
        """Work to be fetched later."""
        return Work(self._asked(work, *given), work, given)

    def close(self) -> None:
        """Nobody is asked for anything any more."""
        self._ready = False
        if self._starting:
            self._starting.join()
        self._crew.close()

    async def _done(self, work: Callable[[Capture], A], capture: Capture) -> A:
        self._count()
        future = self._asked(work, capture) if capture.body and capture.role != "requisite" else None
        with suppress(BrokenProcessPool):
            if future:
                return await asyncio.wrap_future(future)
        return work(capture)

    def _asked(self, work: Callable[..., A], *given: Any) -> "Future[A] | None":
        with suppress(BrokenProcessPool, RuntimeError):
            return self._crew.submit(work, *given) if self._ready else None
        return None

    def _count(self) -> None:
        self._read += 1
        if self._read == FEW:
            self._starting = Thread(target=self._start, daemon=True)
            self._starting.start()

    def _start(self) -> None:
        with suppress(BrokenProcessPool, OSError):
            self._crew.start()
            self._ready = True
