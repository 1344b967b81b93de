"""What the verbs that hand an archive on have in common: a folder, held still, and a package of it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.report.summary import Row, opened
from archive.wacz.choice import chosen
from archive.wacz.make import make
from crawler import __version__
from crawler.bar import bar
from crawler.folder import taken

SOFTWARE = f"coursekeep/{__version__}"


@contextmanager
def held(data: Path) -> Iterator[None]:
    """A data folder that nobody changes meanwhile; one that cannot be written to stays as it is by itself.

    Raises StoreError where there is no archive, LockedError.
    """
    opened(data).close()
    if not os.access(data, os.W_OK):
        yield
        return
    with taken(data):
        yield


def pack(data: Path, path: Path, *, course: str | None = None, blog: str | None = None, crawl: str | None = None,
         key: Path | None = None, silent: bool = False) -> Row:  # fmt: skip
    """Write a WACZ file, and say what is in it (archive/wacz/make.py)."""
    with held(data), closing(opened(data)) as db, bar("wacz", silent) as progress:
        return make(data, db, chosen(db, course=course, blog=blog, crawl=crawl), path, SOFTWARE, key, progress)
