"""What the verbs that hand an archive on have in common: the folder, held still; the choice; the progress."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.report.summary import Row, opened
from archive.wacz.choice import chosen
from archive.wacz.make import make
from crawler import __version__
from crawler.folder import taken

if TYPE_CHECKING:
    from archive.wacz.parts import Progress

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
    with held(data), closing(opened(data)) as db, shown(silent) as progress:
        return make(data, db, chosen(db, course=course, blog=blog, crawl=crawl), path, SOFTWARE, key, progress)


@contextmanager
def shown(silent: bool = False) -> "Iterator[Progress]":
    """How far it is: a bar on a terminal, else nothing."""
    if silent or not sys.stderr.isatty():
        yield lambda *_: None
        return
    with click.progressbar(length=1000, file=sys.stderr, item_show_func=lambda words: words or "") as bar:

        def tell(words: str, done: int, of: int) -> None:
            bar.update(done * 1000 // max(of, 1) - bar.pos, words)

        yield tell
