"""All tables as files, a file a table: CSV, JSON lines or Parquet. Columns are those of the schema, rows by number."""

import csv as csv_
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from archive.database.tables import TABLES, Table
from archive.errors import StoreError
from archive.export.cells import cell
from archive.export.excerpt import BATCH, Tell

Row = tuple[Any, ...]
Writer = Callable[[Path, Table, Iterator[list[Row]]], None]


def write(db: sqlite3.Connection, folder: Path, form: str, tell: Tell) -> dict[str, int]:
    """Write every table into a folder; how many rows each has. Raises StoreError where pyarrow is missing."""
    counts = {table.name: db.execute(f"select count(*) from {table.name}").fetchone()[0] for table in TABLES}
    done, of = 0, sum(counts.values())
    for table in TABLES:
        batches = _heard(_batches(db, table), tell, table.name, done, of)
        WRITERS[form](folder / f"{table.name}.{form}", table, batches)
        done += counts[table.name]
    return counts


def _heard(batches: Iterator[list[Row]], tell: Tell, name: str, before: int, of: int) -> Iterator[list[Row]]:
    for rows in batches:
        yield rows
        tell(f"writing {name}", before := before + len(rows), of)


def _batches(db: sqlite3.Connection, table: Table) -> Iterator[list[Row]]:
    names = ", ".join(f'"{name}"' for name in table.columns)
    found = db.execute(f"select {names} from {table.name} order by id")
    while rows := [tuple(row) for row in found.fetchmany(BATCH)]:
        yield rows


def csv(path: Path, table: Table, batches: Iterator[list[Row]]) -> None:
    """CSV as RFC 4180 has it, in UTF-8, with a head; null is an empty cell."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv_.writer(file)
        out.writerow(table.columns)
        for rows in batches:
            out.writerows([cell(value) for value in row] for row in rows)


def jsonl(path: Path, table: Table, batches: Iterator[list[Row]]) -> None:
    """A JSON object a line; a column that holds JSON is a string, as in the database."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for rows in batches:
            for row in rows:
                file.write(json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) + "\n")


def parquet(path: Path, table: Table, batches: Iterator[list[Row]]) -> None:
    """Parquet with the schema's types and descriptions, a row group a batch."""
    arrow, files = _pyarrow()
    kinds = {int: arrow.int64(), float: arrow.float64(), str: arrow.string()}
    columns = [
        arrow.field(name, kinds[kind], name not in _required(table), {"description": about})
        for name, (kind, about) in table.columns.items()
    ]
    schema = arrow.schema(columns, {"description": table.about})
    with files.ParquetWriter(path, schema, compression="zstd") as out:
        for rows in batches:
            values = dict(zip(table.columns, zip(*rows, strict=True), strict=True))
            out.write_table(arrow.table(values, schema=schema))


def _required(table: Table) -> set[str]:
    return {next(iter(table.columns)), *table.not_null}


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        told = "needs pyarrow, which is not installed: pip install 'coursekeep[parquet]'"
        raise StoreError(told, "parquet") from None
    return pyarrow, pyarrow.parquet


WRITERS: dict[str, Writer] = {"csv": csv, "jsonl": jsonl, "parquet": parquet}
