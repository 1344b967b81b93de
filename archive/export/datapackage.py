"""What a folder of exported files is, in the words of Frictionless Data: datapackage.json, and CITATION.cff beside it."""

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from archive.database.dictionary import ABOUT
from archive.database.tables import TABLES, Table
from archive.export.place import MARK, PACKAGE
from archive.report.describe import citation_file, described

TYPES = {int: "integer", float: "number", str: "string"}
MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "txt": "text/plain",
    "cff": "text/yaml",
}
Resource = dict[str, Any]


def write(db: sqlite3.Connection, folder: Path, about: str, resources: list[Resource], said: dict[str, Any]) -> None:
    """Describe all files of a folder; `resources` are those with a table in them, `said` is what was asked for."""
    data_set = described(db)
    (folder / "CITATION.cff").write_text(citation_file(data_set), encoding="utf-8", newline="\n")
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    told = {
        "profile": "data-package",
        "name": "coursekeep",
        "title": data_set["title"],
        "description": f"{ABOUT} {about}",
        MARK: {**said, "files": files},
        "resources": [{**each, **_bytes(folder / each["path"])} for each in resources],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / PACKAGE).write_text(text, encoding="utf-8", newline="\n")


def tables(form: str) -> list[Resource]:
    """A resource for each table of the schema."""
    return [resource(table.name, f"{table.name}.{form}", table.about, _schema(table)) for table in TABLES]


def resource(name: str, path: str, about: str, schema: Resource) -> Resource:
    """A file with a table in it; `schema` as the Table Schema specification has it."""
    form = path.rpartition(".")[2]
    told = {"profile": "tabular-data-resource", "name": name, "path": path, "description": about}
    return {**told, "format": form, "mediatype": MEDIA[form], "encoding": "utf-8", "schema": schema}


def _schema(table: Table) -> Resource:
    key = next(iter(table.columns))
    return {
        "fields": [
            {"name": name, "type": TYPES[kind], "description": about, **({"constraints": {"required": True}} if name in {key, *table.not_null} else {})}
            for name, (kind, about) in table.columns.items()
        ],
        "missingValues": [""],
        "primaryKey": key,
        "foreignKeys": [
            {"fields": column, "reference": {"resource": "" if other == table.name else other, "fields": "id"}}
            for column, other in table.foreign_keys.items()
        ],
    }  # fmt: skip


def _bytes(path: Path) -> Resource:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}
