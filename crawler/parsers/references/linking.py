"""Links a citation to the entry it means: first family and year, then co-authors, acronyms and small slips."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.items import Reference
from crawler.parsers.references.citations import Mention
from crawler.parsers.references.cleaning import fold
from crawler.parsers.references.words import UPPER, YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An entry as citations may name it; names are folded."""

    position: int
    authors: tuple[str, ...]
    year: str
    acronyms: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that a mention may mean. `link`: exact, fuzzy, acronym or year_mismatch."""

    position: int
    link: str
    score: float


NO_YEAR_LIMIT, LIMIT = 2.4, 1.7


def targets(references: Sequence[Reference]) -> tuple[Target, ...]:
    """What citations may say of each entry."""
    return tuple(_target(r) for r in references)


def _target(reference: Reference) -> Target:
    names = [n.family or n.literal or "" for n in reference.authors] or [reference.title or reference.text[:60]]
    return Target(
        position=reference.position,
        authors=tuple(fold(n) for n in names),
        year=_fold_year(reference.year or ""),
        acronyms=_acronyms(reference.authors[0].literal or "") if reference.authors else frozenset(),
        text=reference.text,
    )


def _acronyms(name: str) -> frozenset[str]:
    """`MoE` and `NZCER`: the initials of an organisation's words, with and without the small ones."""
    capitals = "".join(re.findall(rf"(?<!\w){UPPER}", name)).lower()
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]\w*", name)).lower()
    return frozenset(a for a in (capitals, initials) if len(a) > 1)


def link(mention: Mention, among: Sequence[Target]) -> Match | None:
    """The entry a mention means, or None. Never by the family alone when a year is given."""
    matches = [m for m in (_match(mention, t) for t in among) if m]
    best = max(matches, key=lambda m: (m.score, -m.position), default=None)
    limit = LIMIT if mention.year else NO_YEAR_LIMIT
    if best and mention.strict and best.link == "year_mismatch":
        return None
    return best if best and best.score >= limit else None


def _match(mention: Mention, target: Target) -> Match | None:
    names = [fold(a) for a in mention.authors]
    by_name = _name_score(names[0], target) if names and names[0] else None
    if not by_name:
        return None
    name_score, how = by_name
    year_score = _year_score(mention, target, name_score)
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
    if _begins(first, name) or (len(first) > 3 and _begins(name, first)):
        return 2.5, "exact"
    if len(name) > 4 and abs(len(name) - len(first)) < 4 and difflib.SequenceMatcher(None, name, first).ratio() > 0.85:
        return 2.0, "fuzzy"
    return (1.0, "fuzzy") if name in target.authors[1:] else None


def _begins(whole: str, part: str) -> bool:
    """Short Latin names must be equal; one or two signs are a whole name in scripts without capitals."""
    return whole.startswith(part) and (len(part) > 3 or ord(part[0]) > 0x590)


def _year_score(mention: Mention, target: Target, name_score: float) -> float | None:
    """None: another year, so another work."""
    year = _fold_year(mention.year or "")
    if not year:
        return 0.0
    if target.year == year or (len(year) == 4 and target.year[:4] == year):
        return 3.0
    if len(year) == 5 and target.year == year[:4]:
        return 2.5
    if year[:4].isdigit() and re.search(rf"\b{year[:4]}\b", target.text) and target.year[:4] != year[:4]:
        return 2.0
    same_list = mention.et_al or len(mention.authors) == len(target.authors)
    both_dated = re.match(YEAR, year) and re.match(YEAR, target.year)
    return -1.0 if same_list and name_score >= 2.5 and both_dated else None


def _co_authors(names: Sequence[str], et_al: bool, target: Target) -> float:
    known = sum(n in target.authors for n in names)
    score = 0.5 * known - 0.7 * (len(names) - known)
    return score - 0.3 if not names and not et_al and len(target.authors) > 1 else score


def _fold_year(year: str) -> str:
    return re.sub(r"[^a-z0-9]", "", year.lower())
