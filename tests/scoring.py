"""How well pages are read: measures of what was found against what is expected, as a table.

Both are the JSON form of a page without what is null or empty. A page is perfect where everything is right: title, author, date, body,
comments with their dates and parents, pings, references, and no chrome in body or comments.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Said = dict[str, Any]
_WORD = re.compile(r"\w+")
_SAME_TEXT, _SAME_ENTRY, _SAME_BODY = 0.95, 0.90, 0.99


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones, found ones and expected ones."""

    right: float = 0
    found: float = 0
    expected: float = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.found + other.found, self.expected + other.expected)


Row = dict[str, Counts]
MEASURES = (
    "perfect",
    "title",
    "author",
    "date",
    "body",
    "comments",
    "comment dates",
    "parents",
    "pings",
    "references",
    "clean",
)
"""`clean`: pages without chrome in body or comments. All are shares or F1, 1 is best."""


def words(text: str | None) -> list[str]:
    """The words of a text, folded; of a text without any, its characters."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text or "").casefold())
    return found or [*(text or "").replace(" ", "")]


def row_of(expected: Said, found: Said, chrome: Sequence[str] = ()) -> Row:
    """The measures of one page. `chrome`: phrases that must be in neither body nor comments."""
    post, got = expected.get("post") or {}, found.get("post") or {}
    row = {name: _one(words(post.get(name)) == words(got.get(name))) for name in ("title", "author") if post.get(name)}
    if post.get("published"):
        row["date"] = _one(post["published"][:10] == (got.get("published") or "")[:10])
    row["body"] = _bag(words(post.get("body_text")), words(got.get("body_text")))
    row |= _talk(expected.get("comments") or [], found.get("comments") or [])
    row["pings"] = _listed(expected.get("pingbacks") or [], found.get("pingbacks") or [], _same_ping)
    row["references"] = _listed(post.get("references") or [], got.get("references") or [], _same_entry)
    kept = " ".join(
        words("\n".join((got.get("body_text") or "", *(one.get("text") or "" for one in found.get("comments") or []))))
    )
    row["clean"] = _one(not any(f" {' '.join(words(phrase))} " in f" {kept} " for phrase in chrome))
    right = all(counts.f1 >= (_SAME_BODY if name == "body" else 1) for name, counts in row.items())
    return row | {"perfect": _one(right and expected.get("kind") == found.get("kind"))}


def total_of(rows: Iterable[Row]) -> dict[str, float]:
    """Each measure over all pages: those of lists over all items, body as the mean of pages."""
    sums: dict[str, Counts] = {}
    for row in rows:
        for name, counts in row.items():
            one = Counts(counts.f1, 1, 1) if name == "body" else counts
            sums[name] = sums.get(name, Counts()) + one
    return {name: sums[name].f1 for name in MEASURES if name in sums}


def table_of(totals: dict[str, dict[str, float]]) -> str:
    """Totals by name, as lines of a table."""
    wide = max(map(len, totals), default=0)
    head = " " * wide + "".join(f"{name:>14}" for name in MEASURES)
    lines = (
        f"{name:<{wide}}" + "".join(f"{total.get(m, float('nan')):14.3f}" for m in MEASURES)
        for name, total in totals.items()
    )
    return "\n".join((head, *lines))


def _one(right: bool) -> Counts:
    return Counts(right, 1, 1)


def _bag(expected: list[str], found: list[str]) -> Counts:
    both = sum((Counter(expected) & Counter(found)).values())
    return Counts(both, len(found), len(expected))


def _listed(expected: list[Said], found: list[Said], same: Callable[[Said, Said], bool]) -> Counts:
    return Counts(len(_pairs(expected, found, same)), len(found), len(expected))


def _pairs(expected: list[Said], found: list[Said], same: Callable[[Said, Said], bool]) -> list[tuple[int, int]]:
    """Places of those that are the same, each once."""
    free, pairs = list(range(len(found))), []
    for place, one in enumerate(expected):
        other = next((n for n in free if same(one, found[n])), None)
        if other is not None:
            free.remove(other)
            pairs.append((place, other))
    return pairs


def _talk(expected: list[Said], found: list[Said]) -> Row:
    pairs = _pairs(expected, found, _same_comment)
    dated = [
        (expected[a]["published"][:10], (found[b].get("published") or "")[:10])
        for a, b in pairs
        if expected[a].get("published")
    ]
    places = (
        {one.get("id"): place for place, one in enumerate(expected)},
        {one.get("id"): place for place, one in enumerate(found)},
    )
    mates = dict(pairs)
    parents = [
        (mates.get(places[0].get(expected[a].get("parent_id"), -1)), places[1].get(found[b].get("parent_id")))
        for a, b in pairs
    ]
    rows = {"comments": Counts(len(pairs), len(found), len(expected))}
    for name, known in (("comment dates", dated), ("parents", parents)):
        if known:
            rows[name] = Counts(sum(one == other for one, other in known), len(known), len(known))
    return rows


def _alike(one: str | None, other: str | None) -> float:
    a, b = words(one), words(other)
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def _same_comment(one: Said, other: Said) -> bool:
    return (
        words(one.get("author")) == words(other.get("author"))
        and _alike(one.get("text"), other.get("text")) >= _SAME_TEXT
    )


def _same_ping(one: Said, other: Said) -> bool:
    return any(one.get(name) and one.get(name) == other.get(name) for name in ("source_url", "title"))


def _same_entry(one: Said, other: Said) -> bool:
    return _alike(one.get("text"), other.get("text")) >= _SAME_ENTRY
