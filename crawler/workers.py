"""A crawl in several processes (`--workers`), each with blogs and WARC files of its own; all else is here.

blogs parted > a process each > steps, words and decisions told here > last words > what killed ones had > end of the crawl
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from crawler.crawl import Crawl
from crawler.folder import worker_lock
from crawler.salvage import prefix_of, salvaged
from crawler.turns import Turns
from crawler.worker import FAILED, Ended, work

KILLED = "worker_killed"
STOPPING = ("cannot_write",)
"""Reasons of one process for which all stop."""


@dataclass(slots=True, eq=False)
class _Worker:
    """One process, as it is seen from here."""

    number: int
    slugs: Sequence[str]
    process: Any
    line: Connection
    ended: Ended | None = None
    turns: list[str] = field(default_factory=list)
    """Addresses whose turn it has."""

    def tell(self, what: str, *values: Any) -> None:
        """What `worker.Line.listen` knows; a process that is gone hears nothing."""
        with suppress(OSError):
            self.line.send((what, *values))


class Workers:
    """The processes of a crawl. `parts`: the slugs of each."""

    def __init__(self, crawl: Crawl, parts: Sequence[Sequence[str]]):
        self._crawl, self._parts = crawl, parts
        self._turns: Turns[tuple[_Worker, str, int]] = Turns(crawl.config.politeness.providers)
        self._all: list[_Worker] = []
        self._stopped = False

    def run(self) -> None:
        """Crawl to the end, or to Ctrl-C; then close the crawl."""
        with self._signals():
            for number, slugs in enumerate(self._parts, 1):
                self._all.append(self._started(number, slugs))
            while lines := {worker.line: worker for worker in self._all if not worker.line.closed}:
                for line in wait(list(lines)):
                    self._hear(lines[line])  # type: ignore[index]
            self._close()

    def _started(self, number: int, slugs: Sequence[str]) -> _Worker:
        linux = sys.platform.startswith("linux")
        context: Any = multiprocessing.get_context("forkserver" if linux else "spawn")
        if linux:
            context.set_forkserver_preload(["crawler.worker", "crawler.spiders.course"])
        here, there = context.Pipe()
        errand = self._crawl.errand(slugs, prefix_of(number), len(self._parts))
        process = context.Process(target=work, args=(errand, there, number), name=f"worker {number}")
        process.start()
        there.close()
        return _Worker(number, slugs, process, here)

    def _hear(self, worker: _Worker) -> None:
        try:
            what, *values = worker.line.recv()
        except (EOFError, OSError):
            self._gone(worker)
            return
        HEARD[what](self, worker, *values)

    def _step(self, worker: _Worker, step: Any) -> None:
        self._crawl.tell(step)

    def _say(self, worker: _Worker, words: str) -> None:
        self._crawl.say(words)

    def _note(self, worker: _Worker, *decision: str) -> None:
        self._crawl.journal.note(*decision)

    def _take(self, worker: _Worker, url: str, ticket: int) -> None:
        if self._turns.take(url, (worker, url, ticket)):
            self._grant(worker, url, ticket)

    def _grant(self, worker: _Worker, url: str, ticket: int) -> None:
        worker.turns.append(url)
        worker.tell("turn", ticket)

    def _give(self, worker: _Worker, url: str) -> None:
        if url not in worker.turns:
            return
        worker.turns.remove(url)
        following = self._turns.give(url)
        while following and following[0].line.closed:
            following = self._turns.give(following[1])
        if following:
            self._grant(*following)

    def _held(self, worker: _Worker, provider: str, since: datetime, seconds: float) -> None:
        for other in self._all:
            if other is not worker and not other.line.closed:
                other.tell("held", provider, since, seconds)

    def _ended(self, worker: _Worker, ended: Ended) -> None:
        worker.ended = ended
        self._crawl.log.accounts.update(ended.accounts)
        self._crawl.faults.take(ended.error)
        self._crawl.faults.unsaved |= ended.unsaved
        if ended.reason in STOPPING:
            self._stop()

    def _gone(self, worker: _Worker) -> None:
        """Its line is closed: it has ended, or was killed."""
        worker.line.close()
        for url in list(worker.turns):
            self._give(worker, url)

    def _stop(self) -> None:
        """Have all end in good order; at the second time at once, as Ctrl-C does in one process."""
        for worker in self._all:
            if not worker.line.closed and worker.ended is None:
                with suppress(ProcessLookupError):
                    os.kill(worker.process.pid, signal.SIGINT)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(*_: object) -> None:
            self._stopped = True
            self._stop()

        before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _close(self) -> None:
        for worker in self._all:
            worker.process.join()
        whole = [worker.ended for worker in self._all if worker.ended and worker.ended.reason != FAILED]
        lost = [worker for worker in self._all if worker.ended is None or worker.ended.reason == FAILED]
        with self._crawl.faults.kept():
            self._crawl.interrupted = salvaged(self._crawl, {each.number: each.slugs for each in lost}) if lost else ()
        self._crawl.close(self._reason(whole, bool(lost)), summed([each.stats for each in whole]))
        for worker in self._all:
            Path(worker_lock(self._crawl.data, worker.number).lock_file).unlink(missing_ok=True)

    def _reason(self, ended: Sequence[Ended], lost: bool) -> str:
        if self._stopped:
            return "shutdown"
        odd = [each.reason for each in ended if each.reason != "finished"]
        return odd[0] if odd else KILLED if lost else "finished"


HEARD: dict[str, Callable[..., None]] = {
    "step": Workers._step,
    "say": Workers._say,
    "note": Workers._note,
    "take": Workers._take,
    "give": Workers._give,
    "held": Workers._held,
    "ended": Workers._ended,
}
"""What a worker may say."""


def summed(stats: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts of several processes as those of one."""
    total: dict[str, Any] = {}
    for each in stats:
        for name, value in each.items():
            total[name] = total[name] + value if isinstance(value, int) and name in total else value
    return total
