"""What a blog's captures say, put in order; and the stable numbers that rows go by. Pure."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from archive.items import Capture, Page
from archive.luggage import travels
from crawler.history import COMPARED

T = TypeVar("T")
OF_BLOG, OF_POST = 41, 33
"""Bits of a number in which rows of one blog, or of one post, differ. Two of 100,000 links are the same once in 440 blogs, two of
10,000 comments once in 170 posts: then one gets the next number (`Sheet.number`)."""
REST, HTML, FEED = 0, 1, 2
"""Ranks of sources: WordPress's own data first, then what readers saw, then the feed."""
RANKS = {"rest": REST, "post": HTML, "page": HTML, "feed": FEED, "comments_feed": FEED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One capture and what it says. The capture's body is not kept."""

    capture: Capture
    page: Page


travels(Evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl, as far as it says whether something is still there."""

    id: str
    complete: frozenset[str]
    """Slugs of the blogs of which it looked at everything, without a failure."""
    well: frozenset[str] = frozenset()
    """Slugs of the blogs in which nothing failed, whether all was looked at or not."""
    checked: frozenset[str] = frozenset()
    """Slugs of the blogs of which it only looked at what was new (crawler/checks.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Generic[T]):
    """One source's word on one post, comment or ping."""

    item: T
    evidence: Evidence
    rank: int

    @property
    def crawl(self) -> str:
        """The crawl that it was seen in; crawl ids sort by time."""
        return self.evidence.capture.crawl or ""


def ident(*parts: Any) -> int:
    """A row's number from its natural key: 53 bits (exact in JavaScript and JSON) of BLAKE2b, never 0.

    It does not depend on the order of arrival, so a rebuilt database has the same numbers, and so has a merged one.
    """
    key = "\x1f".join(["" if part is None else str(part) for part in parts])
    return (int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 11) or 1


def beside(near: int, *parts: Any, own: int = OF_BLOG) -> int:
    """The number of a row of which a blog has many: in all but `own` of its bits it is that of the blog or post it is of.

    So a blog's comments, links and captures stand near each other in every table and index, and saving a blog costs
    about as much in a large database as in a small one (`tests/bench/ingest.py`).
    """
    return (near >> own << own | ident(*parts) & (1 << own) - 1) or 1


def in_order(evidence: Iterable[Evidence], checks: Container[str] = frozenset()) -> list[Evidence]:
    """By time, then address: the same order whatever the order of the files. A revisit says what its predecessor said.

    In `checks`, crawls that only looked at what was new, an unchanged feed or list says nothing: nobody read it again.
    """
    last: dict[str, Page] = {}
    ordered = []
    for each in sorted(evidence, key=_when):
        if is_unread(each.capture, checks):
            each = replace(each, page=Page(url=each.capture.url, kind="other"))
        elif each.capture.revisit_of:
            each = replace(each, page=last.get(each.capture.url, each.page))
        elif each.capture.status == 200 and not each.capture.truncated:
            last[each.capture.url] = each.page
        ordered.append(each)
    return ordered


def is_unread(capture: Capture, checks: Container[str]) -> bool:
    """Whether it is an unchanged feed or list of a crawl that only looked at what was new."""
    return bool(capture.revisit_of) and capture.crawl in checks and capture.role in COMPARED


def _when(each: Evidence) -> tuple[Any, ...]:
    return (each.capture.fetched_at, each.capture.url, each.capture.record_id or "")


def best_first(observations: Iterable[Observation[T]]) -> list[Observation[T]]:
    """Feeds last: they show part of what the others do. Else the newest crawl first; within it REST, then pages; then the newest."""
    known = list(observations)
    if len(known) < 2:
        return known
    by_time = sorted(known, key=lambda o: _when(o.evidence), reverse=True)
    by_rank = sorted(by_time, key=lambda o: o.rank)
    return sorted(by_rank, key=lambda o: (o.rank != FEED, o.crawl), reverse=True)


def first(observations: Sequence[Observation[Any]], name: str) -> Any:
    """The first value of that field that says something."""
    for o in observations:  # some twenty fields a row: generators take twice as long
        value = getattr(o.item, name)
        if value is not None and value != "" and value != ():
            return value
    return None


def said(observations: Sequence[Observation[Any]], name: str) -> Iterator[Any]:
    """All values of a field that say something, best first."""
    return (v for o in observations if (v := getattr(o.item, name)) not in (None, "", ()))


def utc(capture: Capture) -> str:
    """`2013-07-10T03:13:55Z`."""
    return _second(capture.fetched_at)


@lru_cache(maxsize=10_000)
def _second(at: datetime) -> str:
    return at.isoformat()[:19] + "Z"


def seen(
    observations: Sequence[Observation[Any]], runs: Sequence[Run], slug: str, looked: Container[str] = frozenset()
) -> dict[str, Any]:
    """First and last seen, and the status: live, missing after one complete crawl without it, gone after two.

    A crawl that did not look at everything counts where it looked: `looked` are the crawls that saw the place where it stood.
    """
    times = [utc(o.evidence.capture) for o in observations]
    last = max([o.crawl for o in observations])
    misses = sum([run.id > last and (slug in run.complete or (slug in run.well and run.id in looked)) for run in runs])
    return {
        "first_seen_at": min(times),
        "last_seen_at": max(times),
        "status": ("live", "missing", "gone")[min(misses, 2)],
    }


def shown_by(observations: Sequence[Observation[Any]]) -> Capture:
    """The capture that a row names: that of the page, which readers saw, else the best."""
    return next((o for o in observations if o.rank == HTML), observations[0]).evidence.capture


def following(number: int) -> int:
    """The number that is tried where one is taken."""
    return number % ((1 << 53) - 1) + 1
