"""Reads entries whose year stands at the end or nowhere: MLA, notes, numbered and German styles."""

import re
from dataclasses import dataclass

from archive.items import Name
from crawler.parsers.patterns import late
from crawler.parsers.references.commas import read_chapter, read_commas
from crawler.parsers.references.dating import last_year
from crawler.parsers.references.held import read_held, read_newspaper, read_site
from crawler.parsers.references.imprint import Hints, Source, imprint
from crawler.parsers.references.names import looks_like_names, read_names, read_noted_names
from crawler.parsers.references.people import people_at
from crawler.parsers.references.quotes import quoted
from crawler.parsers.references.sentences import cut, is_place
from crawler.parsers.references.source import read_source
from crawler.parsers.references.title import strip_marks, tidy
from crawler.parsers.references.towns import is_town
from crawler.parsers.references.words import (
    FAMILY,
    MONTH,
    UPPER,
    YEAR,
    names_organisation,
    names_publisher,
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
_BEFORE_QUOTE = re.compile(r"[.,:]\s+(?=[“\"‘«„])")
_NOTE = late(
    rf"((?:{UPPER}[\w.’'-]* ){{1,3}}{UPPER}[\w’'-]+(?:(?:, and |, | and | & )(?:{UPPER}[\w.’'-]* ){{1,3}}{UPPER}[\w’'-]+){{0,3}}), "
    rf"([^()]{{3,250}}) \(([^():]{{2,60}}: [^():]{{2,80}}), {YEAR}\)"
)
"""`Given Family, Title (Place: Publisher, Year), 44.`: a note of Chicago's."""
_MLA_SOURCE = late(
    rf"(.+?),\s*(?:vol\.\s*([\w.]+))?(?:,?\s*(?:no\.|n[°º]|n[úu]m\.|fasc\.)\s*([\w/–-]+))?(?:,\s*(?:[^,]{{0,20}})?{YEAR})?(?:,?\s*pp?\.\s*([\w:]+(?:[–-]\w+)?))?(?:,\s*[^,]{{0,12}}{YEAR})?\.?$"
)
_YEAR_IN_BRACKETS = re.compile(
    rf"([^\d].{{2,200}}?),? (\d+)(?:\.(\d+)|,? [Nn]os?\. (\d+)|\s?\((\d+)\))? \((?:[^()]{{0,20}}\s)?{YEAR}\)(?:\s?[:,]\s?(?:pp?\. )?(\w+(?:[–-]\w+)?))?"
)
"""`Journal 12.3 (2019): 44-59`."""
_YEAR_BEFORE_VOLUME = late(
    rf"([^\d].{{2,120}}?)[.,]? {YEAR}(?: {MONTH}(?: \d{{1,2}})?)?\s?(?:;|,(?=\s\d{{1,4}}(?:\s?\(\d|,\s\w?\d)))\s?(?!{YEAR}\b)(\d+)(?:\s?\((\w[^()]{{0,20}})\))?(?:\s?[:,]\s?([eE]?\d+(?:[-–]\d+)?))?"
)
"""`J Rooms. 2019;12(3):44-59`, `J. Rooms 2019, 12 (3), 44-59`."""
_YEAR_CLOSES = late(
    rf"([^\d].{{2,120}}?),? (\d{{1,4}})(?:\s?\(([\w–/-]{{1,12}})\))?[,:] ?(?:pp?\. ?)?([A-Za-z]?\d[\d–-]*) \({YEAR}\)"
)
"""`J. Rooms 12, 44-59 (2019)`."""
_EDITION = re.compile(r", (?:\d{1,2}\w\w|rev\.) ed\.,?\s+")
_DATABASE = late(r"(?<=\d)\. [A-Z][^\d.:]{2,40}[.,]?$")
"""Where a work was found, after all that is said of it: `pp. 33-58. JSTOR`."""
_MAKERS = late(
    r"(?:Dir(?:\.|ected by)|Perf(?:\.|ormed by)|Prod(?:\.|uced by)|Written by|Created by|Narr\.|Screenplay by) [^.]{3,80}[.,] ?"
)
"""Who made a film, after its title."""
_IN_SOURCE = re.compile(r"[.,?!] [Ii]n: ")
_YEAR_FIRST = late(rf"^{YEAR}[.,]\s+(?={UPPER})")
_TOWN = late(rf"({UPPER}[\w’-]+(?: {UPPER}[\w’-]+)?)(?:[,/:]| {YEAR})")
_CLOSING_YEAR = late(rf"[., ]+{YEAR}(?=[., ]*$|[,.;:] ?S\. ?\d)")
_SEEN = re.compile(r"(?<=[\d.,)”\"])\s(?:Web|Print)\.")
"""After it MLA says when a page was seen."""


def read_year_last(text: str) -> Reading:
    """MLA and entries without a year after the authors."""
    year = last_year(_SEEN.split(text, maxsplit=1)[0]) or last_year(text)
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
        source = (
            read_newspaper(title[1])
            or read_held(title[1])
            or read_chapter(title[1])
            or _mla_source(title[1], in_quotes=True)
        )
        return Reading(authors=authors, year=year, title=tidy(title[0]), source=source)
    note = _NOTE.match(text[:600])
    if note:
        return Reading(
            authors=read_noted_names(f"{note[1]},"), year=year, title=tidy(note[2]), source=imprint(note[3], Hints())
        )
    authors, name, rest = _unquoted(text)
    return Reading(authors=authors, year=year, title=tidy(name), source=_mla_source(rest, in_quotes=False))


def _before_quote(text: str) -> tuple[Name, ...]:
    """The names before a title in quotation marks, and the mark between."""
    people = people_at(text)
    return people.names if people and not text[people.end :].strip(" .,:") else read_noted_names(text)


def _unquoted(text: str) -> tuple[tuple[Name, ...], str, str]:
    """Authors, title and rest of an entry whose title has no quotation marks."""
    match = next((m for m in (head.match(text[:400]) for head in _HEADS) if m), None)
    head, rest = (match[1], text[match.end() :]) if match else cut(text)
    title, after = _before_source(rest)
    if _MAKERS.match(rest):
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


def _mla_source(text: str, *, in_quotes: bool) -> Source:
    text = _SEEN.split(text, maxsplit=1)[0]
    if text.startswith(("In: ", "in: ")):
        return read_newspaper(text) or read_source(_CLOSING_YEAR.sub("", f"In: {text[4:]}"), Hints())
    text = re.sub(r"^(?:[Ee]dited|[Tt]ranslated|[Dd]irected) by [^,]+,\s*", "", text)
    text = _MAKERS.sub("", text) if _MAKERS.match(text) else text
    shown = text[:400]
    journal = _YEAR_IN_BRACKETS.match(shown) or _YEAR_BEFORE_VOLUME.match(shown)
    journal = journal or (_YEAR_CLOSES.match(shown) if shown.rstrip(" .,")[-1:] == ")" else None)
    if journal:
        volume, *issues, pages = journal.groups()[1:]
        issue = next(filter(None, issues), None)
        return Source(
            container=strip_marks(journal[1]), volume=volume, issue=issue, pages=pages, type="article-journal"
        )
    match = _MLA_SOURCE.match(_DATABASE.sub("", text[:600]))
    if match and (match[2] or match[3] or match[4]):
        return _mla_journal(match)
    if in_quotes:
        return read_site(text)
    dated = _YEAR_FIRST.match(text)
    if dated and (names_publisher(text) or not cut(text[dated.end() :])[1]):
        text = text[dated.end() :]
    text = re.sub(rf",?\s*(?:\d{{1,2}}\s)?(?:{MONTH})?\s?{YEAR}\b.*$", "", text).strip(" ,.")
    return read_source(text, Hints())


def _mla_journal(match: re.Match[str]) -> Source:
    name = (
        match[1] if re.match(YEAR, match[1]) else re.sub(rf",?\s*(?:\d{{1,2}} )?(?:{MONTH})?\s?{YEAR}.*$", "", match[1])
    )
    name = re.sub(r",\s*(?:[Ee]dited|[Tt]ranslated) by .*$|,\s*\d\w* ed\.?.*$", "", name)
    publisher = None
    if match[4] and not (match[2] or match[3]) and ", " in name and len(name.rsplit(", ", 1)[1].split()) < 5:
        name, publisher = name.rsplit(", ", 1)
    named = name and not re.match(rf"(?:[Ee]dited by|{MONTH})", name)
    return Source(
        container=strip_marks(name) if named else None,
        volume=match[2],
        issue=match[3],
        pages=match[4],
        publisher=publisher,
        type="article-journal" if match[2] or match[3] else None,
    )
