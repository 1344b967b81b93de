"""Numbers, days and times in words, for the templates."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from archive.report.assignments_lines import late_words
from archive.report.states import in_words
from archive.report.week_calendar import counted, day_words, span_words

FILTERS = ("number", "day", "moment", "span", "count", "size", "host", "web", "state", "late", "pairs")
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def number(value: Any) -> str:
    """`1,904`."""
    return f"{value:,}" if isinstance(value, int | float) else "–"


def day(value: str | None) -> str:
    """`6 Apr 2026` from an ISO date or time; nothing where there is none."""
    try:
        read = date.fromisoformat((value or "")[:10])
    except ValueError:
        return ""
    return f"{day_words(read)} {read.year}"


def moment(value: str | datetime | None) -> str:
    """`6 Apr 2026, 14:05 UTC`."""
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(value or "")
    except ValueError:
        return ""
    read = read.astimezone(UTC) if read.tzinfo else read
    return f"{day_words(read.date())} {read.year}, {read:%H:%M} UTC"


def span(first: str, last: str) -> str:
    """`6-12 Apr`, with a dash."""
    return span_words(date.fromisoformat(first), date.fromisoformat(last)).replace("-", "–")


def count(value: int | None, word: str) -> str:
    """`1 post`, `4 posts`."""
    return counted(value or 0, word)


def size(value: int | None) -> str:
    """`5.6 MB`."""
    left, unit = float(value or 0), 0
    while left >= 1000 and unit < len(UNITS) - 1:
        left, unit = left / 1000, unit + 1
    return f"{left:,.0f} {UNITS[unit]}" if unit < 2 else f"{left:,.1f} {UNITS[unit]}"


def host(url: str | None) -> str:
    """The host of an address, as people say it."""
    return (url or "").partition("//")[2].partition("/")[0].removeprefix("www.")


def web(url: str | None) -> str | None:
    """An address that leads to a page; None for any other (javascript:, data:), which a link must not have."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def state(value: str | None) -> str:
    """`not_wordpress` as words; none for nothing."""
    return in_words(value or "")


def late(seconds: int) -> str:
    """`2 days late`."""
    return late_words(seconds)


def pairs(items: Iterable[Any], value: str | None = None, text: str | None = None) -> list[tuple[Any, Any]]:
    """What a list to choose from is made of: values with their words."""
    return [(item[value] if value else item, item[text] if text else item) for item in items]
