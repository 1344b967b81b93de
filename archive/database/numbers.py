"""Rows of two blogs that come to the same number: none takes the other's place, whichever blog is saved first."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.database.tables import TABLES, Table

Rows = dict[str, list[dict[str, Any]]]
AT_ONCE = 10_000
"""Numbers that one question asks for."""


def apart(db: sqlite3.Connection, blog_id: int, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Mapping[str, Any]:
    """The rows of a blog of which the database has none, each with a number of its own.

    Where another blog's row has the number, the blog whose own number is smaller keeps it, and the other's row gets the next that is free.
    """
    ours: Mapping[str, Any] = rows
    for table in TABLES:
        if table.of_blog and table.name in rows:
            numbers = [row["id"] for row in rows[table.name]]
            for number in list(_taken(db, table, numbers)):
                free = _free(db, table, number, numbers)
                numbers.append(free)
                if _blog_of(db, table, number) > blog_id:
                    _move(db, table, number, free)
                else:
                    ours = _moved(ours, table, number, free)
    return ours


def _taken(db: sqlite3.Connection, table: Table, numbers: Sequence[int]) -> Iterator[int]:
    for begin in range(0, len(numbers), AT_ONCE):
        some = sorted(numbers[begin : begin + AT_ONCE])
        marks = ", ".join("?" * len(some))
        yield from (
            each for (each,) in db.execute(f"select id from {table.name} where id in ({marks})", some).fetchall()
        )


def _free(db: sqlite3.Connection, table: Table, number: int, ours: Sequence[int]) -> int:
    while number in ours or next(_taken(db, table, [number]), None):
        number += 1
    return number


def _blog_of(db: sqlite3.Connection, table: Table, number: int) -> int:
    of = "blog_id" if "blog_id" in table.columns else "(select blog_id from posts where posts.id = post_id)"
    return int(db.execute(f"select {of} from {table.name} where id = ?", [number]).fetchone()[0])


def _naming(table: Table) -> Iterator[tuple[str, str]]:
    """(table, column) of all that holds numbers of these rows."""
    yield table.name, "id"
    yield from ((each.name, column) for each in TABLES for column, of in each.foreign_keys.items() if of == table.name)


def _move(db: sqlite3.Connection, table: Table, old: int, new: int) -> None:
    for name, column in _naming(table):
        db.execute(f"update {name} set {column} = ? where {column} = ?", [new, old])


def _moved(rows: Mapping[str, Any], table: Table, old: int, new: int) -> Mapping[str, Any]:
    columns = [*_naming(table)]
    return {
        name: [{**row, **{c: new for n, c in columns if n == name and row.get(c) == old}} for row in each]
        for name, each in rows.items()
    }
