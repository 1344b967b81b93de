"""Reads what follows the authors where commas part everything and the year stands last: `Titre, Ville, Éditeur, 2012, 240 p.`"""

import re
from dataclasses import dataclass, replace

from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Source, place_and_publisher
from crawler.parsers.references.people import People, people_at
from crawler.parsers.references.sentences import cut, is_place, is_proper
from crawler.parsers.references.title import outer_commas, strip_marks
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import YEAR, names_publisher

_PAGES = r"(?:pp?\.|S\.|pages) ?(\d+(?: ?[-–—] ?\d+)?)"
_ONLY_PAGES = re.compile(_PAGES)
_END = late(
    rf"(,?) ?\(?{YEAR}\)?(?:[,:] ?{_PAGES})?"
    r"(?:[,.] ?(?:\d{1,4} ?(?:pp?|pages|S|Seiten)\b\.?|ISBN[\d :X-]{10,20}|coll\. [^,]{3,40}))?[\s.]*$"
)
"""The year and what may follow it."""
_YEAR = re.compile(YEAR)
_QUOTES = ("“", '"', "‘", "«", "„", "")
_LAST = 110
"""Characters at the end of an entry in which its year is looked for."""
_EDITION = late(r"\b\d{1,2}(?:\.|ª|º|a|e|è|ème|st|nd|rd|th)? ?(?:éd|ed|Aufl)\w*\b\.?[,:]?\s?|\b1st\b[., ]*", re.I)
_SERIES = late(r",? \(?[Cc]oll?(?:ection)?\.? [«“\"][^«»“”\"]{2,60}[»”\"]\)?")
_NOISE = late(
    rf"(?:(?:coll(?:ection|\.)?|col\.|trad(?:uction|uit|\.)?|(?:nouv|rééd)\w*\.?)(?: .*|$))|{_EDITION.pattern}", re.I
)
"""A series, an edition, a translator."""
_NUMBER = late(r"(?:(vol|t|tome|Bd|Jg|v)|n[°º]|no?|n[úu]m|fasc|Nr|Heft)(?:\.|\b|(?<=[°º])) ?([\dIVXL]+[\w/–-]*)", re.I)
"""A volume, or the number of an issue."""
_IN = re.compile(r"(?:[Ii]n|[Dd]ans|[Ee]n) ?:? ")
_MOST_WORDS = 6
"""Words of a publisher's name, and of a town's."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """An entry without its authors: what its commas part, and its pages."""

    parts: list[str]
    pages: str | None
    stopped: bool
    """A full stop parts the title from the rest."""
    town_last: bool
    """No comma stands before the year, as after a town: `Einaudi, Torino 2012`."""


@dataclass(frozen=True, slots=True)
class Parted:
    """What the commas of an entry part."""

    people: People
    title: str
    source: Source


def read_commas(text: str) -> Parted | None:
    """Read an entry; None where it is not of this form."""
    people = people_at(text) if _may_end(text) else None
    if not people:
        return None
    mark, after = text[people.end : people.end + 1], text[people.end + 1 :].lstrip()
    stop = people.loud and (mark == "." or text[people.end - 1] == ".")
    if not (mark in (",", ":") or stop) or after[:1] in _QUOTES:
        return None
    parted = _title_and_source(after)
    return Parted(people, *parted) if parted else None


def worth_of_commas(text: str) -> float:
    """What it is worth as a sign of an entry that a line begins with names and is of this form, or has a title in quotation marks."""
    people = people_at(text) if _may_end(text) and text.count(",") > 1 else None
    if not people:
        return 0
    quoted = text[people.end : people.end + 1] == "," and text[people.end + 1 :].lstrip()[:1] in _QUOTES
    return (3.5 if people.loud else 3) if quoted or read_commas(text) else 0


def _may_end(text: str) -> bool:
    """Whether there is a year near the end: quickly seen."""
    return _YEAR.search(text, max(0, len(text) - _LAST)) is not None


def _title_and_source(text: str) -> tuple[str, Source] | None:
    entry = _cut(text)
    if not entry or len(entry.parts) < 2:
        return None
    at = next((n for n, part in enumerate(entry.parts) if n and _IN.match(part)), None)
    if at:
        return ", ".join(entry.parts[:at]), _chapter(replace(entry, parts=entry.parts[at:]))
    numbers = [n for n, part in enumerate(entry.parts) if n > 1 and _NUMBER.fullmatch(part)]
    if numbers:
        return _journal(entry, numbers)
    title, source = _book(entry)
    return (title, source) if source.publisher or source.place else None


def read_chapter(text: str) -> Source | None:
    """`in NOM Prénom (dir.), Livre, Ville, Éditeur, 2005, p. 12-20`."""
    entry = _cut(text) if _IN.match(text) else None
    return _chapter(entry) if entry else None


def _cut(text: str) -> _Cut | None:
    end = _END.search(text, max(0, len(text) - _LAST))
    if not end:
        return None
    whole = _SERIES.sub("", text[: end.start()]).strip()
    parts = _parts(whole)
    pages = next((m[1] for m in map(_ONLY_PAGES.fullmatch, parts) if m), end[2])
    kept = [p for n, p in enumerate(parts) if p and not (n and (_NOISE.fullmatch(p) or _ONLY_PAGES.fullmatch(p)))]
    return _Cut(kept, pages, bool(cut(whole)[1]), not end[1])


def _parts(text: str) -> list[str]:
    """What commas part, and the full stop after the title."""
    title, rest = cut(text)
    if rest:
        return [title, *_parts(_EDITION.sub("", rest))]
    text = _EDITION.sub("", text)
    commas = outer_commas(text)
    return [text[a + 1 : b].strip() for a, b in zip([-1, *commas], [*commas, len(text)], strict=True)]


def _book(entry: _Cut) -> tuple[str, Source]:
    """The title is all that stands before the town and the publisher."""
    *before, last = entry.parts
    if is_place(last) and before:
        town, _, publisher = last.partition(":")
        while len(before) > 1 and is_town(before[-1]):
            town = f"{before.pop()}, {town}"
        source = Source(place=town.strip(), publisher=strip_marks(publisher))
    elif len(before) > 1 and _names(before[-1]) and (_names(last) or (is_town(before[-1]) and _is_short(last))):
        source = place_and_publisher(before.pop(), last, town_last=entry.town_last)
    elif before and is_town(last):
        source = Source(place=last)
    elif before and _names(last):
        source = Source(publisher=strip_marks(last))
    else:
        before, source = entry.parts, Source()
    stop = ". " if entry.stopped and len(before) > 1 else ""
    return f"{before[0] if stop else ''}{stop}{', '.join(before[1:] if stop else before)}", replace(
        source, pages=entry.pages, type="book"
    )


def _is_short(part: str) -> bool:
    """Whether a part can be a publisher's name right after a town's: `Lyon, Chronique sociale`."""
    return part[:1].isupper() and len(part.split()) <= _MOST_WORDS


def _names(part: str) -> bool:
    """Whether a part can be a town's or a publisher's name."""
    return len(part.split()) <= _MOST_WORDS and (is_proper(part) or names_publisher(part))


def _chapter(entry: _Cut) -> Source:
    """The book that a chapter stands in, its editors left out."""
    text = _IN.sub("", ", ".join(entry.parts), count=1)
    editors = people_at(text)
    name = text[editors.end :].lstrip(" ,:.") if editors else text
    title, source = _book(replace(entry, parts=_parts(name)))
    names = text[: editors.end] if editors else None
    return replace(source, container=strip_marks(title), editors=names, type="chapter")


def _journal(entry: _Cut, numbers: list[int]) -> tuple[str, Source]:
    """`Le cercle, Revue des classes, vol. 3, n° 12`; Brazilian journals have their town before the numbers."""
    found = [_NUMBER.fullmatch(entry.parts[n]) for n in numbers]
    *title, name = entry.parts[: numbers[0]]
    place = None
    if len(title) > 1 and (is_town(name) or (entry.stopped and len(title) == 2 and is_proper(name))):
        *title, name, place = entry.parts[: numbers[0]]
    return ", ".join(title), Source(
        container=strip_marks(name),
        volume=next((m[2] for m in found if m and m[1]), None),
        issue=next((m[2] for m in found if m and not m[1]), None),
        place=place,
        pages=entry.pages,
        type="article-journal",
    )
