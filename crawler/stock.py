"""What the archive has already: of this crawl, if it was interrupted, and of earlier ones; and what this one adds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archive.database.store import Store
from archive.items import Capture, Page, Source
from archive.warc.reader import read_capture
from crawler import ingest, known
from crawler.compose.evidence import Evidence
from crawler.parsers.page import parse
from crawler.parsers.requisites import requisites_in_style
from crawler.places import Place, read_place
from crawler.resume import Unfinished


class Stock:
    """Captures by address, and what this crawl's captures say. `data` is the data folder."""

    def __init__(self, data: Path, store: Store, crawl: str, before: Unfinished | None):
        self.data, self.store, self.crawl = data, store, crawl
        self._stored = before.stored if before else {}
        self._latest: dict[str, dict[str, Place]] = {}
        self._evidence: dict[str, dict[str, Evidence]] = {}
        self._said: dict[str | None, Page] = {}
        """What earlier captures say that had to be read again in this crawl, by WARC-Record-ID."""
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

    def page(self, capture: Capture) -> Page:
        """What a capture says; a revisit says what its predecessor said, with its own headers (totals) where it has any."""
        if capture.role == "requisite":
            return Page(url=capture.url, kind="other", requisites=requisites_in_style(self.whole(capture)))
        if capture.revisit_of:
            before = self.previous(capture.blog or "", capture.url)
            if before is None:
                return Page(url=capture.url, kind="other")
            page = self._said[before.record_id] = parse(before if capture.status == 304 else self.whole(capture))
            return page
        kept = self._evidence.get(capture.blog or "", {}).get(capture.record_id or "")
        return kept.page if kept and capture.status == 200 else parse(capture)

    def before(self, capture: Capture) -> Page | None:
        """What the address said in the newest of the earlier crawls that have it."""
        previous = self.previous(capture.blog or "", capture.url)
        return parse(previous) if previous else None

    def news(self, slug: str) -> Sequence[Evidence]:
        """What this crawl added."""
        return tuple(self._evidence.get(slug, {}).values())

    def evidence(self, slug: str) -> Iterator[Evidence]:
        """All that was ever captured of a blog. What this crawl added is let go."""
        for place in known.places(self.store, slug, self.crawl):
            capture = read_place(self.data, place)
            yield ingest.evidence_of(capture, self._said.pop(capture.record_id, None))
        yield from self._evidence.pop(slug, {}).values()
