"""Which capture `cat` prints, and what of it."""

from datetime import datetime

from archive.errors import CoursekeepError
from archive.report.captures import captures
from archive.warc.http import head_of, split_head
from archive.warc.lookup import Found, Lookup
from crawler.moment import last_second


def chosen(lookup: Lookup, url: str, moment: str | None) -> Found:
    """The newest whole answer with status 200 up to a moment; else the newest of any kind. Raises CoursekeepError."""
    until = last_second(moment) if moment else "9" * 14
    lines = lookup.lines(url)
    if not lines:
        captures(lookup, url)  # which says what is nearest
    known = [line for line in lines if line.at <= until]
    if not known:
        first, last = (datetime.strptime(digits, "%Y%m%d%H%M%S") for digits in (lines[0].at, until))
        raise CoursekeepError(f"was first captured at {first} UTC, which is later than {last}", url)
    found = [lookup.read(line) for line in reversed(known)]
    return next((each for each in found if _good(each)), found[0])


def _good(found: Found) -> bool:
    return found.capture.status in (200, 304) and not found.capture.truncated


def words(found: Found) -> str:
    """Which capture it is, for people."""
    capture = found.capture
    told = f"{capture.url} of {capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC, status {capture.status}"
    told += f", the same as on {found.first_at}" if found.kind == "revisit" else ""
    told += f", leads to {capture.header('location')}" if capture.header("location") else ""
    return told + (f", cut short ({capture.truncated})" if capture.truncated else "")


def printed(lookup: Lookup, found: Found, *, headers: bool, exact: bool) -> bytes:
    """The bytes. Raises CoursekeepError where the body is not in the archive, or in a coding that cannot be undone."""
    first = lookup.original(found) if found.kind == "revisit" else found
    if first is None:
        told = (
            f"repeats {found.first_url} of {found.first_at}, which the archive has no longer; run `coursekeep verify`"
        )
        raise CoursekeepError(told, found.capture.url)
    if first.capture.problem and not exact:
        raise CoursekeepError(f"{first.capture.problem}; --exact gives the bytes as they are", found.capture.url)
    stored = lookup.block(first)
    body = split_head(stored)[1] if exact and first.kind != "resource" else first.capture.body
    if not headers:
        return stored if exact and first.kind == "resource" else body
    return (head_of(lookup.block(found)) or head_of(stored)) + body  # that of a 304 says nothing of the page
