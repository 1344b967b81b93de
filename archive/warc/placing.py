"""Where captures stand in a file of ours, and its lines of the index, without reading a single answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.items import Source
from archive.warc import records as r
from archive.warc.cdxj import line_of
from archive.warc.members import read_records
from archive.warc.names import OPEN
from archive.warc.reader import event_of, groups, story_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A capture that was not read: where it stands, and the blog it was fetched for."""

    blog: str
    source: Source


def read_places(path: Path) -> Iterator[r.FileStart | r.Note | Placed | str]:
    """As `read_events`, without reading a single answer: the crawls' own records, where each blog's captures stand, and
    the file's index lines (`str`)."""
    for group in groups(read_records(path)):
        yield from (line for record in group if (line := line_of(record, path.name)))
        head = group[0]
        if head.type in ("response", "revisit", "conversion"):
            if blog := story_of(group).get("blog"):
                yield Placed(blog, Source(file=path.name.removesuffix(OPEN), offset=head.offset, length=head.length))
        elif isinstance(event := event_of(group, path, None), r.FileStart | r.Note):
            yield event
