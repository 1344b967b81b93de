"""Which entries name the same work: those that share a key, directly or by way of others."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from archive.items import Reference
from crawler.parsers.references.workkeys import strength, work_keys

Group = tuple[str, list[int]]
"""A work's key, and the numbers of its entries."""
SAID = "create temp table said (mark text, n integer)"
ROOTS = "create temp table roots (n integer primary key, root integer)"
GROUPS = "select root, n, min(mark) from said join roots using (n) group by root, n order by root, n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list. `person`: who wrote it, or the blog where nobody is named."""

    id: int
    reference: Reference
    post: int = 0
    blog: int = 0
    person: str = ""
    work: int | None = None
    """The number of the work that it was found to name before."""


def groups(db: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[Group]:
    """Entries by work: those that share a key, directly or by way of others; named by the strongest key of all.

    The same groups whatever the order of the entries; within a group they are in order of their numbers. What is compared
    stands in tables of this connection alone (`temp`), since of large archives memory does not hold it.
    """
    numbers = array("q")

    def said() -> Iterator[tuple[str, int]]:
        for entry in entries:
            for key in work_keys(entry.reference) or (f"entry:{entry.id}",):
                yield _mark(key), len(numbers)
            numbers.append(entry.id)

    db.execute(SAID)
    db.execute(ROOTS)
    db.executemany("insert into said values (?, ?)", said())
    roots = _joined(db.execute("select mark, n from said order by mark"), len(numbers))
    db.executemany("insert into roots values (?, ?)", enumerate(roots))
    for _, rows in groupby(db.execute(GROUPS), itemgetter(0)):
        members = list(rows)
        yield min(mark for *_, mark in members)[1:], sorted(numbers[n] for _, n, _ in members)
    db.execute("drop table said")
    db.execute("drop table roots")


def _mark(key: str) -> str:
    """A key as text that sorts as its strength does."""
    kind, _ = strength(key)
    return f"{kind}{key}"


def _joined(marked: Iterable[tuple[str, int]], count: int) -> "array[int]":
    """For each of so many entries one that stands for all that are the same; `marked`: (mark, entry) in order of marks."""
    leaders = array("q", range(count))
    for (mark, n), (next_mark, other) in pairwise(marked):
        if mark == next_mark:
            leaders[_leader(leaders, other)] = _leader(leaders, n)
    return array("q", (_leader(leaders, n) for n in range(count)))


def _leader(leaders: "array[int]", n: int) -> int:
    while leaders[n] != n:
        leaders[n] = leaders[leaders[n]]
        n = leaders[n]
    return n
