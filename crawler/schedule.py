"""When a course is crawled: words or cron fields, by the course's clock; what is due, and what comes next. Pure.

A time of a timetable is a slot. What ran since the last slot is done; slots that went by unused (the machine slept) are
one. So nothing is lost and nothing runs twice, whatever the clocks do: days are told by the course's clock, as Debian's cron
does when it changes (a time that is skipped comes with the next minute, one that is repeated counts once).
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

KINDS = ("check", "full", "archive")
"""From the least to the most; a greater one does what the lesser ones do."""
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_DAY = rf"(?:{'|'.join(DAYS)})"
_CLOCK = r"(?: (?:at )?((?:[01]?\d|2[0-3]):[0-5]\d))?"
INTERVAL = re.compile(r"every (?:([1-9]\d{0,2}) )?(minute|hour|day|week)s?")
DAILY = re.compile(rf"(daily|every day|weekdays|weekends){_CLOCK}")
WEEKLY = re.compile(rf"(?:every |on )?({_DAY}s?(?:(?:, and |, | and ){_DAY}s?)*){_CLOCK}")
CRON = re.compile(r"[\d*]\S*(?: \S+){4}")
SAME = {"hourly": "every hour", "weekly": "every week", "nightly": "daily 03:00"}
ADVICE = "must be words such as every 6 hours, daily 06:00, sunday 03:00, end of week or never, or cron's five fields"
SPANS = tuple(timedelta(days=days) for days in (2, 9, 40, 400, 3000))
"""How far back the last slot is looked for; a 29th of February is found in the last."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rule:
    """`cron` fields; or every so many `seconds`; or every so many `days` at midnight. None of them: never."""

    cron: str = ""
    seconds: int = 0
    days: int = 0

    def after(self, moment: datetime, zone: str) -> Iterator[datetime]:
        """The slots after a moment, in UTC."""
        if self.cron:
            yield from (each.astimezone(UTC) for each in CronSim(self.cron, moment.astimezone(ZoneInfo(zone))))
        elif self.seconds:
            step = timedelta(seconds=self.seconds)
            begin = EPOCH + ((moment - EPOCH) // step + 1) * step
            yield from (begin + n * step for n in range(1_000_000))
        elif self.days:
            yield from self._midnights(moment, zone)

    def _midnights(self, moment: datetime, zone: str) -> Iterator[datetime]:
        """Weeks begin on Mondays: the first day of all was one."""
        day = moment.astimezone(ZoneInfo(zone)).date()
        day += timedelta(days=-(day.toordinal() - 1) % self.days)
        for n in range(100_000):
            local = datetime.combine(day + timedelta(days=n * self.days), time(), ZoneInfo(zone))
            if (slot := local.astimezone(UTC)) > moment:
                yield slot


@cache
def rule(words: str, first_day: int = 1) -> Rule:
    """What words mean. `first_day`: of the course's weeks, 0 is Sunday. Raises ValueError, which says what to write."""
    plain = " ".join(words.lower().split())
    plain = SAME.get(plain, plain)
    if plain == "never":
        return Rule()
    if plain == "end of week":
        return Rule(cron=f"0 0 * * {first_day}")
    if match := INTERVAL.fullmatch(plain):
        return _interval(int(match[1] or 1), match[2])
    if match := DAILY.fullmatch(plain):
        days = {"weekdays": "1-5", "weekends": "0,6"}.get(match[1], "*")
        return Rule(cron=f"{_clock(match[2])} * * {days}")
    if match := WEEKLY.fullmatch(plain):
        found = sorted({DAYS.index(day) for day in re.findall(_DAY, match[1])})
        return Rule(cron=f"{_clock(match[2])} * * {','.join(map(str, found))}")
    return _cron(plain)


def _interval(number: int, unit: str) -> Rule:
    if unit in ("minute", "hour"):
        return Rule(seconds=number * (60 if unit == "minute" else 3600))
    return Rule(days=number * (7 if unit == "week" else 1))


def _clock(text: str | None) -> str:
    hour, _, minute = (text or "00:00").partition(":")
    return f"{int(minute)} {int(hour)}"


def _cron(plain: str) -> Rule:
    if not CRON.fullmatch(plain):
        raise ValueError(ADVICE)
    try:
        next(CronSim(plain, EPOCH))
    except (CronSimError, StopIteration, ValueError) as error:
        raise ValueError(f"{ADVICE} ({error or 'it never comes'})") from None
    return Rule(cron=plain)


@cache
def last_slot(meant: Rule, zone: str, now: datetime) -> datetime | None:
    """The newest slot that is not after `now`; None where there was none for years."""
    for span in SPANS:
        found = deque(takewhile(lambda slot: slot <= now, meant.after(now - span, zone)), maxlen=1)
        if found:
            return found[0]
    return None


def next_slot(meant: Rule, zone: str, now: datetime) -> datetime | None:
    """The first slot after `now`; None for never."""
    return next(meant.after(now, zone), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One blog (or, for an archive, one course), and when it is looked at."""

    slug: str
    kind: str
    """check, full or archive."""
    words: str
    zone: str = "UTC"
    first_day: int = 1
    """Of the course's weeks; 0 is Sunday."""

    @property
    def rule(self) -> Rule:
        """What its words mean."""
        return rule(self.words, self.first_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What has to be done, and the slot it is for."""

    subject: Subject
    slot: datetime
    """UTC."""


def due(subjects: Iterable[Subject], last: Mapping[tuple[str, str], datetime], now: datetime) -> tuple[Due, ...]:
    """What nothing has been done for since its last slot. `last`: (kind, slug) -> when it was last begun.

    What never ran is due now, be its first slot where it may.
    """
    found = []
    for each in subjects:
        slot, before = last_slot(each.rule, each.zone, now), last.get((each.kind, each.slug))
        if slot and (before is None or before < slot):
            found.append(Due(subject=each, slot=slot))
    return tuple(found)
