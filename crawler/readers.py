"""Who does what would keep the next answers waiting: processes beside the crawl, and until they are ready a thread of it."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from archive.items import Capture, Page
from crawler import desk
from crawler.compose.evidence import Evidence
from crawler.crew import cores
from crawler.helper import Helper, LostError, can_fork
from crawler.ingest import evidence_of
from crawler.parsers.page import parse

A = TypeVar("A")
FEW = 30
"""Pages that are read before others are asked to help: of a small crawl, all."""
MOST = 3
"""Processes at most: each holds some 100 MB, and two read about as fast as one crawl can fetch."""
THREADS = 2
"""That read until a process is ready. They take turns with the reactor, so no more than it takes to use its pauses."""

SWITCH = 0.0005
"""Seconds for which a thread that reads may keep the reactor from going on, at each thing that this asks of the system (5 ms by default)."""


class Readers:
    """Reads captures. Where no process is ready, or one was killed, a thread does it: the same comes of it.

    All answers of a blog go to one process, which keeps what they say until the blog's rows are made.
    """

    def __init__(self, processes: int = 1, blogs: int = MOST) -> None:
        """`processes`: how many crawl at the same time; the cores are for all of them and their readers. `blogs`: of this one."""
        hands = max(1, min(cores() // processes, MOST, blogs))
        self._helpers = [Helper(["crawler.desk"], lone=hands == 1) for _ in range(hands)]
        self._of: dict[str, Helper] = {}
        self._threads = ThreadPoolExecutor(THREADS, "reader")
        sys.setswitchinterval(SWITCH)
        self._read = 0
        self._beginning: list[Future[None]] = []
        self._joining: asyncio.Task[None] | None = None
        self._forked = False

    def fork(self) -> None:
        """Have the processes made of this one, which has no database open: they are ready at once. Where that cannot be, nothing is done."""
        for n, helper in enumerate(self._helpers if can_fork() else ()):
            helper.fork(self._helpers[:n])
            made: Future[None] = Future()
            made.set_result(None)
            self._beginning.append(made)
        self._forked = bool(self._beginning)

    @contextmanager
    def forked(self, wanted: bool) -> Iterator[None]:
        """`fork`, before something is opened; where that fails, nobody will ask them for anything."""
        if wanted:
            self.fork()
        try:
            yield
        except BaseException:
            for helper in self._helpers:
                helper.drop()
            raise

    def begin(self) -> None:
        """Have the processes made: there will be much to read. They are ready in about a second."""
        self._beginning = self._beginning or [self._threads.submit(helper.begin) for helper in self._helpers]

    async def read(self, capture: Capture) -> tuple[Evidence, bool]:
        """What a capture says, and whether that is all: else a process keeps the whole."""
        if not _tells(capture):
            return evidence_of(capture), True
        await self._count()
        with suppress(LostError):
            if helper := self._helper(capture.blog):
                return evidence_of(capture, await helper.ask(desk.read, capture)), False
        return await self._threaded(evidence_of, capture), True

    async def page(self, capture: Capture) -> Page:
        """What a capture says; nobody keeps it."""
        if not capture.body:
            return parse(capture)
        await self._count()
        return await self._done(capture.blog, parse, capture)

    def submit(self, blog: str, before: Callable[[], object], work: Callable[..., A], *given: Any) -> "asyncio.Task[A]":
        """Work on a blog, after something that a thread does."""

        async def done() -> A:
            await self._threaded(before)
            return await self._done(blog, work, *given)

        return asyncio.get_event_loop().create_task(done())  # which may have been stopped by Ctrl-C

    async def close(self) -> None:
        """Nobody is asked for anything any more."""
        if self._joining:
            self._joining.cancel()
        self._threads.shutdown()
        for helper in self._helpers:
            await helper.close()

    async def _done(self, blog: str | None, work: Callable[..., A], *given: Any) -> A:
        with suppress(LostError):
            if helper := self._helper(blog):
                return await helper.ask(work, *given)  # type: ignore[no-any-return]
        return await self._threaded(work, *given)

    async def _threaded(self, work: Callable[..., A], *given: Any) -> A:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    def _helper(self, blog: str | None) -> Helper | None:
        helper = self._of.setdefault(blog or "", self._helpers[len(self._of) % len(self._helpers)])
        return helper if helper.ready else None

    async def _count(self) -> None:
        self._read += 1
        if self._read == FEW:
            self.begin()
        if self._beginning and not self._joining:
            self._joining = asyncio.get_running_loop().create_task(self._join())
        if self._forked and self._joining:
            await asyncio.wait([self._joining])

    async def _join(self) -> None:
        """They are asked as soon as they are ready; where the system gives none, threads go on."""
        with suppress(OSError):
            for beginning, helper in zip(self._beginning, self._helpers, strict=True):
                await asyncio.wrap_future(beginning)
                await helper.join()


def _tells(capture: Capture) -> bool:
    """Whether there is anything to read."""
    whole = capture.status == 200 and not capture.truncated and not capture.revisit_of
    return whole and bool(capture.body) and capture.role != "requisite"
