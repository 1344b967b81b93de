"""Writes every exchange into the archive before anything is parsed, and stops the crawl when it cannot."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import DownloadFailedError
from scrapy.utils.defer import deferred_from_coro

from archive.errors import WarcError
from archive.items import Capture
from archive.warc.http import head_of, is_answer, payload_in, split_message
from archive.warc.ledger import WARC, Ledger
from archive.warc.names import sha1
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter
from crawler import __version__
from crawler.reasons import detail_of, reason_of, truncation_of

if TYPE_CHECKING:
    from crawler.tape import Tape

log = logging.getLogger(__name__)

HEAD_SHOWN = 4096
"""Bytes of a response in which its status line is looked for."""

CODINGS = ("Content-Encoding", "Transfer-Encoding")


class Recorder:
    """One for a crawler. Settings: COURSEKEEP_WARC, a WarcWriter; without it one writes into COURSEKEEP_DATA/warc."""

    def __init__(self, crawler: Any):
        self._crawler = crawler
        given = crawler.settings.get("COURSEKEEP_WARC")
        self.writer: WarcWriter = given or _own_writer(crawler.settings)
        self._crawl: Any = crawler.settings.get("COURSEKEEP_CRAWL")
        self._stopping = False
        if given is None:
            crawler.signals.connect(self.writer.close, signals.engine_stopped)

    def go_on(self) -> None:
        """Raises DownloadFailedError when the crawl is over, though Scrapy may still go on (after a second Ctrl-C)."""
        if self._crawl is not None and self._crawl.reason:
            raise DownloadFailedError("the crawl is over")

    def record(self, request: Any, tape: "Tape", error: BaseException | None) -> None:
        """Puts the capture of what was received into `request.meta["capture"]`, or writes down that nothing was.

        `meta` may say blog, via, hops, role, and `previous`: the earlier Capture that the request asks about. A 304 and the
        same payload as then become revisit records. Raises WarcError after it has told the engine to stop, and
        DownloadFailedError for an answer that Scrapy could read and the archive cannot: none is parsed uncaptured.
        """
        self.go_on()
        if tape.trouble:
            self._stop(cannot := _no_room(tape.trouble))
            raise cannot
        exchange = exchange_of(request, tape, error)
        readable = is_answer(exchange.response)
        try:
            if readable:
                request.meta["capture"] = self._write(exchange, request)
            else:
                self.writer.write_failure(exchange, reason_of(error), detail_of(error))
        except WarcError as cannot:
            self._stop(cannot)
            raise
        if not readable and error is None:
            raise DownloadFailedError("the status line cannot be read")

    def count(self, name: str, number: int) -> None:
        """Add to one of Scrapy's counts."""
        self._crawler.stats.inc_value(name, number)

    def _write(self, exchange: Exchange, request: Any) -> Capture:
        previous: Capture | None = request.meta.get("previous")
        _, stored = self.writer.parts(exchange)
        if not exchange.truncated and repeats(stored, previous, conditional=_is_conditional(request)):
            return self.writer.write_revisit(exchange, previous)
        return self.writer.write_exchange(exchange)

    def _stop(self, cannot: WarcError) -> None:
        # Signal handlers swallow exceptions, and an error in one download stops nothing: so the engine is told.
        engine = self._crawler.engine
        if engine is not None and engine.spider is not None and not self._stopping:
            self._stopping = True
            log.error("The crawl stops: %s", cannot)
            if self._crawl:
                self._crawl.faults.take(cannot)
            deferred_from_coro(engine.close_spider_async(reason="cannot_write"))


def _no_room(error: OSError) -> WarcError:
    told = f"large answers cannot be held here: {error.strerror or error}; make room or set TMPDIR to another folder, then run again"
    return WarcError(told, gettempdir())


def recorder_of(crawler: Any) -> Recorder:
    """The crawler's recorder: its handlers for http and https share one."""
    if not hasattr(crawler, "coursekeep_recorder"):
        crawler.coursekeep_recorder = Recorder(crawler)
    recorder: Recorder = crawler.coursekeep_recorder
    return recorder


def exchange_of(request: Any, tape: "Tape", error: BaseException | None) -> Exchange:
    """The tape as the archive wants it."""
    response = tape.received()
    return Exchange(
        url=request.url,
        started=tape.started,
        request=bytes(tape.sent),
        response=response,
        ip=tape.ip,
        protocols=_protocols(response, tape.tls),
        truncated=None if tape.complete else truncation_of(error),
        fetch_ms=tape.milliseconds(),
        blog=request.meta.get("blog"),
        via=request.meta.get("via"),
        hops=request.meta.get("hops"),
        role=request.meta.get("role"),
    )


def repeats(stored: bytes, previous: Capture | None, *, conditional: bool) -> bool:
    """Whether a response is a revisit: a 304 to a conditional request, or the same payload in the same codings.

    Players put the new head before the old body: with other codings they would show nothing.
    """
    head = split_message(head_of(stored))
    if head.status == 304:
        return conditional
    if previous is None or head.status != previous.status:
        return False
    if any((head.header(name) or "").lower() != (previous.header(name) or "").lower() for name in CODINGS):
        return False
    payload = payload_in(stored)[1]
    return bool(payload) and sha1(payload) == previous.payload_digest


def _is_conditional(request: Any) -> bool:
    return b"If-None-Match" in request.headers or b"If-Modified-Since" in request.headers


def _protocols(response: bytes, tls: str | None) -> tuple[str, ...]:
    protocol = split_message(response[:HEAD_SHOWN]).protocol.lower()
    shown = (protocol, tls.lower().replace("tlsv", "tls/") if tls else "")
    return tuple(word for word in shown if word)


def _own_writer(settings: Any) -> WarcWriter:
    """For a plain `scrapy crawl`."""
    info = CrawlInfo(
        crawl=f"{datetime.now(UTC):%Y%m%d%H%M%S}",
        software=f"Coursekeep/{__version__}",
        user_agent=settings.get("USER_AGENT"),
        robots="obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
    )
    data = Path(settings.get("COURSEKEEP_DATA") or "data")
    return WarcWriter(data / WARC, info, ledger=Ledger(data))
