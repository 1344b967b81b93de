"""Courses and blogs that are asked for by their slugs: one that is not there is said to be so, with those that are."""

import sqlite3
from collections.abc import Iterable

from archive.errors import StoreError
from archive.export.plain import plain

SHOWN = 20


def must_be_there(db: sqlite3.Connection, course: str | None = None, blog: str | None = None, of: str = "main") -> None:
    """Raises StoreError for a slug that the database (attached as `of`) does not have; None asks for nothing."""
    for wanted, word in ((course, "course"), (blog, "blog")):
        if wanted is not None:
            must_be_one_of(wanted, word, (row[0] for row in db.execute(f"select slug from {of}.{word}s order by slug")))


def must_be_one_of(wanted: str, word: str, known: Iterable[str]) -> None:
    """Raises StoreError for a word that is none of those known."""
    if wanted not in (all_known := list(known)):
        told = plain(", ".join(all_known[:SHOWN])) + (", ..." if len(all_known) > SHOWN else "")
        raise StoreError(f"there is no such {word}; there is: {told or 'none'}", plain(wanted))
