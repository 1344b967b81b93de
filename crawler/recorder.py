"""Writes every exchange into the archive before anything is parsed, and stops the crawl when it cannot."""

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from OpenSSL import SSL
from scrapy import signals
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    StopDownload,
)
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.error import ConnectionClosed
from twisted.web._newclient import ConnectionAborted

from archive.errors import WarcError
from archive.items import Capture
from archive.warc.http import head_of, split_interim, split_message, transfer_decoded
from archive.warc.names import sha1
from archive.warc.records import CrawlInfo, Exchange
from archive.warc.writer import WarcWriter, is_answer
from crawler import __version__
from crawler.private import PrivateAddressError

if TYPE_CHECKING:
    from crawler.wire import Tape

log = logging.getLogger(__name__)

HEAD_SHOWN = 4096
"""Bytes of a response in which its status line is looked for."""

REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (PrivateAddressError, "private"),
    (DownloadCancelledError, "cancelled"),
    (DownloadFailedError, "disconnect"),
)
"""The word for a request that got no answer, by its error; any other error is `error`."""

CUTS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "time"),
    (DownloadCancelledError, "length"),
    (StopDownload, "length"),
)
"""WARC-Truncated by the error that ended a body; any other is `disconnect`."""

LEFT = (ConnectionClosed, ConnectionAborted, SSL.Error)
"""What Twisted gives as a cause when the server left; SSL.Error when it did so without TLS's goodbye."""


class Recorder:
    """One for a crawler. Settings: COURSEKEEP_WARC, a WarcWriter; without it one writes into COURSEKEEP_DATA/warc."""

    def __init__(self, crawler: Any):
        self._crawler = crawler
        given = crawler.settings.get("COURSEKEEP_WARC")
        self.writer: WarcWriter = given or _own_writer(crawler.settings)
        self._stopping = False
        if given is None:
            crawler.signals.connect(self.writer.close, signals.engine_stopped)

    def record(self, request: Any, tape: "Tape", error: BaseException | None) -> None:
        """Puts the capture of what was received into `request.meta["capture"]`, or writes down that nothing was.

        `meta` may say blog, via, hops, and `previous`: the earlier Capture that the request asks about. A 304 and the
        same payload as then become revisit records. Raises WarcError after it has told the engine to stop, and
        DownloadFailedError for an answer that Scrapy could read and the archive cannot: none is parsed uncaptured.
        """
        exchange = exchange_of(request, tape, error)
        readable = is_answer(exchange.response)
        try:
            if readable:
                request.meta["capture"] = self._write(exchange, request)
            else:
                self.writer.write_failure(exchange, reason_of(error), _detail(error))
        except WarcError as cannot:
            self._stop(cannot)
            raise
        if not readable and error is None:
            raise DownloadFailedError("the status line cannot be read")

    def _write(self, exchange: Exchange, request: Any) -> Capture:
        previous: Capture | None = request.meta.get("previous")
        if repeats(exchange, previous, conditional=_is_conditional(request)):
            return self.writer.write_revisit(exchange, previous)
        return self.writer.write_exchange(exchange)

    def _stop(self, cannot: WarcError) -> None:
        # Signal handlers swallow exceptions, and an error in one download stops nothing: so the engine is told.
        engine = self._crawler.engine
        if engine is not None and engine.spider is not None and not self._stopping:
            self._stopping = True
            log.error("The crawl stops: %s", cannot)
            deferred_from_coro(engine.close_spider_async(reason="cannot_write"))


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
    )


def repeats(exchange: Exchange, previous: Capture | None, *, conditional: bool) -> bool:
    """Whether a response is a revisit: a 304 to a conditional request, or the whole payload of `previous` again."""
    final = split_interim(exchange.response)[1]
    status = split_message(head_of(final)).status
    if status == 304:
        return conditional
    if previous is None or exchange.truncated or status != previous.status:
        return False
    payload = transfer_decoded(split_message(final))
    return bool(payload) and sha1(payload) == previous.payload_digest


def reason_of(error: BaseException | None) -> str:
    """One word for why a request got no answer."""
    causes = _causes(error)
    if any(isinstance(cause, SSL.Error) for cause in causes):
        return "tls"
    if error is None or _is_unreadable(causes):
        return "garbage"
    return _word(error, REASONS, "error")


def truncation_of(error: BaseException | None) -> str:
    """WARC-Truncated for a body that was not seen to its end."""
    return "unspecified" if _is_unreadable(_causes(error)) else _word(error, CUTS, "disconnect")


def _word(error: BaseException | None, words: tuple[tuple[type[BaseException], str], ...], other: str) -> str:
    return next((word for kind, word in words if isinstance(error, kind)), other)


def _causes(error: BaseException | None) -> list[BaseException]:
    """What Twisted says was wrong with a response."""
    return [reason.value for reason in getattr(error and error.__cause__, "reasons", ())]


def _is_unreadable(causes: list[BaseException]) -> bool:
    """The server did not leave; Twisted's parser gave up on what it sent."""
    return bool(causes) and not any(isinstance(cause, LEFT) for cause in causes)


def _detail(error: BaseException | None) -> str | None:
    return f"{type(error).__name__}: {error}" if error else None


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
    return WarcWriter(Path(settings.get("COURSEKEEP_DATA") or "data") / "warc", info)
