"""A whole data folder, checked: files, manifests, database, index, packages. Reads only, but for the log of checks."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from archive.errors import StoreError, WarcError
from archive.report.summary import opened, rows
from archive.verify import beside
from archive.verify.faults import Fault
from archive.verify.imported import check_imported
from archive.verify.index import check_index
from archive.verify.packages import check_package
from archive.verify.warcfile import Outcome, Sum, Tick, WarcFile
from archive.warc.ledger import WARC, Ledger
from archive.warc.names import IMPORTS, is_file_name, located

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are done, and those that there are."""
SMALL = 20_000_000
"""Bytes below which a second process costs more than it brings."""
BROKEN = frozenset(
    ["damaged", "cut", "zeros", "garbage", "stranger", "no_record", "record_end", "length", "several", "fields", "unreadable"]
)  # fmt: skip
"""Faults of a file whose index lines cannot be judged."""
ROWS = "select url, fetched_at, status, payload_digest, warc_file, warc_offset, warc_length from captures"


@dataclass(slots=True, kw_only=True)
class Report:
    """What a check found."""

    at: str
    software: str
    faults: list[Fault] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    records: int = 0
    rows: int = 0
    index_lines: int = 0
    packages: int = 0
    seconds: float = 0.0

    @property
    def grave(self) -> list[Fault]:
        """Those that mean damage."""
        return [fault for fault in self.faults if fault.grave]

    def summary(self) -> dict[str, Any]:
        """The line of the log."""
        names = ("at", "software", "files", "bytes", "records", "rows", "index_lines", "packages", "seconds")
        told = {name: getattr(self, name) for name in names}
        kinds = sorted({fault.kind for fault in self.grave})
        return {**told, "result": "damaged" if kinds else "ok", "faults": len(self.grave), "kinds": kinds}


def check(data: Path, software: str, progress: Progress = lambda *_: None, workers: int = 2) -> Report:
    """Everything in a data folder. Raises StoreError where there is no archive."""
    if not (data / WARC).is_dir() and not (data / IMPORTS).is_dir():
        raise StoreError("there is no archive here; crawl first, or name another folder with --data", str(data))
    began = time.monotonic()
    report = Report(at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", software=software)
    files = Ledger(data).kept()
    outcomes = list(_outcomes(data, files, progress, workers))
    for outcome in outcomes:
        report.files, report.bytes = report.files + 1, report.bytes + outcome.bytes
        report.records, report.rows = report.records + outcome.records, report.rows + outcome.rows
        report.faults += outcome.faults
    report.faults += beside.manifests(data, {outcome.file: outcome.sha256 for outcome in outcomes})
    report.faults += [*beside.originals(outcomes), *beside.database(data, files), *beside.growing(data)]
    broken = frozenset(fault.file for fault in report.faults if fault.kind in BROKEN)
    expected: dict[str, Sum] = {outcome.file: outcome.index for outcome in outcomes if _indexed(outcome)}
    faults, report.index_lines = check_index(data, expected, broken)
    report.faults += faults
    packages = sorted((data / "wacz").glob("*.wacz"))
    for path in packages:
        progress(path.name, 0, 0)
        report.faults += check_package(path, f"wacz/{path.name}")
    report.packages, report.seconds = len(packages), round(time.monotonic() - began, 1)
    return report


def _indexed(outcome: Outcome) -> bool:
    return bool(outcome.index.count) or not outcome.file.startswith(IMPORTS)


def _outcomes(data: Path, files: list[str], progress: Progress, workers: int) -> Iterator[Outcome]:
    sizes = {file: located(data / WARC, file).stat().st_size for file in files}
    total, done = sum(sizes.values()), 0
    if len(files) < 2 or total < SMALL or workers < 2:
        for file in files:
            yield _checked(data, file, _Steps(file, done, total, progress))
            done += sizes[file]
            progress(file, done, total)
        return
    largest = sorted(files, key=lambda file: -sizes[file])
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[Outcome], str] = {pool.submit(_checked, data, file): file for file in largest}
        while waiting:
            for future in wait(waiting, return_when="FIRST_COMPLETED").done:
                done += sizes[file := waiting.pop(future)]
                progress(file, done, total)
                yield future.result()


class _Steps:
    """Tells of the bytes of one file as they go by."""

    def __init__(self, file: str, done: int, total: int, progress: Progress):
        self._file, self._done, self._total, self._progress = file, done, total, progress

    def __call__(self, count: int) -> None:
        self._done += count
        self._progress(self._file, self._done, self._total)


def _checked(data: Path, file: str, tick: Tick = lambda _: None) -> Outcome:
    """One file with its rows, in a process of its own perhaps."""
    try:
        with closing(_connected(data)) as db:
            if file.startswith(IMPORTS):
                where = "warc_file = ? or warc_file like ? escape '\\' order by warc_file, warc_offset"
                inner = file.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "/%"
                return check_imported(data, file, rows(db, f"{ROWS} where {where}", file, inner))
            found = (dict(row) for row in db.execute(f"{ROWS} where warc_file = ? order by warc_offset", (file,)))
            with located(data / WARC, file).open("rb") as raw:
                return _known(WarcFile(file, found).check(raw, tick))
    except (OSError, WarcError) as error:
        why = error.message if isinstance(error, WarcError) else error.strerror or str(error)
        return Outcome(file=file, faults=[Fault(file=file, kind="unreadable", what=f"cannot be read ({why})")])


def _known(outcome: Outcome) -> Outcome:
    """Of a file that somebody put here who is not we, only that is told: its faults are not those of the archive."""
    if not outcome.ours and not outcome.rows and not is_file_name(outcome.file):
        what = "no record in it was written by Coursekeep"
        outcome.faults = [Fault(file=outcome.file, kind="stranger", what=what)]
    return outcome


def _connected(data: Path) -> sqlite3.Connection:
    """The database; an empty one where there is none that can be read, which is told elsewhere."""
    try:
        return opened(data)
    except StoreError:
        db = sqlite3.connect(":memory:")
        db.row_factory = sqlite3.Row
        names = ["url", "fetched_at", "status", "payload_digest", "warc_file", "warc_offset", "warc_length"]
        db.execute(f"create table captures ({', '.join(names)})")
        return db
