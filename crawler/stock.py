"""What the archive has already: of this crawl, if it was interrupted, and of earlier ones; and what this one adds."""

from dataclasses import replace
from pathlib import Path

from archive.database.store import Store
from archive.items import Capture, Page, Source
from archive.warc.reader import read_capture
from crawler import ingest, known
from crawler.compose.evidence import Evidence
from crawler.desk import Holding
from crawler.parsers.requisites import requisites_in_style
from crawler.places import Place, read_place
from crawler.readers import Readers
from crawler.resume import Unfinished


class Stock:
    """Captures by address, and what this crawl's captures say. `data` is the data folder."""

    def __init__(self, data: Path, store: Store, crawl: str, before: Unfinished | None, readers: Readers):
        self.data, self.store, self.crawl = data, store, crawl
        self._readers = readers
        self._stored = before.stored if before else {}
        self._latest: dict[str, dict[str, Place]] = {}
        self._seen: dict[str, dict[str, Evidence]] = {}
        """Blog -> WARC-Record-ID -> what a capture of this crawl says, as far as a frontier asks."""
        self._away: dict[str, dict[str, Source]] = {}
        """Likewise: where those stand of which all is not here. A reader keeps it, or it is read again from there."""
        self._said: dict[str, dict[str | None, Page]] = {}
        """What earlier captures say that had to be read again in this crawl, by blog and WARC-Record-ID."""
        for capture in before.answers if before else ():
            self._put_away(capture)

    def _put_away(self, capture: Capture) -> None:
        if capture.source and capture.record_id:
            self._away.setdefault(capture.blog or "", {})[capture.record_id] = capture.source

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
        """Take a capture that says nothing: its answer was cut short."""
        if capture.record_id:
            self._seen.setdefault(capture.blog or "", {}).setdefault(capture.record_id, ingest.evidence_of(capture))

    async def take(self, capture: Capture) -> None:
        """Take a capture for evidence, once, and read it while other blogs go on."""
        seen = self._seen.setdefault(capture.blog or "", {})
        if not capture.record_id or capture.record_id in seen:
            return
        self._put_away(capture)  # the crawl may be cut short before it is read
        evidence, whole = await self._readers.read(capture)
        seen[capture.record_id] = evidence
        if whole:
            self._away[capture.blog or ""].pop(capture.record_id, None)

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
        kept = self._seen.get(capture.blog or "", {}).get(capture.record_id or "")
        return kept.page if kept and capture.status == 200 else await self._readers.page(capture)

    async def before(self, capture: Capture) -> Page | None:
        """What the address said in the newest of the earlier crawls that have it."""
        previous = self.previous(capture.blog or "", capture.url)
        return await self._readers.page(previous) if previous else None

    def seen(self, slug: str) -> tuple[Evidence, ...] | None:
        """What this crawl brought, as far as frontiers ask; None where some of it was not looked at."""
        seen = self._seen.get(slug, {})
        return tuple(seen.values()) if self._away.get(slug, {}).keys() <= seen.keys() else None

    def holding(self, slug: str) -> Holding:
        """All that was ever captured of a blog. What this crawl added is let go."""
        seen, away = self._seen.pop(slug, {}), self._away.pop(slug, {})
        places = known.places(self.store, slug, self.crawl)
        places += [Place(source=source, blog=slug) for source in away.values()]
        news = tuple(evidence for key, evidence in seen.items() if key not in away)
        return Holding(places=places, said=self._said.pop(slug, {}), news=news)
