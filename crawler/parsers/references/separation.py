"""Parts a text into its body, its reference list and the citations of the body."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from archive.items import Citation, Reference
from crawler.parsers.blocks import Block
from crawler.parsers.references.citations import find_mentions, may_cite
from crawler.parsers.references.cleaning import is_arrow
from crawler.parsers.references.coins import complete, is_about
from crawler.parsers.references.detection import find_entries, find_strong_entries, in_entries
from crawler.parsers.references.fields import read_reference
from crawler.parsers.references.givennames import GIVEN_NAMES
from crawler.parsers.references.headings import is_chrome
from crawler.parsers.references.joining import Entry
from crawler.parsers.references.linkedtitles import Titles
from crawler.parsers.references.linking import Entries, Match, link
from crawler.parsers.references.mentions import Mention
from crawler.parsers.references.numbered import Numbered
from crawler.parsers.references.trust import with_same_authors
from crawler.parsers.references.words import names_organisation

MOST_LINES = 20_000
"""Lines of a text; with more it is no post, and nothing is looked for in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """A text in its parts."""

    body: tuple[Block, ...]
    """The blocks without entries and their heading."""
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    """In reading order."""


def separate(blocks: tuple[Block, ...]) -> Separated:
    """Take the reference list out of a text, wherever it stands, and link the citations of the rest to it."""
    if len(blocks) > MOST_LINES:
        return Separated(body=blocks)
    blocks = in_entries(blocks)
    found = find_entries(blocks)
    entries = {i for e in found.entries for i in e.indexes}
    references = with_same_authors([_read(e, n) for n, e in enumerate(found.entries)], read_reference)
    body = [(i, b) for i, b in enumerate(blocks) if i not in entries and i not in found.headings]
    last = max(entries, default=len(blocks))
    named = (Titles(references), Numbered(found.entries, references))
    citations = tuple(_citations(((b, i > last) for i, b in body), Entries(references), *named))
    return Separated(body=tuple(b for _, b in body), references=references, citations=citations)


def comment_references(blocks: tuple[Block, ...]) -> tuple[Reference, ...]:
    """The entries of a comment: only such as need neither heading nor neighbours."""
    return tuple(_read(e, n) for n, e in enumerate(find_strong_entries(in_entries(blocks))))


def _read(entry: Entry, position: int) -> Reference:
    block = entry.block
    urls = tuple(url for text, url in block.links if url.startswith("http") and not is_arrow(text))
    reference = read_reference(block.text, position=position, urls=urls, italic=block.italic)
    return complete(reference, block.coins) if block.coins and is_about(block.coins, block.text) else reference


def _citations(
    lines: Iterator[tuple[Block, bool]], among: Entries, titles: Titles, numbered: Numbered
) -> Iterator[Citation]:
    """`lines`: blocks, and whether they stand after the list. There, and in chrome, only what links is a citation."""
    position, is_list = count(), bool(among or titles)
    for block, after in lines:
        if not is_list and not may_cite(block.text):
            continue
        cited = list(_cited(block.text, after, among))
        if "[" in block.text:
            cited += numbered.cited(block.text)
        named = {c.reference for c in cited}
        cited += [c for c in titles.cited(block) if c.reference not in named]
        yield from (replace(c, position=next(position)) for c in cited)


def _cited(text: str, after: bool, among: Entries) -> Iterator[Citation]:
    done = 0
    for mention in find_mentions(text, sure=not among):
        mention, match = _best(mention, among)
        if mention.start < done:
            continue  # the end of a title whose owner was cited
        if match and mention.strict and mention.narrative:
            done = mention.start + len(mention.text)
        if match or (mention.sure and not after and not is_chrome(text)):
            yield Citation(
                position=0,
                text=mention.text,
                authors=mention.authors,
                year=mention.year,
                reference=match.position if match else None,
                link=match.link if match else None,
            )


def _best(mention: Mention, among: Entries) -> tuple[Mention, Match | None]:
    """The mention as it links best: `In Canada, Wenger (2000)` and `Etienne Wenger (2000)` mean Wenger."""
    owner = _owner(mention) if "’" in mention.text or "'" in mention.text else None
    owned = link(owner, among) if owner else None
    shorter: Mention | None = mention
    while shorter:
        match = link(shorter, among)
        if match:
            return (owner, owned) if owner and owned and owned.score > match.score else (shorter, match)
        shorter = _shorten(shorter) if mention.narrative and len(mention.authors) < 2 else _without_given(shorter)
    if owner and owned:
        return owner, owned
    return mention, _by_acronym(mention, among) if among.acronyms else None


def _by_acronym(mention: Mention, among: Entries) -> Match | None:
    """`Council for Small Rooms` where the list has `CSR (2012)`."""
    name = " ".join(mention.authors)
    if name.count(" ") < 2 or not names_organisation(name):
        return None
    acronym = "".join(word[0] for word in re.split("[ -]", name) if word[:1].isupper())
    return link(mention._replace(authors=(acronym,), strict=True), among) if len(acronym) > 2 else None


_OWNED = re.compile(r"(?:[’']s|s[’']) .*$")


def _owner(mention: Mention) -> Mention | None:
    """`Ann Hill and Wenger’s Learning Rooms (2000)` as `Ann Hill and Wenger (2000)`, if that very year is listed."""
    last = mention.authors[-1] if mention.narrative and mention.authors else ""
    owned = _OWNED.search(last) if " " in last else None
    if not owned:
        return None
    family = last[: owned.start() + owned[0].startswith("s")].rpartition(" ")[2]
    return mention._replace(authors=(*mention.authors[:-1], family), strict=True)


def _without_given(mention: Mention) -> Mention | None:
    """`Etienne Wenger and Ann Hill` as `Wenger and Hill`."""
    authors = tuple(_GIVEN.sub("", a) if _is_full_name(a) else a for a in mention.authors)
    if authors != mention.authors:
        return mention._replace(authors=authors)
    return _shorten(mention) if mention.narrative else None


def _is_full_name(name: str) -> bool:
    first, *others = name.split(" ")
    return bool(others) and (first.lower() in GIVEN_NAMES or (len(others) == 1 and not names_organisation(name)))


_GIVEN = re.compile(r"^\S+ (?:[^\W\d_]\.? )*")


def _shorten(mention: Mention) -> Mention | None:
    """Without the first author, or without the first word of the only one."""
    first, *others = mention.authors
    if not others:
        others = [w for w in [first.partition(" ")[2]] if w]
    if not others:
        return None
    kept = mention.text.find(others[0])
    return mention._replace(authors=tuple(others), text=mention.text[max(kept, 0) :])
