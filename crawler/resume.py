"""Whether the last crawl is to be gone on with: the same blogs, not finished, younger than a day."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from archive.database.store import Store
from archive.items import Blog, Capture, Source
from archive.warc.reader import read_events
from archive.warc.records import Note
from crawler import chronicle, known
from crawler.chronicle import CrawlLog

YOUNG = timedelta(hours=24)


@dataclass(slots=True, kw_only=True)
class Unfinished:
    """A crawl that was cut short, and what it has captured."""

    log: CrawlLog
    files: list[str]
    sources: list[Source] = field(default_factory=list)
    stored: dict[str, Source] = field(default_factory=dict)
    """URL -> the answer that need not be fetched again."""
    answers: list[Capture] = field(default_factory=list)
    """Every answer, without its body: what servers asked for still holds."""

    @property
    def id(self) -> str:
        """The crawl's id."""
        return self.log.id

    def of(self, slugs: Container[str]) -> "Unfinished":
        """What it has captured of some blogs; any answer serves all blogs that ask for its address."""
        mine = [each for each in self.answers if each.blog in slugs]
        return replace(self, answers=mine, sources=[each.source for each in mine if each.source])


def unfinished(store: Store, data: Path, blogs: Iterable[Blog], now: datetime) -> Unfinished | None:
    """The crawl to go on with, or None. Reads only the files of the newest crawl."""
    late = known.behind(store, data)
    newest = store.rows("select id, status from crawls order by id desc limit 1")
    if not late and (not newest or newest[0]["status"] == "finished"):
        return None
    of = known.crawl_of(store)
    files = late or [name for name, crawl in of.items() if crawl == str(newest[0]["id"])]
    found = _read(data, files)
    if found is None:
        return None
    more = [name for name, crawl in of.items() if crawl == found.id and name not in found.files]
    if late and more and (earlier := _read(data, more)):
        found.files += more
        found.sources += earlier.sources
        found.answers += earlier.answers
        found.stored = earlier.stored | found.stored
    wanted = {(blog.slug, blog.url) for blog in blogs}
    same = {(blog["slug"], blog["url"]) for blog in found.log.blogs.values()} == wanted
    young = timedelta() <= now - datetime.fromisoformat(found.log.started_at) < YOUNG
    return found if same and young and found.log.status != "finished" else None


def _read(data: Path, names: Iterable[str]) -> Unfinished | None:
    """The newest crawl in some files."""
    notes: list[Note] = []
    captures: dict[str, list[Capture]] = {}
    files: dict[str, list[str]] = {}
    for name in names:
        crawl = None
        for event in read_events(data / known.WARC / name):
            crawl = event.crawl or crawl
            if isinstance(event, Note):
                notes.append(event)
            elif isinstance(event, Capture) and event.blog:
                captures.setdefault(event.crawl or "", []).append(replace(event, body=b""))
        files.setdefault(crawl or "", []).append(name)
    logs = chronicle.read(notes)
    if not logs:
        return None
    log = logs[max(logs)]
    mine = captures.get(log.id, [])
    stored = {c.url: c.source for c in mine if c.source and c.status < 500 and c.status != 429 and not c.truncated}
    sources = [c.source for c in mine if c.source]
    return Unfinished(log=log, files=files[log.id], sources=sources, stored=stored, answers=mine)
