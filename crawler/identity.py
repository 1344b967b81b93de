"""Who is whom: identities (an account, an address, a picture, a name) brought together into people. Pure.

What is surest is believed first, and nothing that comes later may undo it: two people of a roster never become one, nor what a
person has told apart. The result depends on what was said, not on the order in which it came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from crawler.sighting import Identity, Sighting, is_distinct, plain_name

KINDS = ("roster", "account", "url", "avatar", "name")
"""The surest mark of a person first: a person is called by it, and a row is given to whom its surest mark belongs to."""
MANY = 3
"""An address or a picture that goes with more names than that is no person's."""


@dataclass(frozen=True, slots=True, order=True)
class Kinship:
    """Two identities are one person's, and why that is believed. `confidence`: 0 to 1."""

    confidence: float
    one: Identity
    other: Identity
    reason: str


@dataclass(slots=True)
class Kin:
    """People while they are found: union-find over identities. `apart`: groups of identities of different people."""

    apart: Sequence[Sequence[Collection[Identity]]] = ()
    leaders: dict[Identity, Identity] = field(default_factory=dict)
    labels: dict[Identity, dict[int, int]] = field(default_factory=dict)
    """Leader -> what must not be joined: number of a group -> which side of it. Group -1 is the roster, a person a side."""
    why: dict[Identity, tuple[float, str]] = field(default_factory=dict)
    """Identity -> how it came to its person."""

    def leader(self, identity: Identity) -> Identity:
        """Who stands for an identity's person."""
        if identity not in self.leaders:
            self.leaders[identity] = identity
            sides = {g: s for g, group in enumerate(self.apart) for s, side in enumerate(group) if identity in side}
            if identity[0] == "roster":
                sides[-1] = hash_free(identity[1])
            self.labels[identity] = sides
        step = identity
        while self.leaders[step] != step:
            self.leaders[step] = self.leaders[self.leaders[step]]
            step = self.leaders[step]
        return step

    def join(self, kinship: Kinship, force: bool = False) -> bool:
        """Make two people one, unless they must stay apart; whether they are one now. `force` overrules the roster."""
        one, other = sorted((self.leader(kinship.one), self.leader(kinship.other)), key=order)
        if one == other:
            return True
        mine, theirs = self.labels[one], self.labels[other]
        if any(mine[g] != theirs[g] for g in mine.keys() & theirs.keys() if not (force and g == -1)):
            return False
        self.leaders[other] = one
        self.labels[one] = {**theirs, **mine}
        for identity in (kinship.one, kinship.other):
            self.why.setdefault(identity, (kinship.confidence, kinship.reason))
        return True

    def join_all(self, kinships: Iterable[Kinship], force: bool = False) -> None:
        """Join the surest first."""
        for kinship in sorted(kinships, key=lambda k: (-k.confidence, order(k.one), order(k.other))):
            self.join(kinship, force)

    def people(self) -> dict[Identity, list[Identity]]:
        """Surest identity of each person -> all of them, the surest first."""
        members: dict[Identity, list[Identity]] = defaultdict(list)
        for identity in sorted(self.leaders, key=order):
            members[self.leader(identity)].append(identity)
        return {each[0]: each for each in members.values()}


def hash_free(text: str) -> int:
    """A number for a text, the same in every process."""
    return int.from_bytes(text.encode("utf-8", "surrogatepass"))


def order(identity: Identity) -> tuple[int, str]:
    """The surest kind first, then by letters."""
    return KINDS.index(identity[0]), identity[1]


def shared(sightings: Iterable[Sighting]) -> set[Identity]:
    """Addresses and pictures that go with too many names to be one person's."""
    names: dict[Identity, set[str]] = defaultdict(set)
    for sighting in sightings:
        for mark in sighting.marks:
            if mark[0] != "account":
                names[mark].add(plain_name(sighting.name or ""))
    return {mark for mark, each in names.items() if len(each) > MANY}


def met(sightings: Sequence[Sighting], kin: Kin) -> None:
    """Join what appears together: marks of one sighting, then names on one blog, then names over all blogs."""
    worthless = shared(sightings)
    marks = [[m for m in s.marks if m not in worthless] for s in sightings]
    for own, sighting in zip(marks, sightings, strict=True):
        for identity in (*own, *((sighting.called,) if sighting.called else ())):
            kin.leader(identity)
    kin.join_all(Kinship(_SURE[other[0]], own[0], other, _WORDS[other[0]]) for own in marks for other in own[1:])
    _join_names_of_a_blog(kin, sightings, marks)
    _join_names_of_all(kin, sightings)


_SURE = {"account": 1.0, "url": 0.9, "avatar": 0.9}
_WORDS = {"account": "the same account", "url": "the same address", "avatar": "the same picture"}


def _join_names_of_a_blog(kin: Kin, sightings: Sequence[Sighting], marks: Sequence[Sequence[Identity]]) -> None:
    """A name that goes with the marks of one person on a blog is that person's there; of two, it is nobody's."""
    bearers: dict[Identity, set[Identity]] = defaultdict(set)
    for own, sighting in zip(marks, sightings, strict=True):
        if sighting.called and own:
            bearers[sighting.called].add(kin.leader(own[0]))
    kin.join_all(
        Kinship(0.8, next(iter(people)), name, "the same name on the same blog")
        for name, people in bearers.items()
        if len(people) == 1
    )


def _join_names_of_all(kin: Kin, sightings: Sequence[Sighting]) -> None:
    """A distinct name is the same person's on all blogs, unless two people of a roster bear it."""
    printed = {s.called: s.name or "" for s in sightings if s.called}
    bearers: dict[str, set[Identity]] = defaultdict(set)
    for identity, name in sorted(printed.items()):
        if is_distinct(name):
            bearers[plain_name(name)].add(identity)
    for identities in bearers.values():
        ordered = sorted(identities, key=order)
        people = {kin.leader(identity) for identity in ordered}
        rostered = {leader for leader in people if -1 in kin.labels[leader]}
        if len(rostered) < 2:
            first = min(ordered, key=lambda i: (kin.leader(i) not in rostered, order(i)))
            kin.join_all(
                Kinship(0.6, first, other, "the same name on another blog") for other in ordered if other != first
            )
