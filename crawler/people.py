"""The people of an archive: found over all blogs when a crawl or a rebuild closes, and set on posts, comments and pingbacks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.database.store import Store
from crawler.addresses import same_place
from crawler.compose.evidence import ident
from crawler.corrections import Corrections, read_corrections
from crawler.identity import Kin, Kinship, met, order
from crawler.sighting import Identity, Key, Sighting, is_distinct, labels_of, plain_name, sighting

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
    """The people: their rows, those of their identities, and who each identity belongs to."""

    people: Sequence[Row]
    identities: Sequence[Row]
    of: Mapping[Identity, int]


def settle(store: Store, data: Path) -> None:
    """Make people and identities again from the rows of the whole database and people.yaml, within a transaction."""
    blogs = {row["id"]: row for row in store.rows("select * from blogs order by id")}
    seen = [(tuple(row[:7]), row[7]) for row in store.connection.execute(SEEN)]
    sighted = {key: sighting(key, times, blogs[key[0]]["slug"], blogs[key[0]]["url"]) for key, times in seen}
    sole = _sole_authors(sighted)
    found = find([*blogs.values()], [*sighted.values()], sole, read_corrections(data))
    store.connection.execute("update blogs set person_id = null")
    for table in ("identities", "people"):
        store.connection.execute(f"delete from {table}")
    store.put({"people": found.people, "identities": found.identities})
    owners = {number: _owner(blog, sole.get(blog["slug"]), found.of) for number, blog in blogs.items()}
    store.connection.executemany("update blogs set person_id = ? where id = ?", [(p, b) for b, p in owners.items()])
    for table in SIGNED:
        _sign(store, table, sighted, found.of, {b: p for b, p in owners.items() if blogs[b]["slug"] in sole})
    store.connection.execute(PINGED)


def _sign(store: Store, table: str, sighted: Mapping[Key, Sighting], of: Mapping[Identity, int], owners: Mapping[int, int | None]) -> None:  # fmt: skip
    changed = []
    for number, was, *key in store.connection.execute(SIGNED[table]):
        seen = sighted[tuple(key)]
        person = next((of[mark] for mark in seen.identities if mark in of), None)
        if person is None and table == "posts":
            person = owners.get(key[0])
        if person != was:
            changed.append((person, number))
    store.connection.executemany(f"update {table} set person_id = ? where id = ?", changed)


def _owner(blog: Row, sole: Identity | None, of: Mapping[Identity, int]) -> int | None:
    return of.get(("roster", blog["slug"])) or (of.get(sole) if sole else None)


def find(
    blogs: Sequence[Row], sightings: Sequence[Sighting], sole: Mapping[str, Identity | None], corrections: Corrections
) -> Found:
    """The people of these blogs, as they were sighted. `sole`: the one who writes all posts of a blog, by its slug."""
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
    owned = [k for b in rostered for k in _owned(b, called[plain_name(b["owner"])], sole.get(b["slug"]), names)]
    kin.join_all(owned)
    met(sightings, kin)
    return _rows(kin, {blog["slug"]: blog for blog in rostered}, sightings)


def _same_mail(rostered: Iterable[Row]) -> Iterable[Kinship]:
    first: dict[str, Identity] = {}
    for blog in sorted(rostered, key=lambda b: str(b["slug"])):
        if mail := (blog["email"] or "").casefold():
            own = ("roster", blog["slug"])
            if first.setdefault(mail, own) != own:
                yield Kinship(1.0, first[mail], own, "the same e-mail address in the roster")


def _owned(
    blog: Row, namesakes: Iterable[Sighting], sole: Identity | None, names: Mapping[str, int]
) -> Iterable[Kinship]:
    """What belongs to the owner of a blog: its address, the account that writes all of it, the owner's name there.

    `namesakes`: who bears the owner's name anywhere; `names`: how many people of the roster have a name. Elsewhere a name tells only if it is distinct, and nobody else's.
    """
    own = ("roster", blog["slug"])
    yield Kinship(0.95, own, ("url", same_place(blog["url"]).casefold()), "the address of the blog")
    if sole:
        yield Kinship(0.9, own, sole, "writes all posts of the blog")
    name = plain_name(blog["owner"])
    elsewhere = names[name] == 1 and is_distinct(blog["owner"])
    for each in namesakes:
        if each.called is None:
            continue
        if each.blog == blog["slug"]:
            yield Kinship(0.85, own, each.identities[0], "the owner's name on the blog")
        elif elsewhere:
            yield Kinship(0.7, own, each.called, "the owner's name on another blog")


def _sole_authors(sighted: Mapping[Key, Sighting]) -> dict[str, Identity | None]:
    """Blogs all of whose posts bear one name or none -> the surest identity of that person, if there is any."""
    posts: dict[str, list[Sighting]] = defaultdict(list)
    for key, each in sighted.items():
        if key[1] == "posts":
            posts[each.blog].append(each)
    alone = {blog: each for blog, each in posts.items() if len({plain_name(s.name or "") for s in each} - {""}) < 2}
    return {blog: min((i for s in each for i in s.identities), key=order, default=None) for blog, each in alone.items()}


def _rows(kin: Kin, roster: Mapping[str, Row], sightings: Sequence[Sighting]) -> Found:
    printed = labels_of(sightings)
    people: list[Row] = []
    rows: list[Row] = []
    of: dict[Identity, int] = {}
    for key, members in kin.people().items():
        if not any(printed[each] or each[0] == "roster" for each in members):
            continue  # named in people.yaml or as a blog's address alone
        number = ident("person", *key)
        of |= dict.fromkeys(members, number)
        rows += [_identity(each, number, printed, kin.why) for each in members]
        people.append(_person(number, members, roster, printed, kin))
    return Found(people=people, identities=rows, of=of)


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
