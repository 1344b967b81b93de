"""What is found in JSON answers, where a hostile server may put anything anywhere: nothing here raises."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from crawler.parsers.fragments import clean

Json = Mapping[str, Any]
LONGEST_OFFSET = timedelta(hours=15)
QUARTER = timedelta(minutes=15)


def at(value: Any, *keys: str | int) -> Any:
    """What stands under the keys, one after the other; None where the way ends early."""
    for key in keys:
        if isinstance(value, Mapping) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def objects(value: Any, most: int) -> Iterator[Json]:
    """The JSON objects of a list, or of an object's values, `most` at most."""
    values = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for _, one in zip(range(most), values, strict=False):
        if isinstance(one, Mapping):
            yield one


def words(value: Any) -> str | None:
    """A string without white space at its ends; None when empty or no string."""
    return clean(value).strip() or None


def identity(value: Any) -> str | None:
    """A WordPress number, sent as a number or a string, as a string; None for 0, false and the like."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) and value < 10**18 else clean(value)
    return text if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) else None


def count(value: Any) -> int | None:
    """A number of things."""
    if identity(value):
        return int(value)
    return 0 if value == 0 and not isinstance(value, bool) else None


def moment(local: Any, utc: Any) -> str | None:
    """A time with its offset, from WordPress's pair of the blog's clock and UTC (`date`, `date_gmt`), both ISO-8601.

    Where the pair makes no sense (a draft's `0000-00-00`, a hand-edited row), the one that does stands alone.
    """
    here, there = _time(local), _time(utc)
    there = there and there.replace(tzinfo=there.tzinfo or UTC)
    if here is None or there is None or here.tzinfo:
        known = here or there
        return known.isoformat() if known else None
    offset = here.replace(tzinfo=UTC) - there
    sane = abs(offset) <= LONGEST_OFFSET and not offset % QUARTER
    return (here.replace(tzinfo=timezone(offset)) if sane else there).isoformat()


def zone(name: Any, hours: Any) -> str | None:
    """A blog's time zone from its name (`timezone_string`) or else from `gmt_offset`, hours as number or string."""
    if words(name):
        return words(name)
    try:
        offset = timedelta(hours=float(hours))
        return datetime(2000, 1, 1, tzinfo=timezone(offset)).isoformat()[-6:] if not offset % QUARTER else None
    except (TypeError, ValueError, OverflowError):
        return None


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(clean(value)[:40])
    except ValueError:
        return None
