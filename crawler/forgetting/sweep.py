"""Goes through all files of an archive: first what becomes of each capture, then the files written again without it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from archive.items import Capture
from archive.warc.forget import Order, rewritten
from archive.warc.ledger import Ledger
from archive.warc.names import IMPORTS, located
from archive.warc.reader import read_events
from crawler.forgetting.cut import Cut
from crawler.forgetting.findings import Findings
from crawler.forgetting.stage import Stage
from crawler.forgetting.targets import DROP, KEEP, Lot, Target
from crawler.importing.homes import Places
from crawler.importing.story import Story, blog_of, read_file
from crawler.known import WARC

Progress = Callable[[str, int, int], None]


class Sweep:
    """One taking down in one archive. `stories` are its imports."""

    def __init__(self, data: Path, target: Target, order: Order, stories: Iterable[Story], progress: Progress):
        self.data, self.target, self.order, self.progress = data, target, order, progress
        self.stories = {story.file: story for story in stories}
        self.files = Ledger(data).kept()
        self.found = Findings()

    def look(self) -> Findings:
        """First pass. Raises WarcError for a damaged file of ours: `coursekeep verify` says what to do."""
        for n, file in enumerate(self.files):
            self.progress(f"look {file}", n, len(self.files))
            for capture in self._captures(file):
                if not capture.revisit_of:
                    self.found.take(capture, self.target.lot(capture), capture.payload_digest)
                elif self._goes(capture):
                    self.found.take(capture, Lot(fate=DROP, shut=True), None)
        self.found.gone -= self.found.kept | {""}
        return self.found

    def _goes(self, capture: Capture) -> bool:
        return self.target.lot(replace(capture, status=0)).fate == DROP

    def _captures(self, file: str) -> Iterator[Capture]:
        if not file.startswith(IMPORTS):
            yield from (e for e in read_events(located(self.data / WARC, file)) if isinstance(e, Capture))
            return
        story = self.stories.get(file)
        if story and story.url is None:
            where = Places(story.homes)
            for read in read_file(self.data / file, file):
                if isinstance(read, Capture):
                    yield replace(read, blog=blog_of(story, where, read))

    def write(self, stage: Stage) -> None:
        """Second pass: into the stage, what changes as new files, the rest as it is."""
        cut = Cut(self.target, self.order, self.found)
        for n, file in enumerate(self.files):
            self.progress(f"write {file}", n, len(self.files))
            story = self.stories.get(file)
            path = located(self.data / WARC, file)
            if story and story.url is not None:
                self._text(stage, story)
            elif rewritten(path, file, stage.new(file), cut.change):
                stage.changed.append(file)
            else:
                stage.keep(file)

    def _text(self, stage: Stage, story: Story) -> None:
        """A text file has no records: it goes whole, an empty one stays in its place."""
        captures = read_file(self.data / story.file, story.file, story.url, story.at)
        slug = next(iter(story.homes.values()), None)
        lots = [self.target.lot(replace(c, blog=slug)) for c in captures if isinstance(c, Capture)]
        if all(lot.fate == KEEP for lot in lots):
            stage.keep(story.file)
            return
        self.found.counts[DROP] += 1
        stage.new(story.file).write_bytes(b"")
        stage.changed.append(story.file)
