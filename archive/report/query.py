"""Asks the database: SQL or a named question, read only, with parameters; answers as rows, lines, CSV or objects."""

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Any

from archive.errors import QueryError
from archive.export.cells import cell
from archive.export.plain import plain
from archive.report.columns import grid
from archive.report.questions import BY_NAME, QUESTIONS

READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
PRAGMAS = frozenset(
    [
        "data_version",
        "table_info",
        "table_xinfo",
        "table_list",
        "index_list",
        "index_info",
        "index_xinfo",
        "foreign_key_list",
        "collation_list",
        "compile_options",
        "function_list",
        "module_list",
    ]
)
"""What only tells; the first is asked by the full text search itself."""
NO_FUNCTIONS = frozenset(("load_extension", "writefile", "edit", "fts3_tokenizer"))
OFTEN = 200_000
"""Steps of SQLite between two looks at whether Ctrl-C was pressed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def objects(self) -> list[dict[str, Any]]:
        """A row an object; bytes as hex digits, what is infinite as a word."""
        return [dict(zip(self.columns, map(_json, row), strict=True)) for row in self.rows]


def asked(db: sqlite3.Connection, question: str, given: Mapping[str, str]) -> Answer:
    """The answer to SQL, or to a question by its name. Raises QueryError."""
    sql = question.strip()
    if " " not in sql and "\n" not in sql:
        known = BY_NAME.get(sql)
        if known is None:
            near = get_close_matches(sql, BY_NAME, n=1)
            raise QueryError(
                f"there is no such question: {f'is {near[0]} meant? ' if near else ''}`coursekeep query --list` shows all",
                sql,
            )
        _check(given, known.parameters)
        return answer(db, known.sql, {name: given.get(name) for name in known.parameters})
    return answer(db, sql, given)


def why_nothing(db: sqlite3.Connection, question: str, given: Mapping[str, str]) -> str:
    """What may be said where an answer has no rows: no post is named, or there is no course, of whose weeks a question asks."""
    known = BY_NAME.get(question.strip())
    if known is not None and "post" in known.parameters and not given.get("post"):
        return "no rows: name the post with -p post=ADDRESS"
    weekly = known is not None and ("course_week" in known.sql or "weekly_participation" in known.sql)
    if weekly and not db.execute("select count(*) from courses where starts is not null").fetchone()[0]:
        return "no rows: weeks are those of a course, and there is none with a first day; name one in config.yaml (courses, starts)"
    return "no rows"


def _check(given: Mapping[str, str], known: Mapping[str, str]) -> None:
    for name in given:
        if name not in known:
            told = ", ".join(known) or "none"
            raise QueryError(f"this question has no such parameter; it has: {told}", name)


def answer(db: sqlite3.Connection, sql: str, given: Mapping[str, str | None]) -> Answer:
    """The rows of one statement that only reads; parameters are `:name`. Raises QueryError, KeyboardInterrupt."""
    db.set_authorizer(_allowed)
    db.set_progress_handler(lambda: 0, OFTEN)  # Python looks for signals here
    try:
        found = db.execute(sql, {name: _value(text) for name, text in given.items()})
        rows = [tuple(row) for row in found]
    except sqlite3.Error as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise QueryError(_words(str(error)), plain(sql)[:60]) from error
    finally:
        db.set_authorizer(None)
        db.set_progress_handler(None, 0)
    if found.description is None:
        raise QueryError("only questions are answered here: write `select ...`", plain(sql)[:60])
    return Answer(_unique(column[0] for column in found.description), rows)


def _allowed(action: int, one: str | None, two: str | None, *_: str | None) -> int:
    told = action in READING
    if action == sqlite3.SQLITE_PRAGMA:
        told = one in PRAGMAS
    elif action == sqlite3.SQLITE_UPDATE:  # asked where a virtual table is opened; the schema itself is never updated
        told = one == "sqlite_master"
    elif action == sqlite3.SQLITE_FUNCTION:
        told = (two or "").lower() not in NO_FUNCTIONS
    return sqlite3.SQLITE_OK if told else sqlite3.SQLITE_DENY


def _words(error: str) -> str:
    if any(word in error for word in ("not authorized", "authorization denied", "prohibited", "readonly")):
        return "refused: the database is only read here, nothing may write to it or attach to it"
    if "binding" in error.lower():
        return f"a parameter is missing ({error}); give it with -p name=value"
    if "one statement" in error:
        return "one statement at a time, please"
    return f"{error}; `coursekeep query dictionary` lists tables and columns"


def _value(text: str | None) -> str | int | float | None:
    """A number where it is written as one: `select ... where course_week = :week` compares numbers."""
    for kind in (int, float):
        try:
            if text is not None and text.strip() == text and not text.lower().strip("+-").startswith(("nan", "inf")):
                return kind(text)
        except ValueError:
            continue
    return text


def _unique(names: Iterator[str]) -> tuple[str, ...]:
    met: list[str] = []
    for name in names:
        number, free = 1, name
        while free in met:
            number += 1
            free = f"{name}_{number}"
        met.append(free)
    return tuple(met)


def _json(value: Any) -> Any:
    """As JSON can hold it, which knows no infinity."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value


def table_lines(told: Answer, width: int | None) -> Iterator[str]:
    """A table in columns, numbers to the right. `width`: of the terminal, which it is made to fit; with None nothing is cut."""
    body = [[_cell(value) for value in row] for row in told.rows]
    right = [all(isinstance(row[n], int | float | None) for row in told.rows) for n in range(len(told.columns))]
    return grid(told.columns, body, right, width)


def _cell(value: Any) -> str:
    return "" if value is None else plain(str(_json(value)))


def csv_text(told: Answer) -> str:
    """CSV (RFC 4180) with a head. A text that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(told.columns)
    writer.writerows([[cell(_json(value)) for value in row] for row in told.rows])
    return out.getvalue()


def questions() -> list[dict[str, Any]]:
    """The named questions."""
    return [{"name": q.name, "about": q.about, "parameters": q.parameters, "sql": q.sql.strip()} for q in QUESTIONS]


def questions_lines() -> Iterator[str]:
    """The named questions in words."""
    wide = max(len(q.name) for q in QUESTIONS)
    for q in QUESTIONS:
        given = f"  [{', '.join(q.parameters)}]" if q.parameters else ""
        yield f"{q.name:<{wide}}  {q.about}{given}"
