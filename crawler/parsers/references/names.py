"""Reads the authors of an entry: persons as family and given name, organisations whole."""

import re
from dataclasses import dataclass
from itertools import pairwise

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.turned import FULL, INITIALS_FIRST, read_noted, read_turned
from crawler.parsers.references.words import (
    FAMILY,
    INITIAL_LETTER,
    SMALL_WORDS,
    UPPER,
    names_organisation,
    names_publisher,
    without_others,
)

_ROLE_WORD = (
    r"(?:(?:[Ee]xecutive |[Cc]o-)?(?:[Pp]roducers?|[Dd]irectors?|[Ww]riters?)|[Hh]osts?|[Ee]ds?|[Ee]ditors?|[Tt]rans|[Tt]ranslators?"
    r"|[Hh]rsg|[Hh]g|[Cc]oords?|[Dd]irs?|[Cc]omp)"
)
_ROLE = late(
    rf"\([^()]{{0,40}}\b{_ROLE_WORD}\b\.?[^()]{{0,40}}\)|,?\s\b{_ROLE_WORD}\b\.?(?=\s*(?:$|[,;]))|\[[A-Z][A-Za-z&]{{1,7}}\]|\(@[^()]{{1,60}}\)| \([^()]{{1,30}}$"
)
_LAST_STOP = re.compile(r"\.[\s.]+$")
_SEPARATOR = re.compile(
    rf"\s*(?:[;,،、]\s*(?:(?:&|and|et|y|und|e|with|en)\s+)?|\s(?:&(?! Co\b)|and|et|y|und|och|og|with|en(?=\s{UPPER}[\w’'-]+, {UPPER}\.))\s|(?<=[\w.])&(?=\w)|(?<=\.)/|/(?=\s?{UPPER}[\w’'-]+, {UPPER}))\s*"
)
_INITIALS = late(
    rf"(?:{UPPER}[a-z]\.[ -]?|{UPPER}[.,]?[ -]?|{INITIAL_LETTER}\.[ -]?|[a-z]\.){{1,5}}(?: ?(?:van|von|de|der|den|la|di|da|du)\b\.?){{0,3}}(?: (?:(?:for|by|of|on) )?{UPPER}\.)?\*?"
)
_ACRONYM = late(rf"{UPPER}{{2,6}}")
_CLOSED = late(rf"({FAMILY}) ((?:{UPPER}\.?[ -]?){{1,4}})")
_GIVEN_INITIALS = late(rf"{UPPER}[\w’'-]+ (?:{UPPER}\.? ?)+")
_CAPITAL = late(INITIAL_LETTER)
_PARTICLE_LAST = re.compile(r" (?:de|du|da|di|del|von|van|der)$")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_PERSON_FIRST = re.compile(
    rf"(?:{FAMILY}|[a-z]{{2,12}})\.?,? (?:{UPPER}\.? ?|[a-z]\. ?|{INITIAL_LETTER}\. ?){{1,4}}(?:[,،.;&(/*]|and |et |$)"
)
_GIVEN_FIRST = re.compile(
    rf"[a-z]{{2,12}}, [a-z]{{2,12}}\.?$|(?:{FAMILY}|[a-z]{{2,12}}), {UPPER}[\w’'.-]+(?: {UPPER}[\w’'.]*){{0,2}}(?: (?:d[aeiu]|von|van)\b)?(?:[.,;&/]|$| (?:and|und|y|och|og)\b| [&/(]| et\b)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two separators, and the separator before it."""

    text: str
    separator: str

    @property
    def joined(self) -> bool:
        """An ampersand or `and` stands before it."""
        return any(c == "&" or c.isalpha() for c in self.separator)


def looks_like_names(head: str) -> bool:
    """Whether a text begins as author lists do: `Family, I.`, `Family I.` or `Family, Given`."""
    head = head.strip()
    return len(head) < 600 and bool(_PERSON_FIRST.match(head) or (", " in head and _GIVEN_FIRST.match(head)))


def read_names(text: str) -> tuple[Name, ...]:
    """Read an author list in any of the styles; `et al.`, roles and brackets are left out."""
    text = without_others(_ROLE.sub("", text)).strip(" ,;:&*/").lstrip(".")
    text = _LAST_STOP.sub(".", text)
    if not text.strip("."):
        return ()
    pieces = _pieces(text)
    named = looks_like_names(f"{text.rstrip('.')}.")
    turned = () if named and not INITIALS_FIRST.match(text) else read_turned([p.text for p in pieces])
    if turned:
        return turned
    if named or any(_is_pair(a, b) for a, b in pairwise(pieces)):
        return _merged(_people(pieces))
    return _organisations(text)


def read_noted_names(text: str) -> tuple[Name, ...]:
    """Read the names before a title in quotation marks; before a comma, as in notes, given names stand first."""
    pieces = [p.text for p in _pieces(without_others(text).strip(" ,"))] if text.endswith(",") else []
    return (pieces and not looks_like_names(text) and read_noted(pieces)) or read_names(text[:-1])


def read_editors(text: str) -> tuple[Name, ...]:
    """Read the editors before `(Eds.)`, whose given names stand first: `J. Mezirow & Associates`."""
    if looks_like_names(text):
        return read_names(text)
    found = ((FULL.fullmatch(p.text), p.text) for p in _pieces(_ROLE.sub("", text).strip(" ,.;&")))
    return tuple(Name(family=m[2], given=m[1].strip()) if m else Name(literal=whole) for m, whole in found)


def _pieces(text: str) -> list[_Piece]:
    pieces, start, separator = [], 0, ""
    for match in _SEPARATOR.finditer(text):
        pieces.append(_Piece(text[start : match.start()].strip(), separator))
        start, separator = match.end(), match[0]
    pieces.append(_Piece(text[start:].strip(), separator))
    return [p for p in pieces if p.text]


def _is_pair(family: _Piece, given: _Piece) -> bool:
    """Whether two pieces are a family and its initials; `TT, DN` are two agencies."""
    if given.joined or not _INITIALS.fullmatch(given.text) or _SUFFIX.fullmatch(given.text):
        return False
    return "." in given.text or not (_ACRONYM.fullmatch(family.text) and _ACRONYM.fullmatch(given.text))


@dataclass(frozen=True, slots=True)
class _Read:
    """A name, the separator before it, and how many pieces it took."""

    name: Name
    separator: str
    taken: int = 1


def _people(pieces: list[_Piece]) -> list[_Read]:
    found: list[_Read] = []
    spelled_out = _is_chicago(pieces)
    i = 0
    while i < len(pieces):
        read = _person(pieces[i : i + 3], spelled_out=spelled_out, first=not found)
        spelled_out = spelled_out or bool(read.name.given and not _INITIALS.fullmatch(read.name.given))
        if not (found and _SUFFIX.fullmatch(pieces[i].text)):
            found.append(read)
        i += read.taken
    return found


def _is_chicago(pieces: list[_Piece]) -> bool:
    """`Family, I., Given Family, and Given Family`: only the first name is turned round."""
    others = pieces[2:]
    if not others or others[-1].separator.strip(" ,;") != "and" or any(_is_pair(a, b) for a, b in pairwise(others)):
        return False
    return all(FULL.fullmatch(p.text) for p in others)


def _person(pieces: list[_Piece], *, spelled_out: bool, first: bool) -> _Read:
    """The name that begins with the first of these pieces."""
    piece, *others = pieces
    text, separator = piece.text, piece.separator
    if others and _is_pair(piece, others[0]):
        return _Read(Name(family=_family(text), given=others[0].text), separator, 2)
    if closed := _CLOSED.fullmatch(text):
        return _Read(Name(family=closed[1], given=closed[2].strip()), separator)
    text = text.rstrip(".") if not others else text
    full = FULL.fullmatch(text) if spelled_out and (len(text.split()) < 3 or not names_organisation(text)) else None
    if full and not first:
        return _Read(Name(family=full[2], given=full[1].strip()), separator)
    following = others[0] if others and not others[0].joined else None
    if (
        following
        and not (len(others) > 1 and _is_pair(*others))
        and _is_given(text, following.text, spelled_out or first)
    ):
        return _Read(Name(family=_family(text), given=following.text), separator, 2)
    return _Read(Name(literal=text.rstrip(".")), separator)


def _family(text: str) -> str:
    return text.rstrip(".") if len(text) > 3 else text


def _is_given(text: str, following: str, spelled_out: bool) -> bool:
    """Whether `Family, Given` is meant: few words, capitals, no word of an organisation."""
    if not spelled_out or len(text.split()) > 3 or len(following.split()) > 4:
        return _GIVEN_INITIALS.fullmatch(following) is not None
    if " " in text and (names_organisation(text) or names_publisher(text)):
        return False
    if text.islower() and following.islower():
        return " " not in text and " " not in following
    return _CAPITAL.match(following) is not None and not SMALL_WORDS & set(
        f"{text} {_PARTICLE_LAST.sub('', following)}".split()
    )


def _merged(found: list[_Read]) -> tuple[Name, ...]:
    """Two organisations that only `and` parts are one: `Institut für Forschung und Information`."""
    names: list[Name] = []
    for read in found:
        before = names[-1] if names else None
        if before and before.literal and read.name.literal and read.separator.strip() in ("and", "und", "y", "et"):
            names[-1] = Name(literal=f"{before.literal}{read.separator}{read.name.literal}")
        else:
            names.append(read.name)
    return tuple(names)


def _organisations(text: str) -> tuple[Name, ...]:
    """Organisations are parted by `, &` only, or by a single `, and`: `and` and commas stand inside their names."""
    separator = r",\s*(?:&|and)\s|;\s" if text.count(",") == 1 else r",\s*&\s|;\s"
    parts = [p.strip(" ,;.") for p in re.split(separator, text)]
    return tuple(Name(literal=p) for p in parts if p)
