"""From a data folder to a package: the choice, the plan, the file."""

import sqlite3
from functools import partial
from pathlib import Path

from archive.errors import StoreError
from archive.report.summary import Row, rows
from archive.wacz import pages, signature
from archive.wacz.choice import Choice
from archive.wacz.package import Written, write
from archive.wacz.parts import Plan, Progress, plan
from archive.warc.ledger import Ledger
from archive.warc.names import located


def make(data: Path, db: sqlite3.Connection, choice: Choice, path: Path, software: str, key: Path | None = None,
         progress: Progress = lambda *_: None) -> Row:  # fmt: skip
    """Write the package of a choice, and say what is in it. Raises StoreError, WarcError, ConfigError for the key."""
    check_in_step(data, db)
    loaded = signature.load_key(key) if key else None
    sign = partial(signature.signed, loaded, software=software) if loaded else None
    made = plan(data, choice, pages.heads(db, choice.crawl), progress)
    written = write(path, made, pages.pages(db, made), software, sign, progress)
    return _told(choice, made, written, signed=key is not None)


def check_in_step(data: Path, db: sqlite3.Connection) -> None:
    """Raises StoreError when the database was not made from the WARC files that are there."""
    known = {row["name"]: row["bytes"] for row in rows(db, "select name, bytes from warc_files")}
    folder = data / "warc"
    for file in Ledger(data).kept():
        if known.pop(file, None) != located(folder, file).stat().st_size:
            told = "the database does not know this file as it is now; run `coursekeep rebuild` first"
            raise StoreError(told, file)
    for file in known:
        raise StoreError("the database knows this file, but it is not there; run `coursekeep verify`", file)


def _told(choice: Choice, made: Plan, written: Written, *, signed: bool) -> Row:
    return {
        "file": str(written.path),
        "title": choice.title,
        "bytes": written.bytes,
        "sha256": written.sha256,
        "blogs": [blog["slug"] for blog in choice.blogs],
        "warc_files": len(made.parts),
        "whole_files": sum(part.whole for part in made.parts),
        "records": sum(part.records for part in made.parts),
        "captures": sum(part.captures for part in made.parts),
        "index_lines": written.lines,
        "pages": written.pages,
        "lost_originals": made.lost,
        "signed": signed,
    }


def lines(told: Row) -> list[str]:
    """What is in a package, in words."""
    blogs = "1 blog" if len(told["blogs"]) == 1 else f"{len(told['blogs'])} blogs"
    extracts = told["warc_files"] - told["whole_files"]
    files = "1 WARC file" if told["warc_files"] == 1 else f"{told['warc_files']} WARC files"
    said = [
        f"{told['title']}: {blogs}, {told['pages']:,} pages, {told['captures']:,} captures",
        f"{told['records']:,} records in {files}{f' ({extracts} of them extracts)' if extracts else ''}"
        f"{', signed' if told['signed'] else ''}",
        f"{told['file']}  {told['bytes'] / 1e6:,.1f} MB",
        f"sha256  {told['sha256']}",
    ]
    if told["lost_originals"]:
        said.append(
            f"note    {told['lost_originals']:,} unchanged pages lead to records that the archive no longer has"
        )
    return said
