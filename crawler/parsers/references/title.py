"""Finds where the title of an entry ends."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.quotes import quoted
from crawler.parsers.references.sentences import begins_with_year, cut, is_journal, is_place, is_proper
from crawler.parsers.references.subtitles import extend
from crawler.parsers.references.towns import TOWNS
from crawler.parsers.references.words import (
    CAPITAL,
    GENRE,
    PUBLISHER_WORDS,
    SMALL_WORDS,
    names_organisation,
    names_publisher,
    plain_words,
)

_BRACKETED = re.compile(r"\s?\[[^\[\]]{2,40}\]|\s?\[[^\[\]]{2,90}\]$")
_EDITION = re.compile(
    r"\s?\((?:[^()]{0,200}\b(?:ed\b|[Ee]dition|[Vv]ols?\b|pp?\.|Eds?\.|Trans\.|publ\.|Report|No\.|Doctoral|Master|Unpublished|PhD|Publication|Bachelor|[Bb]rief \d|Season|Episode"
    r"|\d+(?:st|nd|rd|th)|[Uu]niversi\w+|School|College|Diplomarbeit|[Vv]ersion|utg\.|[Aa]ufl)[^()]{0,200})\)\s*$"
)
_LOOSE_EDITION = re.compile(
    r"[,.](?:(?<=,)\s*(?:\d+\w*|[Rr]ev(?:ised|\.)?|[Ff]irst|[Ss]econd|[Tt]hird) (?:ed|edn|edition)\b\.?,?"
    r"|\s*\d{1,2}\.,? (?:[a-zà-ÿ]+\.? (?:und |u\. )?){0,3}Aufl(?:age)?\b\.?)\s*$"
)
_IN = re.compile(r"(.*?(?:\w[,.]?|[?!],?))\s+((?<=[?!],\s)in [A-Z].*|[Ii]n:? (?:[A-Z]\.|.{3,80}\([Ee]ds?).*)$")
_PLACED_AT_END = late(rf"(.{{3,300}}?)\s\(([{CAPITAL}][^():]{{1,40}}: [^()]{{2,80}})\)\.?$")
_LOOSE_PAGES = re.compile(r",\s(?:pp?\.\s?\d[\d–-]*|\d{2,4}\s?(?:pp?|S|pages|Seiten)\b\.?)$")
_LENGTH = re.compile(r",\s\d{2,4}\s?(?:pp?|S|pages|Seiten)\b\.?$")
_PRESENTED = re.compile(r"(?:Paper |Poster )?[Pp]resented at ")
_THESIS = re.compile(
    r"(?<!\(Unpublished)\s(?=(?:Unpublished )?(?:Ph\.? ?D\.?|[Dd]octoral|[Mm]aster[’']?s?) (?:[Tt]hesis|[Dd]issertation)\b)"
)
MOST_BEFORE_GENRE = 500
"""Characters up to which a kind closes a title."""
MOST_COMMAS = 20
"""Commas at which a title may end; an entry with more is no entry."""
_IS_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)?")
_QUOTE_MARKS = ' .,;:"“”‘«»„'


def tidy(title: str) -> str:
    """A title without its genre, edition and marks."""
    title = _EDITION.sub("", _BRACKETED.sub("", title))
    return strip_marks(_LOOSE_EDITION.sub("", _LOOSE_PAGES.sub("", title)))


def strip_marks(text: str) -> str:
    """Without quotation marks and punctuation at the ends; `?` and `!` stay."""
    return text.strip(_QUOTE_MARKS)


def split_title(text: str, *, comma_style: bool = False, linked: bool = False) -> tuple[str, str]:
    """The title with which the text begins, not yet tidied, and the text after it.

    `comma_style`: a comma stood after the year (Harvard). `linked`: the entry has an address.
    """
    in_quotes = quoted(text)
    if in_quotes:
        return in_quotes
    genre = GENRE.search(text, 3, MOST_BEFORE_GENRE) if "[" in text else None
    if genre:
        return text[: genre.start()].rstrip(" .,"), text[genre.end() :]
    text = _LENGTH.sub("", text)
    placed = _PLACED_AT_END.match(text)
    if placed and (names_publisher(placed[2]) or not linked):
        return placed[1], placed[2]
    if comma_style and ", " in text and not re.search(r"\. [A-Z(\[]", text):
        return _comma_style(text)
    title, rest = cut(text)
    thesis = _THESIS.search(title, 10)
    if thesis:
        return title[: thesis.start()], f"{title[thesis.end() :]}. {rest}"
    chapter = _IN.match(title)
    if chapter:
        return chapter[1], f"{chapter[2]}. {rest}"
    title, rest = extend(title, rest, linked)
    title, rest = _split_at_comma(title, rest)
    return (title, rest) if rest or ": " not in title else _split_at_town(title)


def _split_at_town(title: str) -> tuple[str, str]:
    """`Becoming a trainer San Francisco: Jossey-Bass`, where the full stop was forgotten."""
    before, _, publisher = title.rpartition(": ")
    words = before.split()
    for count in (3, 2, 1):
        town, last = " ".join(words[-count:]), words[-count - 1 : -count]
        if town.lower() in TOWNS and last and last[0] not in SMALL_WORDS and names_publisher(publisher):
            return " ".join(words[:-count]), f"{town}: {publisher}"
    return title, ""


def split_at_italics(text: str, italic: tuple[str, ...]) -> tuple[str, str] | None:
    """The title and the rest as the italics part them: a book's title stands in italics, or else its container does."""
    for words in italic:
        at = text.find(words)
        if at < 0 or len(words) < 6:
            continue
        before, after = text[:at], text[at + len(words) :]
        if not strip_marks(before) and re.match(r"[\s”\"]*(?:[.,(\[?!]|$)", after):
            return text[: at + len(words)] + after[: after[:1] in ("?", "!")], after.lstrip(' .,;?!”"')
        if before.rstrip()[-1:] in (".", "?", "!") and not re.search(r"\bIn:? |\(Eds?|\]$", before) and len(before) > 8:
            return before.strip(" .,"), text[at:]
    return None


def _comma_style(text: str) -> tuple[str, str]:
    """Harvard: commas part everything, so the title ends where a source begins, or else at the first capital."""
    title, rest = _split_at_comma(text, "")
    if rest:
        return title, rest
    for i in outer_commas(text):
        if re.match(rf"\s*(?:[{CAPITAL}]|in )", text[i + 1 :]):
            return text[:i], text[i + 1 :].strip()
    return text, ""


def _split_at_comma(title: str, rest: str) -> tuple[str, str]:
    """`Title, Journal, 7(2)` and `Title, Publisher, Place`: styles that part with commas."""
    if re.search(r"\w{3}", rest) and not (", " in title and (re.search(r"\d", title) or not is_place(rest))):
        return title, rest
    commas = outer_commas(title)[-MOST_COMMAS:]
    for i in reversed(commas):
        tail = title[i + 1 :].strip(' ”"’')
        if is_journal(tail) and not begins_with_year(tail) and (len(title[:i].split()) > 1 or not rest):
            return title[:i], f"{tail}, {rest}" if rest else tail
    before, colon, journal = title.rpartition(": ")
    if colon and re.search(r"\b[vV](?:ol)?\. ?\d", journal) and is_journal(journal):
        return before, f"{journal}, {rest}" if rest else journal
    if rest:
        return title, rest
    places = (i for i in commas if _is_imprint(title[:i], title[i + 1 :].strip()))
    at = next(places, commas[-2] if len(commas) > 1 and _is_place_and_publisher(title[commas[-2] + 1 :]) else None)
    return (title, rest) if at is None else (title[:at], title[at + 1 :].strip())


def _is_place_and_publisher(tail: str) -> bool:
    """`Paris, Ellipse`: two short names at the end."""
    parts = [p.split() for p in tail.split(",")]
    return all(0 < len(p) <= 3 and all(w[0].isupper() and _IS_WORD.fullmatch(w) for w in p) for p in parts)


def outer_commas(text: str) -> list[int]:
    """Where the commas outside brackets are."""
    depth, commas = 0, []
    for i, c in enumerate(text):
        depth = max(0, depth + (c in "([") - (c in ")]"))
        if c == "," and not depth:
            commas.append(i)
    return commas


def _is_imprint(title: str, tail: str) -> bool:
    if len(title.split()) < 2:
        return False
    first = tail.split(",")[0]
    short = len(tail.split(",")) <= 3 and len(tail.split()) < 9
    named = names_publisher(first) or (names_organisation(first) and is_proper(first))
    plain = plain_words(first) - (first.split(" ")[0].lower() in PUBLISHER_WORDS)
    publisher = tail.partition(":")[2]
    placed = (
        is_place(tail)
        and len(publisher.split()) < 9
        and not re.search(r":|\d", publisher)
        and not plain_words(publisher)
    )
    return placed or (short and named and plain <= 0) or bool(_PRESENTED.match(tail))
