"""Titles of linking pages: themes cut them short ("On looms and forwar..."), other listings have them whole. Pure."""

import re
from collections.abc import Iterable

_CUT = re.compile(r"\s{0,9}(?:\[\s?(?:…|\.\.\.)\s?\]|…|\.\.\.)\s{0,9}$")
_NO_LETTER = re.compile(r"\W+")
_TELLING = 3
"""Letters before the cut, below which a beginning may be anyone's."""


def whole_title(printed: str | None, known: Iterable[str | None]) -> str | None:
    """The first known title that a cut one begins, or that a cut one goes on from (with the blog's name); else as printed."""
    stem = cut_at(printed)
    if stem is None:
        return printed
    for title in known:
        told = key(title or "")
        if cut_at(title) is None and len(told) >= _TELLING and (told.startswith(stem) or stem.startswith(told)):
            return title
    return printed


def cut_at(title: str | None) -> str | None:
    """The letters before the cut, if a title is cut and they tell something."""
    match = _CUT.search(title or "")
    stem = key((title or "")[: match.start()]) if match else ""
    return stem if len(stem) >= _TELLING else None


def same_title(one: str | None, other: str | None) -> bool:
    """Whether two printed titles may be the same one, either cut."""
    if key(one or "") == key(other or ""):
        return True
    return any(
        (stem := cut_at(a)) is not None and key(b or "").startswith(stem) for a, b in ((one, other), (other, one))
    )


def key(title: str) -> str:
    """Letters and figures only, for comparing titles."""
    return _NO_LETTER.sub("", title).casefold()
