"""The documents with questions, SQL and answers: read, run, and written anew.

    python tests/cookbook.py DATA

DATA is the folder of a demo; docs/cookbook.md and docs/course.ipynb then have its answers.
"""

import contextlib
import io
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from archive.report.query import answer, table_lines

DOCS = Path(__file__).parents[1] / "docs"
COOKBOOK, NOTEBOOK = DOCS / "cookbook.md", DOCS / "course.ipynb"
_SQL = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n(?P<told>.*?)```\n)?", re.S)


def recipes() -> list[tuple[str, str]]:
    """SQL and the answer that is printed below it."""
    return [(found["sql"], found["told"] or "") for found in _SQL.finditer(COOKBOOK.read_text(encoding="utf-8"))]


def answered(data: Path, sql: str) -> str:
    """The answer as `coursekeep query` prints it."""
    with closing(sqlite3.connect(f"{(data / 'coursekeep.sqlite').absolute().as_uri()}?mode=ro", uri=True)) as db:
        return "".join(f"{line}\n" for line in table_lines(answer(db, sql, {}), None))


def notebook() -> dict[str, Any]:
    """The notebook (nbformat 4)."""
    read: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return read


def told(cell: dict[str, Any]) -> str:
    """What a code cell printed when it was kept."""
    return "".join("".join(output["text"]) for output in cell["outputs"])


def run(data: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Each code cell of the notebook, and what it prints over a data folder."""
    names: dict[str, Any] = {"__name__": "__main__"}
    os.environ["COURSEKEEP_DATA"] = str(data.absolute())
    for cell in notebook()["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), names)
            yield cell, out.getvalue()


def write(data: Path) -> None:
    """Put the answers into both documents."""

    def block(found: re.Match[str]) -> str:
        return f"```sql\n{found['sql']}```\n\n```text\n{answered(data, found['sql'])}```\n"

    text = _SQL.sub(block, COOKBOOK.read_text(encoding="utf-8"))
    COOKBOOK.write_text(text, encoding="utf-8")
    made = notebook()
    codes = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    for number, (cell, (_, printed)) in enumerate(zip(codes, list(run(data)), strict=True), 1):
        cell["execution_count"] = number
        text = printed.splitlines(keepends=True)
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text}] if text else []
    NOTEBOOK.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
