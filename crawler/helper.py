"""A process beside the crawl that does what it is asked, one thing after the other; asked and answered over a pair of sockets.

The event loop's own transport sends what the other side takes and holds the rest, and no thread is woken for an answer:
the two that `concurrent.futures` keeps take turns with the crawl, which costs 1 ms a page.
"""

import asyncio
import gc
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.process import BaseProcess
from typing import Any

from crawler.crew import die_with_parent

LENGTH = struct.Struct("!Q")
"""Before each answer: how many bytes it has."""
PROTOCOL = 5
NICE = 2
"""By how much it steps back: what answers from the network goes first, where there are fewer cores than processes."""


class LostError(ConnectionError):
    """The process is gone; whether it did what it was asked nobody knows."""


class _Answers(asyncio.Protocol):
    """What comes back, in the order in which it was asked for."""

    def __init__(self) -> None:
        self.awaited: deque[asyncio.Future[Any]] = deque()
        self.lost = False
        self._received = bytearray()

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._end()) and len(self._received) >= end:
            well, answer = pickle.loads(self._received[LENGTH.size : end])
            del self._received[:end]
            future = self.awaited.popleft()
            if not future.done():
                future.set_result(answer) if well else future.set_exception(answer)

    def _end(self) -> int:
        there = len(self._received) >= LENGTH.size
        return LENGTH.size + LENGTH.unpack_from(self._received)[0] if there else 0

    def connection_lost(self, error: Exception | None) -> None:
        self.lost = True
        while self.awaited:
            future = self.awaited.popleft()
            if not future.done():
                future.set_exception(LostError("a process of ours was killed"))


def can_fork() -> bool:
    """Whether a process may be made of this one: no thread is here that holds a lock which nobody would open in the copy."""
    return sys.platform.startswith("linux") and threading.active_count() == 1


class Helper:
    """First `begin`, in a thread, or `fork`; then `join` on the event loop that asks; then `ask`.

    `modules` are what its process loads at its beginning, which takes about a second. `lone`: no other helper is here, so
    it begins by itself, without a process more that others are forked from.
    """

    def __init__(self, modules: Sequence[str], *, lone: bool):
        self._modules, self._lone = list(modules), lone
        self.process: BaseProcess | None = None
        self._line: socket.socket | None = None
        self._transport: asyncio.Transport | None = None
        self._answers = _Answers()
        self._ready = False

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self._ready and not self._answers.lost

    def begin(self) -> None:
        """Have the process made. Raises OSError where the system gives none."""
        forked = sys.platform.startswith("linux") and not self._lone
        context: Any = multiprocessing.get_context("forkserver" if forked else "spawn")
        if forked:
            context.set_forkserver_preload(self._modules)
        self._line, there = socket.socketpair()
        with there:
            self.process = context.Process(target=serve, args=(there, self._modules), daemon=True)
            self.process.start()

    def fork(self, others: "Sequence[Helper]") -> None:
        """Have the process made of this one, with all that is loaded: at once, and without a second copy of it in memory.

        Only where `can_fork`, and before a database is open: SQLite's locks are a process's own. `others`: made before.
        """
        self._line, there = socket.socketpair()
        ours = [helper._line for helper in (*others, self)]
        with there:
            self.process = multiprocessing.get_context("fork").Process(
                target=serve, args=(there, self._modules, ours), daemon=True
            )
            self.process.start()

    def drop(self) -> None:
        """Kill the process, which nobody has joined."""
        if self.process and self._line:
            self.process.kill()
            self.process.join()
            self._line.close()

    async def join(self) -> None:
        """Come back when it can be asked. Raises LostError when it is gone before."""
        loop = asyncio.get_running_loop()
        assert self._line
        self._transport, _ = await loop.connect_accepted_socket(lambda: self._answers, self._line)
        self._answers.awaited.append(first := loop.create_future())
        await first
        self._ready = True

    def ask(self, work: Callable[..., Any], *given: Any) -> "asyncio.Future[Any]":
        """Have something done: what it gives, or raises. LostError when the process is killed."""
        answer = asyncio.get_running_loop().create_future()
        if self._transport is None or not self.ready:
            raise LostError("there is no process")
        self._transport.write(pickle.dumps((work, given), PROTOCOL))
        self._answers.awaited.append(answer)
        return answer

    async def close(self) -> None:
        """Let the process go when it has done what it was asked; one that is not ready yet at once."""
        if self._transport:
            self._transport.write_eof()
        if self.process:
            if not self._ready:
                self.process.kill()
            await asyncio.to_thread(self.process.join)
        if self._transport:
            self._transport.close()
        elif self._line:
            self._line.close()


def serve(line: socket.socket, modules: Sequence[str], theirs: Sequence[socket.socket] = ()) -> None:
    """What the process does: answers (`True`, what was given) or (`False`, what was raised), until nobody can ask any more.

    `theirs`: what a forked process has got of who asks, and leaves.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asks
    if hasattr(os, "nice"):
        os.nice(NICE)
    die_with_parent()
    for other in theirs:
        other.close()
    for name in modules:
        import_module(name)
    gc.freeze()  # what is loaded stays
    asked = line.makefile("rb")
    with suppress(EOFError, OSError):
        _answer(line, (True, None))
        while True:
            work, given = pickle.load(asked)
            _answer(line, _done(work, given))
    os._exit(0)  # there is nothing to put in order, and doing so takes a tenth of a second


def _done(work: Callable[..., Any], given: Sequence[Any]) -> tuple[bool, Any]:
    try:
        return True, work(*given)
    except Exception as error:
        return False, error


def _answer(line: socket.socket, answer: tuple[bool, Any]) -> None:
    try:
        told = pickle.dumps(answer, PROTOCOL)
        if not answer[0]:
            pickle.loads(told)  # an exception may be such that it cannot be made again
    except Exception as error:
        told = pickle.dumps((False, RuntimeError(f"cannot be told: {error}")), PROTOCOL)
    line.sendall(LENGTH.pack(len(told)) + told)
