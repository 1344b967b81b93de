"""Full text search over posts, comments and reference lists: FTS5 indexes as data, filled when a crawl or a rebuild closes."""

import hashlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

WORDS = "unicode61 remove_diacritics 2"
"""Words as they are, without accents: `Maori` finds `Māori`, `communit*` finds `community`, `communities`."""
STEMS = f"porter {WORDS}"
"""English stems: `teaching` finds `teach`, `taught` does not; a prefix of a stem only is found."""
FACT = "text_digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One FTS5 table over columns of a table; it keeps no copy of the texts, and its `rowid` is the row's `id`."""

    name: str
    table: str
    columns: tuple[str, ...]
    tokenizer: str
    about: str


SEARCHED = {"posts": ("title", "body_text"), "comments": ("text",), "reference_entries": ("text",)}
INDEXES = tuple(
    Index(name=f"{table}_{suffix}", table=table, columns=columns, tokenizer=tokenizer, about=f"{about} of {table}.")
    for table, columns in SEARCHED.items()
    for suffix, tokenizer, about in (
        ("words", WORDS, "Full text search (FTS5) by words, phrases, prefixes and NEAR"),
        ("stems", STEMS, "Full text search (FTS5) by English word stems"),
    )
)

SHADOWS = {"data": "?, ?", "idx": "?, ?, ?", "docsize": "?, ?"}
"""The tables that hold what an index holds, with so many columns each (https://sqlite.org/fts5.html#fts5_data_structures)."""


def make(connection: sqlite3.Connection) -> None:
    """Create the indexes, empty."""
    for index in INDEXES:
        columns = ", ".join(index.columns)
        connection.execute(
            f'create virtual table {index.name} using fts5({columns}, content="{index.table}", content_rowid="id", '
            f"tokenize='{index.tokenizer}')"
        )


def refresh(connection: sqlite3.Connection, tell: Callable[[str, int, int], None] = lambda *_: None) -> bool:
    """Fill the indexes again, within a transaction, if a text has changed since; whether that was so.

    They are made from nothing each time, so their bytes depend on the texts alone and not on how these came. `tell` hears
    which index is made, how many are done, and how many there are.
    """
    digest = _digest(connection)
    known = connection.execute("select value from facts where name = ?", (FACT,)).fetchone()
    if known and known[0] == digest:
        return False
    for done, index in enumerate(INDEXES, 1):
        for command in ("rebuild", "optimize"):
            connection.execute(f"insert into {index.name}({index.name}) values (?)", (command,))
        tell(f"indexing {index.table}", done, len(INDEXES))
    _note(connection, digest)
    return True


def _note(connection: sqlite3.Connection, digest: str) -> None:
    connection.execute("insert or replace into facts (id, name, value) values (1, ?, ?)", (FACT, digest))


class Making:
    """The indexes, made by a thread from what a database file holds, while others read it; SQLite works without Python's lock.

    They are put in by whoever writes the file, and are the same as those of `refresh`, byte for byte.
    """

    def __init__(self, path: Path):
        self._made = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        """A file of its own, which is gone with the connection."""
        self._made.execute("attach ? as held", (str(path),))
        self._hand = ThreadPoolExecutor(1)

    def __enter__(self) -> "Making":
        self._digest = self._hand.submit(self._make)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._made.interrupt()
        self._hand.shutdown()
        self._made.close()

    def _make(self) -> str | None:
        digest = _digest(self._made, "held")
        known = self._made.execute("select value from held.facts where name = ?", (FACT,)).fetchone()
        if known and known[0] == digest:
            return None
        self._made.execute("begin")
        make(self._made)
        for index in INDEXES:
            columns = ", ".join(index.columns)
            texts = f"select id, {columns} from held.{index.table} order by id"
            self._made.execute(f"insert into {index.name}(rowid, {columns}) {texts}")
            self._made.execute(f"insert into {index.name}({index.name}) values ('optimize')")
        self._made.execute("commit")
        return digest

    def put(self, connection: sqlite3.Connection) -> None:
        """Wait for them and put them in, within a transaction, if a text has changed since. From here on the file may be changed.

        An SQLite that guards such tables (https://sqlite.org/c3ref/c_dbconfig_defensive.html, a system's own may) makes them itself.
        """
        if (digest := self._digest.result()) is None:
            return
        try:
            self._copy(connection)
        except sqlite3.DatabaseError:
            refresh(connection)
        else:
            _note(connection, digest)

    def _copy(self, connection: sqlite3.Connection) -> None:
        for index in INDEXES:
            for part, values in SHADOWS.items():
                connection.execute(f"delete from {index.name}_{part}")
                rows = self._made.execute(f"select * from main.{index.name}_{part}")
                connection.executemany(f"insert into {index.name}_{part} values ({values})", rows)


def _digest(connection: sqlite3.Connection, of: str = "main") -> str:
    digest = hashlib.blake2b(digest_size=16)
    for table, columns in SEARCHED.items():
        for row in connection.execute(f"select id, {', '.join(columns)} from {of}.{table} order by id"):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
