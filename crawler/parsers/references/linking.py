"""Links a citation to the entry it means: first family and year, then co-authors, acronyms and small slips."""

import difflib
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from archive.items import Reference
from crawler.parsers.references.cleaning import fold
from crawler.parsers.references.mentions import Mention
from crawler.parsers.references.targets import Target, fold_name, fold_year, target_of
from crawler.parsers.references.words import YEAR


class Match(NamedTuple):
    """An entry that a mention may mean. `link`: exact, fuzzy, acronym or year_mismatch."""

    position: int
    link: str
    score: float


NO_YEAR_LIMIT, LIMIT = 2.4, 1.7
FIRST_UNCASED = 0x590


MOST_CANDIDATES = 50
"""Entries that are weighed for one mention; more of one name is no reference list."""


class Entries:
    """The entries of a text, found fast by what a citation may say of them."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self.known: dict[tuple[object, ...], Match | None] = {}
        """What was linked before: a work is cited again and again."""
        self.acronyms = any(r.authors and (r.authors[0].literal or "").isupper() for r in references)
        """Some author is an organisation of which only the acronym is given."""
        self._by_key: dict[str, list[Target]] = defaultdict(list)
        for target in map(target_of, references):
            for key in _keys(target):
                self._by_key[key].append(target)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def candidates(self, name: str, year: str) -> list[Target]:
        """Entries that a citation of this folded name and year may mean, in their order."""
        keys = (_stem(name), f"={name}", f"~{name[:1]}{year[:4]}")
        found = {t.position: t for key in keys for t in self._by_key.get(key, ())[:MOST_CANDIDATES]}
        return [found[position] for position in sorted(found)]


def _keys(target: Target) -> set[str]:
    """A stem of the first name; acronyms and co-authors; and, for slips of the pen, first letter and year."""
    first, *others = target.authors
    keys = {f"={name}" for name in (*others, *target.acronyms, *target.aliases)}
    return keys | {_stem(first), f"~{first[:1]}{target.year[:4]}"} if first else keys


def _stem(name: str) -> str:
    """What two forms of a name share: four letters, or one sign in scripts without capitals."""
    return name[: 1 if name and ord(name[0]) > FIRST_UNCASED else 4]


def link(mention: Mention, entries: Entries) -> Match | None:
    """The entry a mention means, or None. Never by the family alone when a year is given."""
    key = (mention.authors, mention.year, mention.et_al, mention.strict, mention.title)
    if key not in entries.known:
        entries.known[key] = _best(mention, entries)
    return entries.known[key]


def _best(mention: Mention, entries: Entries) -> Match | None:
    first = fold_name(mention.authors[0]) if mention.authors else ""
    year = fold_year(mention.year or "")
    candidates = entries.candidates(first, year) if first else None
    if not candidates:
        return None
    names = [first, *map(fold_name, mention.authors[1:])]
    matches = [m for m in (_match(mention, names, year, t) for t in candidates) if m]
    best = max(matches, key=lambda m: (m.score, -m.position), default=None)
    if not best or (mention.strict and best.link == "year_mismatch"):
        return None
    return best if best.score >= (LIMIT if year else NO_YEAR_LIMIT) else None


def _match(mention: Mention, names: Sequence[str], year: str, target: Target) -> Match | None:
    by_name = _name_score(names[0], target)
    if not by_name or (mention.title and not target.title.startswith(fold(mention.title))):
        return None
    name_score, how = by_name
    year_score = _year_score(year, mention, target, name_score)
    if year_score is None:
        return None
    score = name_score + year_score + _co_authors(names[1:], mention.et_al, target)
    return Match(position=target.position, link="year_mismatch" if year_score < 0 else how, score=score)


def _name_score(name: str, target: Target) -> tuple[float, str] | None:
    first = target.authors[0]
    if not first:
        return None
    if name == first:
        return 3.0, "exact"
    if name in target.acronyms:
        return 2.5, "acronym"
    if name in target.aliases:
        return 2.5, "exact"
    if _begins(first, name) or (len(first) > 3 and _begins(name, first)):
        return 2.5, "exact"
    if len(name) > 4 and abs(len(name) - len(first)) < 4 and difflib.SequenceMatcher(None, name, first).ratio() > 0.85:
        return 2.0, "fuzzy"
    return (1.0, "fuzzy") if name in target.authors[1:] else None


def _begins(whole: str, part: str) -> bool:
    """Short Latin names must be equal; one or two signs are a whole name in scripts without capitals."""
    return whole.startswith(part) and (len(part) > 3 or ord(part[0]) > FIRST_UNCASED)


def _year_score(year: str, mention: Mention, target: Target, name_score: float) -> float | None:
    """None: another year, so another work."""
    if not year:
        return 0.0
    if target.year == year or (len(year) == 4 and target.year[:4] == year):
        return 3.0
    if len(year) == 5 and target.year == year[:4]:
        return 2.5
    if year[:4].isdigit() and re.search(rf"\b{year[:4]}\b", target.text) and target.year[:4] != year[:4]:
        return 2.0
    several = len(target.authors) > 1 or "et al" in target.text
    same_list = several if mention.et_al else len(mention.authors) == len(target.authors)
    both_dated = re.match(YEAR, year) and re.match(YEAR, target.year)
    return -1.0 if same_list and name_score >= 2.5 and both_dated else None


def _co_authors(names: Sequence[str], et_al: bool, target: Target) -> float:
    known = sum(n in target.authors for n in names)
    score = 0.5 * known - 0.7 * (len(names) - known)
    return score - 0.3 if not names and not et_al and len(target.authors) > 1 else score
