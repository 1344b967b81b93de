"""A part of the database as a database of its own: of a course, a blog or some weeks, without those who said no.

Every export is made from it, so what is left out is left out of all of them, in one place.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.database import fulltext
from archive.database.tables import TABLES, Table
from archive.errors import StoreError
from archive.export.rules import BLANK, CHOSEN, LEFT_OUT, OWN, SILENT, SILENT_ROWS, SOFT
from archive.export.slugs import must_be_there
from archive.report.works import Choice, works

Tell = Callable[[str, int, int], None]
"""Called with words, of which the first names a part of the work, with what is done and with all there is to do."""
BATCH = 20_000
"""Rows between two calls."""


def _nobody(*_: object) -> None:
    """Told of progress where nobody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What to take: a course's or a blog's part (slugs), some weeks of the course (first and last), all where nothing is said."""

    course: str | None = None
    blog: str | None = None
    weeks: tuple[int, int] | None = None
    everyone: bool = False
    """Take those who said no as well: for the course's own use only."""

    @property
    def whole(self) -> bool:
        """Whether no part is asked for."""
        return not (self.course or self.blog or self.weeks)

    def said(self) -> dict[str, str]:
        """What was asked for, in words."""
        first, last = self.weeks or (0, 0)
        weeks = {"week": str(first) if first == last else f"{first}-{last}"} if self.weeks else {}
        named = {name: value for name in ("course", "blog") if (value := getattr(self, name))}
        return {**named, **weeks, **({"consent": "everyone"} if self.everyone else {})}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An open excerpt, how many rows of those who said no are not in it, and who is told how far the work is."""

    db: sqlite3.Connection
    scope: Scope
    left_out: dict[str, int] = field(default_factory=dict)
    tell: Tell = _nobody


@contextmanager
def excerpt(
    source: Path, target: Path, scope: Scope, *, search: bool = False, tell: Tell = _nobody
) -> Iterator[Excerpt]:
    """A new database at `target` with the chosen part of `source`; with `search` its full text indexes are filled.

    The same source and scope give the same bytes. Raises StoreError where a course or a blog is not there.
    """
    with closing(sqlite3.connect(target.absolute().as_uri(), uri=True, isolation_level=None)) as db:
        db.execute("attach ? as old", (f"{source.absolute().as_uri()}?mode=ro",))
        for pragma in ("main.journal_mode = off", "main.synchronous = off", "temp_store = memory"):
            db.execute(f"pragma {pragma}")
        db.execute("begin")
        must_be_there(db, scope.course, scope.blog, of="old")
        left_out = _choose(db, scope)
        _schema(db)
        _fill(db, scope, tell)
        db.row_factory = sqlite3.Row
        if not scope.whole or left_out:
            _recount(db)
        _note(db, scope, left_out)
        if search:
            fulltext.refresh(db, tell)
        db.execute("commit")
        db.execute("detach old")
        db.execute("vacuum")
        yield Excerpt(db, scope, left_out, tell)


def _choose(db: sqlite3.Connection, scope: Scope) -> dict[str, int]:
    first, last = scope.weeks or (None, None)
    given = {"course": scope.course, "blog": scope.blog, "first": first, "last": last}
    for name, sql in CHOSEN:
        db.execute(f"create temp table {name}_in (id integer primary key)")
        db.execute(f"insert into {name}_in {sql}", given)
    words = "(null)" if scope.everyone else SILENT
    for name, sql in SILENT_ROWS:
        db.execute(f"create temp table {name} as {sql.format(silent=words)}")
    if scope.everyone:
        return {}
    gone = {
        name: db.execute(f"delete from {name}_in where {sql.format(silent=SILENT)}").rowcount for name, sql in LEFT_OUT
    }
    if scope.blog and gone["blogs"]:
        raise StoreError(
            "whose blog this is said no to research; --include-no-consent takes it all the same", scope.blog
        )
    return {name: count for name, count in gone.items() if count}


def _schema(db: sqlite3.Connection) -> None:
    """The tables, indexes and views of the source, and its full text indexes, empty."""
    shadows = tuple(index.name for index in fulltext.INDEXES)
    for kind in ("table", "index", "view"):
        for name, sql in db.execute(
            f"select name, sql from old.sqlite_master where type = '{kind}' and sql is not null"
        ).fetchall():
            if not name.startswith(("sqlite_", *shadows)):
                db.execute(sql)
    fulltext.make(db)
    db.execute(f"pragma main.user_version = {db.execute('pragma old.user_version').fetchone()[0]}")


def _fill(db: sqlite3.Connection, scope: Scope, tell: Tell) -> None:
    done, of = 0, sum(db.execute(f"select count(*) from old.{table.name}").fetchone()[0] for table in TABLES)
    for table in TABLES:
        names = ", ".join(f'"{name}"' for name in table.columns)
        values = ", ".join("null" if (table.name, name) in BLANK else f'"{name}"' for name in table.columns)
        sql = (
            f"insert into main.{table.name} ({names}) select {values} from old.{table.name} "
            f"where {_rule(table)} and id between :first and :last order by id"
        )
        for first, last, count in _slices(db, table):
            whole = {"whole": scope.whole} if ":whole" in sql else {}
            db.execute(sql, {**whole, "first": first, "last": last})
            tell(f"choosing {table.name}", done := done + count, of)
    for table in TABLES:
        for column, other in table.foreign_keys.items():
            if column in SOFT and column not in table.not_null:
                lost = f"{column} is not null and {column} not in (select id from main.{other})"
                db.execute(f"update main.{table.name} set {column} = null where {lost}")


def _slices(db: sqlite3.Connection, table: Table) -> list[tuple[int, int, int]]:
    """First and last number of some rows of a table of the source, and how many they are."""
    sql = f"select min(id), max(id), count(*) from (select id, row_number() over (order by id) as n from old.{table.name}) group by (n - 1) / {BATCH}"
    return [tuple(row) for row in db.execute(sql)]


def _rule(table: Table) -> str:
    hard = [
        f"({column} is null or {column} in (select id from main.{other}))"
        for column, other in table.foreign_keys.items()
        if column not in SOFT or column in table.not_null
    ]
    return f"({OWN.get(table.name) or ' and '.join(hard) or 'true'})"


def _recount(db: sqlite3.Connection) -> None:
    """How many people list a work is a matter of who is here."""
    for work in works(db, Choice()):
        text, csl = db.execute("select text, csl from main.works where id = ?", (work["id"],)).fetchone()
        if text not in work["texts"]:
            text, csl = work["texts"][0], json.dumps(_reworded(work["csl"], work["texts"][0]), ensure_ascii=False)
        values = {
            "text": text,
            "csl": csl,
            **{n: work[n] for n in ("id", "entries", "variants", "posts", "blogs", "people")},
        }
        db.execute(f"update main.works set {', '.join(f'{n} = :{n}' for n in values)} where id = :id", values)


def _reworded(item: dict[str, Any], text: str) -> dict[str, Any]:
    """A CSL-JSON item whose printed entry is another."""
    return {**item, "custom": {**item["custom"], "text": text}} if "text" in item.get("custom", {}) else item


def _note(db: sqlite3.Connection, scope: Scope, left_out: dict[str, int]) -> None:
    told = json.dumps({**scope.said(), "left_out": left_out}, sort_keys=True)
    db.execute(
        "insert into main.facts (id, name, value) select max(2, coalesce(max(id), 0) + 1), 'excerpt', ? from main.facts",
        (told,),
    )
