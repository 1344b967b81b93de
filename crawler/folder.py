"""A data folder to work in: taken by one at a time, mended after a kill, its database in step with its WARC files."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.database.store import NAME, Store
from archive.errors import LockedError, StoreError
from archive.warc.ledger import Ledger
from archive.warc.names import IMPORTS
from archive.warc.writer import recover
from crawler.forgetting.stage import finish
from crawler.importing.written import mend
from crawler.known import WARC, warc_files

WORKER = ".worker-{}.lock"
DYING = 10.0
"""Seconds in which the processes of a crawl have ended that was killed."""
Say = Callable[[str], None]
"""Called with a line for the person who waits."""


def there(data: Path) -> None:
    """Make sure that the folder is an archive, so that a mistyped name makes none. Raises StoreError."""
    if not (data / WARC).is_dir() and not (data / IMPORTS).is_dir():
        raise StoreError("there is no archive here; crawl first, or name another folder with --data", str(data))


def taken(data: Path) -> FileLock:
    """Make the folder where it is not there, lock it, and mend what a kill left.

    Raises StoreError, LockedError, WarcError.
    """
    try:
        (data / WARC).mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / ".lock")
        lock.acquire(timeout=0)
        _wait_for_workers(data)
    except Timeout:
        raise LockedError("another coursekeep works in this folder; wait for it, or stop it", str(data)) from None
    except OSError as error:
        told = f"the data folder cannot be written ({error.strerror}); mend its permissions or name another with --data"
        raise StoreError(told, str(data)) from error
    finish(data)
    ledger = Ledger(data)
    mend(data, recover(data / WARC, ledger))
    ledger.begin()
    return lock


def worker_lock(data: Path, number: int) -> FileLock:
    """What a process of a crawl holds as long as it lives (crawler/worker.py)."""
    return FileLock(data / WORKER.format(number))


def _wait_for_workers(data: Path) -> None:
    """Those of a crawl that was killed are about to end: they write nothing any more when this returns."""
    for path in data.glob(WORKER.format("*")):
        with FileLock(path).acquire(timeout=DYING):
            path.unlink()


@contextmanager
def undisturbed(data: Path) -> Iterator[None]:
    """Nobody writes into the folder meanwhile; nothing in it is changed, and it may be read-only. Raises LockedError."""
    lock = FileLock(data / ".lock")
    try:
        if os.access(data, os.W_OK):
            lock.acquire(timeout=0)
    except Timeout:
        raise LockedError("another coursekeep writes into this folder; check it when that is done", str(data)) from None
    try:
        yield
    finally:
        lock.release()


def store_of(data: Path, make_again: Callable[[], object], say: Say) -> Store:
    """The folder's database; made again where it cannot be read, or where another version made it. Raises StoreError."""
    path = data / NAME
    try:
        store = Store(path)
        if not store.outdated:
            return store
        store.close()
        why = "was made by another version of Coursekeep"
    except StoreError as error:
        if isinstance(error.__cause__, sqlite3.OperationalError) or not path.is_file() or not warc_files(data):
            raise  # a full disk is no reason to make it again
        why = error.message.partition(";")[0]
    say(f"{path} {why}: it is made again from the WARC files")
    make_again()
    return Store(path)
