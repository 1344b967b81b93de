"""Lines of a CDXJ index: key, time and place of every record that can be looked at. Pure.

They are those of cdxj-indexer: `org,example)/ 20261122151200 {"url": ..., "mime": ..., "status": ..., "digest": ...,
"length": ..., "offset": ..., "filename": ...}`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.items import Source
from archive.warc.fields import FIELDS
from archive.warc.http import head_of, payload_in, split_message
from archive.warc.members import Record
from archive.warc.names import from_warc_date, sha1
from archive.warc.surt import surt

INDEXED = frozenset({"response", "revisit", "resource", "metadata"})


def line_of(record: Record, file: str) -> str | None:
    """The index line, with its line feed, of a record that stands in `file`; None for those that no index lists."""
    url = record.header("WARC-Target-URI")
    told = record.type in ("resource", "metadata") and record.header("Content-Type") == FIELDS
    if record.type not in INDEXED or told or not url:
        return None
    try:
        at = f"{from_warc_date(record.header('WARC-Date') or ''):%Y%m%d%H%M%S}"
    except ValueError:
        return None
    mime, status = _mime_and_status(record, url)
    fields = {
        "url": url,
        "mime": mime,
        "status": status,
        "digest": _digest(record),
        "length": str(record.length),
        "offset": str(record.offset),
        "filename": file,
    }
    known = {name: value for name, value in fields.items() if value is not None}
    return f"{surt(url)} {at} {json.dumps(known)}\n"


def lines_at(source: Source, records: Sequence[Record], members: Sequence[bytes]) -> Iterator[str]:
    """The lines of records whose members were put one after another; `source` is where the first of them stands."""
    at = source.offset
    for record, member in zip(records, members, strict=True):
        if line := line_of(replace(record, offset=at, length=len(member)), source.file):
            yield line
        at += len(member)


def is_of(line: str, file: str) -> bool:
    """Whether a line leads to a record of `file`."""
    return line.rstrip().endswith(f'"filename": {json.dumps(file)}}}')


def _mime_and_status(record: Record, url: str) -> tuple[str | None, str | None]:
    if record.type in ("resource", "metadata"):
        return _bare(record.header("Content-Type")), None
    if not record.block or not url.startswith(("http:", "https:")):
        return "warc/revisit" if record.type == "revisit" else None, None
    message = split_message(head_of(record.block))
    types = (value for name, value in message.headers if name.lower() == "content-type")
    mime = "warc/revisit" if record.type == "revisit" else _bare(next(types, None))
    return mime, f"{message.status:03d}" if message.status else None


def _bare(content_type: str | None) -> str | None:
    return re.split(r"[;\s]", content_type, maxsplit=1)[0] if content_type else content_type


def _digest(record: Record) -> str | None:
    """As the record says; where it does not, that of the payload. A revisit has none of its own."""
    stated = record.header("WARC-Payload-Digest")
    if stated or record.type == "revisit":
        return stated
    return sha1(payload_in(record.block)[1] if record.type == "response" else record.block)
