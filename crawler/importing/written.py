"""The records of imports in a data folder: read back, and set right after a kill."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.warc.ledger import Ledger
from archive.warc.reader import read_events
from archive.warc.records import Note
from archive.warc.writer import Recovered
from crawler.importing import kept
from crawler.importing.story import PREFIX, Story, stories
from crawler.known import WARC


def notes(data: Path) -> Iterable[Note]:
    """The records of all imports: read from the small files that tell of them, and no others."""
    for path in sorted((data / WARC).glob(f"{PREFIX}-*.warc.gz")):
        yield from (event for event in read_events(path) if isinstance(event, Note))


def told(data: Path) -> list[Story]:
    """All imports of a data folder."""
    return stories(notes(data))


def mend(data: Path, recovered: Sequence[Recovered]) -> None:
    """After a kill: an import is either whole or undone."""
    if not any(each.file.startswith(f"{PREFIX}-") for each in recovered) and not kept.parts(data):
        return
    for path in sorted((data / WARC).glob(f"{PREFIX}-*.warc.gz")):
        if not stories(event for event in read_events(path) if isinstance(event, Note)):
            path.unlink()  # cut short before it said which file
            Ledger(data).drop(path.name)
    kept.mend(data, [(story.name, story.sha256) for story in told(data)])
