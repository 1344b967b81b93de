"""The check of a file that another tool made: it must be what was taken in; what is odd within it is told, no more."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from archive.errors import WarcError
from archive.items import Source
from archive.verify.faults import Fault
from archive.verify.record import digests
from archive.verify.warcfile import Outcome, Row, key, unlike
from archive.warc.foreign import is_archive, read_foreign
from archive.warc.ledger import lines_of
from archive.warc.members import Record
from archive.warc.reader import read_capture


def check_imported(data: Path, file: str, rows: Iterable[Row]) -> Outcome:
    """`file` is `imports/NAME`; its rows may name files within it, where it is a WACZ."""
    found, path = Outcome(file=file), data / file
    with path.open("rb") as raw:
        found.sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        found.bytes = raw.tell()
    for line in lines_of(path, file):
        found.index.add(line.rstrip("\n"))
    if is_archive(path):
        _read(path, file, found)
    for row in rows:
        found.rows += 1
        found.faults += _row(data, row)
    return found


def _read(path: Path, file: str, found: Outcome) -> None:
    for name, each in read_foreign(path, file):
        if not isinstance(each, Record):
            found.faults.append(_note(name, each.offset, each.what))
            continue
        found.records += 1
        found.faults += [_note(name, each.offset, what) for _, what in digests(each, foreign=True)]
        uri, date = each.header("WARC-Target-URI"), each.header("WARC-Date")
        if each.type in ("response", "resource") and uri and date:
            found.offers.extend((key(uri, date), key(uri, date, each.header("WARC-Payload-Digest"))))


def _note(file: str, offset: int, what: str) -> Fault:
    return Fault(file=file, offset=offset, kind="foreign", what=what, grave=False)


def _row(data: Path, row: Row) -> list[Fault]:
    source = Source(file=row["warc_file"], offset=row["warc_offset"], length=row["warc_length"])
    try:
        capture = read_capture(data / "warc", source)
    except WarcError as error:
        told = f"the database has {row['url']} here, but {error.message}"
        return [Fault(file=source.file, offset=source.offset, kind="row", what=told)]
    plain = {"url": row["url"], "fetched_at": row["fetched_at"]} if not capture.url else {}
    seen = {**row, **plain}
    wrong = () if plain else unlike(seen, capture, told=not capture.revisit_of)
    return [Fault(file=source.file, offset=source.offset, kind="row", what=what) for what in wrong]
