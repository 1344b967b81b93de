"""Writes WARC/1.1: each exchange as response, request and metadata records, raw messages as they were on the wire."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from archive.errors import WarcError
from archive.items import Capture, Source
from archive.warc import fields as f
from archive.warc import names
from archive.warc import records as r
from archive.warc.cdxj import lines_at
from archive.warc.chunks import has_extensions
from archive.warc.files import Recovered, WarcFiles, recover
from archive.warc.http import head_of, is_answer, is_chunked, split_interim, split_message, without_chunks
from archive.warc.ledger import Ledger
from archive.warc.members import Record, pack

__all__ = ["Recovered", "WarcWriter", "recover"]


class WarcWriter:
    """Files `PREFIX-TIMESTAMP17-SERIAL-HOST.warc.gz` in `folder`, `.open` at their end while they grow.

    The first record opens the first file. Any error of the disk is a WarcError, kept in `error` and raised again by
    every later call: what stands in the file then is whole, and nothing more is written.
    With `transfer` decoded, chunked bodies are stored without their chunks, and the true head in a record beside. With
    exact that happens to chunks with extensions only, which ReplayWeb.page cannot read; the whole true message is kept
    beside. With a `ledger`, each finished file is entered in the archive's index and manifest.
    """

    def __init__(
        self,
        folder: Path,
        info: r.CrawlInfo,
        *,
        max_bytes: int = 1_000_000_000,
        transfer: Literal["exact", "decoded"] = "exact",
        ledger: Ledger | None = None,
        sync_every: int = 64,
        host: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] | None = None,
    ):
        self.info = info
        self._host = host or names.host_name()
        self._files = WarcFiles(folder, info.prefix, self._host, max_bytes, sync_every, self._finished)
        self._ledger, self._lines = ledger, list[str]()
        self._exact = transfer == "exact"
        self._clock, self._new_id = clock, new_id or names.record_ids().__next__
        self._info_id = ""

    def __deepcopy__(self, memo: object) -> "WarcWriter":
        return self  # Scrapy copies its settings deeply; two writers must never share a file

    def __enter__(self) -> "WarcWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self._files.folder

    @property
    def error(self) -> WarcError | None:
        """Why nothing more can be written, if so."""
        return self._files.error

    def sync(self) -> None:
        """Everything written is on the disk. Call it before a database row says so."""
        self._files.sync()

    def syncing(self) -> Callable[[], None]:
        """What puts everything written so far on the disk, in a thread. To be called once."""
        return self._files.syncing()

    def close(self) -> None:
        """Syncs and gives the file its final name; writing again opens another."""
        self._files.close()

    def write_exchange(self, exchange: r.Exchange) -> Capture:
        """The capture is what reading the records gives. Raises WarcError when no HTTP response was received."""
        if not is_answer(exchange.response):
            raise WarcError("no HTTP response was received", exchange.url)
        aside, final = self.parts(exchange)
        capture = r.capture_of(final, self._facts(exchange))
        fields = [*f.wire_headers(exchange), ("WARC-Payload-Digest", capture.payload_digest)]
        return self._stored(capture, "response", final, fields, exchange, aside)

    def write_revisit(self, exchange: r.Exchange, refers_to: Capture | None) -> Capture:
        """An answer that repeats an earlier capture, whose body is not stored again.

        After a 304 the block is empty and the true head goes into a metadata record, as Heritrix does it: with the
        head in the block ReplayWeb.page shows a blank page. After any other status the payload is the same, and the
        block is the head.
        """
        aside, final = self.parts(exchange)
        head = head_of(final)
        earlier = names.target_uri(refers_to.url if refers_to else exchange.url)
        same = r.capture_of(final, self._facts(exchange)).payload_digest if split_message(head).status != 304 else None
        fields = [
            *f.wire_headers(exchange),
            ("WARC-Profile", f.IDENTICAL_PAYLOAD if same else f.NOT_MODIFIED),
            ("WARC-Payload-Digest", same),
            ("WARC-Refers-To-Target-URI", earlier),
            ("WARC-Refers-To-Date", names.warc_date(refers_to.fetched_at) if refers_to else None),
        ]
        capture = r.revisit_of(head, self._facts(exchange), refers_to=earlier, payload_digest=same)
        block, aside = (head, aside) if same else (b"", aside + head)
        return self._stored(capture, "revisit", block, fields, exchange, aside)

    def write_failure(self, exchange: r.Exchange, reason: str, detail: str | None = None) -> Source:
        """What was asked and what happened; `reason` is one word, see `Failure`. Bytes that came back are kept too."""
        fields = f.render_fields([("failure", reason), ("detail", detail), *f.story_fields(exchange)])
        head = self._record("metadata", exchange, f.FIELDS, fields, f.wire_headers(replace(exchange, truncated=None)))
        request = self._companion("request", exchange, f.HTTP_REQUEST, exchange.request, head)
        received = self._aside(exchange, f.BYTES, exchange.response, head)
        return self._append([head, *request, *received])

    def write_json(self, uri: str, payload: Any) -> Source:
        """A record of the crawl's own: `urn:coursekeep:crawl:20261122151200:end`."""
        block = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        asked = r.Exchange(url=uri, started=self._clock(), request=b"", response=b"")
        return self._append([self._record("metadata", asked, f.JSON, block)])

    def parts(self, exchange: r.Exchange) -> tuple[bytes, bytes]:
        """(what is kept beside, the response as it is stored)."""
        interim, final = split_interim(exchange.response)
        if not is_chunked(split_message(head_of(final))):
            return interim, final
        if self._exact and not has_extensions(split_message(final).body):
            return interim, final
        return interim + (final if self._exact else head_of(final)), without_chunks(final)

    def _facts(self, exchange: r.Exchange) -> r.Facts:
        return r.Facts(
            url=names.target_uri(exchange.url),
            fetched_at=names.to_milliseconds(exchange.started),
            blog=exchange.blog,
            role=exchange.role,
            via=exchange.via and f.one_line(exchange.via),
            crawl=self.info.crawl,
            truncated=exchange.truncated,
        )

    def _stored(
        self, capture: Capture, kind: str, block: bytes, fields: f.Fields, exchange: r.Exchange, aside: bytes
    ) -> Capture:
        head = self._record(kind, exchange, f.HTTP_RESPONSE, block, fields)
        request = self._companion("request", exchange, f.HTTP_REQUEST, exchange.request, head)
        heads = self._aside(exchange, f.HTTP_RESPONSE, aside, head)
        story = self._companion("metadata", exchange, f.FIELDS, f.render_fields(f.story_fields(exchange)), head)
        source = self._append([head, *request, *heads, *story])
        return replace(capture, source=source, record_id=head.id_in("WARC-Record-ID"))

    def _aside(self, exchange: r.Exchange, content_type: str, block: bytes, head: Record) -> tuple[Record, ...]:
        # Its address is the record it belongs to: with that of the page, pywb's and other indexes would replay it.
        about = replace(exchange, url=head.id_in("WARC-Record-ID") or "")
        return self._companion("metadata", about, content_type, block, head)

    def _companion(
        self, kind: str, exchange: r.Exchange, content_type: str, block: bytes, head: Record
    ) -> tuple[Record, ...]:
        if not block:
            return ()
        fields = [("WARC-Concurrent-To", head.header("WARC-Record-ID"))]
        return (self._record(kind, exchange, content_type, block, fields),)

    def _record(self, kind: str, exchange: r.Exchange, content_type: str, block: bytes, more: f.Fields = ()) -> Record:
        headers = f.record_headers(kind, exchange, self._new_id(), content_type, block, more)
        return Record(headers=headers, block=block)

    def _append(self, records: list[Record]) -> Source:
        if self._files.full():
            self._begin()
        known = ("WARC-Warcinfo-ID", f"<{self._info_id}>")
        members = [pack(replace(record, headers=(*record.headers, known))) for record in records]
        source = self._files.append(members)
        if self._ledger:
            self._lines += lines_at(source, records, members)
        return source

    def _finished(self, name: str, sha256: str) -> None:
        if self._ledger:
            self._ledger.enter(name, self._lines, sha256)
        self._lines = []

    def _begin(self) -> None:
        at = self._clock()
        name = self._files.next(at)
        self._info_id = self._new_id()
        block = f.render_fields(f.info_fields(self.info, self._host))
        self._files.append([pack(Record(headers=f.info_headers(self._info_id, at, name, block), block=block))])
