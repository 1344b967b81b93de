"""Until when servers want to be left alone: a blog, or all blogs of a provider. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from archive.items import Capture
from crawler.turns import Turns

BUSY = (429, 503)
"""Answers whose Retry-After counts (RFC 9110, 10.2.3; RFC 6585, 4)."""
MOST = timedelta(days=1)
"""Who asks for more is asked again after a day."""


class Holds:
    """`providers`: as for Turns. What a crawl that is gone on with was told, and how far its last request is, holds too.

    `tell` hears of what a whole provider asked for: its name, since when, seconds.
    """

    def __init__(self, providers: Mapping[str, int]):
        self.tell: Callable[[str, datetime, float], None] | None = None
        self._turns: Turns[None] = Turns(providers)
        self._until: dict[str, datetime] = {}
        self._asked: dict[str, float] = {}
        """Seconds of the hold: after a clock was set back nobody waits for longer."""
        self._last: dict[str, datetime] = {}

    def hold(self, blog: str, since: datetime, seconds: float) -> None:
        """A blog's next request waits."""
        asked = min(seconds, MOST.total_seconds())
        until = since + timedelta(seconds=asked)
        if blog not in self._until or until >= self._until[blog]:
            self._until[blog], self._asked[blog] = until, asked

    def refused(
        self, blog: str, url: str, status: int, retry_after: str | None, at: datetime, dated: str | None = None
    ) -> bool:
        """Whether an answer says when to come again: for all blogs of its provider, where it has one."""
        wait = asked_for(retry_after, at, dated)
        if status not in BUSY or wait is None:
            return False
        provider = self._turns.provider(url)
        self.hold(provider or blog, at, wait)
        if provider and self.tell:
            self.tell(provider, at, wait)
        return True

    def take(self, captures: Iterable[Capture]) -> None:
        """The answers of a crawl that is gone on with."""
        for each in captures:
            blog = each.blog or ""
            self.refused(blog, each.url, each.status, each.header("retry-after"), each.fetched_at, each.header("date"))
            self._last[blog] = max(each.fetched_at, self._last.get(blog, each.fetched_at))

    def left(self, blog: str, url: str, pause: float, now: datetime) -> float:
        """Seconds until an address of a blog may be asked for. `pause`: those between two of its requests."""
        if (last := self._last.pop(blog, now)) < now:
            self.hold(blog, last, pause)
        keys = {key for key in (self._turns.provider(url) or blog, blog) if key in self._until}
        return max(0.0, *(min((self._until[key] - now).total_seconds(), self._asked[key]) for key in keys), 0.0)

    def lift(self, blog: str, url: str, until: datetime) -> None:
        """We have waited until then, whatever the clock says now."""
        for key in (self._turns.provider(url) or blog, blog):
            if self._until.get(key, until) <= until:
                self._until.pop(key, None)


def asked_for(header: str | None, now: datetime, dated: str | None = None) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), None when it says nothing.

    A date counts from the one that the answer bears (`dated`), where it does: whose clock is wrong does not matter then.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    until, since = _date(text), _date(dated or "") or now
    return max(0.0, (until - since).total_seconds()) if until else None


def _date(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return read if read.tzinfo else None
