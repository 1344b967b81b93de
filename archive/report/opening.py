"""A database file, open for reading: the archive's own, an export or a twin."""

import os
import sqlite3
from pathlib import Path

from archive.database.sides import take_in
from archive.database.tables import VERSION
from archive.errors import StoreError


def opened_file(path: Path) -> sqlite3.Connection:
    """Any database with our tables, such as an export or a twin, read only. Raises StoreError where it is none."""
    if not path.is_file():
        told = "there is no such file; `coursekeep export sqlite -o FILE` and `pseudonymise` make one"
        raise StoreError(told, str(path))
    return read_only(path, "make it again from its archive, with `coursekeep export sqlite` or `pseudonymise`")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """The schema's; what a killed command left beside the file is taken in, where that has to be first."""
    try:
        return int(db.execute("pragma user_version").fetchone()[0])
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
            raise
        take_in(path)
        return int(db.execute("pragma user_version").fetchone()[0])


def read_only(path: Path, advice: str) -> sqlite3.Connection:
    """A database of this version, whose rows have names. Raises StoreError, with the advice."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        version = _version(db, path)
    except sqlite3.Error as error:
        if not os.access(path, os.R_OK):
            raise StoreError("cannot be read: mend its permissions", str(path)) from error
        raise StoreError(f"cannot be read ({error}); {advice}", str(path)) from error
    if version != VERSION:
        db.close()
        told = "was made by another version of Coursekeep" if version else "is no database of Coursekeep"
        raise StoreError(f"{told}; {advice}", str(path))
    return db
