"""Full text search over posts, comments and reference lists: FTS5 indexes as data, filled when a crawl or a rebuild closes."""

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

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
    connection.execute("insert or replace into facts (id, name, value) values (1, ?, ?)", (FACT, digest))
    return True


def _digest(connection: sqlite3.Connection) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for table, columns in SEARCHED.items():
        for row in connection.execute(f"select id, {', '.join(columns)} from {table} order by id"):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
