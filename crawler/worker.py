"""A process of `--workers`: takes in some blogs into WARC files of its own, and tells the crawl's process what becomes of them.

It holds a lock of its own as long as it lives, and ends when the crawl's process does: so whoever takes the folder next is alone.
"""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from filelock import FileLock

from archive.database.store import NAME, Store
from archive.warc.ledger import WARC, Ledger
from archive.warc.writer import WarcWriter
from crawler.errand import Errand
from crawler.faults import Faults
from crawler.folder import worker_lock
from crawler.journal import Journal
from crawler.readers import Readers
from crawler.runner import Runner
from crawler.ticking import now
from crawler.turns import Turns

FAILED = "failed"
"""The reason of a process that never came to an end of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A process's last word."""

    reason: str
    """`finished`, or why it was cut short."""
    stats: Mapping[str, Any]
    accounts: Mapping[str, dict[str, Any]]
    """Slug -> tally."""
    error: Exception | None
    unsaved: bool
    """Rows could not be saved."""


class Line:
    """To the crawl's process, and from it. What is told is the name of something that `workers.HEARD` knows, and its values."""

    def __init__(self, connection: Connection):
        self._connection, self._lock = connection, Lock()

    def tell(self, what: str, *values: Any) -> None:
        """Say something; nobody listens any more when the crawl's process is gone, and then this one goes too."""
        try:
            with self._lock:
                self._connection.send((what, *values))
        except OSError:
            os._exit(1)

    def listen(self, heard: Mapping[str, Callable[..., object]]) -> None:
        """Do what comes, for ever; end this process when nothing can come any more."""
        try:
            while True:
                what, *values = self._connection.recv()
                heard[what](*values)
        except (EOFError, OSError):
            os._exit(1)


class LentTurns(Turns[Any]):
    """Turns that the crawl's process gives: a provider's cap holds over all processes."""

    def __init__(self, providers: Mapping[str, int], line: Line):
        super().__init__(providers)
        self._line, self._asked, self._tickets = line, dict[int, Any](), 0

    @property
    def waiting(self) -> int:
        """How many have asked for a turn and have none."""
        return len(self._asked)

    def take(self, url: str, waits: Any) -> bool:
        """Never at once, where a provider has a cap."""
        if self.provider(url) is None:
            return True
        self._tickets += 1
        self._asked[self._tickets] = waits
        self._line.tell("take", url, self._tickets)
        return False

    def give(self, url: str) -> None:
        """The next one may be another process's."""
        if self.provider(url) is not None:
            self._line.tell("give", url)

    def granted(self, ticket: int) -> Any:
        """What waited for this turn."""
        return self._asked.pop(ticket)


class Relay(Journal):
    """A journal that the crawl's process writes."""

    def __init__(self, line: Line, wanted: bool):
        super().__init__()
        self._line, self._wanted = line, wanted

    @property
    def wanted(self) -> bool:
        """Whether anybody reads it."""
        return self._wanted

    def note(self, blog: str, url: str, event: str, why: str = "") -> None:
        """One decision."""
        if self._wanted:
            self._line.tell("note", blog, url, event, why)


class SharedLedger(Ledger):
    """Index and manifests, into which several processes write."""

    def enter(self, file: str, lines: Any, sha256: str) -> None:
        """One after the other."""
        with FileLock(self.data / ".ledger.lock"):
            super().enter(file, lines, sha256)


def work(errand: Errand, connection: Connection, number: int) -> None:
    """Take the blogs in, to the end. What a process of a crawl does from its beginning."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # Ctrl-C reaches the crawl's process, and that one tells the others
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    lock = worker_lock(errand.data, number)
    lock.acquire()
    line, faults = Line(connection), Faults()
    last: list[tuple[str, Mapping[str, Any]]] = []
    with faults.kept():
        _take_in(errand, line, faults, lambda reason, stats: last.append((reason, stats)))
    reason, stats = last[0] if last else (FAILED, {})
    accounts = errand.logs[errand.id].accounts
    mine = {slug: accounts[slug] for slug in errand.frontiers if slug in accounts}
    line.tell(
        "ended", Ended(reason=reason, stats=_plain(stats), accounts=mine, error=faults.first, unsaved=faults.unsaved)
    )
    lock.release()


def _take_in(errand: Errand, line: Line, faults: Faults, over: Callable[[str, Mapping[str, Any]], None]) -> None:
    from crawler.run import take_in

    turns = LentTurns(errand.config.politeness.providers, line)
    runner = _runner(errand, line, turns, faults, over)

    def held(provider: str, since: datetime, seconds: float) -> None:
        runner.soon(errand.holds.hold, provider, since, seconds)

    def turn(ticket: int) -> None:
        runner.soon(lambda: runner.go(turns.granted(ticket)))

    errand.holds.tell = partial(line.tell, "held")
    Thread(target=line.listen, args=({"turn": turn, "held": held},), daemon=True).start()
    take_in(runner)
    faults.first = runner.writer.error or faults.first
    with faults.kept():
        runner.writer.close()
    runner.store.close()


def _runner(errand: Errand, line: Line, turns: LentTurns, faults: Faults, over: Callable[..., None]) -> Runner:
    data, readers = errand.data, Readers(errand.processes, len(errand.frontiers))
    readers.fork()
    return Runner(
        errand, Store(data / NAME, shared=True), _writer(errand, data), readers=readers, journal=Relay(line, errand.journal),
        turns=turns, faults=faults, tell=partial(line.tell, "step"), say=partial(line.tell, "say"), over=over,
    )  # fmt: skip


def _writer(errand: Errand, data: Path) -> WarcWriter:
    store = errand.config.store
    return WarcWriter(
        data / WARC,
        errand.info,
        max_bytes=store.warc_max,
        transfer=store.transfer,
        ledger=SharedLedger(data),
        clock=now,
    )


def _plain(stats: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, int | str) else str(value) for name, value in stats.items()}
