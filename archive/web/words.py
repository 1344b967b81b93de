"""Numbers, days and times in words, for the templates."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from shlex import quote
from typing import Any

from archive.report.assignments_lines import late_words
from archive.report.problems import difference as differing
from archive.report.states import in_words
from archive.report.week_calendar import counted, day_words, span_words

FILTERS = ("number", "day", "due", "moment", "span", "count", "lone", "size", "work", "host", "web", "state", "late", "pairs", "typed", "difference")  # fmt: skip
WORKS = {"article-journal": "journal article", "article-newspaper": "newspaper article", "article-magazine": "magazine article", "paper-conference": "conference paper", "post-weblog": "blog post", "motion_picture": "film", "webpage": "web page"}  # fmt: skip
"""Types of CSL that are not said as they are written."""
LONE = {"people list it": "person lists it", "entries": "entry", "WARC files": "WARC file"}
LONE |= {f"{word}s{more}": word + more for word, more in (("post", ""), ("post", " without a comment"), ("comment", " by students"), ("comment", " on others"), ("comment", " received"), ("word", " in posts"), ("blog", " with gaps"), ("wording", ""))}  # fmt: skip
"""What stands under a number, where that is 1."""
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


def due(value: str | None) -> str:
    """`13 Mar 2026` or `13 Mar 2026, 12:00` from a deadline as it was given."""
    return ", ".join(filter(None, (day(value), (value or "")[11:16])))


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


def lone(label: str) -> str:
    """A label of one: `post` for `posts`."""
    return LONE.get(label, label)


def typed(text: str | None) -> str:
    """As it is typed in a shell, which then takes nothing in it for a command: addresses and words are others'."""
    return quote(text or "")


def difference(row: dict[str, Any]) -> tuple[str, str, str]:
    """Of a problem: what differs, what was expected, what was found."""
    return differing(row)


def work(kind: str | None) -> str:
    """`journal article` for CSL's `article-journal`."""
    return WORKS.get(kind or "", (kind or "work").replace("_", " ").replace("-", " "))


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
