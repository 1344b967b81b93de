"""A moment as people write it on the command line: a day, a time, or the digits of a web archive's address. Pure."""

import re
from calendar import monthrange
from datetime import UTC, datetime

WRITTEN = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?[T ]?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?Z?")
LAST = ("12", "", "23", "59", "59")
"""What a moment means that is not told in full: its last second."""
ADVICE = "write 2026-11-22, 2026-11-22T15:12, 2026-11-22T15:12+13:00 or 20261122151200"


def last_second(text: str) -> str:
    """14 digits of a moment in UTC; of a year, a day or an hour the end of it. Raises ValueError for what is none."""
    match = WRITTEN.fullmatch(text.strip())
    try:
        if not match:
            return _digits(text.strip())
        year, *given = match.groups()
        parts = [part or last for part, last in zip(given, LAST, strict=True)]
        parts[1] = parts[1] or f"{monthrange(int(year), int(parts[0]))[1]:02d}"
        datetime.strptime(year + "".join(parts), "%Y%m%d%H%M%S")
    except (ValueError, OverflowError):
        raise ValueError(f"{text} is no time: {ADVICE}") from None
    return year + "".join(parts)


def _digits(text: str) -> str:
    """Of a time with a zone."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(text)
    return f"{time.astimezone(UTC):%Y%m%d%H%M%S}"
