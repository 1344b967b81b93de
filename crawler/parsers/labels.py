"""What a comment's reply link and picture call its author: no theme changes these, as core prints them."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.parsers.commenters import LONGEST_NAME
from crawler.parsers.elements import fold
from crawler.parsers.phrases import without_says
from crawler.parsers.text import text_of

_PICTURE = re.compile(r"\bavatar\b|/avatar/")
_MOST_MARKS = 6
_FIRST = 4
"""Lines at the head of a comment among which its author's is."""
_UNPARTED = "\u2e80"
"""From here on stand the scripts of East Asia, which put no spaces between words."""


def labels_of(marks: Sequence[LexborNode]) -> tuple[str, ...]:
    """What a comment's own marks (`marks.NAMING`) say in which its author is named: "Reply to Ann" (comment_reply_link), a picture's "Ann Avatar"."""
    labels: list[str] = []
    for mark in marks[:_MOST_MARKS]:
        values = mark.attributes
        if mark.tag == "a":
            said = values.get("data-replyto") or values.get("aria-label") or ""
            labels.append(said.strip().removeprefix(fold(mark.text()[:LONGEST_NAME])))
        elif "avatar" in (said := f"{values.get('class') or ''} {values.get('src') or ''}") and _PICTURE.search(said):
            labels.append(values.get("alt") or "")
    return tuple(fold(label[: 2 * LONGEST_NAME]) for label in labels if label)


def labelled_author(node: LexborNode, labels: tuple[str, ...], found: str | None) -> str | None:
    """The first of a comment's first and last lines that is a name with which a label begins or ends; None where `found` is said."""
    if not labels or (found is not None and any(found in label for label in labels)):
        return None
    lines = text_of(node).split("\n")
    for line in (*lines[:_FIRST], *lines[_FIRST:][-2:]):
        name = without_says(line[: 2 * LONGEST_NAME])
        said = (_named_in(label, whole) for label in labels for whole in (name, f"{name}."))
        if 1 < len(name) <= LONGEST_NAME and (whole := next(filter(None, said), None)):
            return whole
    return None


def after_name(lines: list[str], name: str | None) -> list[str]:
    """The lines after that of a name which only a label has told: what stands before it is the theme's ("Guest")."""
    if name is None:
        return lines
    here = (at for at, line in enumerate(lines[: min(_FIRST, len(lines) - 1)]) if without_says(line) == name)
    return lines[next(here, -1) + 1 :]


def _named_in(label: str, name: str) -> str | None:
    """A name with which a label begins or ends, as a word of its own where its script parts words."""
    before, after = label.removesuffix(name), label.removeprefix(name)
    ends = before != label and (not before[-1:].isalnum() or name[0] >= _UNPARTED)
    begins = after != label and (not after[:1].isalnum() or name[-1] >= _UNPARTED)
    return name if ends or begins else None
