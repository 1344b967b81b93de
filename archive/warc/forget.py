"""Takes records out of a WARC file for good: everything else is written again as it was, byte for byte.

In the place of what went stands a `metadata` record: when, why, and the digest of what it was; never the content.
"""

import gzip
import os
import uuid
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from archive.warc import fields as f
from archive.warc.foreign import Part, bytes_of, parts_in, read_part
from archive.warc.members import Record, pack
from archive.warc.names import sha1, warc_date

Change = Callable[[str, Record], Iterable[Record] | None]
"""(file, record) -> the records that take its place; None where it stays."""
AS_IT_WAS = frozenset({"warc-block-digest", "warc-payload-digest", "content-length", "warc-truncated", "warc-type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One taking down."""

    id: str
    """`20261122151200`."""
    at: datetime
    reason: str


def uri(order: str) -> str:
    """The address of the records about a taking down: `urn:coursekeep:forget:20261122151200`."""
    return f"urn:coursekeep:forget:{order}"


def tombstone(record: Record, order: Order) -> Record:
    """What stays of a record."""
    told = [
        ("forgotten", warc_date(order.at)),
        ("reason", order.reason),
        ("record-type", record.type),
        ("block-length", len(record.block)),
        ("block-digest", sha1(record.block)),
    ]
    block = f.render_fields(told)
    headers = (
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
        ("WARC-Date", warc_date(order.at)),
        ("WARC-Target-URI", uri(order.id)),
        *((("WARC-Refers-To", old),) if (old := record.header("WARC-Record-ID")) else ()),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", f.FIELDS),
        *((("WARC-Warcinfo-ID", info),) if (info := record.header("WARC-Warcinfo-ID")) else ()),
    )
    return Record(headers=headers, block=block)


def altered(record: Record, block: bytes, payload: bytes | None = None, kind: str | None = None) -> Record:
    """The same record with another block. One whose payload was changed is a `conversion`: no server ever sent it."""
    kept = tuple((name, value) for name, value in record.headers if name.lower() not in AS_IT_WAS)
    digests = (("WARC-Block-Digest", sha1(block)),)
    of_payload = (("WARC-Payload-Digest", sha1(payload)),) if payload is not None else ()
    return Record(headers=(("WARC-Type", kind or record.type), *kept, *of_payload, *digests), block=block)


def rewritten(path: Path, file: str, out: Path, change: Change) -> int:
    """Write a file again; how many records went or changed. Damaged places, which nobody can look into, are left out.

    The form stays: compressed or not, WACZ or not. A WACZ keeps its WARC files only: its index and pages would tell.
    """
    with path.open("rb") as raw, path.open("rb") as beside, out.open("wb") as target:
        exact = {part.file: part for part in parts_in(beside, file)}
        if file in exact:
            changed = sum(_written(part, exact[file], target, change) for part in parts_in(raw, file))
        else:
            changed = _zipped(raw, exact, target, change, file)
        target.flush()
        os.fsync(target.fileno())
        return changed


def _zipped(raw: BinaryIO, exact: dict[str, Part], target: BinaryIO, change: Change, file: str) -> int:
    changed = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as wacz:
        for part in parts_in(raw, file):
            entry = zipfile.ZipInfo(part.file.removeprefix(f"{file}/"))
            with wacz.open(entry, "w", force_zip64=True) as inner:
                changed += _written(part, exact[part.file], cast(BinaryIO, inner), change)
    return changed


def _written(part: Part, exact: Part, target: BinaryIO, change: Change) -> int:
    changed, packed = 0, exact.packed
    for found in read_part(part):
        instead = change(part.file, found) if isinstance(found, Record) else ()
        if instead is None and isinstance(found, Record):
            target.write(bytes_of(exact, found))
            continue
        changed += 1
        for record in instead or ():
            member = pack(record)
            target.write(member if packed else gzip.decompress(member))
    return changed
