"""What SQLite keeps beside a database file that is written to; a killed command leaves it there.

A rollback journal or a log that outlives its file would be played into the next file of that name
(https://www.sqlite.org/howtocorrupt.html, 1.4).
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

SUFFIXES = ("-wal", "-shm", "-journal")


def sides(path: Path) -> list[Path]:
    """The files that may stand beside a database."""
    return [path.with_name(path.name + suffix) for suffix in SUFFIXES]


def take_in(path: Path) -> None:
    """Let SQLite finish or undo what a killed command began, so that the file is whole by itself.

    Raises sqlite3.Error where it cannot: no database, no right to write, another process at work.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        db.execute("pragma user_version").fetchone()  # whoever reads rolls a journal back
        db.execute("pragma wal_checkpoint(truncate)")


def remove(path: Path) -> None:
    """Remove what stands beside a database that will be replaced; if that comes to nothing, the database is still whole."""
    there = [side for side in sides(path) if side.exists()]
    if there and path.exists():
        with suppress(sqlite3.Error):
            take_in(path)
    for side in there:
        side.unlink(missing_ok=True)
