"""Reads the names before a title that no year parts from it: `NOM Prénom`, `NOM (Prénom)`, `Prénom NOM`, `Nom P.`, `P. Nom`."""

import re
from dataclasses import dataclass

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.givennames import GIVEN_NAMES
from crawler.parsers.references.words import CAPITAL, PARTICLE, UPPER

_CAPITALS = rf"(?:{UPPER}[’'])?{UPPER}{{2}}[{CAPITAL}’'-]*"
_LOUD = rf"{PARTICLE}{{0,3}}{_CAPITALS}(?: {_CAPITALS}){{0,3}}"
_WORD = rf"{UPPER}[a-zà-ÿ][\w’'-]*"
_INITIALS = rf"(?:{UPPER}\.[ -]?){{1,4}}(?<! )"
_GIVEN = rf"(?:{_WORD}(?: {_WORD})?|{UPPER}\.)(?:[ -]?{UPPER}\.){{0,3}}(?: (?:de|da|do|dos|von|van)\b)?"
_QUIET = rf"{PARTICLE}{{0,3}}{_WORD}(?: {_WORD})?"
_PERSON = late(
    rf"(?P<loud>{_LOUD})(?:,? (?P<after>{_GIVEN})| \((?P<held>{_GIVEN})\))|(?P<before>{_GIVEN}) (?P<aloud>{_LOUD})"
    rf"|(?P<family>{_QUIET})(?:,? (?P<initials>{_INITIALS})| \((?P<within>{_INITIALS})\))|(?P<first>{_INITIALS}) ?(?P<last>{_QUIET})"
)
"""Names of which capitals or initials show which part is the family."""
_KNOWN = tuple(
    late(pattern)
    for pattern in (
        rf"(?P<family>{_QUIET}), (?P<given>{_WORD}(?: {UPPER}\.)*)(?=[,.:;/ (])",
        rf"(?P<given>{_WORD}(?: {UPPER}\.)*) (?P<family>{_QUIET})(?=[,.:;/ (])",
        rf"(?P<family>{PARTICLE}{{0,3}}{_WORD}) (?P<given>{_WORD})(?=[,.:;/ (])",
    )
)
"""Names of which a common given name shows it."""
_ROLE = re.compile(
    r",? ?\((?:dirs?|éds?|eds?|hrsg|hg|coords?|orgs?|a cura di|sous la dir(?:ection|\.)?(?: de)?|comps?|Hrsg|Hg|Dir|Ed|Eds|Coord|Org)\.?\)|,? a cura di|, (?:editors?|directors?)\b"
)
_ET_AL = re.compile(r",? (?:et al\.?|u\. ?a\.|y otros|e altri)")
_AND = re.compile(r" ?[;/] ?|, (?:et |y |e |und |and |& )?| (?:et|y|e|und|and|&|-|–) ")
_SUFFIX = re.compile(r",? (?:Jr|Sr|I{2,3}|IV)\b(?:\.(?=,))?")
_MOST = 8
"""Names that are read."""


@dataclass(frozen=True, slots=True)
class People:
    """The names with which a text begins, and where they end."""

    names: tuple[Name, ...]
    end: int
    loud: bool
    """A family stands in capitals, as in lists of names and nowhere else."""


def people_at(text: str, start: int = 0) -> People | None:
    """The names at a place of a text; None where none begins there."""
    names: list[Name] = []
    end, loud = start, False
    following = start
    while len(names) < _MOST and (read := _person(text, following)):
        name, end, capitals = read
        names.append(name)
        loud = loud or capitals
        end = suffix.end() if (suffix := _SUFFIX.match(text, end)) else end
        end = role.end() if (role := _ROLE.match(text, end)) else end
        between = _AND.match(text, end)
        if not between:
            break
        following = between.end()
    end = others.end() if names and (others := _ET_AL.match(text, end)) else end
    end = role.end() if names and (role := _ROLE.match(text, end)) else end
    return People(tuple(names), end, loud) if names else None


def _person(text: str, start: int) -> tuple[Name, int, bool] | None:
    """A name, where it ends, and whether its family stands in capitals."""
    if match := _PERSON.match(text, start):
        family = match["loud"] or match["aloud"] or match["family"] or match["last"]
        given = (
            match["after"] or match["held"] or match["before"] or match["initials"] or match["within"] or match["first"]
        )
        return Name(family=family, given=given), match.end(), bool(match["loud"] or match["aloud"])
    for match in filter(None, (pattern.match(text, start) for pattern in _KNOWN)):
        if match["given"].split(" ")[0].lower() in GIVEN_NAMES:
            return Name(family=match["family"], given=match["given"]), match.end(), False
    return None
