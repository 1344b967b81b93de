"""The people of a course: those of whom it expects posts, with their blogs; those who teach; and everybody else who wrote there."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archive.export.plain import plain
from archive.report.summary import Row, rows

STAFF = frozenset(
    [
        "teacher",
        "tutor",
        "lecturer",
        "instructor",
        "professor",
        "coordinator",
        "convenor",
        "facilitator",
        "moderator",
        "mentor",
        "staff",
        "assistant",
        "ta",
        "admin",
        "administrator",
        "librarian",
        "observer",
        "course",
    ]
)
"""Roles of a roster of whom no posts are expected; everybody else who owns a blog is a student."""
READABLE = frozenset(("ok", "moved", "quiet"))
"""States of a blog in which everything public can be read: who has no post then, has not posted."""
OWNERS = """
select b.id, b.slug, b.url, b.owner, b.title, b.section, b.role, b.email, b.state, b.person_id, h.key, h.name,
  coalesce(b.person_id, -b.id) as who
from blogs b left join people h on h.id = b.person_id where (?1 is null or b.course_id = ?1) and {there} order by b.slug
"""
OUT = """
select b.person_id as id from blogs b where b.state = 'opted_out' and b.person_id is not null
union select h.id from people h where h.consent = 'opted out'
"""
OTHERS = (
    "select h.id, h.key, h.name, h.role, h.section from json_each(?) j join people h on h.id = j.value order by h.id"
)
THERE = "b.state <> 'opted_out' and coalesce(b.consent, '') <> 'opted out'"
"""SQL: the blog's owner has not opted out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a course. `who`: the number in `people`, or minus that of the blog whose owner is not known yet."""

    who: int
    key: str
    """Natural and stable: what a pseudonym is made from."""
    name: str
    blogs: tuple[str, ...] = ()
    """Their slugs, as they are shown."""
    slugs: tuple[str, ...] = ()
    """As the database has them, also under a pseudonym."""
    url: str | None = None
    section: str | None = None
    role: str | None = None
    email: str | None = None
    state: str = "ok"
    """Of the blog; the best where there are several."""

    @property
    def kind(self) -> str:
        """student, staff, or other for those who own no blog here."""
        if not self.blogs:
            return "other"
        words = set((self.role or "").casefold().split())
        return "staff" if STAFF & words and "student" not in words else "student"

    @property
    def shown(self) -> str:
        """The name; with the state of a blog that cannot be read, so that a zero is not taken for one."""
        return self.name if self.readable else f"{self.name} ({self.state.replace('_', ' ')})"

    @property
    def readable(self) -> bool:
        """Whether everything public of the blog could be read."""
        return self.state in READABLE


def owners(db: sqlite3.Connection, course: int | None) -> dict[int, Person]:
    """Who owns the blogs of a course (None: all blogs), by number; those who opted out are not there. In the order of names."""
    found: dict[int, list[Row]] = {}
    for row in rows(db, OWNERS.format(there=THERE), course):
        found.setdefault(row["who"], []).append(row)
    people = [_person(who, theirs) for who, theirs in found.items()]
    return {person.who: person for person in sorted(people, key=lambda p: (p.name.casefold(), p.who))}


def _person(who: int, blogs: list[Row]) -> Person:
    best = min(blogs, key=lambda b: (b["state"] not in READABLE, b["slug"]))
    return Person(
        who=who,
        key=best["key"] or f"blog:{best['slug']}",
        name=plain(best["name"] or best["owner"] or best["slug"]),
        blogs=tuple(b["slug"] for b in blogs),
        slugs=tuple(b["slug"] for b in blogs),
        url=best["url"],
        section=_first(blogs, "section"),
        role=_first(blogs, "role"),
        email=_first(blogs, "email"),
        state=best["state"],
    )


def _first(blogs: Iterable[Row], name: str) -> str | None:
    return next((plain(b[name]) for b in blogs if b[name]), None)


def others(db: sqlite3.Connection, whom: Collection[int | None], known: Collection[int]) -> dict[int, Person]:
    """Those of `whom` who own no blog in the course, by number."""
    wanted = sorted({who for who in whom if who is not None and who > 0} - set(known))
    found = rows(db, OTHERS, json.dumps(wanted))
    return {row["id"]: Person(who=row["id"], key=row["key"], name=plain(row["name"] or "") or "somebody", role=row["role"], section=row["section"]) for row in found}  # fmt: skip


def opted_out(db: sqlite3.Connection) -> frozenset[int]:
    """Numbers of people who must not be named."""
    return frozenset(row["id"] for row in rows(db, OUT))
