"""Servers whose validators cannot be believed: the same ETag and Last-Modified, and another body. Pure."""

from collections.abc import Iterable

from crawler.compose.evidence import Evidence


def liars(ordered: Iterable[Evidence]) -> list[str]:
    """Addresses that said that nothing had changed when it had; `ordered` by time.

    Caches send a frozen Last-Modified, or that of 1970 (commafeed#859, FreshRSS#1680).
    """
    last: dict[str, tuple[str | None, str | None, str | None]] = {}
    found: dict[str, None] = {}
    for each in ordered:
        capture = each.capture
        marked = capture.etag or capture.last_modified
        if capture.status != 200 or capture.revisit_of or capture.truncated or not marked or not capture.digest:
            continue
        etag, modified, digest = last.get(capture.url, (None, None, None))
        if digest not in (None, capture.digest) and (etag, modified) == (capture.etag, capture.last_modified):
            found.setdefault(capture.url)
        last[capture.url] = (capture.etag, capture.last_modified, capture.digest)
    return list(found)
