"""A blog's rows after a crawl: the readers make them of what it brought and what earlier crawls have, and save them."""

from asyncio import Task
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from archive.items import Blog
from crawler import desk
from crawler.chronicle import CrawlLog
from crawler.compose.evidence import Evidence
from crawler.desk import Holding
from crawler.readers import Readers


def taken_by(logs: Mapping[str, CrawlLog], slug: str) -> list[CrawlLog]:
    """The crawls that took a blog in, oldest first, each with what it says of that blog only."""
    return [logs[key].of(slug) for key in sorted(logs) if slug in logs[key].accounts]


class Saving:
    """The blogs whose rows are being made and saved, in one transaction a blog."""

    def __init__(self, data: Path, readers: Readers):
        self.readers = readers
        self._data = data
        self._doing: dict[str, Task[None]] = {}

    def begin(self, blog: Blog, holding: Holding, logs: Mapping[str, CrawlLog], before: Callable[[], object]) -> None:
        """Have a blog's rows made and saved. `logs`: all crawls by number; those which took the blog in say so.

        `before`: what has to be done first (the captures put on the disk), in a thread.
        """
        taken = taken_by(logs, blog.slug)
        self._doing[blog.slug] = self.readers.submit(blog.slug, before, desk.save, self._data, blog, holding, taken)

    def begin_quiet(self, blog: Blog, news: Sequence[Evidence], log: CrawlLog, before: Callable[[], object]) -> None:
        """As `begin`, for a check that found nothing new."""
        given = (self._data, blog, news, log.of(blog.slug))
        self._doing[blog.slug] = self.readers.submit(blog.slug, before, desk.save_quiet, *given)

    def save(self, guard: Callable[[], AbstractContextManager[None]]) -> None:
        """See to what is done. `guard`: a context for each blog."""
        for slug in [slug for slug, doing in self._doing.items() if doing.done()]:
            with guard():
                self._doing.pop(slug).result()

    async def finish(self, guard: Callable[[], AbstractContextManager[None]]) -> None:
        """Have all saved, and let the readers go."""
        for doing in list(self._doing.values()):
            with guard():
                await doing
        await self.readers.close()
