"""The words for what went wrong with a request, from the errors of Scrapy and Twisted."""

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from twisted.internet.error import ConnectionClosed
from twisted.web._newclient import ConnectionAborted

from crawler.account import HIDDEN
from crawler.private import PrivateAddressError

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

WORDS = {
    "tls": "no secure connection could be made, or it broke off (TLS)",
    "garbage": "what was answered is no HTTP that can be read",
}
"""Reasons that say more than Scrapy's error does."""

MEANT: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "no such host"),
    (DownloadConnectionRefusedError, "the connection was refused"),
    (DownloadTimeoutError, "no answer in time"),
    (ResponseDataLossError, "the answer breaks off"),
    (DownloadCancelledError, "the answer is larger than DOWNLOAD_MAXSIZE allows"),
    (PrivateAddressError, f"{HIDDEN}; --allow-private-networks crawls it all the same"),
    (DownloadFailedError, "the connection broke off"),
)
"""What Scrapy's errors mean, in words for the account."""

LEFT = (ConnectionClosed, ConnectionAborted, SSL.Error)
"""What Twisted gives as a cause when the server left; SSL.Error when it did so without TLS's goodbye."""


def reason_of(error: BaseException | None) -> str:
    """One word for why a request got no answer."""
    causes = _causes(error)
    if any(isinstance(cause, SSL.Error) for cause in causes):
        return "tls"
    if error is None or _is_unreadable(causes):
        return "garbage"
    return _word(error, REASONS, "error")


def words_for(error: BaseException) -> str:
    """Why there is no answer, for the account."""
    if isinstance(error, IgnoreRequest):
        return str(error)  # our own words: crawler/patience.py
    known = WORDS.get(reason_of(error)) or next((words for kind, words in MEANT if isinstance(error, kind)), None)
    return known or f"{type(error).__name__}: {str(error)[:300]}".rstrip(": ")


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


def detail_of(error: BaseException | None) -> str | None:
    """The error in its own words."""
    return f"{type(error).__name__}: {error}" if error else None
