"""Reads entries whose year stands at the end or nowhere: MLA, notes, numbered and German styles."""

import re
from dataclasses import dataclass

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.commas import read_commas
from crawler.parsers.references.dating import last_year
from crawler.parsers.references.imprint import Hints, Source, imprint
from crawler.parsers.references.mla import MAKERS, SEEN, read_after, read_after_quote
from crawler.parsers.references.names import looks_like_names, read_names, read_noted_names
from crawler.parsers.references.people import people_at
from crawler.parsers.references.quotes import quoted
from crawler.parsers.references.sentences import cut, is_place
from crawler.parsers.references.title import tidy
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import (
    FAMILY,
    UPPER,
    YEAR,
    names_organisation,
    plain_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words of an entry say."""

    authors: tuple[Name, ...] = ()
    year: str | None = None
    title: str = ""
    source: Source


_PERSON = rf"{FAMILY},? (?:(?:{UPPER}\.[ -]?){{1,4}}|(?:(?<=[a-zà-ÿ] )|(?<=[a-zà-ÿ], )){UPPER}{{1,3}}\b)"
_GIVEN = rf"{UPPER}[\w.’'-]*(?: {UPPER}[\w.]*){{0,2}}"
_HEADS = tuple(
    late(pattern)
    for pattern in (
        rf"({FAMILY}, {UPPER}[\w’'-]+(?: {UPPER}\.?)*(?:, (?:and|&) [^.,]{{3,40}}|, et al)?(?:, editors?)?)(?:\.|(?<=\.))\s+(?=[{UPPER[1:-1]}\d][\w’']+)",
        rf"({_PERSON}(?:(?:[,;] (?:& |and )?| ?& | and ){_PERSON}){{0,20}}(?:,? et al)?)[.:]?\s+(?={UPPER}[\w’'-]+ )",
        rf"((?:{UPPER}\.[ -]?){{1,3}}{FAMILY}(?:(?:, and |, | and | & )(?:{UPPER}\.[ -]?){{1,3}}{FAMILY}){{0,5}}), (?=[{UPPER[1:-1]}\d][\w’'-]*)",
        rf"({FAMILY}, {_GIVEN}(?:(?:; | ?/ ?| & | und |, ){FAMILY}, {_GIVEN}){{0,5}}(?: \(Hrsg\.\))?): (?=[{UPPER[1:-1]}\d„])",
    )
)
"""Authors before a title without marks: MLA, then initials (Vancouver), then a colon (German)."""
_BEFORE_QUOTE = re.compile(r"[.,:]\s+(?=[“\"‘«„]|'[A-Z])")
_NOTE = late(
    rf"((?:{UPPER}[\w.’'-]* ){{1,3}}{UPPER}[\w’'-]+(?:(?:, and |, | and | & )(?:{UPPER}[\w.’'-]* ){{1,3}}{UPPER}[\w’'-]+){{0,3}}), "
    rf"([^()]{{3,250}}) \(([^():]{{2,60}}: [^():]{{2,80}}), {YEAR}\)"
)
"""`Given Family, Title (Place: Publisher, Year), 44.`: a note of Chicago's."""
_HELD_IMPRINT = late(
    rf" \(((?:[^():\d]{{2,40}}: )?{UPPER}[^():\d]{{2,60}}), {YEAR}\)(?:,? (?:pp?\. ?)?[\d–-]{{1,9}})?[. ]*$"
)
"""`Title (Publisher, 2013)`."""
_EDITION = re.compile(r", (?:\d{1,2}\w\w|rev\.) ed\.,?\s+")
_IN_SOURCE = re.compile(r"[.,?!] [Ii]n: ")
_TOWN = late(rf"({UPPER}[\w’-]+(?: {UPPER}[\w’-]+)?)(?:[,/:]| {YEAR})")
_LAST = 120
"""Characters at the end of an entry in which its publisher is looked for."""


def read_year_last(text: str) -> Reading:
    """MLA and entries without a year after the authors."""
    year = last_year(SEEN.split(text, maxsplit=1)[0]) or last_year(text)
    parted = read_commas(text)
    if parted:
        return Reading(authors=parted.people.names, year=year, title=tidy(parted.title), source=parted.source)
    title = quoted(text)
    authors: tuple[Name, ...] = ()
    if not title:
        before = _BEFORE_QUOTE.search(text[:200])
        title = quoted(text[before.end() :]) if before else None
        authors = _before_quote(text[: before.end()].strip()) if before and title else ()
    if title:
        return Reading(authors=authors, year=year, title=tidy(title[0]), source=read_after_quote(title[1]))
    note = _NOTE.match(text[:600])
    if note:
        return Reading(
            authors=read_noted_names(f"{note[1]},"), year=year, title=tidy(note[2]), source=imprint(note[3], Hints())
        )
    held = _HELD_IMPRINT.search(text, max(0, len(text) - _LAST))
    authors, name, rest = _unquoted(text[: held.start()] if held else text)
    source = imprint(held[1], Hints()) if held and not rest else read_after(rest)
    return Reading(authors=authors, year=year, title=tidy(name), source=source)


def _before_quote(text: str) -> tuple[Name, ...]:
    """The names before a title in quotation marks, and the mark between."""
    people = people_at(text)
    return people.names if people and not text[people.end :].strip(" .,:") else read_noted_names(text)


def _unquoted(text: str) -> tuple[tuple[Name, ...], str, str]:
    """Authors, title and rest of an entry whose title has no quotation marks."""
    match = next((m for m in (head.match(text[:400]) for head in _HEADS) if m), None)
    head, rest = (match[1], text[match.end() :]) if match else cut(text)
    title, after = _before_source(rest)
    if MAKERS.match(rest):
        return (), head, rest
    if edition := _EDITION.search(title):
        title, after = title[: edition.start()], f"{title[edition.end() :]}. {after}"
    if match or looks_like_names(f"{head}.") or looks_like_names(f"{head},"):
        return read_names(head), title, after
    short_name = len(head.split()) <= 8 and not plain_words(head) and ":" not in head
    named = names_organisation(head)
    if short_name and (after or named) and not re.match(r"\d\w* ed", title) and (named or not is_place(rest)):
        return read_names(head), title, after
    return (), head, rest


def _before_source(text: str) -> tuple[str, str]:
    """A title and what follows it: its first sentence, more of them before a town, or all before `In: `."""
    held = _IN_SOURCE.search(text)
    if held:
        return text[: held.start() + held[0].startswith(("?", "!"))], f"In: {text[held.end() :]}"
    title, after = cut(text)
    sentence, more = cut(after)
    town = _TOWN.match(more)
    if town and is_town(town[1]) and not is_town(sentence.split(",")[0]):
        return f"{title}{' ' if title[-1:] in '?!' else '. '}{sentence}", more
    return title, after
