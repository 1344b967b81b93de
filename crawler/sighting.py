"""How people appear on blogs: an account, an address, a picture, a name. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, unquote

from archive.export.plain import letters
from crawler.addresses import same_place

Identity = tuple[str, str]
"""(kind, value): `account` (blog/login or blog/number), `url`, `avatar`, `name` (blog/letters), `roster` (a blog's slug)."""
Key = tuple[Any, ...]
"""(blog's number, table, author, address, account's number, account's name, picture): rows that are alike in these are one person's."""
NOBODY = frozenset(
    [
        "admin",
        "administrator",
        "anon",
        "anonym",
        "anonyme",
        "anonymous",
        "anonymus",
        "author",
        "editor",
        "guest",
        "gast",
        "invitado",
        "mystery",
        "nobody",
        "noname",
        "owner",
        "reader",
        "someone",
        "somebody",
        "student",
        "students",
        "teacher",
        "test",
        "tutor",
        "unknown",
        "user",
        "visitor",
        "webmaster",
        "wordpress",
        "you",
        "me",
    ]
)
"""Names that are nobody's, in letters only."""
_DISTINCT = re.compile(r"[\d_@]")


@lru_cache(maxsize=100_000)
def plain_name(name: str) -> str:
    """A name made comparable: letters and digits only, in lower case and without accents."""
    return letters(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One way in which somebody appears on a blog: its marks, the surest first, the printed name, and how often."""

    blog: str
    marks: tuple[Identity, ...]
    """Of kinds account, url and avatar."""
    name: str | None = None
    times: int = 1
    called: Identity | None = field(init=False)
    """The name as an identity: of its blog, since other blogs have others of that name."""

    def __post_init__(self) -> None:
        plain = plain_name(self.name or "")
        worthy = plain and plain not in NOBODY
        object.__setattr__(self, "called", ("name", f"{self.blog}/{plain}") if worthy else None)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """All marks, the name last."""
        return (*self.marks, *((self.called,) if self.called else ()))


def is_distinct(name: str) -> bool:
    """Whether a name, in another blog, is probably the same person's: a first name and a family name, or a made-up one."""
    words = [word for word in re.split(r"[\s.]+", name) if len(plain_name(word)) > 1]
    return plain_name(name) not in NOBODY and (
        len(words) > 1 or bool(_DISTINCT.search(name)) or len(plain_name(name)) > 9
    )


def sighting(key: Key, times: int, slug: str, home: str) -> Sighting:
    """How somebody appears on the blog `slug`, whose address is `home`."""
    _, table, author, url, number, login, avatar = key
    place = same_place(url).casefold() if url else ""
    own = place if place.startswith(same_place(home).casefold()) else ""
    marks = []
    if account := number or _number_in(own):
        marks.append(("account", f"{slug}/{account}"))
    if name := login or _login_in(own):
        marks.append(("account", f"{slug}/{name.casefold()}"))
    if place and table == "comments" and not _login_in(own) and len(place) <= 200:
        marks.append(("url", place))
    if avatar:
        marks.append(("avatar", avatar))
    return Sighting(blog=slug, marks=tuple(marks), name=author, times=times)


def _login_in(place: str) -> str | None:
    """`kiri` of looms.example.org/author/kiri."""
    _, found, rest = place.partition("/author/")
    return unquote(rest) if found and "/" not in rest else None


def _number_in(place: str) -> str | None:
    """`3` of looms.example.org/?author=3."""
    said = parse_qs(place.partition("?")[2]).get("author", [""])[0]
    return said if said.isdigit() else None


def labels_of(sightings: Iterable[Sighting]) -> Mapping[Identity, Counter[str]]:
    """Identity -> the names printed with it, counted."""
    printed: dict[Identity, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        for identity in sighting.identities:
            printed[identity][sighting.name or ""] += sighting.times
    return printed
