"""What the soaks share: the command as processes that can be killed, what is stored, and the rows that two crawls must have in common."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from phases import BEGINNING, members, phase

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

PROGRAM = (sys.executable, "-c", "import sys; from crawler.cli import main; sys.exit(main())")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
OF_THE_MOMENT = {"capture_id", "crawl_id", "first_seen_at", "last_seen_at", "first_crawl_id", "last_crawl_id"}
"""Columns that two crawls of the same blogs fill differently."""
TABLES = ("posts", "comments", "pingbacks", "reference_entries", "citations", "terms", "posts_terms", "links", "media")


class Lost(AssertionError):
    """What must not happen has happened."""


def run(*words: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """A command, to its end."""
    line = [*PROGRAM, *map(str, words)]
    return subprocess.run(
        line, env=ENVIRONMENT, cwd=cwd, capture_output=True, text=True, errors="replace", check=False, timeout=1800
    )


PATIENCE = 120
"""Seconds after which what should have ended has not."""
Whom = Callable[[Sequence[int]], Sequence[int]]
"""Processes of a command, its leader first -> those that are killed."""
Runs = Callable[[float], bool]
"""Waits so many seconds for a command, and says whether it still runs."""


def everybody(processes: Sequence[int]) -> Sequence[int]:
    """All are killed, as by a power cut."""
    return processes


def killed_when(
    ripe: Callable[[Runs], bool], words: Sequence[object], cwd: Path, whom: Whom = everybody
) -> Mapping[int, str]:
    """What the processes of a command were doing when some of them were killed; empty where it had ended before.

    The leader comes first. `ripe` waits until the moment has come; it says no where the command ended before. Those that are
    not killed must end by themselves, and not as if nothing had happened; raises Lost.
    """
    line = [*PROGRAM, *map(str, words)]
    null = subprocess.DEVNULL
    process = subprocess.Popen(line, env=ENVIRONMENT, cwd=cwd, stdout=null, stderr=null, start_new_session=True)

    def runs(seconds: float) -> bool:
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return False
        return True

    if not ripe(runs):
        return {}
    stopped = _stopped(process.pid)
    if process.poll() is not None:
        return {}
    doing = {each: phase(each) for each in stopped}
    doing[process.pid] = doing[process.pid] or BEGINNING
    _end(process, stopped, whom(stopped))
    return doing


def _stopped(session: int) -> list[int]:
    """The processes of a session, none of which takes another step."""
    seen: set[int] = set()
    while new := set(members(session)) - seen:
        for each in new:
            _send(each, signal.SIGSTOP)
        seen |= new
    return members(session)


def _end(process: "subprocess.Popen[bytes]", stopped: Sequence[int], victims: Sequence[int]) -> None:
    for each in victims:
        _send(each, signal.SIGKILL)
    for each in stopped:
        _send(each, signal.SIGCONT)
    try:
        code = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        raise Lost(f"it still runs {PATIENCE} s after one of its processes was killed") from None
    if not code:
        raise Lost("the command does not tell that one of its processes was killed")
    until = time.monotonic() + PATIENCE
    while left := members(process.pid):
        if time.monotonic() > until:
            raise Lost(f"processes outlive the command: {left}")
        time.sleep(0.05)


def _send(process: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, what)


def stored(data: Path) -> set[str]:
    """Addresses with a whole answer in a crawl that has not ended, as a mended copy has them. The archive is not touched."""
    from archive.items import Capture
    from archive.warc.reader import read_events
    from archive.warc.records import Note
    from archive.warc.writer import recover

    if not (data / "warc").is_dir():
        return set()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data / "warc", Path(folder) / "warc"))
        recover(copy)
        events = [event for file in copy.glob("*.warc.gz") for event in read_events(file)]
    if any(isinstance(e, Note) and e.uri.endswith(":end") and e.payload["status"] == "finished" for e in events):
        return set()  # to run it again is a new crawl
    return {e.url for e in events if isinstance(e, Capture) and e.status < 500 and not e.truncated}


def rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows about the blogs, without what differs from crawl to crawl."""
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as db:
        columns = {table: [row[1] for row in db.execute(f"pragma table_info({table})")] for table in TABLES}
        lists = {table: ", ".join(c for c in names if c not in OF_THE_MOMENT) for table, names in columns.items()}
        return {table: sorted(db.execute(f"select {lists[table]} from {table}"), key=repr) for table in TABLES}
