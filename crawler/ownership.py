"""Whose a blog is: what belongs to its owner, and who writes all or most of it. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from crawler.addresses import same_place
from crawler.identity import Kinship, order
from crawler.sighting import Identity, Key, Sighting, is_distinct, plain_name

Row = dict[str, Any]


def owned(
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


def led(
    rostered: Iterable[Row],
    chief: Mapping[str, Identity],
    called: Mapping[str, Sequence[Sighting]],
    names: Collection[str],
) -> Iterable[Kinship]:
    """Who writes most of a blog is its owner, though there be guests: unless that is somebody else of the roster, or the owner's name stands there too."""
    others = {identity for name in names for each in called.get(name, ()) for identity in each.identities}
    for blog in rostered:
        known = any(each.blog == blog["slug"] for each in called.get(plain_name(blog["owner"]), ()))
        if (main := chief.get(blog["slug"])) and main not in others and not known:
            yield Kinship(0.75, ("roster", blog["slug"]), main, "writes most posts of the blog")


def chief_authors(sighted: Mapping[Key, Sighting]) -> dict[str, Identity]:
    """Blogs at least three quarters of whose posts bear one name -> the surest identity of that person, if there is any."""
    posts: dict[str, dict[str, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
    for key, each in sighted.items():
        if key[1] == "posts" and (name := plain_name(each.name or "")):
            posts[each.blog][name].append(each)
    times = {blog: {name: sum(s.times for s in each) for name, each in of.items()} for blog, of in posts.items()}
    names = {blog: next((n for n, c in of.items() if 4 * c >= 3 * sum(of.values())), "") for blog, of in times.items()}
    found = {blog: min((i for s in posts[blog].get(n, ()) for i in s.identities), key=order, default=None) for blog, n in names.items()}  # fmt: skip
    return {blog: identity for blog, identity in found.items() if identity}


def sole_authors(sighted: Mapping[Key, Sighting]) -> dict[str, Identity | None]:
    """Blogs all of whose posts bear one name or none -> the surest identity of that person, if there is any."""
    posts: dict[str, list[Sighting]] = defaultdict(list)
    for key, each in sighted.items():
        if key[1] == "posts":
            posts[each.blog].append(each)
    alone = {blog: each for blog, each in posts.items() if len({plain_name(s.name or "") for s in each} - {""}) < 2}
    return {blog: min((i for s in each for i in s.identities), key=order, default=None) for blog, each in alone.items()}
