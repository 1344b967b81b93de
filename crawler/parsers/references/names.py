"""Reads the authors of an entry: persons as family and given name, organisations whole."""

import re
from dataclasses import dataclass

from archive.items import Name
from crawler.parsers.references.words import FAMILY, INITIAL_LETTER, SMALL_WORDS, UPPER, names_organisation

_ROLE = re.compile(
    r"\(?\b(?:(?:Executive |Co-)?(?:[Pp]roducers?|[Dd]irectors?|[Ww]riters?)|[Hh]ost|[Ee]ds?|[Ee]ditors?|[Tt]rans|[Hh]rsg|[Hh]g|[Cc]oord)\b\.?\)?"
    r"|\[[^\]]*\]|\([^()]{0,60}\)"
)
_OTHERS = re.compile(
    r"[,;]?\s*(?:&|and|und|y|e|…|\. ?\. ?\.)?\s*\b(?:et\.? ?al\b|u\. ?a\.|and others|y otros)\.?|…|\. ?\. ?\."
)
_SEPARATOR = re.compile(
    r"\s*(?:[;,،、]\s*(?:(?:&|and|et|y|und|e|with|en)\s+)?|\s(?:&|and|et|y|und|with)\s|&|(?<=\.)/)\s*"
)
_INITIALS = re.compile(
    rf"(?:{UPPER}[a-z]?[.,]?[ -]?|{INITIAL_LETTER}\.[ -]?|[a-z]\.){{1,5}}(?: ?(?:van|von|de|der|den|la|di|da|du)\b){{0,3}}\*?"
)
_CLOSED = re.compile(rf"({FAMILY}) ((?:{UPPER}\.?[ -]?){{1,4}})")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_FULL = re.compile(
    rf"((?:{UPPER}[\w’'.-]*\s)+?)((?:(?:van|von|de|der|den|di|da|del|la|le|ten|ter)\s){{0,3}}{UPPER}[\w’'-]+)"
)
_ONE_PERSON = re.compile(rf"({UPPER}[a-zà-ÿ’'-]+(?: {UPPER}\.)+) ({UPPER}[\w’'-]+)")
_PERSON_FIRST = re.compile(
    rf"(?:{FAMILY}|[a-z]{{2,12}}),? (?:{UPPER}\.? ?|[a-z]\. ?|{INITIAL_LETTER}\. ?){{1,4}}(?:[,،.;&(/*]|and |et |$)"
)
_GIVEN_FIRST = re.compile(
    rf"(?:{FAMILY}|[a-z]{{2,12}}), {UPPER}[\w’'.-]+(?: {UPPER}[\w’'.]*){{0,2}}(?:[.,;&]|$| and| \(| et al)"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two separators; `joined`: an ampersand or `and` stands before it."""

    text: str
    joined: bool


def looks_like_names(head: str) -> bool:
    """Whether a text begins as author lists do: `Family, I.`, `Family I.` or `Family, Given`."""
    head = head.strip()
    return len(head) < 600 and bool(_PERSON_FIRST.match(head) or _GIVEN_FIRST.match(head))


def read_names(text: str) -> tuple[Name, ...]:
    """Read an author list in any of the styles; `et al.`, roles and brackets are left out."""
    text = _OTHERS.sub(" ", _ROLE.sub("", text)).strip(" .,;:&*/")
    if not text:
        return ()
    one = _ONE_PERSON.fullmatch(text)
    if one:
        return (Name(family=one[2], given=one[1]),)
    if not looks_like_names(f"{text}."):
        return _organisations(text)
    return _people(_pieces(text))


def _pieces(text: str) -> list[_Piece]:
    pieces, start, joined = [], 0, False
    for match in _SEPARATOR.finditer(text):
        pieces.append(_Piece(text[start : match.start()].strip(), joined))
        start, joined = match.end(), bool(re.search(r"&|\w", match[0]))
    pieces.append(_Piece(text[start:].strip(), joined))
    return [p for p in pieces if p.text]


def _people(pieces: list[_Piece]) -> tuple[Name, ...]:
    names: list[Name] = []
    spelled_out = False
    i = 0
    while i < len(pieces):
        following = pieces[i + 1].text if i + 1 < len(pieces) and not pieces[i + 1].joined else None
        name, taken = _person(pieces[i].text, following, spelled_out or not names)
        if name.given and not _INITIALS.fullmatch(name.given):
            spelled_out = True
        if not (names and _SUFFIX.fullmatch(pieces[i].text)):
            names.append(name)
        i += taken
    return tuple(names)


def _person(text: str, following: str | None, spelled_out: bool) -> tuple[Name, int]:
    """The name that begins with this piece, and how many pieces it took."""
    if following and _INITIALS.fullmatch(following):
        return Name(family=text, given=following.strip()), 2
    closed = _CLOSED.fullmatch(text)
    if closed:
        return Name(family=closed[1], given=closed[2].strip()), 1
    if following and _is_given(text, following, spelled_out):
        return Name(family=text, given=following), 2
    full = _FULL.fullmatch(text) if spelled_out and not names_organisation(text) else None
    if full:
        return Name(family=full[2], given=full[1].strip()), 1
    return Name(literal=text), 1


def _is_given(text: str, following: str, spelled_out: bool) -> bool:
    """Whether `Family, Given` is meant: few words, capitals, no word of an organisation."""
    if not spelled_out or len(text.split()) > 3 or len(following.split()) > 4:
        return bool(re.fullmatch(rf"{UPPER}[\w’'-]+ (?:{UPPER}\.? ?)+", following))
    return bool(re.match(INITIAL_LETTER, following)) and not SMALL_WORDS & set(f"{text} {following}".split())


def _organisations(text: str) -> tuple[Name, ...]:
    """Organisations are parted by `, &` only: `and` and commas stand inside their names."""
    parts = [p.strip(" ,;") for p in re.split(r",\s*&\s|;\s", text)]
    return tuple(Name(literal=p) for p in parts if p)
