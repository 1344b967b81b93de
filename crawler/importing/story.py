"""What is written down of an import, for good: where the file came from, whose blogs are in it, and what became of each record.

It is a JSON record in a WARC file of ours (`import-*.warc.gz`), so the database can be made again without asking anybody.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.errors import WarcError
from archive.items import Capture
from archive.warc.borrowed import NEVER, capture_from, dump_of
from archive.warc.foreign import is_archive, read_foreign
from archive.warc.names import IMPORTS
from archive.warc.records import Note
from archive.warc.sequence import Fault
from crawler.importing.homes import Places
from crawler.places import Place

PREFIX = "import"
"""How the names of the WARC files begin that tell of imports."""
KIND = "import"
VISIT = timedelta(hours=24)
"""A pause of the other tool after which what it fetched counts as another crawl."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One imported file."""

    name: str
    """In `imports/`."""
    came_as: str
    """The name it was given."""
    sha256: str
    bytes: int
    imported_at: str
    software: str | None = None
    url: str | None = None
    """The address of a text file's page."""
    at: str | None = None
    """The day of a text file."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """Home page -> slug of its blog."""
    texts: str | None = None
    """The blog of all plain texts, if somebody said so."""
    visits: tuple[tuple[str, str], ...] = ()
    """(crawl, when it began) for each crawl that the file holds, oldest first."""
    account: Mapping[str, Any] = field(default_factory=dict)
    """records = read + sum(other) + sum(refused)."""

    @property
    def file(self) -> str:
        """As the database names it."""
        return IMPORTS + self.name

    def as_json(self) -> dict[str, Any]:
        """What goes into the record."""
        return asdict(self)


def stories(notes: Iterable[Note]) -> list[Story]:
    """All imports, by the names of their files; what a later record says of a file counts."""
    told = (note for note in notes if note.uri.split(":")[4:5] == [KIND])
    found = {note.payload["name"]: Story(**_tuples(note.payload)) for note in sorted(told, key=lambda n: n.at)}
    return [found[name] for name in sorted(found)]


def _tuples(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {**payload, "visits": tuple((crawl, began) for crawl, began in payload["visits"])}


Read = Capture | str | Fault
"""A capture, the kind of another record, or what cannot be read."""


def read_file(path: Path, file: str, url: str | None = None, at: str | None = None) -> Iterator[Read]:
    """Every record of a WARC, ARC or WACZ file; of a text file the text. Raises WarcError, OSError."""
    if not is_archive(path):
        yield dump_of(path.read_bytes(), url or "", datetime.fromisoformat(at) if at else NEVER, file)
        return
    for name, found in read_foreign(path, file):
        if isinstance(found, Fault):
            yield found
            continue
        try:
            yield capture_from(found, name)
        except WarcError as error:
            yield Fault(file=name, offset=found.offset, what=f"a record {error.message}")


def places_in(data: Path, story: Story) -> Iterator[Place]:
    """Where the captures of an import's blogs stand. Faults were told when it was imported."""
    where, began = Places(story.homes), [begin for _, begin in story.visits]
    for read in read_file(data / story.file, story.file, story.url, story.at):
        if isinstance(read, Capture) and (slug := blog_of(story, where, read)) and read.source:
            crawl = story.visits[max(0, bisect(began, _text(read.fetched_at)) - 1)][0]
            yield Place(source=read.source, blog=slug, crawl=crawl, url=read.url, at=read.fetched_at)


def blog_of(story: Story, where: Places, capture: Capture) -> str | None:
    """The blog that a capture is of, or None."""
    return where.slug(capture.url) or (story.texts if is_dump(capture) else None)


def is_dump(capture: Capture) -> bool:
    """Whether it is a text that was made from a page."""
    return capture.header("WARC-Type") == "conversion"


def visits(times: Iterable[datetime], taken: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The crawls that a file's captures belong to; their numbers are those of their first seconds, and free."""
    used, found, last = set(taken), list[tuple[str, str]](), datetime.min.replace(tzinfo=UTC)
    for at in sorted(times):
        if at - last > VISIT:
            number = int(f"{at:%Y%m%d%H%M%S}")
            while str(number) in used:
                number += 1
            used.add(str(number))
            found.append((str(number), _text(at)))
        last = at
    return tuple(found)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
