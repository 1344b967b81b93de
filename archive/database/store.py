"""The database file: made, filled and replaced. Rows come in whole, a blog at a time; it knows nothing of pages."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from archive.database import fulltext, numbers, sides
from archive.database.dictionary import dictionary
from archive.database.maker import Database
from archive.database.tables import TABLES, VERSION, Table
from archive.database.views import VIEWS
from archive.errors import StoreError

NAME = "coursekeep.sqlite"
Row = Mapping[str, Any]
Rows = Mapping[str, Iterable[Row]]
"""Table name -> its rows. In order of their numbers they are saved fastest: neighbours share pages of the file."""


PATIENCE = 600.0
"""Seconds that a process waits at most for another one's transaction."""
CACHE = 32
"""MiB of the file that are held in memory at most: numbers of rows are hashes, so any page may be the next to be written."""
STRETCH = 5_000
"""Rows that are put in at a time."""
SAFE = ("journal_mode = wal", "synchronous = normal", "foreign_keys = on")
DRAFT = ("journal_mode = off", "synchronous = off", "foreign_keys = off")


def _insert(table: Table) -> str:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return f'insert into "{table.name}" ({columns}) values ({", ".join("?" * len(table.columns))})'


def _upsert(table: Table) -> str:
    key, *names = table.columns
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return f'{_insert(table)} on conflict ("{key}") do update set {changes}'


INSERTS = {table.name: _insert(table) for table in TABLES}
UPSERTS = {table.name: _upsert(table) for table in TABLES}
"""With foreign keys an upsert takes twice as long as an insert, a savepoint a row: only where a row may be there."""
ANEW = UPSERTS | {table.name: INSERTS[table.name] for table in TABLES if table.of_blog}
"""For rows of a blog of which none is there."""


class Store:
    """One open database. `path` is made with its tables where it does not exist.

    `shared`: other processes of the same command write into it too; each waits for the others.
    `draft`: a new file that nobody reads until it is closed, and that is thrown away if that fails: its indexes are
    made and its foreign keys checked when the first to open it closes it (the others: `shared`), and nothing is on the
    disk for sure before.
    """

    def __init__(self, path: Path, *, shared: bool = False, draft: bool = False):
        self.path, self.draft, self._shared = path, draft, shared
        try:
            self.connection = sqlite3.connect(path, timeout=PATIENCE if shared else 5.0, isolation_level=None)
            self.db = Database(self.connection)
            if not self.db.table_names():
                make(self.db, indexed=not draft)
            for setting in DRAFT if draft else SAFE:
                self.connection.execute(f"pragma {setting}")
            self.connection.execute(f"pragma cache_size = {-1024 * CACHE}")
        except sqlite3.OperationalError as error:
            told = f"cannot be opened ({error}); make room if the disk is full, see that the folder is writable, then run again"
            raise StoreError(told, str(path)) from error
        except sqlite3.Error as error:
            raise StoreError(f"cannot be opened ({error}); is the file a database?", str(path)) from error

    @property
    def outdated(self) -> bool:
        """Whether another schema version made this file: then it has to be rebuilt."""
        return bool(self.connection.execute("pragma user_version").fetchone()[0] != VERSION)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; foreign keys are checked at its end, so rows may come in any order."""
        try:
            self.connection.execute("begin immediate")
            self.connection.execute("pragma defer_foreign_keys = on")
            yield
            self.connection.execute("commit")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
            if not isinstance(error, sqlite3.Error):
                raise
            told = f"cannot be written ({error}); the WARC files are safe: make room, then run `coursekeep rebuild`"
            raise StoreError(told, str(self.path)) from error

    def put(self, rows: Rows) -> None:
        """Insert or replace rows by primary key, within a transaction."""
        self._put(rows, UPSERTS)

    def _put(self, rows: Rows, statements: Mapping[str, str]) -> None:
        for table in TABLES:
            if table.name in rows:
                names, rest = tuple(table.columns), iter(rows[table.name])
                while some := sorted(islice(rest, STRETCH), key=itemgetter(names[0])):
                    self.connection.executemany(statements[table.name], (list(map(row.get, names)) for row in some))

    def replace_blog(self, blog_id: int, rows: Rows) -> None:
        """Put a blog's rows in the place of all that the database had of it. Links and pingbacks from its posts or to
        them have to be resolved again, and people to be found again. A draft has nothing of a blog before."""
        if not self.draft:
            self._clear(blog_id)
        try:
            self._put(rows, ANEW)
        except sqlite3.IntegrityError:  # most likely another blog's row has the number of one of these
            self._clear(blog_id)
            self._put(numbers.apart(self.connection, blog_id, rows), ANEW)

    def _clear(self, blog_id: int) -> None:
        theirs = "select id from posts where blog_id = :blog"
        for name, column in (("links", "target_post_id"), ("pingbacks", "source_post_id")):
            self.connection.execute(
                f"update {name} set {column} = null where {column} in ({theirs})", {"blog": blog_id}
            )
        for table in reversed(TABLES):
            if table.of_blog:
                self.connection.execute(f"delete from {table.name} where {table.of_blog}", {"blog": blog_id})

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """The rows of a query, as dicts."""
        return list(self.db.query(sql, list(values)))

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that one file is the whole, also for those who only read it."""
        if self.draft and not self._shared:
            with self.transaction():
                _index(self.db)
                if wrong := self.connection.execute("pragma foreign_key_check").fetchone():
                    raise sqlite3.IntegrityError(f"a row of {wrong[0]} names one of {wrong[2]} that is not there")
        if not self._shared:
            self.connection.execute("pragma journal_mode = delete")
        self.connection.close()


def make(db: Database, *, indexed: bool = True) -> None:
    """Create every table, STRICT and with its foreign keys and indexes; the views; the full text indexes; the dictionary."""
    db.execute("begin")
    for table in TABLES:
        db.table(table.name).create(
            {name: kind for name, (kind, _) in table.columns.items()},
            pk=next(iter(table.columns)),
            not_null=table.not_null,
            foreign_keys=[(column, other, "id") for column, other in table.foreign_keys.items()],
            strict=True,
        )
    if indexed:
        _index(db)
    fulltext.make(db.conn)
    db.table("data_dictionary").insert_all(dictionary())
    db.execute(f"pragma user_version = {VERSION}")
    db.execute("commit")


def _index(db: Database) -> None:
    """Indexes, then views."""
    for table in TABLES:
        for columns in table.indexes:
            db.table(table.name).create_index(columns)
    for view in VIEWS:
        db.create_view(view.name, view.sql.strip())


def replace_file(new: Path, old: Path) -> None:
    """Put a finished database in the place of another, at once; the old one's side files go."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    sides.remove(old)
    new.replace(old)
