"""One run of the crawler: how it begins, what it keeps, and how it ends.

open        lock > mend what a kill left > resume or begin > begin record
runner      takes in the blogs: here, or in other processes (workers.py)
close       end record > files closed > links resolved
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.database.store import NAME, Store
from archive.items import Blog
from archive.warc.ledger import Ledger
from archive.warc.records import CrawlInfo
from archive.warc.writer import WarcWriter
from crawler import __version__, chronicle, folder, ingest, known
from crawler.chronicle import CrawlLog, uri, utc_text
from crawler.config import Config
from crawler.corrections import read_corrections
from crawler.errand import Errand
from crawler.faults import Faults
from crawler.frontiers import frontiers_of, remember
from crawler.holds import Holds
from crawler.journal import Journal
from crawler.options import PLAIN, Options
from crawler.readers import Readers
from crawler.rebuild import courses, opted_out, rebuild, roster
from crawler.resume import Unfinished, unfinished
from crawler.runner import Runner
from crawler.step import Step
from crawler.ticking import now
from crawler.turns import Turns

SOFTWARE = f"coursekeep/{__version__}"
Clock = Callable[[], datetime]


class Crawl:
    """One run over some blogs into one data folder; one at a time a folder. `tell` hears of each step of a blog, `say` gets words."""

    def __init__(
        self,
        config: Config,
        blogs: Iterable[Blog],
        options: Options = PLAIN,
        *,
        data: Path | None = None,
        clock: Clock = now,
        tell: Callable[[Step], None] = lambda _: None,
        say: folder.Say = lambda _: None,
    ):
        self.config, self.options, self.clock, self.tell, self.say = config, options, clock, tell, say
        self.data = data or config.store.path
        self.journal = Journal(options.log, options.log_format)
        self.faults = Faults()
        self.reason = ""
        self.interrupted: Collection[str] = ()
        """Blogs whose process was killed: what it had captured of them is kept."""
        self.blogs = {blog.slug: blog for blog in blogs}
        self.frontiers = frontiers_of(self.blogs.values(), config, options, self.data)
        self.processes = 1 if options.plan_only else options.workers or config.workers
        self.readers = Readers(1, len(self.blogs))

    def open(self) -> "Crawl":
        """Take the folder, mend what a kill left, and begin or go on. Raises ConfigError, StoreError, LockedError, WarcError."""
        read_corrections(self.data)  # a mistake in people.yaml is told before anything is fetched
        with self.readers.forked(self.processes == 1 and not self.options.plan_only):
            self.lock = folder.taken(self.data)
            self.store = folder.store_of(self.data, self._rebuild, self.say)
            started = self.clock()
            anew = self.options.full or self.options.patch
            before = None if anew else unfinished(self.store, self.data, self.blogs.values(), started)
            late = [name for name in known.behind(self.store, self.data) if before is None or name not in before.files]
            if late:
                self.say(f"{NAME} lacks {len(late)} of the WARC files: it is made again from them")
                self.store.close()
                self._rebuild()
                self.store = Store(self.data / NAME)
            self._begin(started, before)
        return self

    def _rebuild(self) -> None:
        rebuild(self.data, roster(self.config), courses(self.config))

    def _begin(self, started: datetime, before: Unfinished | None) -> None:
        self.logs = known.logs_of(self.store)
        if before:
            self.logs[before.id] = before.log
        self.id = (
            before.id if before else chronicle.new_id(started, [*self.logs, *known.unnoted(self.store, self.data)])
        )
        for log in self.logs.values():
            if log.status == "running" and log.id != self.id:
                log.status = "crashed"
        self.log = self.logs.setdefault(self.id, CrawlLog(id=self.id, started_at=utc_text(started)))
        self.log.status, self.log.finished_at, self.log.stats, self.log.software = "running", None, None, SOFTWARE
        self._before = before
        self.journal.note("", "", "resumed" if before else "begun", self.id)
        remember(self.frontiers, self.store, self.log, self.config, self.options)
        self.writer = WarcWriter(
            self.data / known.WARC,
            self._info(),
            max_bytes=self.config.store.warc_max,
            transfer=self.config.store.transfer,
            ledger=Ledger(self.data),
            clock=now,
        )
        self.writer.write_json(uri(self.id, chronicle.START), self._start_record())
        self.writer.sync()
        out = opted_out(roster(self.config))
        ingest.save_crawls(self.store, self.logs.values(), courses(self.config), out)
        ingest.save_roster(self.store, roster(self.config).values())

    def _info(self) -> CrawlInfo:
        contact = self.config.contact
        parts = {blog.course for blog in self.blogs.values() if blog.course}
        return CrawlInfo(
            crawl=self.id,
            software=SOFTWARE,
            operator=f"{contact.name} <{contact.email}>" if contact else None,
            user_agent=self.user_agent,
            course=parts.pop() if len(parts) == 1 else None,
            robots=self.config.politeness.robots,
        )

    def _start_record(self) -> dict[str, Any]:
        kinds = {slug: frontier.history.kind for slug, frontier in self.frontiers.items()}
        blogs = [{"slug": b.slug, "url": b.url, "course": b.course, "kind": kinds[b.slug]} for b in self.blogs.values()]
        head = {"started_at": self.log.started_at, "software": SOFTWARE}
        return {**head, "blogs": blogs, "courses": courses(self.config)}

    @property
    def user_agent(self) -> str:
        """An honest name, with somebody to write to."""
        contact = self.config.contact
        who = f"; {contact.url or 'mailto:' + contact.email}" if contact else ""
        return f"{SOFTWARE} (archives course blogs{who})"

    @property
    def delay(self) -> float:
        """Seconds between two requests to one blog."""
        return self.config.politeness.delay if self.options.delay is None else self.options.delay

    def errand(self, slugs: Iterable[str] | None = None, prefix: str = "", processes: int = 1) -> Errand:
        """What a process has to know to take in some blogs, or all. `prefix`: how the names of its WARC files begin."""
        frontiers = {slug: self.frontiers[slug] for slug in (self.frontiers if slugs is None else slugs)}
        info = self._info()
        before = self._before.of(frontiers) if self._before else None
        holds = Holds(self.config.politeness.providers)
        holds.take(self._before.answers if self._before else ())
        return Errand(
            config=self.config,
            options=self.options,
            data=self.data,
            id=self.id,
            logs=self.logs,
            frontiers=frontiers,
            holds=holds,
            before=before,
            info=replace(info, prefix=prefix or info.prefix),
            user_agent=self.user_agent,
            delay=self.delay,
            journal=self.journal.wanted,
            processes=processes,
        )

    def runner(self) -> Runner:
        """Takes in all blogs in this process."""
        turns: Turns[Any] = Turns(self.config.politeness.providers)
        return Runner(
            self.errand(), self.store, self.writer, readers=self.readers, journal=self.journal, turns=turns, faults=self.faults,
            tell=self.tell, say=self.say, over=self.close,
        )  # fmt: skip

    def close(self, reason: str, stats: Mapping[str, Any] | None = None) -> None:
        """End the crawl, after its blogs: `finished`, or cut short."""
        self.reason = reason
        self.journal.note("", "", "ended", reason)
        with self.faults.kept():
            self.log.status = "finished" if reason == "finished" else "stopped"
            self.log.finished_at = utc_text(self.clock())
            self.log.stats = chronicle.stats_text(stats)
            end: dict[str, Any] = {"status": self.log.status, "finished_at": self.log.finished_at, "reason": reason}
            end["stats"] = json.loads(self.log.stats or "{}")
            self.writer.write_json(uri(self.id, chronicle.END), end)
        with self.faults.kept():
            self.writer.close()
        with self.faults.kept():
            if not self.faults.unsaved:
                ingest.save_crawls(self.store, [self.log])
                ingest.settle(self.store, self.data, self.id)
            self.store.close()
        self.lock.release()
