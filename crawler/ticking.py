"""Clocks that a clock set anew does no harm to: one for dates, which never goes back, and one for waiting."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic


class Ticking:
    """The wall's clock as one process reads it. `wall` tells UTC, `ticks` seconds that only grow."""

    def __init__(
        self, wall: Callable[[], datetime] = lambda: datetime.now(UTC), ticks: Callable[[], float] = monotonic
    ):
        self._wall, self._ticks = wall, ticks
        self._last = self._began = wall()
        self._from = ticks()
        self._behind = timedelta()

    def now(self) -> datetime:
        """For dates: the wall's time; where that was set back, what it would be otherwise, so that order stays order."""
        at = self._wall() + self._behind
        if at < self._last:
            self._behind += self._last - at
            at = self._last
        self._last = at
        return at

    def steady(self) -> datetime:
        """For waiting: the time at the beginning and the seconds since then, whatever the wall says meanwhile."""
        return self._began + timedelta(seconds=self._ticks() - self._from)


_here = Ticking()
"""This process's."""


def now() -> datetime:
    """For dates: see Ticking."""
    return _here.now()


def steady() -> datetime:
    """For waiting: see Ticking."""
    return _here.steady()
