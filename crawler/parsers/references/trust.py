"""How far the reading of an entry can be trusted, and entries that name their author by a dash. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.items import Reference

_DASH = re.compile(r"\s{0,5}(?:[—–―‒_-]\s?){1,8}[.,:]?\s{0,3}(?=[(\d“\"'‘A-Z])")
_SOMEBODY = "Idem, A. "
"""Stands for the dash while the entry is read."""
_DASHES = re.compile(r"(?:[—–―‒_-]\s?){2,8}[.,:]?\s{0,3}(?=[(\d“\"'‘A-Z])|[—―][.,]\s(?=[(\d“\"'‘A-Z])")


def with_somebody(line: str) -> str:
    """A line with an author in place of the dashes with which it begins."""
    dash = _DASHES.match(line) if line[:1] in "—–―‒_-" else None
    return _SOMEBODY + line[dash.end() :] if dash else line


def confidence(reference: Reference) -> float:
    """The share of author, year, title and source that were found; a title of one or two letters is none."""
    authors = bool(reference.authors or reference.editors)
    source = bool(reference.container or reference.publisher or reference.doi or reference.urls)
    return sum((authors, bool(reference.year), len(reference.title or "") > 2, source)) / 4


def with_same_authors(references: Sequence[Reference], read: Callable[[str], Reference]) -> tuple[Reference, ...]:
    """`———. (2006). Title.` has the authors of the entry before it, as MLA and Chicago write; `read` reads a text."""
    done: list[Reference] = []
    for each in references:
        dash = _DASH.match(each.text)
        if dash and done and done[-1].authors:
            again = read(_SOMEBODY + each.text[dash.end() :])
            each = replace(
                again,
                position=each.position,
                text=each.text,
                urls=each.urls,
                doi=each.doi,
                authors=done[-1].authors,
                flags=(*each.flags, "same_author"),
            )
        done.append(each)
    return tuple(done)
