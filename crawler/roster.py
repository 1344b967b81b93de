"""The blogs of a course as files and the command line name them: CSV, OPML, addresses."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from archive.errors import ConfigError
from archive.items import Blog
from crawler.roll import Roll, Row

COLUMNS = {
    "name": ("name", "student", "full name", "owner", "who"),
    "url": ("url", "address", "blog", "link", "website", "blog url", "blog address", "web address"),
    "section": ("section", "group", "tutorial", "class"),
    "role": ("role",),
    "consent": ("consent",),
    "email": ("email", "e-mail", "mail", "email address"),
    "title": ("title", "blog title"),
    "schedule": ("schedule",),
    "slug": ("slug",),
}
"""Fields of a roster, and the heads that people give their columns."""
FIELD_OF = {head: field for field, heads in COLUMNS.items() for head in heads}
FIELDS = tuple(COLUMNS)
DELIMITERS = ",;\t"
Read = tuple[tuple[Row, ...], tuple[str, ...]]
"""Rows, and mistakes as whole lines."""


def blogs_from_urls(urls: Sequence[str]) -> tuple[Blog, ...]:
    """Blogs named on the command line, once each. Raises ConfigError that names every bad address."""
    named = enumerate(dict.fromkeys(urls), 1)
    roll, rows = Roll(), [Row(subject=f"address {number}", values={"url": url}) for number, url in named]
    blogs = roll.blogs(rows)
    if roll.mistakes:
        raise ConfigError("not every address can be used; mend this:", mistakes=tuple(roll.mistakes))
    return blogs


def read_roster(path: Path) -> Read:
    """The rows of a CSV or OPML file, and the mistakes that kept others out."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or error
        return (), (f"{path}: cannot be read ({words}): correct `roster` or the file",)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _opml(data, path)
    return _csv(_text(data), path)


def _text(data: bytes) -> str:
    """A spreadsheet's UTF-8 with its mark, or the one-byte code that old ones write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _opml(data: bytes, path: Path) -> Read:
    import listparser  # here, since it brings an HTTP client of its own along

    outline = listparser.parse(_text(data).encode("ascii", "xmlcharrefreplace"))
    feeds = [*outline["feeds"], *outline["opportunities"]]
    if not feeds:
        return (), (f"{path}: names no blogs: an OPML file has an outline with xmlUrl for each",)
    return tuple(Row(subject=_place(data, path, feed["url"]), values=_outline(feed)) for feed in feeds), ()


def _outline(feed: Mapping[str, object]) -> dict[str, str]:
    groups = feed.get("tags")
    section = str(groups[-1]) if isinstance(groups, list) and groups else ""
    return _filled([("name", str(feed["title"])), ("url", str(feed["url"])), ("section", section)])


def _place(data: bytes, path: Path, url: str) -> str:
    """listparser counts no lines: the address's first line in the file."""
    before, found, _ = data.partition(url.encode())
    return f"{path}:{before.count(bytes([10])) + 1}" if found else str(path)


def _csv(text: str, path: Path) -> Read:
    lines = _lines(text, path)
    first = next(lines, None)
    if first is None:
        return (), (f"{path}: is empty: its first line should be name,url and one line a blog should follow",)
    subject, heads = first[0], [cell.lower() for cell in first[1]]
    if wrong := tuple(f"{subject}: {words}" for words in _wrong_heads(heads)):
        return (), wrong
    fields = [FIELD_OF.get(head, "") for head in heads]
    rows: list[Row] = []
    mistakes: list[str] = []
    for subject, cells in lines:
        if len(cells) > len(fields) and any(cells[len(fields) :]):
            mistakes.append(f"{subject}: has more cells than the first line has columns: put quotes around commas")
        else:
            rows.append(Row(subject=subject, values=_filled(zip(fields, cells, strict=False))))
    return tuple(rows), tuple(mistakes)


def _lines(text: str, path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lines that hold anything, with their numbers, whatever the spreadsheet put between the cells."""
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    for line in reader:
        if any(cells := [cell.strip() for cell in line]):
            yield f"{path}:{reader.line_num}", cells


def _wrong_heads(heads: Sequence[str]) -> Iterator[str]:
    """A column misspelt would be lost in silence, consent among them; columns of another purpose may stand."""
    if not any(FIELD_OF.get(head) == "url" for head in heads):
        yield "has no column url: the first line names the columns, as in name,url,section,role,consent,email"
    for head in heads:
        meant = get_close_matches(head, FIELD_OF, n=1, cutoff=0.75)
        if head not in FIELD_OF and meant:
            yield f'column "{head}" is unknown: is "{meant[0]}" meant?'


def _filled(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {key: words for key, value in pairs if key and (words := " ".join(value.split()))}
