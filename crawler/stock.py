"""What the archive has already: of this crawl, if it was interrupted, and of earlier ones; and what this one adds."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from archive.database.store import Store
from archive.items import Capture, Page, Source
from archive.warc.reader import read_capture
from crawler import ingest, known
from crawler.compose.evidence import Evidence
from crawler.parsers.requisites import requisites_in_style
from crawler.places import Place, read_place
from crawler.readers import Readers
from crawler.resume import Unfinished
from crawler.saving import Holding


class Stock:
    """Captures by address, and what this crawl's captures say. `data` is the data folder."""

    def __init__(self, data: Path, store: Store, crawl: str, before: Unfinished | None, readers: Readers):
        self.data, self.store, self.crawl = data, store, crawl
        self._readers = readers
        self._unread: dict[str | None, Capture] = {}
        """Captures that are being read, by WARC-Record-ID."""
        self._stored = before.stored if before else {}
        self._latest: dict[str, dict[str, Place]] = {}
        self._evidence: dict[str, dict[str, Evidence]] = {}
        self._said: dict[str, dict[str | None, Page]] = {}
        """What earlier captures say that had to be read again in this crawl, by blog and WARC-Record-ID."""
        for source in before.sources if before else ():
            self.keep(self._read(source))

    def _read(self, source: Source) -> Capture:
        return read_capture(self.data / known.WARC, source)

    def stored(self, url: str) -> Capture | None:
        """What this crawl captured of an address before it was interrupted."""
        source = self._stored.get(url)
        return self._read(source) if source else None

    def previous(self, slug: str, url: str) -> Capture | None:
        """The newest full capture of an address by an earlier crawl."""
        if slug not in self._latest:
            self._latest[slug] = known.latest(self.store, slug, self.crawl)
        place = self._latest[slug].get(url)
        return read_place(self.data, place) if place else None

    def whole(self, capture: Capture) -> Capture:
        """A revisit with the body of its predecessor: its own is not sent, or not stored again."""
        before = self.previous(capture.blog or "", capture.url) if capture.revisit_of else None
        return replace(capture, body=before.body) if before else capture

    def keep(self, capture: Capture) -> None:
        """Take a capture for evidence, once."""
        seen = self._evidence.setdefault(capture.blog or "", {})
        if capture.record_id and capture.record_id not in seen:
            seen[capture.record_id] = ingest.evidence_of(capture)

    async def take(self, capture: Capture) -> None:
        """As `keep`, while other blogs go on."""
        seen = self._evidence.setdefault(capture.blog or "", {})
        if capture.record_id and capture.record_id not in seen and capture.record_id not in self._unread:
            self._unread[capture.record_id] = capture
            seen[capture.record_id] = await self._readers.evidence(capture)
            del self._unread[capture.record_id]

    async def page(self, capture: Capture) -> Page:
        """What a capture says; a revisit says what its predecessor said, with its own headers (totals) where it has any."""
        if capture.role == "requisite":
            return Page(url=capture.url, kind="other", requisites=requisites_in_style(self.whole(capture)))
        if capture.revisit_of:
            before = self.previous(capture.blog or "", capture.url)
            if before is None:
                return Page(url=capture.url, kind="other")
            page = await self._readers.page(before if capture.status == 304 else self.whole(capture))
            self._said.setdefault(capture.blog or "", {})[before.record_id] = page
            return page
        kept = self._evidence.get(capture.blog or "", {}).get(capture.record_id or "")
        return kept.page if kept and capture.status == 200 else await self._readers.page(capture)

    async def before(self, capture: Capture) -> Page | None:
        """What the address said in the newest of the earlier crawls that have it."""
        previous = self.previous(capture.blog or "", capture.url)
        return await self._readers.page(previous) if previous else None

    def news(self, slug: str) -> Sequence[Evidence]:
        """What this crawl added. What nobody has read yet, since the crawl was cut short, is read here."""
        for capture in [each for each in self._unread.values() if (each.blog or "") == slug]:
            self.keep(capture)
        return tuple(self._evidence.get(slug, {}).values())

    def holding(self, slug: str) -> Holding:
        """All that was ever captured of a blog. What this crawl added is let go."""
        places = known.places(self.store, slug, self.crawl)
        news = self.news(slug)
        self._evidence.pop(slug, None)
        return Holding(places=places, said=self._said.pop(slug, {}), news=news)
