"""Reads names whose given names stand first: `J. K. Harrow`, `Tess Harrow`; and `Harrow Tess`, whose comma was lost."""

import re

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.givennames import GIVEN_NAMES
from crawler.parsers.references.words import UNCASED, UPPER, names_organisation, names_publisher

FULL = late(
    rf"((?:{UPPER}[\w’'.-]*\s)+?)((?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|den|[Dd]i|da|[Dd]el|[Ll]a|[Ll]e|ten|[Tt]er|[Tt]e)\s){{0,3}}{UPPER}[\w’'-]+)"
)
"""Given names and a family name."""
INITIALS_FIRST = late(rf"(?:{UPPER}\.[ -]?){{1,4}}|{UPPER}[\w’'-]+(?: {UPPER}\.)+ ")
_UNCASED_NAME = late(rf"[{UNCASED}]{{2,4}}\.?")
"""A name that is not parted into family and given name: `王伟`."""
_MOST_WORDS = 4


def read_turned(pieces: list[str]) -> tuple[Name, ...]:
    """The names that the pieces of a list of authors are; none where one of them may be something else.

    Full words are names where they begin with given names, and are two or more: one alone may be what somebody calls himself.
    """
    if len(pieces) > 1 and all(_UNCASED_NAME.fullmatch(piece) for piece in pieces):
        return tuple(Name(literal=piece.rstrip(".")) for piece in pieces)
    found = [FULL.fullmatch(piece.rstrip(".")) for piece in pieces]
    if not all(m and len(m[0].split()) <= _MOST_WORDS for m in found):
        return ()
    names = [m for m in found if m]
    if all(INITIALS_FIRST.match(m[0]) for m in names):
        return tuple(map(_name, names))
    if any(names_organisation(m[0]) or names_publisher(m[0]) for m in names):
        return ()
    given = [[w.lower() in GIVEN_NAMES for w in m[0].split()] for m in names]
    if all(len(g) == 2 and not g[0] and g[1] for g in given):
        return tuple(Name(family=m[1].strip(), given=m[2]) for m in names)
    return tuple(map(_name, names)) if len(names) > 1 and any(g[0] for g in given) else ()


def read_noted(pieces: list[str]) -> tuple[Name, ...]:
    """The same before a comma and a title, where notes have names of any kind, but organisations too."""
    names = [m for m in (FULL.fullmatch(piece) for piece in pieces) if m]
    organised = len(names) < len(pieces) or any(names_organisation(m[0]) for m in names)
    return () if organised else tuple(map(_name, names))


def _name(match: re.Match[str]) -> Name:
    return Name(family=match[2], given=match[1].strip())
