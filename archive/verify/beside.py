"""The checks that look at all files together: manifests, the originals of revisits, the database as a whole."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from archive.errors import StoreError
from archive.report.summary import opened, rows
from archive.verify.faults import Fault
from archive.verify.warcfile import Outcome
from archive.warc.ledger import MANIFEST, WARC, read_manifest
from archive.warc.names import IMPORTS, OPEN, located

DATABASE = "coursekeep.sqlite"


def manifests(data: Path, actual: Mapping[str, str]) -> Iterator[Fault]:
    """`actual`: file name -> sha256 of the files that are there; empty for those that could not be read."""
    for prefix in ("", IMPORTS):
        path = data / (prefix or WARC) / MANIFEST
        here = {file for file in actual if file.startswith(IMPORTS) == bool(prefix)}
        known = {prefix + name: sha256 for name, sha256 in read_manifest(path).items()}
        if here and not path.exists():
            yield Fault(file=_shown(prefix), kind="manifest", what="the manifest is missing")
            continue
        for file in sorted(known.keys() - here):
            if not (data / (prefix or WARC) / (Path(file).name + OPEN)).exists():
                yield Fault(file=file, kind="missing", what="the manifest lists it, but it is not here")
        for file in sorted(here - known.keys()):
            yield Fault(file=file, kind="unknown", what="the manifest does not know it")
        for file in sorted(here & known.keys()):
            if actual[file] and actual[file] != known[file]:
                yield Fault(file=file, kind="checksum", what=f"its sha256 is not the one in {_shown(prefix)}")


def _shown(prefix: str) -> str:
    return f"{prefix or WARC + '/'}{MANIFEST}"


def growing(data: Path) -> Iterator[Fault]:
    """Files that a crawl writes, or that a kill left."""
    for path in sorted((data / WARC).glob("*" + OPEN)):
        what = "a crawl was killed that wrote it; not checked"
        yield Fault(file=path.name, kind="open", what=what, grave=False)


def originals(outcomes: Sequence[Outcome]) -> Iterator[Fault]:
    """Revisits whose payload is nowhere in the archive."""
    missing = {key for outcome in outcomes for key in outcome.needs}
    for outcome in outcomes:
        missing.difference_update(outcome.offers)
    for outcome in outcomes:
        for key, offset in outcome.needs.items():
            if key in missing:
                what = "the capture that this revisit repeats is not in the archive"
                yield Fault(file=outcome.file, offset=offset, kind="original", what=what)


def database(data: Path, files: Sequence[str]) -> Iterator[Fault]:
    """The file itself, and whether it speaks of the files that are here."""
    try:
        db = opened(data)
    except StoreError as error:
        if files:
            yield Fault(file=DATABASE, kind="database", what=error.message.partition(";")[0])
        return
    with closing(db):
        try:
            yield from _unsound(db)
            yield from _unlike(db, data, set(files))
        except sqlite3.Error as error:
            yield Fault(file=DATABASE, kind="database", what=f"cannot be read ({error})")


def _unsound(db: sqlite3.Connection) -> Iterator[Fault]:
    said = [row[0] for row in db.execute("pragma quick_check(5)")]
    if said != ["ok"]:
        yield Fault(file=DATABASE, kind="database", what=f"SQLite finds it damaged: {'; '.join(said)}")
    broken = sum(1 for _ in db.execute("pragma foreign_key_check"))
    if broken:
        yield Fault(file=DATABASE, kind="database", what=f"{broken:,} rows name rows that are not there")


def _unlike(db: sqlite3.Connection, data: Path, files: set[str]) -> Iterator[Fault]:
    known = {row["name"]: row["bytes"] for row in rows(db, "select name, bytes from warc_files")}
    for file in sorted(known.keys() - files):
        if not (data / WARC / (file + OPEN)).exists():
            yield Fault(file=file, kind="missing", what="the database was made from it, but it is not here")
    for file in sorted(known.keys() & files):
        if located(data / WARC, file).stat().st_size != known[file]:
            yield Fault(file=file, kind="database", what=f"the database was made when it had {known[file]:,} bytes")
    late = len([file for file in files - known.keys() if not file.startswith(IMPORTS)])
    if late:
        what = f"it does not know {late} of the WARC files yet; the next crawl reads them"
        yield Fault(file=DATABASE, kind="database", what=what, grave=False)
    lost = "select warc_file, count(*) as n, min(url) as url from captures group by 1 order by 1"
    for row in rows(db, lost):
        file = row["warc_file"]
        if not _stands(file, files) and not (data / WARC / (file + OPEN)).exists():
            what = f"{row['n']:,} rows of the database lead into it, but it is not here ({row['url']})"
            yield Fault(file=file, kind="row", what=what)


def _stands(file: str, files: set[str]) -> bool:
    """A file, or one within a package that was taken in."""
    return file in files or "/".join(file.split("/")[:2]) in files
