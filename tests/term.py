"""A fictional course of ten blogs and fourteen weeks, told as a list of events, and a database that is made from it.

Two sections; late posts; two people who only comment; a private blog, one that moved, one of somebody who opted out; a teacher.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from archive.database.store import NAME, Store

Rows = dict[str, list[dict[str, Any]]]
ZONE = ZoneInfo("Pacific/Auckland")
STARTS = date(2026, 2, 16)
WEEKS = 14
SLUG = "teaching-2026"
NOW = datetime(2026, 4, 29, 9, 0, tzinfo=UTC)
"""In week 11, which began on 27 April; a crawl has just ended."""


@dataclass(frozen=True)
class Someone:
    """A person; `slug` is None for those who own no blog."""

    number: int
    name: str
    slug: str | None
    section: str | None = None
    role: str | None = "student"
    state: str = "ok"
    consent: str = ""


@dataclass(frozen=True)
class Wrote:
    """A post. `at`: by the course's clock."""

    number: int
    who: int
    at: datetime
    title: str
    tag: str | None = None
    status: str = "live"
    words: int = 100


@dataclass(frozen=True)
class Said:
    """A comment; `parent`: the comment that it answers."""

    number: int
    post: int
    who: int
    at: datetime
    parent: int | None = None
    status: str = "live"


PEOPLE = (
    Someone(1, "Aroha Example", "aroha", "Monday"),
    Someone(2, "Ben Beispiel", "ben", "Monday"),
    Someone(3, "Chloé Exemple", "chloe", "Monday"),
    Someone(4, "Dmitri Primer", "dmitri", "Friday"),
    Someone(5, "Esi Mfatoho", "esi", "Friday"),
    Someone(6, "Farid Mesal", "farid", "Friday", state="private"),
    Someone(7, "Gwen Enghraifft", "gwen", "Friday", state="moved"),
    Someone(8, "Hana Tauira", "hana", "Monday", state="opted_out", consent="opted out"),
    Someone(9, "Ines Ejemplo", "ines", None),
    Someone(10, "Mere Teacher", "mere", None, role="teacher"),
    Someone(11, "Jo Reader", None, role=None),
    Someone(12, "Kim Visitor", None, role=None),
)
ASSIGNMENTS = (
    {"slug": "reading-1", "title": "First reading", "due": "2026-03-13", "match": {"tag": ["reading-1", "Reading One"], "to": "2026-03-20"}},
    {"slug": "diary", "title": "Practicum diary", "due": "2026-04-28 12:00", "match": {"title": "diary"}},
    {"slug": "project", "title": "Project", "due": "2026-05-22", "match": {"title": "project * report"}},
    {"slug": "essay", "title": "=Essay", "due": None, "match": {}},
)  # fmt: skip


def at(week: int, day: int, hour: int, minute: int = 0) -> datetime:
    """By the course's clock; `day` 0 is the first of the week."""
    return datetime.combine(STARTS + timedelta(days=7 * (week - 1) + day), datetime.min.time(), ZONE).replace(hour=hour, minute=minute)  # fmt: skip


def posts() -> list[Wrote]:
    """What was written: everybody on another day of the week, some not in every week; the first hour after midnight is a trap of clocks."""
    found = [Wrote(1, 1, at(0, 3, 10), "Before it begins")]
    for week in range(1, 12):
        for who in (1, 2, 3, 4, 5, 7, 9, 10):
            if (week * who) % 5 == 4 or (week == 11 and who in (2, 4)):
                continue
            moment = at(week, (who + week) % 7, 0 if who == 3 else 23 if who == 4 else 12, 30)
            if moment < NOW:
                found.append(Wrote(len(found) + 1, who, moment, f"Week {week} by {who}", words=100 + who))
    n = len(found)
    found += [
        Wrote(n + 1, 1, at(4, 4, 23, 59), "On reading", "reading-1"),
        Wrote(n + 2, 2, at(5, 0, 0, 1), "Late reading", "Reading One"),
        Wrote(n + 3, 3, at(5, 6, 9), "Too late for it", "reading-1"),
        Wrote(n + 4, 1, at(4, 5, 8), "Again on reading", "reading-1"),
        Wrote(n + 5, 5, at(11, 1, 11, 59), "My practicum Diary"),
        Wrote(n + 6, 7, at(11, 1, 15), "DIARY of gwen"),
        Wrote(n + 7, 9, at(11, 1, 10), "A lost diary", status="gone"),
        Wrote(n + 8, 2, at(10, 2, 10), "Project, an early report"),
    ]
    return found


def comments() -> list[Said]:
    """Who said what: some posts have none, some have only their writer's own; answers lead to comments."""
    found: list[Said] = []
    for post in posts():
        if post.number % 4 == 0:
            continue
        first = len(found) + 1
        guest = 11 if post.number % 3 else 12
        found.append(Said(first, post.number, post.who, post.at + timedelta(hours=1)))
        if post.number % 4 == 1:
            continue
        reader = post.number % 5 + 1
        found.append(
            Said(
                first + 1,
                post.number,
                reader,
                post.at + timedelta(days=post.number % 9),
                status="gone" if post.number % 11 == 0 else "live",
            )
        )
        found.append(Said(first + 2, post.number, guest, post.at + timedelta(days=2), first + 1))
        found.append(Said(first + 3, post.number, 10, post.at + timedelta(days=3), first + 2))
    return [each for each in found if each.at < NOW]


def utc(moment: datetime) -> str:
    """As the database has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def week_of(moment: datetime) -> int:
    """The week of the course."""
    return (moment.date() - STARTS).days // 7 + 1


def rows() -> Rows:
    """The rows of the database."""
    blogs = {p.number: p for p in PEOPLE if p.slug}
    terms = sorted({post.tag for post in posts() if post.tag})
    return {
        "courses": [{"id": 1, "slug": SLUG, "title": "Teaching with curiosity", "starts": STARTS.isoformat(), "weeks": WEEKS, "timezone": "Pacific/Auckland"}],
        "assignments": [_assignment(n, each) for n, each in enumerate(ASSIGNMENTS, 1)],
        "people": [{"id": p.number, "key": f"roster:{p.slug}" if p.slug else f"name:{p.name}", "name": p.name, "role": p.role, "section": p.section, "in_roster": int(bool(p.slug)), "confidence": 1.0} for p in PEOPLE if p.state != "opted_out"],
        "blogs": [_blog(p) for p in blogs.values()],
        "crawls": [{"id": 20260429090000, "started_at": utc(NOW - timedelta(hours=1)), "finished_at": utc(NOW), "status": "finished"}],
        "posts": [_post(p) for p in posts()],
        "comments": list(_comments(comments())),
        "terms": [{"id": 10 * n + b, "blog_id": b, "kind": "tag", "name": tag, "slug": tag.lower().replace(" ", "-")} for n, tag in enumerate(terms, 100) for b in blogs],
        "posts_terms": [{"id": p.number, "post_id": p.number, "term_id": 10 * (100 + terms.index(p.tag)) + p.who} for p in posts() if p.tag],
    }  # fmt: skip


def _assignment(number: int, each: dict[str, Any]) -> dict[str, Any]:
    import json

    from crawler.compose.calendar import deadline

    due = each["due"]
    return {"id": number, "course_id": 1, "slug": each["slug"], "title": each["title"], "due_at": deadline(due, "Pacific/Auckland") if due else None, "due_local": due, "match": json.dumps(each["match"])}  # fmt: skip


def _blog(p: Someone) -> dict[str, Any]:
    out = p.state == "opted_out"
    return {"id": p.number, "slug": p.slug, "url": f"https://{p.slug}.example.org/", "title": f"{p.slug}'s blog", "owner": p.name, "person_id": None if out else p.number, "email": f"{p.slug}@example.org", "course_id": 1, "section": p.section, "role": p.role, "consent": p.consent, "state": p.state}  # fmt: skip


def _dates(moment: datetime) -> dict[str, Any]:
    return {"published_at": utc(moment), "published_local": moment.isoformat(), "local_date": moment.date().isoformat(), "course_week": week_of(moment)}  # fmt: skip


def _post(p: Wrote) -> dict[str, Any]:
    name = next(each.name for each in PEOPLE if each.number == p.who)
    body = f"<p>Thanks to {name} for the loom. It is <em>warped</em>.</p><h2>Why</h2><p>See <a href='https://example.org/x'>there</a>.</p>"
    return {
        "id": p.number, "blog_id": p.who, "kind": "post", "url": f"https://b{p.who}.example.org/{p.number}/", "title": p.title, "author": name,
        "person_id": p.who, **_dates(p.at), "body_html": body, "body_text": f"Thanks to {name} for the loom. It is warped.\nWhy\nSee there.",
        "word_count": p.words, "protected": 0, "comments_open": 1, "status": p.status,
    }  # fmt: skip


def _comments(said: Iterable[Said]) -> Iterable[dict[str, Any]]:
    said = list(said)
    writers = {p.number: p.who for p in posts()}
    there = {c.number for c in said}
    for c in said:
        name = next(each.name for each in PEOPLE if each.number == c.who)
        parent = c.parent if c.parent in there else None
        yield {
            "id": c.number, "post_id": c.post, "parent_id": parent, "thread_id": c.number if parent is None else parent, "depth": 1 if parent is None else 2,
            "author": name, "person_id": c.who, **_dates(c.at), "text": f"I agree, says {name}.", "html": f"<p>I agree, says {name}.</p>", "word_count": 4,
            "by_post_author": int(writers[c.post] == c.who), "position": c.number, "status": c.status,
        }  # fmt: skip


def store(folder: Path) -> Store:
    """The course in a database."""
    made = Store(folder / NAME)
    with made.transaction():
        made.put(rows())
    return made
