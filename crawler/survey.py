"""What WARC files hold, without reading an answer: the crawls' own records, where each blog's captures stand, the index."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.warc.ledger import Ledger, lines_of
from archive.warc.names import IMPORTS
from archive.warc.placing import Placed, read_places
from archive.warc.records import FileStart, Note
from archive.warc.sorting import Sorted
from crawler.crew import Crew
from crawler.importing.story import Story, places_in, stories
from crawler.places import Place, Shelf

Progress = Callable[[str, int, int], None]
"""Called with words, how much is done, and how much there is to do."""


@dataclass(slots=True)
class Survey:
    """What was found in some files."""

    notes: list[Note] = field(default_factory=list)
    places: dict[str, Shelf] = field(default_factory=dict)
    """Blog -> where its captures stand, in order of the files."""
    crawl_of: dict[str, str | None] = field(default_factory=dict)
    """File -> the crawl that wrote it."""
    lines: list[str] = field(default_factory=list)
    """The index lines of one file; of several, the index has them."""

    def place(self, place: Place) -> None:
        """One capture more."""
        self.places.setdefault(place.blog, Shelf(place.blog)).add(place)

    def add(self, other: "Survey") -> None:
        """Take in what was found elsewhere."""
        self.notes += other.notes
        self.crawl_of |= other.crawl_of
        for places in other.places.values():
            for place in places:
                self.place(place)

    def in_order(self) -> "Survey":
        """Whatever the order in which the files were read."""
        self.places = {slug: places.in_order() for slug, places in self.places.items()}
        return self


def survey(data: Path, paths: Sequence[Path], crew: Crew, progress: Progress, index: Sorted | None = None) -> Survey:
    """One pass over our own files, and one over the imports that these tell of. Raises WarcError for a damaged file of ours.

    `index`: takes the index lines of all these, and of what other tools made.
    """
    found = Survey()
    _gather(found, crew.done(_own, paths), len(paths), progress, index)
    told = stories(found.notes)
    _gather(found, crew.done(_imported, [(data, story) for story in told]), len(told), progress)
    if index:
        taken = [(data, file) for file in Ledger(data).kept() if file.startswith(IMPORTS)]
        for lines in crew.done(_listed, taken):
            index.add(lines)
    return found.in_order()


def _gather(found: Survey, parts: Iterable[Survey], of: int, progress: Progress, index: Sorted | None = None) -> None:
    for n, part in enumerate(parts):
        found.add(part)
        if index:
            index.add(part.lines)
        progress("survey", n + 1, of)


def _own(path: Path) -> Survey:
    found = Survey()
    for event in read_places(path):
        if isinstance(event, FileStart):
            found.crawl_of.setdefault(path.name, event.crawl)
        elif isinstance(event, Note):
            found.notes.append(event)
        elif isinstance(event, str):
            found.lines.append(event)
        elif isinstance(event, Placed):
            found.place(Place(source=event.source, blog=event.blog))
    found.crawl_of.setdefault(path.name, None)
    found.notes = [_of(note, found.crawl_of[path.name]) for note in found.notes]
    return found


def _of(note: Note, crawl: str | None) -> Note:
    return replace(note, crawl=crawl)


def _listed(job: tuple[Path, str]) -> list[str]:
    data, file = job
    return list(lines_of(Ledger(data).place(file), file))


def _imported(job: tuple[Path, Story]) -> Survey:
    data, story = job
    found = Survey(crawl_of={story.file: story.visits[0][0]})
    for place in places_in(data, story):
        found.place(place)
    return found
