"""Takes in some blogs: what the spider asks, and whom it tells. A crawl has one of these, or one a process (`--workers`).

each answer recorded before it is seen > stock > frontier
each blog   account record > compose > database
"""

import asyncio
import gc
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from archive.database.store import Store
from archive.items import Blog
from archive.warc.writer import WarcWriter
from crawler import chronicle, quiet
from crawler.chronicle import uri
from crawler.errand import Errand
from crawler.faults import Faults
from crawler.history import FULL, History
from crawler.journal import Journal
from crawler.readers import FEW, Readers
from crawler.saving import Saving
from crawler.step import Step
from crawler.stock import Stock
from crawler.turns import Turns

Say = Callable[[str], None]
A_BLOG = 8
"""Answers of a small blog."""
OFTEN = 200
"""Answers after which what is at hand is no longer looked through for garbage."""


class Runner:
    """`tell` hears of each step of a blog, `say` gets words, `over` hears of the end: its reason, and what Scrapy counted."""

    def __init__(
        self,
        errand: Errand,
        store: Store,
        writer: WarcWriter,
        *,
        readers: Readers,
        journal: Journal,
        turns: "Turns[Any]",
        faults: Faults,
        tell: Callable[[Step], None],
        say: Say,
        over: Callable[[str, Mapping[str, Any]], None],
    ):
        self.errand, self.store, self.writer = errand, store, writer
        self.config, self.delay = errand.config, errand.delay
        self.journal, self.turns, self.faults, self.say = journal, turns, faults, say
        self._tell, self._over = tell, over
        self.frontiers = errand.frontiers
        self.holds = errand.holds
        self.log = errand.logs[errand.id]
        self.saving = Saving(errand.data, readers)
        if not errand.options.plan_only and is_much(frontier.history for frontier in self.frontiers.values()):
            readers.begin()
        self.stock = Stock(errand.data, store, errand.id, errand.before, readers)
        self.journal.follow({slug: frontier.account for slug, frontier in self.frontiers.items()})
        self.done: set[str] = set()
        self._steps = 0
        self.reason = ""
        """Why it ends, as soon as it does: from then on nothing is asked for and nothing recorded."""
        self._closing: asyncio.Task[None] | None = None
        self.go: Callable[[Any], None] = lambda _: None
        """Sends a request whose turn has come."""
        self.soon: Callable[..., Any] = lambda do, *given: do(*given)
        """Has something done where the spider runs. The spider gives both."""

    def __deepcopy__(self, memo: object) -> "Runner":
        return self  # Scrapy copies its settings deeply

    def settings(self) -> dict[str, Any]:
        """Scrapy settings of this run."""
        politeness = self.config.politeness
        return {
            "COURSEKEEP_CRAWL": self,
            "COURSEKEEP_WARC": self.writer,
            "COURSEKEEP_ALLOW_PRIVATE": politeness.allow_private_networks or self.errand.options.allow_private,
            "DOWNLOAD_DELAY": self.delay,
            "USER_AGENT": self.errand.user_agent,
        }

    def tell(self, slug: str) -> None:
        """A step was taken in a blog."""
        self._steps += 1
        if self._steps % OFTEN == 1:
            unburden()
        self._tell(Step.of(self.frontiers[slug]))

    def blog_done(self, slug: str) -> None:
        """Account for a blog and put it into the database. An error is kept for the end: other blogs go on."""
        if slug in self.done:
            return
        self.done.add(slug)
        frontier = self.frontiers[slug]
        with self.errors_kept():
            tally = self.log.accounts[slug] = frontier.account.tally()
            self.writer.write_json(uri(self.log.id, chronicle.BLOG, slug), {"slug": slug, "account": tally})
            self._save(slug, frontier.blog, tally)
            was, state = frontier.history.nature, tally["state"]
            self.journal.note(slug, frontier.blog.url, "state", state if state == was else f"{state} (it was {was})")
        self.saving.save(self.errors_kept)
        self.tell(slug)

    def _save(self, slug: str, blog: Blog, tally: Mapping[str, Any]) -> None:
        """Before a row says that something was captured, it is on the disk."""
        seen, on_disk = self.stock.seen(slug), self.writer.syncing()
        if seen is not None and quiet.is_quiet(self.store, slug, tally, seen):
            self.saving.begin_quiet(blog, seen, self.log, on_disk)
        else:
            self.saving.begin(blog, self.stock.holding(slug), self.errand.logs, on_disk)

    def close(self, reason: str, stats: Mapping[str, Any] | None = None) -> "asyncio.Task[None]":
        """End, once: `finished`, or cut short. What was captured of unfinished blogs goes into the database too."""
        if self._closing is None:
            self.reason = reason
            for slug in self.frontiers:
                self.blog_done(slug)
            self._closing = asyncio.get_event_loop().create_task(self._close(stats or {}))
        return self._closing

    async def _close(self, stats: Mapping[str, Any]) -> None:
        await self.saving.finish(self.errors_kept)
        self._over(self.reason, stats)

    def errors_kept(self) -> AbstractContextManager[None]:
        """The first error is kept, for whoever started the crawl."""
        return self.faults.kept()


def is_much(histories: Iterable[History]) -> bool:
    """Whether a crawl will surely have more to read than is read without help: a check of a blog has hardly anything."""
    return sum(history.kind == FULL for history in histories) * A_BLOG >= FEW


def unburden() -> None:
    """Python's collector goes through all objects again and again, and nothing else happens meanwhile: .2 s for those of Scrapy alone.

    What has lived until now is let be: references count still, and hardly anything of ours goes round in circles.
    """
    gc.collect(1)
    gc.freeze()
