"""A growing series of WARC files on disk: named, rotated, synced, and mended after a kill. Knows members as bytes only."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from threading import Thread

from archive.errors import WarcError
from archive.items import Source
from archive.warc.ledger import Ledger
from archive.warc.members import Damaged, read_records
from archive.warc.names import OPEN, file_name, located


class WarcFiles:
    """Appends members to `.open` files. A disk error is kept in `error` and raised again by every later call.

    `finished` is called with a file's name and sha256 when all of it is on the disk, before it gets that name.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        host: str,
        max_bytes: int,
        sync_every: int,
        finished: Callable[[str, str], None] = lambda *_: None,
    ):
        self.folder = folder
        self.error: WarcError | None = None
        self.name = ""
        self._prefix, self._host = prefix, host
        self._max_bytes, self._sync_every = max_bytes, sync_every
        self._finished = finished
        self._sha256 = hashlib.sha256()
        self._file: RawIOBase | None = None
        self._serial = self._size = self._unsynced = 0

    def full(self) -> bool:
        """Whether the next record needs a new file."""
        return self._file is None or self._size >= self._max_bytes

    def next(self, at: datetime) -> str:
        """Closes the file that grows, opens another, and gives its final name."""
        self.close()
        self.name = self._free_name(at)
        with self._disk():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path().open("xb", buffering=0)  # no buffer that could come out after an error
        self._size, self._sha256 = 0, hashlib.sha256()
        return self.name

    def append(self, members: Sequence[bytes]) -> Source:
        """Writes all members or none; where the first one stands."""
        start = self._size
        with self._disk():
            self._write(members)
        self._unsynced += 1
        if self._unsynced >= self._sync_every:
            Thread(target=_quietly, args=(self.syncing(),), daemon=True).start()  # nobody waits for the disk
        return Source(file=self.name, offset=start, length=len(members[0]))

    def sync(self) -> None:
        """Puts everything appended on the disk, even if the power fails then."""
        self.syncing()()

    def syncing(self) -> Callable[[], None]:
        """What does so with what stands there now, in a thread: the disk may take its time. To be called once."""
        handle = os.dup(self._file.fileno()) if self._file is not None else None
        self._unsynced = 0

        def sync() -> None:
            if handle is not None:
                with self._disk(), os.fdopen(handle):
                    os.fsync(handle)

        return sync

    def close(self) -> None:
        """Syncs, and takes `.open` off the file's name. After a disk error the name stays, for `recover` to see."""
        self.sync()
        if self._file is not None:
            with self._disk():
                self._file.close()
                self._written_down()
                self._path().rename(self.folder / self.name)
            self._file = None

    def _written_down(self) -> None:
        try:
            self._finished(self.name, self._sha256.hexdigest())
        except WarcError as error:
            self.error = error
            raise

    def _free_name(self, at: datetime) -> str:
        self._serial += 1
        name = file_name(self._prefix, at, self._serial, self._host)
        return self._free_name(at) if located(self.folder, name).exists() else name

    def _path(self) -> Path:
        return self.folder / (self.name + OPEN)

    def _write(self, members: Sequence[bytes]) -> None:
        assert self._file is not None
        whole = b"".join(members)  # at once: a kill seldom comes between an answer and what is told of it
        try:
            rest = memoryview(whole)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError:
            self._give_up(self._file)
            raise
        self._sha256.update(whole)
        self._size += len(whole)

    def _give_up(self, file: RawIOBase) -> None:
        """Leaves only whole records; should that fail too, `recover` sees to it."""
        self._file = None
        with suppress(OSError):
            file.truncate(self._size)
        file.close()

    @contextmanager
    def _disk(self) -> Iterator[None]:
        if self.error:
            raise self.error
        try:
            yield
        except OSError as error:
            told = f"cannot be written: {error.strerror or error}; make room or choose another folder, then run again"
            self.error = WarcError(told, str(self.folder / self.name))
            raise self.error from error


def _quietly(sync: Callable[[], None]) -> None:
    """Its error is kept, and raised by the next call."""
    with suppress(WarcError):
        sync()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was done about a file that its writer left open."""

    file: str
    """Its name now; empty when it held no whole record and was removed."""
    records: int
    lost: int
    """Bytes of an unfinished record that were cut off."""


def recover(folder: Path, ledger: Ledger | None = None, prefix: str = "") -> list[Recovered]:
    """Closes what a kill left `.open`: cut back to the last whole record and renamed; no whole record is lost.

    What is renamed is entered in the ledger first. `prefix`: only of files whose names begin so.
    A tail that is not merely cut short but damaged (after a power failure) is kept beside the file as `NAME.damaged`.
    Only for a folder that nobody is writing to. Raises WarcError when the disk refuses.
    """
    try:
        return [_recovered(path, ledger) for path in sorted(folder.glob(f"{prefix}*.warc.gz{OPEN}"))]
    except OSError as error:
        raise WarcError(f"cannot be mended: {error.strerror}", str(error.filename or folder)) from error


def _recovered(path: Path, ledger: Ledger | None) -> Recovered:
    end, records, fault = _whole(path)
    lost = path.stat().st_size - end
    final = path.with_name(path.name.removesuffix(OPEN))
    if fault and not fault.cut:
        with path.open("rb") as file:
            file.seek(end)
            final.with_name(final.name + ".damaged").write_bytes(file.read())
    if not records:
        path.unlink()
        return Recovered(file="", records=0, lost=lost)
    os.truncate(path, end)
    if ledger:
        ledger.take(final.name, path)
    path.rename(final)
    return Recovered(file=final.name, records=records, lost=lost)


def _whole(path: Path) -> tuple[int, int, Damaged | None]:
    end = records = 0
    try:
        for record in read_records(path):
            end, records = record.offset + record.length, records + 1
    except Damaged as fault:
        return end, records, fault
    return end, records, None
