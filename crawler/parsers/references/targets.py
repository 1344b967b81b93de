"""Entries as citations may name them: by family, by acronym, by the last word of a name."""

import re
from dataclasses import dataclass

from archive.items import Name, Reference
from crawler.parsers.patterns import late
from crawler.parsers.references.cleaning import fold
from crawler.parsers.references.words import PARTICLE, UPPER, names_organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An entry as citations may name it; names are folded."""

    position: int
    authors: tuple[str, ...]
    year: str
    acronyms: frozenset[str]
    aliases: frozenset[str]
    """The first author's name without particles, or its last word where it stands as a whole."""
    text: str
    title: str = ""
    """Folded."""


def target_of(reference: Reference) -> Target:
    names = [n.family or n.literal or "" for n in reference.authors] or [reference.title or reference.text[:60]]
    first = reference.authors[0] if reference.authors else Name()
    return Target(
        position=reference.position,
        authors=tuple(map(fold_name, names)),
        year=fold_year(reference.year or ""),
        acronyms=_acronyms(first.literal or "", reference.text) if first.literal else frozenset(),
        aliases=_aliases(first),
        text=reference.text,
        title=fold(reference.title or ""),
    )


_ARTICLE = re.compile(r"[Tt]he\s+")
_PARTICLES = late(rf"{PARTICLE}+")


def fold_name(name: str) -> str:
    """Folded, without the article of an organisation."""
    return fold(name[article.end() :] if (article := _ARTICLE.match(name)) else name)


def _aliases(name: Name) -> frozenset[str]:
    """`Holt` for von Holt; `Harrow` for an author given as `Tess Harrow`."""
    if name.family:
        found = _PARTICLES.match(name.family)
        return frozenset([fold(name.family[found.end() :])] if found else ())
    words = (name.literal or "").split()
    whole = len(words) in (2, 3) and not names_organisation(name.literal or "")
    return frozenset([fold(words[-1])] if whole and len(words[-1]) > 2 else ())


_GIVEN_ACRONYM = re.compile(rf"[\[(]({UPPER}[A-Za-z&]{{1,9}})[\])]")


def _acronyms(name: str, text: str) -> frozenset[str]:
    """`MoE` and `NZCER`: the initials of an organisation's words, with and without the small ones; and what the entry gives."""
    capitals = "".join(re.findall(rf"(?<!\w){UPPER}", name)).lower()
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]\w*", name)).lower()
    given = _GIVEN_ACRONYM.search(text, 0, len(name) + 15)
    return frozenset(a for a in (capitals, initials, given[1].lower() if given else "") if len(a) > 1)


_SIGNS = re.compile(r"[^a-z0-9]")


def fold_year(year: str) -> str:
    lower = year.lower()
    return lower if lower.isascii() and lower.isalnum() else _SIGNS.sub("", lower)
