"""The one entrance to the twin: from a data folder's database to a new file, whole or not at all."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from archive.database import fulltext
from archive.database.dictionary import dictionary
from archive.database.tables import TABLES, Table
from archive.errors import StoreError
from archive.export import place as places
from archive.export.excerpt import Excerpt, Scope, excerpt
from archive.twin.dates import Shift
from archive.twin.key import Key
from archive.twin.left import Left
from archive.twin.row import Rows
from archive.twin.rules import LESS
from archive.twin.scrub import Scrub
from archive.twin.who import Who, usual, who

BATCH = 5_000
FACT = "twin"
Told = dict[str, Any]
Tell = Callable[[str, int, int], None]
"""Called with words, the rows that are written, and those that there are."""


def twin(source: Path, target: Path, key: Key, shift: Shift, course: str | None = None, tell: Tell = lambda *_: None) -> Told:  # fmt: skip
    """Write the twin of the database `source` to `target`; what was found, and what a person should look at.

    The same source and key give the same bytes. Raises StoreError.
    """
    _check(source, target)
    with places.workshop(target.resolve()) as shop:
        shop.chmod(0o700)
        with excerpt(source, shop / "excerpt.sqlite", Scope(course=course), tell=tell) as taken:
            everybody = _everybody(source, taken.db, key)
            told = _written(taken, shop, Rows(Scrub(everybody, shift)), tell)
        (shop / "twin.sqlite").replace(target.resolve())
    return told


def _check(source: Path, target: Path) -> None:
    if target.exists() and (source.resolve() == target.resolve() or not _is_twin(target)):
        raise StoreError("is no twin of ours, and is not replaced: name another file with -o", str(target))
    if (target.resolve().parent / "warc").is_dir():
        told = (
            "this folder has WARC files, with all names in them: a twin belongs elsewhere, name another folder with -o"
        )
        raise StoreError(told, str(target))
    places.check(target.resolve(), folder=False, data=source.parent.resolve())


def _is_twin(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return db.execute("select 1 from facts where name = ?", (FACT,)).fetchone() is not None
    except sqlite3.Error:
        return False


def _everybody(source: Path, taken: sqlite3.Connection, key: Key) -> Who:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("attach ? as old", (f"{source.absolute()}",))
        db.execute("pragma query_only = on")
        found = who(db, key)
    usual(taken, found)
    return found


def _written(taken: Excerpt, shop: Path, rows: Rows, tell: Tell) -> Told:
    left = Left()
    with _database(taken.db, shop / "rows.sqlite") as db:
        counts: dict[str, int] = {}
        of = sum(taken.db.execute(f"select count(*) {_rows_of(table)}").fetchone()[0] for table in TABLES)
        for table in TABLES:
            change = rows.of(table)
            for batch in _batches(taken.db, table):
                made = [change(row) for row in batch]
                left.read(table, made)
                marks = ", ".join("?" * len(table.columns))
                db.executemany(f'insert into "{table.name}" values ({marks})', made)
                counts[table.name] = counts.get(table.name, 0) + len(made)
                tell(f"rows of {table.name}", sum(counts.values()), of)
        _close(db, rows, tell)
        db.execute("commit")
        _sound(db)
        db.execute("vacuum into ?", (str(shop / "twin.sqlite"),))
    return _told(rows, taken, counts, left)


def _batches(db: sqlite3.Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    found = db.execute(f"select * {_rows_of(table)} order by id")
    while batch := [dict(row) for row in found.fetchmany(BATCH)]:
        yield batch


def _rows_of(table: Table) -> str:
    return f'from "{table.name}" where {LESS.get(table.name, "true")}'


@contextmanager
def _database(like: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """An empty database with the schema of another."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma journal_mode = off")
        db.execute("pragma synchronous = off")
        db.execute("begin")
        shadows = tuple(index.name for index in fulltext.INDEXES)
        for kind in ("table", "index", "view"):
            sql = f"select name, sql from sqlite_master where type = '{kind}' and sql is not null"
            for name, text in like.execute(sql).fetchall():
                if not name.startswith(("sqlite_", *shadows)):
                    db.execute(text)
        fulltext.make(db)
        db.execute(f"pragma user_version = {like.execute('pragma user_version').fetchone()[0]}")
        yield db


def _close(db: sqlite3.Connection, rows: Rows, tell: Tell) -> None:
    names = ("id", "object", "kind", "column", "type", "refers_to", "about")
    db.executemany(
        f"insert into data_dictionary values ({', '.join('?' * len(names))})",
        [tuple(row.get(name) for name in names) for row in dictionary()],
    )
    told = json.dumps({"people": "keyed pseudonyms", "dates": "moved" if rows.scrub.shift.days else "as they were"})
    db.execute("insert into facts select max(2, coalesce(max(id), 0) + 1), ?, ? from facts", (FACT, told))
    fulltext.refresh(db, tell)


def _sound(db: sqlite3.Connection) -> None:
    broken = db.execute("pragma foreign_key_check").fetchone()
    if broken:
        raise StoreError(f"the twin does not hold together (a row of {broken[0]}): run `coursekeep rebuild` first")


def _told(rows: Rows, taken: Excerpt, counts: dict[str, int], left: Left) -> Told:
    return {
        "people": counts.get("people", 0),
        "blogs": counts.get("blogs", 0),
        "posts": counts.get("posts", 0),
        "comments": counts.get("comments", 0),
        "replaced": dict(sorted(rows.scrub.found.items())),
        "kept": dict(sorted(rows.scrub.left.items())),
        "left_out": taken.left_out,
        "dates": "moved" if rows.scrub.shift.days else "as they were",
        **left.told(),
    }
