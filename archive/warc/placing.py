"""Where captures stand in a file of ours, without reading a single one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.items import Source
from archive.warc import records as r
from archive.warc.members import read_records
from archive.warc.names import OPEN
from archive.warc.reader import event_of, groups, story_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A capture that was not read: where it stands, and the blog it was fetched for."""

    blog: str
    source: Source


def read_places(path: Path) -> Iterator[r.FileStart | r.Note | Placed]:
    """As `read_events`, without reading a single answer: the crawls' own records, and where each blog's captures stand."""
    for group in groups(read_records(path)):
        head = group[0]
        if head.type in ("response", "revisit", "conversion"):
            if blog := story_of(group).get("blog"):
                yield Placed(blog, Source(file=path.name.removesuffix(OPEN), offset=head.offset, length=head.length))
        elif isinstance(event := event_of(group, path, None), r.FileStart | r.Note):
            yield event
