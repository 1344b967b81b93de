"""What can be wrong with an archive, in which file at which byte, and what to do about it. Data."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is not as it should be."""

    file: str
    """As the database names it, `imports/NAME`, `wacz/NAME`, or the name of a file of the data folder."""
    offset: int | None = None
    """Where in the file the gzip member begins; None where the fault is the whole file's."""
    kind: str
    """A key of ADVICE."""
    what: str
    """In lower case, without the file's name."""
    grave: bool = True
    """False for what only deserves to be known: the archive is whole all the same."""

    def as_json(self) -> dict[str, Any]:
        """Its fields, and what to do."""
        return {**asdict(self), "advice": ADVICE[self.kind]}


MANIFEST = "take its line out of warc/manifest-sha256.txt"
COPY = (
    "put a copy of the file in its place; the sha256 of the good one is in manifest-sha256.txt. "
    f"Where there is none: move it out of warc/, {MANIFEST}, and `coursekeep import` it, which reads every record that is whole"
)
ADVICE = {
    "damaged": COPY,
    "cut": COPY,
    "zeros": f"{COPY}. All records before them are whole",
    "garbage": f"{COPY}. All records before them are whole",
    "stranger": f"move it out of warc/ and {MANIFEST}; where another tool made it of blogs, `coursekeep import` takes it in",
    "no_record": COPY,
    "record_end": COPY,
    "length": COPY,
    "several": COPY,
    "fields": COPY,
    "block_digest": COPY,
    "payload_digest": COPY,
    "warcinfo": COPY,
    "unpaired": COPY,
    "original": "put the WARC files back that are missing; else the page stays without its body at this date",
    "checksum": COPY,
    "missing": "put the file back from a copy; if it is gone for good, `coursekeep rebuild` after its line is taken out of the manifest",
    "unknown": "if it belongs here, `coursekeep rebuild` takes it in; else move it away",
    "manifest": "`coursekeep rebuild` writes one, of the files as they are now",
    "row": "`coursekeep rebuild` makes the database again from the WARC files",
    "database": "`coursekeep rebuild` makes the database again from the WARC files",
    "index": "`coursekeep rebuild` makes the index again from the WARC files",
    "open": "nothing: the next crawl closes it",
    "package": "make it again with `coursekeep wacz`, or put a copy in its place",
    "foreign": "nothing: it came like that, and is kept unchanged",
    "unreadable": "check the disk and the file's permissions",
}
"""Kind -> what to do."""
