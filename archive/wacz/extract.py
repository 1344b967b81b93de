"""Part of a WARC file as a file of its own: a warcinfo record that says so, then members of the source, byte for byte."""

import json
import re
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from archive.items import Source
from archive.wacz.sift import Sifted
from archive.wacz.survey import SPACE, Entry
from archive.warc import fields as f
from archive.warc.members import Record, pack
from archive.warc.names import IMPORTS, sha1

SUFFIX = ".warc.gz"
ENDINGS = re.compile(r"\.w?arc(\.gz)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Bytes of a part: a stretch of the source file, or those that are made for the package (`own`)."""

    offset: int
    """In the source."""
    length: int
    own: bytes = b""
    anew: Source | None = None
    """A record that is packed when it is written."""


def name_of(file: str, choice: str | None, taken: Collection[str] = ()) -> str:
    """The name of a part: that of the file, with what was chosen of it; those of other tools may be called the same."""
    stem = ENDINGS.sub("", file.removeprefix(IMPORTS)).replace("/archive/", "-") + (f"-{choice}" if choice else "")
    while (name := stem + SUFFIX) in taken:
        stem = f"import-{stem}"
    return name


def all_of(found: Sifted) -> Sequence[Piece]:
    """A whole file."""
    last = found.kept[-1]
    return (Piece(offset=0, length=last.offset + last.length),)


def pieces(found: Sifted, name: str, file: str, info: Mapping[str, str], title: str) -> Sequence[Piece]:
    """An extract: one piece a record, after a warcinfo record of its own."""
    first = _info(found, name, file, info, title)
    return (Piece(offset=-1, length=len(first), own=first), *(_piece(entry) for entry in found.kept))


def lines(found: Sifted, pieces: Sequence[Piece], name: str) -> Iterator[str]:
    """The index lines of a part."""
    starts = accumulate((piece.length for piece in pieces), initial=0)
    moved = {piece.offset: (start, piece.length) for piece, start in zip(pieces, starts, strict=False)}
    whole = {e.offset: (e.offset, e.length) for e in found.kept} if found.whole else moved
    return (_relocated(e.line, *whole[e.offset], name) for e in found.kept if e.line)


def _relocated(line: str, offset: int, length: int, name: str) -> str:
    key, _, fields = line.partition(" {")
    told = {**json.loads("{" + fields), "length": str(length), "offset": str(offset), "filename": name}
    return f"{key} {json.dumps(told)}\n"


def _piece(entry: Entry) -> Piece:
    own = _lessened(entry) if entry.own is not None else b""
    return Piece(offset=entry.offset, length=len(own) or entry.length, own=own, anew=entry.anew)


def _lessened(entry: Entry) -> bytes:
    """A crawl's own record that no longer names what is not taken."""
    block = json.dumps(entry.own, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    more = [("WARC-Target-URI", entry.url), ("WARC-Warcinfo-ID", entry.info or "")]
    return _packed("metadata", entry.url, entry.date, f.JSON, block, more)


def _info(found: Sifted, name: str, file: str, info: Mapping[str, str], title: str) -> bytes:
    how = "packed anew, block for block" if any(entry.anew for entry in found.kept) else "copied byte for byte"
    about = {
        "software": info.get("software"),
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"{title}: {len(found.kept)} records of {file}, {how}",
        "crawl": info.get("crawl"),
    }
    newest = max(entry.date for entry in found.kept)
    return _packed("warcinfo", name, newest, f.FIELDS, f.render_fields(about.items()), [("WARC-Filename", name)])


def _packed(kind: str, named: str, date: str, content_type: str, block: bytes, more: list[tuple[str, str]]) -> bytes:
    record_id = uuid.uuid5(SPACE, f"{kind} {named} {date} {sha1(block)}").urn
    headers = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{record_id}>"),
        ("WARC-Date", date),
        *(field for field in more if field[1]),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", content_type),
    )
    return pack(Record(headers=headers, block=block))
