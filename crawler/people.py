"""The people of an archive: found over all blogs when a crawl or a rebuild closes, and set on posts, comments and pingbacks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archive.database.store import Store
from crawler.compose.evidence import ident
from crawler.corrections import Corrections, read_corrections
from crawler.identity import Kin, Kinship, met
from crawler.ownership import chief_authors, led, owned, sole_authors
from crawler.sighting import Identity, Key, Sighting, labels_of, plain_name, sighting

Row = dict[str, Any]

SEEN = """
select p.blog_id, 'posts', p.author, p.author_url, p.account_id, null, null, count(*) from posts p group by 1, 3, 4, 5
union all
select p.blog_id, 'comments', c.author, c.author_url, c.account_id, c.account, c.avatar, count(*)
from comments c join posts p on p.id = c.post_id group by 1, 3, 4, 5, 6, 7
"""
SIGNED = {
    "posts": "select p.id, p.person_id, p.blog_id, 'posts', p.author, p.author_url, p.account_id, null, null from posts p",
    "comments": "select c.id, c.person_id, p.blog_id, 'comments', c.author, c.author_url, c.account_id, c.account, c.avatar"
    " from comments c join posts p on p.id = c.post_id",
}
PINGED = """
update pingbacks set person_id = (select o.person_id from posts o where o.id = source_post_id)
where person_id is not (select o.person_id from posts o where o.id = source_post_id)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The people: their rows, those of their identities (to be asked for once, since there are many), and who each identity belongs to."""

    people: Iterable[Row]
    identities: Iterable[Row]
    of: Mapping[Identity, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Who appears in a database: its blogs by number, how somebody appears there, who writes a blog alone (by its slug), and the people."""

    blogs: Mapping[int, Row]
    sighted: Mapping[Key, Sighting]
    sole: Mapping[str, Identity | None]
    found: Found


def see(store: Store, data: Path) -> Seen:
    """The people of the whole database, by people.yaml too; nothing in the database changes."""
    blogs = {row["id"]: row for row in store.rows("select * from blogs order by id")}
    seen = ((tuple(key), times) for *key, times in store.connection.execute(SEEN))
    sighted = {key: sighting(key, times, blogs[key[0]]["slug"], blogs[key[0]]["url"]) for key, times in seen}
    sole = sole_authors(sighted)
    found = find([*blogs.values()], [*sighted.values()], sole, read_corrections(data), chief_authors(sighted))
    return Seen(blogs=blogs, sighted=sighted, sole=sole, found=found)


def settle(store: Store, seen: Seen) -> None:
    """Make people and identities again, and say whose each row is, within a transaction."""
    found, sole = seen.found, seen.sole
    store.connection.execute("update blogs set person_id = null")
    for table in ("identities", "people"):
        store.connection.execute(f"delete from {table}")
    store.put({"people": found.people, "identities": found.identities})
    owners = {number: _owner(blog, sole.get(blog["slug"]), found.of) for number, blog in seen.blogs.items()}
    store.connection.executemany("update blogs set person_id = ? where id = ?", [(p, b) for b, p in owners.items()])
    signed = {key: _signed(key, s, found.of, owners if s.blog in sole else {}) for key, s in seen.sighted.items()}
    for table, rows in SIGNED.items():
        known = ((signed[tuple(key)], was, number) for number, was, *key in store.connection.execute(rows))
        changed = [(person, number) for person, was, number in known if person != was]
        store.connection.executemany(f"update {table} set person_id = ? where id = ?", changed)
    store.connection.execute(PINGED)


def _signed(key: Key, seen: Sighting, of: Mapping[Identity, int], owners: Mapping[int, int | None]) -> int | None:
    """Whose the rows are that show this; a post that nobody signed is its blog's owner's (`owners`)."""
    person = next((of[mark] for mark in seen.identities if mark in of), None)
    return owners.get(key[0]) if person is None and key[1] == "posts" else person


def _owner(blog: Row, sole: Identity | None, of: Mapping[Identity, int]) -> int | None:
    return of.get(("roster", blog["slug"])) or (of.get(sole) if sole else None)


def find(
    blogs: Sequence[Row],
    sightings: Sequence[Sighting],
    sole: Mapping[str, Identity | None],
    corrections: Corrections,
    chief: Mapping[str, Identity] = MappingProxyType({}),
) -> Found:
    """The people of these blogs, as they were sighted. `sole`, `chief`: who writes all, or most, posts of a blog, by its slug."""
    kin = Kin(apart=[[(each,) for each in group] for group in corrections.split])
    rostered = [blog for blog in blogs if blog["owner"] and blog["state"] != "opted_out"]
    for blog in rostered:
        kin.leader(("roster", blog["slug"]))
    kin.join_all(
        (Kinship(1.0, group[0], each, "people.yaml") for group in corrections.merge for each in group[1:]), force=True
    )
    kin.join_all(_same_mail(rostered), force=True)
    names = Counter(plain_name(blog["owner"]) for blog in rostered)
    called: dict[str, list[Sighting]] = defaultdict(list)
    for each in sightings:
        called[plain_name(each.name or "")].append(each)
    kin.join_all([k for b in rostered for k in owned(b, called[plain_name(b["owner"])], sole.get(b["slug"]), names)])
    kin.join_all(led(rostered, chief, called, names))
    met(sightings, kin)
    return _rows(kin, {blog["slug"]: blog for blog in rostered}, sightings)


def _same_mail(rostered: Iterable[Row]) -> Iterable[Kinship]:
    first: dict[str, Identity] = {}
    for blog in sorted(rostered, key=lambda b: str(b["slug"])):
        if mail := (blog["email"] or "").casefold():
            own = ("roster", blog["slug"])
            if first.setdefault(mail, own) != own:
                yield Kinship(1.0, first[mail], own, "the same e-mail address in the roster")


def _rows(kin: Kin, roster: Mapping[str, Row], sightings: Sequence[Sighting]) -> Found:
    printed = labels_of(sightings)
    people = {  # the others are named in people.yaml or as a blog's address alone
        ident("person", *key): members
        for key, members in kin.people().items()
        if any(each in printed or each[0] == "roster" for each in members)
    }
    return Found(
        people=(_person(number, members, roster, printed, kin) for number, members in people.items()),
        identities=(
            _identity(each, number, printed, kin.why) for number, members in people.items() for each in members
        ),
        of={each: number for number, members in people.items() for each in members},
    )


def _person(number: int, members: Sequence[Identity], roster: Mapping[str, Row], printed: Mapping[Identity, Counter[str]], kin: Kin) -> Row:  # fmt: skip
    entry = next((roster[value] for kind, value in members if kind == "roster"), None)
    names = sum((printed[each] for each in members), Counter[str]())
    names.pop("", None)
    commonest = min(names, key=lambda name: (-names[name], name), default=None)
    told = {name: entry[name] if entry else None for name in ("role", "section", "consent")}
    kind, value = members[0]
    return {
        "id": number,
        "key": f"{kind}:{value}",
        "name": entry["owner"] if entry else commonest,
        **told,
        "in_roster": int(entry is not None),
        "confidence": min((kin.why[each][0] for each in members if each in kin.why), default=1.0),
    }


def _identity(each: Identity, person: int, printed: Mapping[Identity, Counter[str]], why: Mapping[Identity, tuple[float, str]]) -> Row:  # fmt: skip
    names = printed[each]
    label = min((name for name in names if name), key=lambda name: (-names[name], name), default=None)
    confidence, reason = why.get(each, (1.0, "the roster" if each[0] == "roster" else "seen"))
    kind, value = each
    return {
        "id": ident("identity", kind, value),
        "person_id": person,
        "kind": kind,
        "value": value,
        "label": label,
        "uses": names.total(),
        "confidence": confidence,
        "reason": reason,
    }
