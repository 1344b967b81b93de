"""The blogs of a course as files and the command line name them: CSV, OPML, addresses."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from archive.errors import ConfigError
from archive.items import Blog
from crawler.plaintext import AS_CSV, is_text
from crawler.roll import Roll, Row
from crawler.roster_text import Sheet, Unreadable, sheet_of

COLUMNS = {
    "name": ("name", "student", "full name", "owner", "who"),
    "url": ("url", "address", "blog", "link", "website", "blog url", "blog address", "web address"),
    "section": ("section", "group", "tutorial", "class"),
    "role": ("role",),
    "consent": ("consent",),
    "email": ("email", "e-mail", "mail", "email address"),
    "title": ("title", "blog title"),
    "schedule": ("schedule",),
    "status": ("status",),
    "slug": ("slug",),
}
"""Fields of a roster, and the heads that people give their columns."""
FIELD_OF = {head: field for field, heads in COLUMNS.items() for head in heads}
FIELDS = tuple(COLUMNS)
WITHOUT_FEED = re.compile(r"(<outline\b(?![^<>]*\bxmlUrl\s*=)[^<>]*?\b)htmlUrl(?=\s*=)", re.I)
"""An outline that only names a page: listparser passes over it without a word."""
OPML_END = re.compile(r"</opml\s*>", re.I)
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
    if not is_text(data):
        return (), (f"{path}: {AS_CSV}",)
    if is_markup(data):
        return read_opml(data, path)
    return _csv(sheet_of(data), path)


def is_markup(data: bytes) -> bool:
    """Whether a file begins as OPML does, and no CSV."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def read_opml(data: bytes, path: Path) -> Read:
    """The outlines of an OPML file that name a feed, or the blog itself."""
    import listparser  # here, since it brings an HTTP client of its own along

    text = sheet_of(data).shown
    if not OPML_END.search(text):
        return (), (f"{path}: breaks off before </opml>: save it again, whole",)
    feeds = listparser.parse(WITHOUT_FEED.sub(r"\1xmlUrl", text).encode("ascii", "xmlcharrefreplace"))["feeds"]
    if not feeds:
        return (), (f"{path}: names no blogs: an OPML file has an outline with xmlUrl for each",)
    return tuple(Row(subject=_place(data, path, feed["url"]), values=_outline(feed)) for feed in feeds), ()


def _outline(feed: Mapping[str, object]) -> dict[str, str]:
    groups = feed.get("tags")
    section = str(groups[-1]) if isinstance(groups, list) and groups else ""
    return filled([("name", str(feed["title"])), ("url", str(feed["url"])), ("section", section)])


def _place(data: bytes, path: Path, url: str) -> str:
    """listparser counts no lines: the address's first line in the file."""
    before, found, _ = data.partition(url.encode())
    return f"{path}:{before.count(bytes([10])) + 1}" if found else str(path)


def _csv(sheet: Sheet, path: Path) -> Read:
    try:
        lines = list(sheet.lines())
    except Unreadable as error:
        return (), (f"{path}: {error}",)
    if not lines:
        return (), (f"{path}: is empty: its first line should be name,url and one line a blog should follow",)
    fields = fields_of(lines[0].cells)
    if wrong := tuple(f"{path}:{lines[0].number}: {words}" for words in _wrong_heads(lines[0].cells)):
        return (), wrong
    rows: list[Row] = []
    mistakes: list[str] = []
    for line in lines[1:]:
        subject = f"{path}:{line.number}"
        if any(line.cells[len(fields) :]):
            mistakes.append(f"{subject}: has more cells than the first line has columns: put quotes around commas")
        else:
            rows.append(Row(subject=subject, values=filled(zip(fields, line.cells, strict=False))))
    return tuple(rows), tuple(mistakes)


def fields_of(heads: Sequence[str]) -> tuple[str, ...]:
    """The field that each column holds; an empty string for a column of another purpose."""
    return tuple(FIELD_OF.get(head.lower(), "") for head in heads)


def _wrong_heads(heads: Sequence[str]) -> Iterator[str]:
    """A column misspelt would be lost in silence, consent among them; columns of another purpose may stand."""
    if "url" not in fields_of(heads):
        yield "has no column url: the first line names the columns, as in name,url,section,role,consent,email"
    for head in map(str.lower, heads):
        meant = get_close_matches(head, FIELD_OF, n=1, cutoff=0.75)
        if head not in FIELD_OF and meant:
            yield f'column "{head}" is unknown: is "{meant[0]}" meant?'
    for field in COLUMNS:
        if len(both := [head for head in heads if FIELD_OF.get(head.lower()) == field]) > 1:
            yield f"columns {' and '.join(both)} are both taken for the {field}: give one another name"


def filled(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields that have a value, each on one line."""
    return {key: words for key, value in pairs if key and (words := " ".join(value.split()))}
