"""What `coursekeep roster` says, in words: tests, lists, changes. No network, no files."""

from collections.abc import Iterator, Sequence
from typing import Any

from archive.report.columns import cells, columns, filled
from crawler.roster_words import advice

Row = dict[str, Any]


def tested_lines(told: Sequence[Row]) -> Iterator[str]:
    """A line a blog, those that need a person last, each with the words to send."""
    wide = max((cells(_who(each)) for each in told), default=0)
    for each in told:
        if each["fate"] != "look":
            yield f"{each['fate']:<9} {filled(_who(each), wide)}  {_said(each)}".rstrip()
    for each in told:
        if each["fate"] == "look":
            where = "" if each["subject"] == _who(each) else f"{each['subject']}: "
            yield f"look      {filled(_who(each), wide)}  {where}{_said(each)}"
            yield from _letter(each)


def _who(each: Row) -> str:
    return each["slug"] or each["name"] or ""


def _said(each: Row) -> str:
    if each["fate"] in ("known", "twice"):
        return f"{each['given']}: {each['words']}"
    parts = [each["url"] or ""]
    if each["title"]:
        parts.append(f'"{each["title"]}"')
    if each["posts"] is not None:
        parts.append(
            "no posts yet" if each["posts"] == 0 else "1 post" if each["posts"] == 1 else f"{each['posts']:,} posts"
        )
    if each["fate"] == "look" and each["url"]:
        parts.append(f"[{advice(each['state'])}]")
    if each["words"]:
        parts.append(each["words"])
    return "  ".join(filter(None, parts))


def _letter(each: Row) -> Iterator[str]:
    yield ""
    yield f"    To: {' '.join(filter(None, (each['name'], each['email'] and '<' + each['email'] + '>'))) or 'whoever this is'}"
    yield from (f"    {line}".rstrip() for line in each["letter"].splitlines())
    yield ""


def added_lines(told: Row) -> Iterator[str]:
    """What `roster add` did."""
    blogs = told["blogs"]
    yield from tested_lines(blogs)
    for path in told["made"]:
        weeks = ": give the course its first day there (`starts`), so that its weeks can be told"
        yield f"made      {path}{weeks if path.endswith(('.yaml', '.yml')) else ''}"
    if told["passed_over"]:
        yield f"note      {_number(told['passed_over'], 'line')} without an address {'was' if told['passed_over'] == 1 else 'were'} passed over"
    yield from _sum(blogs, told["roster"] if not told["dry_run"] else None)


def _sum(blogs: Sequence[Row], roster: str | None) -> Iterator[str]:
    ready, look = (sum(each["fate"] == fate for each in blogs) for fate in ("ready", "look"))
    written = sum(bool(each["slug"]) for each in blogs)
    where = f"{_number(written, 'blog')} added to {roster} as pending" if roster and written else "nothing was written"
    yield f"{ready} ready, {look} {'needs' if look == 1 else 'need'} a person; {where}"
    if roster and ready:
        yield "`coursekeep roster approve --ready` approves those that are ready"


def checked_lines(told: Sequence[Row]) -> Iterator[str]:
    """What `roster check` found."""
    yield from tested_lines(told)
    ready, look = (sum(each["fate"] == fate for each in told) for fate in ("ready", "look"))
    yield f"{ready} ready, {look} {'needs' if look == 1 else 'need'} a person"
    if any(each["fate"] == "ready" and each["status"] == "pending" for each in told):
        yield "`coursekeep roster approve --ready` approves those that are ready"


def list_lines(rows: Sequence[Row]) -> Iterator[str]:
    """The roster as a table, and how many have each status."""
    head = ("slug", "name", "section", "status", "consent", "tested", "url")
    yield from columns([head, *(tuple(str(row[name] or "") for name in head) for row in rows)])
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    yield f"{_number(len(rows), 'blog')}: {', '.join(f'{count} {status}' for status, count in sorted(counts.items()))}"


def changed_lines(told: Sequence[Row], done: str) -> Iterator[str]:
    """What was written, and where."""
    wide = max((len(each["slug"]) for each in told), default=0)
    yield from (f"{each['slug']:<{wide}}  {done}  ({each['line']})" for each in told)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
