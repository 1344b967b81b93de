"""The works that entries name: the same work in several blogs is one row, its record chosen by votes."""

import json
from array import array
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from archive.database.store import Store
from archive.items import Name, Reference
from crawler.compose.evidence import ident
from crawler.compose.post_rows import AS_READ, names_json
from crawler.parsers.references.cleaning import fold
from crawler.parsers.references.csl import as_csl
from crawler.pile import Pile
from crawler.samework import Entry, Group, groups

Row = dict[str, Any]

T = TypeVar("T")
Vote = tuple[str, str]
"""A field, and its value made comparable."""

VOTED = ("year", "title", "container", "publisher", "place", "volume", "issue", "pages", "doi", "type")
"""What is voted on, the authors apart."""

ENTRIES = """
select r.*, p.blog_id, coalesce(iif(r.comment_id is null, p.author, c.author), '') as person
from reference_entries r join posts p on p.id = r.post_id left join comments c on c.id = r.comment_id
"""
KEPT = 8_000
"""Entries that memory holds; others are read a second time."""
AT_ONCE = 2_000
"""Entries whose works are made together; a work with more is made whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """The works: their rows, and pairs of a work's number and that of an entry which was not found to name it before."""

    rows: Pile
    changed: "array[int]"


def find(store: Store) -> Found:
    """The works that the entries of the whole database name, within a transaction; nothing in the database changes.

    It depends on the rows alone, so a crawl and a rebuild give the same. A work's number is made from its strongest key.
    It stays while entries come, unless one brings a stronger key (the first DOI), a smaller one of the same strength, or
    joins two works; and while they go, unless the last entry with that key goes. Memory holds some of the entries at a time.
    """
    found = Found(Pile(store.path.parent), array("q"))
    kept: dict[int, Entry] = {}
    for some in _batches(groups(store.connection, _entries(store, kept))):
        read = ChainMap(kept, _read(store, [each for _, members in some for each in members if each not in kept]))
        for key, members in some:
            row = work_row(key, [read[each] for each in members])
            found.rows.add(row)
            found.changed.extend(n for each in members if read[each].work != row["id"] for n in (row["id"], each))
    return found


def settle(store: Store, found: Found) -> None:
    """Make the table of works again, within a transaction."""
    store.connection.execute("delete from works")
    store.put({"works": found.rows})
    pairs = zip(found.changed[::2], found.changed[1::2], strict=True)
    store.connection.executemany("update reference_entries set work_id = ? where id = ?", pairs)


def _entries(store: Store, kept: dict[int, Entry]) -> Iterator[Entry]:
    """All of them; the first also into `kept`."""
    for row in store.db.query(ENTRIES):
        entry = _entry(row)
        if len(kept) < KEPT:
            kept[entry.id] = entry
        yield entry


def _batches(groups: Iterable[Group]) -> Iterator[list[Group]]:
    some, count = list[Group](), 0
    for group in groups:
        some.append(group)
        count += len(group[1])
        if count >= AT_ONCE:
            yield some
            some, count = [], 0
    if some:
        yield some


def _read(store: Store, numbers: Sequence[int]) -> dict[int, Entry]:
    """Entries by number."""
    return {
        row["id"]: _entry(row)
        for begin in range(0, len(numbers), AT_ONCE)
        for row in store.rows(f"{ENTRIES} where r.id in ({', '.join(map(str, numbers[begin : begin + AT_ONCE]))})")
    }


def work_row(key: str, members: Sequence[Entry]) -> Row:
    """The row of a work."""
    number, best = ident("work", key), best_record(members)
    item = as_csl(best)
    return {
        "id": number,
        "key": key,
        **{name: getattr(best, name) for name in (*VOTED, "text")},
        "authors": names_json(best.authors),
        "editors": names_json(best.editors),
        "url": next(iter(best.urls), None),
        "csl": _json({"id": str(number), **item, "custom": {"text": best.text}}),
        "entries": len(members),
        "variants": len({fold(e.reference.text) for e in members}) if len(members) > 1 else 1,
        "posts": len({e.post for e in members}),
        "blogs": len({e.blog for e in members}),
        "people": len({e.person for e in members}),
    }


def best_record(members: Sequence[Entry]) -> Reference:
    """The reading that most people agree with, taken whole: fields of several readings are never mixed.

    Each person has one vote for a value of a field. Of equals the one that more entries agree with, then the fuller one, then
    the first by its letters: the order of entries does not matter. A DOI or address that it lacks is the others' commonest.
    """
    if len(members) == 1:
        alone = members[0].reference
        return alone if alone.retrieved is None else replace(alone, retrieved=None)
    said = [(e.reference, e.person, _values(e.reference)) for e in members]
    entries = Counter(vote for _, _, own in said for vote in own)
    people = Counter(vote for vote, _ in {(vote, person) for _, person, own in said for vote in own})

    def rank(one: tuple[Reference, str, frozenset[Vote]]) -> tuple[Any, ...]:
        reference, _, own = one
        agreed = (sum(people[vote] - 1 for vote in own), sum(entries[vote] - 1 for vote in own), len(own))
        return *(-count for count in agreed), reference.text, repr(reference)

    readings = [reference for reference, _, _ in sorted(said, key=rank)]
    return replace(
        readings[0],
        doi=readings[0].doi or _commonest(r.doi for r in readings),
        urls=readings[0].urls or _commonest(r.urls for r in readings) or (),
        retrieved=None,
    )


def _values(reference: Reference) -> frozenset[Vote]:
    """What a reading says, field by field, made comparable."""
    plain = {name: fold(getattr(reference, name) or "") for name in VOTED}
    names = "/".join(fold(f"{n.literal or n.family or ''} {(n.given or '')[:1]}") for n in reference.authors)
    return frozenset((name, value) for name, value in {**plain, "authors": names}.items() if value)


def _commonest(values: Iterable[T | None]) -> T | None:
    """The value said most often, the first of equals."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _entry(row: Row) -> Entry:
    said = {name: row[name] for name in AS_READ}
    reference = Reference(
        authors=_names(row["authors"]),
        editors=_names(row["editors"]),
        urls=(row["url"],) if row["url"] else (),
        **said,
    )
    person = fold(row["person"]) or f"blog {row['blog_id']}"
    return Entry(
        id=row["id"], reference=reference, post=row["post_id"], blog=row["blog_id"], person=person, work=row["work_id"]
    )


@lru_cache(maxsize=1_000)
def _names(text: str | None) -> tuple[Name, ...]:
    return tuple(Name(**name) for name in json.loads(text)) if text and text != "[]" else ()


_json = json.JSONEncoder(ensure_ascii=False).encode
