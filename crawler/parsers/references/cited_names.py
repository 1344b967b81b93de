"""Reads the names that a citation gives: who is cited, and what cannot be a name."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.mentions import OTHERS
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import (
    CAPITAL,
    INITIAL_LETTER,
    MONTH,
    PARTICLE,
    UPPER,
    names_organisation,
    word_set,
)

_STOP = word_set("""the in as a an this that these for but and of see grade chapter week both when if according here also upon while since
    although because however similarly moreover furthermore additionally finally recently first second then later earlier
    like by with from on at to we i it they he she our my his her thus therefore yet still so or nor not where what why how
    according professor dr prof author authors article book after before even once unlike likewise indeed again
    nach laut auch der die das wie selon le la les según el los las volgens enligt ifølge segundo secondo conforme""")
_NOT_AUTHORS = late(
    r"\d|\b(?:grade|week|chapter|figure|table|fig|photo|image|version|season|level|day|lesson|episode|module|unit|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    rf"|\b{MONTH.lower()}(?!\w)",
)
"""In small letters: a pattern for both kinds is searched ten times as slowly."""


def are_authors(names: str) -> bool:
    """Whether nothing in a list of names says that it is none, as figures do, months and "Week"."""
    return _NOT_AUTHORS.search(names.lower()) is None


_FIRST_WORD = re.compile(r"(\S*)(\s*)(.*)", re.S)


def without_stop_words(start: int, names: str) -> tuple[int, str]:
    """Drop `In`, `When`, `However,` and the like from the front of a list of names."""
    while True:
        first, gap, rest = _FIRST_WORD.match(names).groups()  # type: ignore[union-attr]
        if first.strip(",’'").lower() not in _STOP and not (first.endswith(",") and first[:-1].endswith("ly")):
            return start, names
        start, names = start + len(first) + len(gap), rest
        if not names:
            return start, ""


_GENITIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_BETWEEN = re.compile(r",? (?:&|and|e[nt]?|und|y|o(?:ch|g)) |[,;،、] ?|/")
_INITIALS = late(rf"(?:{UPPER}\.? ?-?){{1,3}}(?<![{CAPITAL}]{{2}})")
_INITIALS_FIRST = late(rf"(?:{UPPER}\.[ -]?){{1,3}}(?={UPPER}[\w’'-])")
_GIVEN_ACRONYM = re.compile(r"\s?\[[^\[\]]{1,40}\]")
_ET_AL = re.compile(rf",?\s*\bet\.? al\b\.?,?|{OTHERS}")


def split_authors(names: str) -> tuple[tuple[str, ...], bool]:
    """The families of a list of names, without initials, and whether it ends in `et al.`"""
    if names.isalpha():  # one word, as most are
        return (names,), False
    names = _GENITIVE.sub("", (_GIVEN_ACRONYM.sub("", names) if "[" in names else names).strip(' ,“”"'))
    alone = _ET_AL.sub("", names)
    et_al = alone != names
    pieces = [p for p in (x.strip(' .“”"') for x in _BETWEEN.split(alone)) if p]
    if "." in alone:
        pieces = [_INITIALS_FIRST.sub("", p) for n, p in enumerate(pieces) if not (n and _INITIALS.fullmatch(p))]
    return tuple(pieces), et_al


_NAME_LIKE = late(
    rf"(?:{PARTICLE}{{0,2}}){INITIAL_LETTER}[\w’'-]*(?: {UPPER}[\w’'-]*| of| for| the| and){{0,5}}|[a-z]{{3,12}}"
)


_PARTICLE = late(PARTICLE)
_PLACES_AND_EVENTS = late(
    r".*\b(?:Prize|Awards?|Medal|Fellowship|Bienn(?:ale|ial)|Festival|Olympics|Championships?|Cup)|World\b(?!.*\b(?:Bank|Organi[sz]ation)).*|(?:North |South |West |East |Central |Latin )?(?:Africa|America|Asia|Europe|Korea)|New (?:Zealand|York|Orleans)|Australia|Canada|China"
    r"|England|Finland|France|Germany|India|Ireland|Italy|Japan|Mexico|Norway|Russia|Scotland|Singapore|Spain|Sweden|Ukraine|Wales|Brazil|Haiti|Iraq|Iran|Syria"
    r"|London|Paris|Berlin|Chicago|Boston|Toronto|Vancouver|Sydney|Melbourne|Auckland|Wellington|Christchurch|(?:Deutsch|Eng|Ir|Schott)land|Österreich|Schweiz|España|México"
)
"""What a year in brackets often follows, though it is no author."""


def is_sure(names: str, authors: tuple[str, ...], et_al: bool) -> bool:
    """Whether names before a year are persons' or an organisation's, so that the place cites even without an entry."""
    if (
        not authors
        or "I" in authors
        or not all(_NAME_LIKE.fullmatch(a) for a in authors)
        or _PLACES_AND_EVENTS.fullmatch(names)
        or (len(authors) > 1 and is_town(authors[-1]) and names.endswith(f", {authors[-1]}"))
        or not are_authors(names)
    ):
        return False
    if any(a[0].islower() for a in authors) and (len(authors) > 1 or et_al):
        return False
    return all(len(a.split()) <= 2 or names_organisation(a) or _PARTICLE.match(a) for a in authors)
