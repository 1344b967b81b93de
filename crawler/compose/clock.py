"""A blog's clock: its time zone, learnt from REST or from comparing sources, and times by it. Pure."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.compose.evidence import FEED, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`name` is an IANA name or a fixed offset. Without one, `offsets` (local time, offset) tell by the nearest."""

    name: str | None = None
    zone: tzinfo | None = None
    offsets: tuple[tuple[datetime, timedelta], ...] = ()

    def times(self, candidates: Iterable[tuple[int, str | None]]) -> tuple[str | None, str | None]:
        """(`*_at` in UTC, `*_local` with offset) from (rank, ISO time) pairs, best first.

        A time with an offset beats one without, that beats a bare date; a bare date has no UTC time.
        """
        read = [(rank, moment) for rank, text in candidates if (moment := read_iso(text))]
        for rank, aware in read:
            if isinstance(aware, datetime) and aware.tzinfo:
                return _utc(aware), self._local(aware, rank).isoformat()
        naive = next((m for _, m in read if isinstance(m, datetime)), None)
        if naive:
            offset = self._offset(naive)
            if offset is None:
                return None, naive.isoformat()
            return _utc(naive.replace(tzinfo=timezone(offset))), naive.replace(tzinfo=timezone(offset)).isoformat()
        return None, next((m for _, m in read if isinstance(m, str)), None)

    def _local(self, moment: datetime, rank: int) -> datetime:
        if self.zone:
            return moment.astimezone(self.zone)
        offset = self._offset((moment.astimezone(UTC)).replace(tzinfo=None)) if rank == FEED else None
        return moment.astimezone(timezone(offset)) if offset is not None else moment

    def _offset(self, naive: datetime) -> timedelta | None:
        if self.zone:
            return naive.replace(tzinfo=self.zone).utcoffset()
        if not self.offsets:
            return None
        at = bisect([when for when, _ in self.offsets], naive)
        near = self.offsets[max(0, at - 1) : at + 1]
        return min(near, key=lambda pair: abs(pair[0] - naive))[1]


@lru_cache(maxsize=1_000)
def read_iso(text: str | None) -> datetime | str | None:
    """A datetime (aware where the text has an offset), a bare date as its text, or None.

    The first and the last year that Python knows are none: no zone can be applied to all of them. Each row's times are asked for
    several times.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if not MINYEAR < moment.year < MAXYEAR:
        return None
    return text if len(text) <= 10 else moment


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


def learn(evidence: Iterable[Evidence], pairs: Iterable[tuple[str | None, str | None]]) -> Clock:
    """The blog's clock: what it says itself (newest word first), else from (feed's UTC, page's local) times of one post."""
    named = [e.page.blog.timezone for e in evidence if e.page.blog.timezone]
    for name in reversed(named):
        if zone := _zone(name):
            return Clock(name=name, zone=zone)
    offsets = sorted({pair for at, local in pairs if (pair := _compare(at, local))})
    if offsets and len({offset for _, offset in offsets}) == 1 and len(offsets) > 1:
        zone = timezone(offsets[0][1])
        return Clock(name=_offset_name(offsets[0][1]), zone=zone)
    return Clock(offsets=tuple(offsets))


def _zone(name: str) -> tzinfo | None:
    if name[0] in "+-":
        moment = read_iso("2000-01-01T00:00:00" + name)
        return moment.tzinfo if isinstance(moment, datetime) else None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def _compare(at: str | None, local: str | None) -> tuple[datetime, timedelta] | None:
    """The offset between an exact UTC time and the same moment on the page's clock, in quarters of an hour."""
    exact, shown = read_iso(at), read_iso(local)
    if not isinstance(exact, datetime) or not isinstance(shown, datetime) or not exact.tzinfo:
        return None
    naive = shown.replace(tzinfo=None)
    minutes = round((naive - exact.astimezone(UTC).replace(tzinfo=None)).total_seconds() / 900) * 15
    return (naive, timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else None


def _offset_name(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
