"""One pass over a file of another tool: whose blogs are in it, when they were captured, and an account of every record."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.items import Capture
from archive.warc.sequence import Fault
from crawler.importing.homes import Homes, Places
from crawler.importing.story import is_dump, read_file
from crawler.parsers.page import form_of

READABLE = frozenset({"html", "feed", "rest", "sitemap", "text"})
NOTES = 50
"""Faults that are told one by one."""
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Scan:
    """What stands in a file."""

    homes: Homes = field(default_factory=Homes)
    captures: list[tuple[str, datetime, str, bool]] = field(default_factory=list)
    """(address, when, form, whether it is a text made from a page)."""
    other: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records there are, damaged places among them."""
        return len(self.captures) + self.other.total() + self.refused.total()


def scan(path: Path, file: str, url: str | None, at: str | None, progress: Progress) -> Scan:
    """Read a whole file, and keep no body of it. `file`: the name it will have. Raises WarcError, OSError."""
    found, size = Scan(), max(1, path.stat().st_size)
    for read in read_file(path, file, url, at):
        if isinstance(read, Fault):
            found.refused["damaged"] += 1
            if len(found.faults) < NOTES:
                found.faults.append(str(read))
        elif isinstance(read, str):
            found.other[read] += 1
        elif read.problem:
            found.refused[read.problem] += 1
        else:
            found.homes.see(read)
            found.captures.append((read.url, read.fetched_at, _form(read), is_dump(read)))
            progress(file, min(size, read.source.offset if read.source else 0), size)
    return found


def _form(capture: Capture) -> str:
    """revisit, redirect, error, html, feed, rest, sitemap, text, or a kind of file."""
    if capture.revisit_of:
        return "revisit"
    if capture.status != 200:
        return "redirect" if 300 <= capture.status < 400 else "error" if capture.status >= 400 else "answer"
    form = form_of(capture)
    if form != "other":
        return form
    major, _, minor = capture.content_type.partition(";")[0].strip().lower().partition("/")
    return {"css": "style", "javascript": "script", "x-javascript": "script"}.get(minor, major) or "file"


def account(found: Scan, homes: Mapping[str, str], texts: str | None) -> dict[str, Any]:
    """records = read + other + refused; `blogs`: how many captures each blog has."""
    where = Places(homes)
    read, other, blogs = Counter[str](), Counter(found.other), Counter[str]()
    for url, _, form, dump in found.captures:
        slug = where.slug(url) or (texts if dump else None)
        if slug:
            blogs[slug] += 1
        if form in READABLE or form == "revisit":
            (read if slug else other)[form if slug else f"{form}, of no WordPress blog"] += 1
        else:
            other[form] += 1
    return {
        "records": found.records,
        "read": dict(sorted(read.items())),
        "other": dict(sorted(other.items())),
        "refused": dict(sorted(found.refused.items())),
        "faults": found.faults,
        "blogs": dict(sorted(blogs.items())),
    }
