"""Finds the entries among the lines of a text: by their marks, their neighbours and their heading."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.parsers.blocks import Block
from crawler.parsers.patterns import late
from crawler.parsers.references.coins import is_about
from crawler.parsers.references.evidence import PROSE, Evidence, speaks, weigh
from crawler.parsers.references.joining import URL_ONLY, Entry, joined, without_number
from crawler.parsers.references.legal import read_law
from crawler.parsers.references.runs import parted

STRONG, WEAK, LISTED, DOUBTFUL, HOPELESS = 4.0, 2.0, 1.5, 0.0, -2.5
"""Scores of an entry that stands alone, beside another entry, under a heading, and in a list of entries; and of what is none, though
it begins with a name under a heading."""

_ENTRY_CLASSES = frozenset({"csl-entry", "bib-entry", "zp-Entry", "teachpress_publication", "papercite_entry"})
_LIST_CLASSES = frozenset(
    {"abt-bibliography", "abt-bibliography__body", "wp-block-abt-bibliography", "abt-static-bib", "csl-bib-body", "footnotes",
     "wp-block-footnotes", "easy-footnotes-wrapper", "easy-footnote-single", "footnote_container", "modern-footnotes-list", "references-list"}
)  # fmt: skip
"""Classes that WordPress and its citation plugins give to lists of sources."""
_NUMBERED = re.compile(r"\[\d{1,3}\]\s?\S")
_FILM = late(r"\w\. (?:Directed by|Dir\.|Perf\.) [A-Z]")
"""Who made a film, after its title: MLA lists it under its title, with nothing else that tells it."""
_NOTES = re.compile(r"\W*(?:foot|end)?notes?\W*|\W*(?:fußnoten|anmerkungen|notas?(?: al pie)?|noten|note)\W*", re.I)
"""A line that is the heading of footnotes."""
_HEADED = re.compile(r"h[1-6]")
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The entries in order, and the indexes of their headings."""

    entries: tuple[Entry, ...]
    headings: frozenset[int]


def find_entries(blocks: Sequence[Block]) -> Found:
    """Find the entries of a text and the headings that stand over them."""
    marked = {i for i, b in enumerate(blocks) if _is_marked(b)}
    quick = [_weigh(b, STRONG) for b in blocks]
    if not marked and not any(e.heading or e.score >= STRONG for e in quick):
        return _NONE
    evidence = _Weighed(blocks, quick)
    evidence.update(_rows_under_headings(blocks, quick))
    chosen = marked | {i for i, e in evidence.items() if e.score >= STRONG}
    chosen |= set(_under_headings(blocks, evidence))
    chosen |= set(_beside(blocks, evidence, chosen))
    chosen |= set(_in_lists(blocks, evidence, chosen))
    entries = tuple(joined(blocks, evidence, sorted(chosen)))
    notes = {i - 1 for i in marked if i and len(blocks[i - 1].text) < 40 and _NOTES.fullmatch(blocks[i - 1].text)}
    taken = {i for e in entries for i in e.indexes}
    return Found(entries=entries, headings=_headings(evidence.headings, taken) | _titles(blocks, taken) | notes)


_NONE = Found(entries=(), headings=frozenset())
_NO_ENTRY = Evidence(score=-5.0)
_NO_ENTRIES = frozenset(("caption", "figcaption", "pre", "tr"))
_ROWS = frozenset(("pre", "tr"))
"""Rows of tables and lines of code: entries only right under a heading, and where they need no other sign."""


def _weigh(block: Block, least: float | None = None) -> Evidence:
    """A picture's caption, a table's row or a line of code is no entry by itself, whatever it looks like."""
    return _NO_ENTRY if block.tag in _NO_ENTRIES else weigh(block.text, least)


class _Weighed(dict[int, Evidence]):
    """What each line looks like. Few lines stand near entries, so one that is none by itself is weighed when it is asked for."""

    def __init__(self, blocks: Sequence[Block], quick: Sequence[Evidence]) -> None:
        super().__init__((i, seen) for i, seen in enumerate(quick) if seen is not PROSE)
        self.headings = [i for i, seen in enumerate(quick) if seen.heading]
        self._blocks = blocks

    def __missing__(self, i: int) -> Evidence:
        seen = self[i] = _weigh(self._blocks[i])
        return seen


def in_entries(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; those that hold several entries, all of which are such by themselves, in pieces."""
    whole: list[Block] = []
    for block in blocks:
        pieces = parted(block)
        whole += pieces if len(pieces) > 1 and _are_entries(pieces) else (block,)
    return tuple(whole)


def _are_entries(blocks: Sequence[Block]) -> bool:
    return all(_weigh(b, STRONG).score >= STRONG for b in blocks)


def find_strong_entries(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """The entries of a comment: such as need neither heading nor neighbours, and strong ones beside these."""
    chosen = {i for i, b in enumerate(blocks) if weigh(b.text, STRONG + 1).score >= STRONG + 1}
    if not chosen:
        return ()
    evidence = {i: weigh(b.text) for i, b in enumerate(blocks)}
    chosen |= set(_beside(blocks, evidence, chosen, STRONG))
    return tuple(joined(blocks, evidence, sorted(chosen)))


def _is_marked(block: Block) -> bool:
    """Whether a plugin's class or hidden record says that this is an entry."""
    if block.coins and is_about(block.coins, block.text):
        return True
    if not _ENTRY_CLASSES.isdisjoint(block.classes):
        return True
    return not _LIST_CLASSES.isdisjoint(block.classes) and block.tag not in ("h1", "h2", "h3", "h4", "h5", "h6")


def _under_headings(blocks: Sequence[Block], evidence: _Weighed) -> Iterator[int]:
    """Weaker lines count under a heading, until chrome, another heading or prose begins."""
    for heading in evidence.headings:
        for i in range(heading + 1, len(blocks)):
            block, seen = blocks[i], evidence[i]
            if seen.heading:
                break
            numbered = seen.score < LISTED and _NUMBERED.match(block.text) and not speaks(block.text)
            named = seen.named and seen.score > HOPELESS
            if seen.chrome or _HEADED.fullmatch(block.tag) or (seen.score < -1 and not named and not numbered):
                if not URL_ONLY.fullmatch(block.text):
                    break
            elif seen.score >= LISTED or named or numbered or _is_known(seen, block.text):
                yield i


def _is_known(seen: Evidence, text: str) -> bool:
    """Whether a line that looks like little is a film, a case or a statute."""
    return (seen.score > DOUBTFUL and _FILM.search(text) is not None) or (
        seen.score > HOPELESS and read_law(text) is not None
    )


def _rows_under_headings(blocks: Sequence[Block], evidence: Sequence[Evidence]) -> Iterator[tuple[int, Evidence]]:
    """What rows are worth that follow a heading, up to the first that is no entry but the columns' names."""
    listed = first = False
    for i, (block, seen) in enumerate(zip(blocks, evidence, strict=True)):
        if listed and block.tag in _ROWS:
            row = weigh(without_number(block).text)
            listed = row.score >= STRONG or (first and block.tag == "tr" and len(block.text) < _LONGEST_HEADING)
            first = False
            if row.score >= STRONG:
                yield i, row
        else:
            listed = first = seen.heading


def _beside(
    blocks: Sequence[Block], evidence: Mapping[int, Evidence], chosen: set[int], least: float = WEAK
) -> Iterator[int]:
    beside = {i for place in chosen for i in (place - 1, place + 1) if 0 <= i < len(blocks)} - chosen
    return (i for i in beside if evidence[i].score >= least)


def _in_lists(blocks: Sequence[Block], evidence: Mapping[int, Evidence], chosen: set[int]) -> Iterator[int]:
    """Doubtful items of a list most of whose items are entries."""
    lists: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.tag == "li" and block.group:
            lists.setdefault(block.group, []).append(i)
    for items in lists.values():
        if 2 * len(chosen.intersection(items)) > len(items) > 2:
            yield from (i for i in items if evidence[i].score >= DOUBTFUL)


def _headings(headings: Sequence[int], entries: set[int]) -> frozenset[int]:
    """A heading counts when an entry follows within two lines."""
    return frozenset(i for i in headings if {i + 1, i + 2} & entries)


def _titles(blocks: Sequence[Block], entries: set[int]) -> set[int]:
    """Headings in the blog's own words ("Readings"): what follows them, up to the next heading, is two or more entries."""
    found = set()
    for i, block in enumerate(blocks):
        if i in entries or not _HEADED.fullmatch(block.tag) or len(block.text) > _LONGEST_HEADING:
            continue
        section = range(
            i + 1, next((n for n in range(i + 1, len(blocks)) if _HEADED.fullmatch(blocks[n].tag)), len(blocks))
        )
        if len(section) > 1 and all(n in entries for n in section):
            found.add(i)
    return found
