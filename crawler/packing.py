"""What the verbs that hand an archive on have in common: a folder, held still, and a package of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.report.summary import Row, opened
from archive.wacz.choice import chosen
from archive.wacz.make import make
from crawler import __version__
from crawler.bar import bar
from crawler.folder import undisturbed

SOFTWARE = f"coursekeep/{__version__}"


@contextmanager
def held(data: Path) -> Iterator[sqlite3.Connection]:
    """The database of a data folder that nobody changes meanwhile. Raises StoreError where there is none, LockedError."""
    with closing(opened(data)) as db, undisturbed(data):
        yield db


def pack(data: Path, path: Path, *, course: str | None = None, blog: str | None = None, crawl: str | None = None,
         key: Path | None = None, silent: bool = False) -> Row:  # fmt: skip
    """Write a WACZ file, and say what is in it (archive/wacz/make.py)."""
    with held(data) as db, bar("wacz", silent) as progress:
        return make(data, db, chosen(db, course=course, blog=blog, crawl=crawl), path, SOFTWARE, key, progress)
