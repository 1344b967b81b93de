"""The digest of a week as lines of a plain mail."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from archive.report.summary import Row
from archive.report.week_calendar import counted
from archive.report.week_lines import absent_lines, deadline_lines, head_line, table_lines, waiting_lines

WIDE = 78


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """All of it: the numbers, who is missing, what waits, the table, and the posts with their comments."""
    week: Row = told["week"]
    yield f"{week['title']}: week {week['week']} ({told['days']})"
    yield f"as of {told['as_of']}" + (", under pseudonyms" if told["pseudonymous"] else "")
    yield ""
    yield from _wrapped(head_line(week))
    for group in (
        absent_lines(week["students"], hint=False),
        waiting_lines(week, hint=False),
        deadline_lines(week["deadlines"]),
    ):
        for line in group:
            yield from _wrapped(line, 10)
    yield ""
    yield from table_lines([*week["students"], *week["others"]])
    yield from _posts(told["posts"])


def _posts(posts: Sequence[Row]) -> Iterator[str]:
    for post in posts:
        yield from ("", "=" * WIDE)
        yield from _wrapped(post["title"])
        yield from _wrapped(f"{post['person']}, {post['at']}, {counted(post['words'], 'word')}")
        if post["url"]:
            yield post["url"]
        for paragraph in post["paragraphs"]:
            yield ""
            yield from _wrapped(paragraph)
        for comment in post["comments"]:
            yield from _comment(comment)
        if not post["comments"]:
            yield from ("", "    (no comment yet)")


def _comment(comment: Row) -> Iterator[str]:
    """Set in by its depth."""
    margin = 4 * comment["depth"]
    yield ""
    yield from _indented(f"{comment['person']}, {comment['at']}:", margin)
    for paragraph in comment["paragraphs"]:
        yield from _indented(paragraph, margin)


def _indented(text: str, margin: int) -> list[str]:
    return wrap(text, WIDE, initial_indent=" " * margin, subsequent_indent=" " * margin, break_on_hyphens=False) or [""]


def _wrapped(text: str, margin: int = 0) -> list[str]:
    return wrap(text, WIDE, subsequent_indent=" " * margin, break_on_hyphens=False, break_long_words=False) or [""]
