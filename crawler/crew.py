"""Processes that share the work: all cores by default. A job and its answer go through pickle; the order of answers is nobody's."""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import TypeVar

from archive.errors import StoreError

J = TypeVar("J")
A = TypeVar("A")


class Crew:
    """`hands` processes; with one, the work is done right here."""

    def __init__(self, hands: int | None = None, preload: Iterable[str] = (), *, apart: bool = False):
        """`preload`: modules that each process has from its beginning. `apart`: it must have nothing else of ours, since we
        hold a database open that it opens too (https://sqlite.org/howtocorrupt.html, 2.6)."""
        self.hands = hands or cores()
        self._apart = apart
        self._preload = list(preload)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let them go, when what they are doing is done."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def done(self, work: Callable[[J], A], jobs: Iterable[J]) -> Iterator[A]:
        """Each job's answer, as it comes. No more jobs are taken than hands can hold: memory stays flat."""
        if self.hands == 1:
            yield from map(work, jobs)
            return
        pool, rest = self._ready(), iter(jobs)
        running: set[Future[A]] = {pool.submit(work, job) for job in islice(rest, self.hands + 1)}
        with _whole():
            while running:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    running |= {pool.submit(work, job) for job in islice(rest, 1)}
                    yield future.result()

    def in_order(self, work: Callable[[J], A], jobs: Iterable[J]) -> Iterator[A]:
        """Each job's answer, in the order of the jobs; few are taken before they are asked for."""
        if self.hands == 1:
            yield from map(work, jobs)
            return
        pool, rest = self._ready(), iter(jobs)
        ahead = deque(pool.submit(work, job) for job in islice(rest, 2 * self.hands))
        with _whole():
            while ahead:
                yield ahead.popleft().result()
                ahead.extend(pool.submit(work, job) for job in islice(rest, 1))

    def _ready(self) -> ProcessPoolExecutor:
        self._pool = self._pool or self._made()
        return self._pool

    def _made(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context(self._way())
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(self._preload)
        return ProcessPoolExecutor(self.hands, mp_context=context, initializer=_begin)

    def _way(self) -> str:
        """How they are made: of ourselves, with all that is loaded, unless a thread of ours might hold a lock just now."""
        if not sys.platform.startswith("linux"):
            return "spawn"
        return "forkserver" if self._apart or threading.active_count() > 1 else "fork"


@contextmanager
def _whole() -> Iterator[None]:
    """Raises StoreError where one of the processes is gone."""
    try:
        yield
    except BrokenProcessPool as error:
        told = "a process of ours was killed; is there memory enough? Run it again with --processes 1"
        raise StoreError(told) from error


def _begin() -> None:
    die_with_parent()
    gc.freeze()  # what was loaded before stays


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else [0])


def die_with_parent() -> None:
    """A parent that is killed cannot tell its children: each watches it."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
