"""An author by the place of the name: alone on a line beside the date, or all that is left of the line with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsers.ago import says_ago
from crawler.parsers.bywords import LEAD, NO_NAME, TAIL
from crawler.parsers.dates import read_date, split_at_date
from crawler.parsers.elements import fold
from crawler.parsers.folding import fold as folded
from crawler.parsers.html import absolute, attribute
from crawler.parsers.metawords import META_LINE, META_WORD
from crawler.parsers.phrases import only_noise, trim_noise, without_says
from crawler.parsers.repeats import is_dated
from crawler.parsers.surroundings import Surroundings, line_of

_FIRST = "admin"
"""How WordPress calls its first user."""
_AUTHOR_URL = re.compile(r"/author/[^/]|[?&]author(?:_name)?=[\w-]")
_MOST_DATED = 3
_ACCOUNT = re.compile(r"/(?:authors?|members?|profil[es]?|users?|people)/[^/?#]|[?&](?:u|user|user_id|member)=\w")
"""Where pages of those who write are: of BuddyPress, forums and the like, too."""
_EDGES = " @,;:|·•–—-/~→»«←"
_LONGEST_BARE, _MOST_WORDS = 40, 6
"""Characters and words of a name that nothing but its place tells."""
_LONGEST_NAME = 80
_NAME = re.compile(r"(?=[^\W\d_a-z])(?!.{0, 40}\d{3})[^!?;:|»«→…]*[^\s!?;:|»«→…,]")
_UNPARTED = re.compile(r"[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")
"""A name of East Asia, of family and given name without a space."""
_PARTS = re.compile(r"\s[|·•–—/-]\s|\s?//\s?|,\s")
_INITIAL = re.compile(r"\s[^\W\d_a-z]\.$")
_SENTENCE = (".", "!", "?", "…")
_SEEN = 200
"""A byline is no longer than that."""
_SEPARATOR = re.compile(r"\s[|·•–—/-]\s")
_TIME_SPENT = re.compile(
    r"\d{1,3}(?:\s?(?:min|dk|dak|λεπτ|мин|хв|phút|דק|分|분|นาที)|\s[^\W\d]+(?:\s\S+)?$)|(?:[^\W\d]+\s)?\d{1,3}\s?(?:phút|menit|minut)",
    re.IGNORECASE,
)
"""How long it takes to read: no name begins with a number."""


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str | None = None


def beside_date(place: Surroundings) -> Author | None:
    """The name in a line of a date and a name only: `26th March 2015 — Anna`."""
    terms = {line_of(node) for node, _ in place.links}
    for line in place.lines:
        parts = [part.strip() for part in _SEPARATOR.split(line)] if len(line) <= _LONGEST_NAME else []
        names = [
            part
            for part in parts
            if not read_date(part) and not part[:1].isdigit() and not _are_terms(part, terms) and clean_name(part)
        ]
        others = sum(_are_terms(part, terms) for part in parts)
        if len(parts) - others == 2 and len(names) == 1 and len(names[0].split()) < 7 and any(map(read_date, parts)):
            return Author(clean_name(names[0]))
    return None


def last_piece(place: Surroundings) -> Author | None:
    """The name that alone stays of the lines with a date, but for words of meta and how long it takes to read: `May 2, 2014, Anna Berg · 3 min`."""
    dated = [line for line in place.lines if len(line) <= _LONGEST_NAME and is_dated(line)]
    names = [piece for line in dated for piece in _pieces(line)] if len(dated) <= _MOST_DATED else []
    if len(names) != 1 or not (name := clean_name(names[0])):
        return None
    linked = {line_of(node): node for node, _ in place.links}
    if names[0] in linked:
        return Author(name) if _ACCOUNT.search(attribute(linked[names[0]], "href")) else None
    is_whole = (
        (len(names[0].split()) > 1 or _UNPARTED.fullmatch(names[0]))
        and not _is_sentence(names[0])
        and _is_name(names[0], linked)
    )
    return Author(name) if is_whole or name == _FIRST else None


def _is_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and with no initial: "Uwe K." is a name."""
    return text.endswith(_SENTENCE) and _INITIAL.search(text) is None


def _pieces(line: str) -> Iterator[str]:
    """What is left of a line without dates, words of meta and times."""
    for part in split_at_date(line):
        for piece in (piece.strip(_EDGES) for piece in _PARTS.split(part)):
            said = META_WORD.sub("", folded(piece))
            if any(map(str.isalpha, said)) and not (_TIME_SPENT.match(piece) or says_ago(folded(piece))):
                yield piece


def _are_terms(part: str, links: set[str]) -> bool:
    """Whether a part of a line is links, parted by commas: the post's categories."""
    return all(term.strip() in links for term in part.split(","))


def alone(place: Surroundings, base: str) -> Author | None:
    """The only line that is a name, right before or after that of the date, or before a link to the posts of somebody unnamed."""
    linked = {line_of(node): node for node, _ in place.links if node.css_first("img") is None}
    lines = [line for line in place.lines if len(line) <= _SEEN]
    for at, line in enumerate(lines):
        url = attribute(linked[line], "href") if at and line in linked else ""
        if _AUTHOR_URL.search(url) and _is_name(lines[at - 1], linked):
            return Author(clean_name(lines[at - 1]), absolute(url, base))
    names = [at for at, line in enumerate(lines) if _is_name(line, linked)]
    if len(names) == 1 and any(
        len(line) <= _LONGEST_NAME and read_date(line) for line in lines[max(names[0] - 1, 0) : names[0] + 2]
    ):
        return Author(clean_name(lines[names[0]]))
    return None


def _is_name(line: str, linked: dict[str, LexborNode]) -> bool:
    """Whether a line without a link may be the name of a person: some words, the first with a capital, and no sentence."""
    return (
        line not in linked
        and len(line) <= _LONGEST_BARE
        and len(line.split()) <= _MOST_WORDS
        and _NAME.fullmatch(line) is not None
        and not any(link and link in line for link in linked)
        and not META_LINE.match(line)
        and not only_noise(line)
        and not read_date(line)
        and bool(clean_name(line))
    )


def clean_name(text: str) -> str:
    """A name without the words around it ("Posted by", "von", "Author archive"); empty when it is no name."""
    text = fold(text)
    if len(text) > 2 * _LONGEST_NAME:
        return ""
    text = TAIL.sub("", LEAD.sub("", text.lstrip(_EDGES))).strip(_EDGES)
    return "" if len(text) > _LONGEST_NAME or NO_NAME.search(text) else text


def above_date(lines: list[str]) -> str | None:
    """The first line of a comment, where one that is a date and no more follows, and then a text."""
    if len(lines) < 3 or len(lines[0]) > _LONGEST_BARE or only_noise(lines[0]) or _is_sentence(lines[0]):
        return None
    is_date = is_dated(lines[1]) and not any(trim_noise(part) for part in split_at_date(lines[1]))
    return without_says(lines[0]) if is_date and not is_dated(lines[0]) else None
