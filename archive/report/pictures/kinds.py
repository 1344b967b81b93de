"""What can be drawn of a course or of a whole archive, by name: each kind asks the database and gives a picture with its table."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.export.plain import plain
from archive.report import works as reading
from archive.report.pictures.activity import activity
from archive.report.pictures.citations import citations
from archive.report.pictures.network import Edge, Node, network
from archive.report.pictures.shapes import Picture
from archive.report.pictures.threads import threads
from archive.report.pictures.timeline import timeline
from archive.report.summary import Row, rows
from archive.report.week_calendar import Course, as_of, courses
from archive.report.week_counts import COURSE, WRITER, counts, edges
from archive.report.week_names import Mask, mask, pseudonyms
from archive.report.week_people import Person, opted_out, others, owners

POST_DAYS = f"""
select p.local_date as day, count(*) as number from blogs b cross join posts p on p.blog_id = b.id
where {COURSE} and p.kind = 'post' and p.status <> 'gone' and p.local_date is not null group by 1
"""
COMMENT_DAYS = f"""
select c.local_date as day, count(*) as number from blogs b cross join posts p on p.blog_id = b.id cross join comments c on c.post_id = p.id
where {COURSE} and c.status <> 'gone' and c.local_date is not null group by 1
"""
DEADLINES = "select title, due_local from assignments where course_id = ? and due_local is not null"
DISCUSSED = f"""
select p.id, p.title, {WRITER} as who, count(*) as comments
from blogs b cross join posts p on p.blog_id = b.id cross join comments c on c.post_id = p.id
where {COURSE} and c.status <> 'gone' group by p.id order by comments desc, p.id limit 15
"""
SAID = """
select c.id, c.post_id, c.parent_id as parent, c.depth, c.person_id as who, c.author
from json_each(?) j cross join comments c on c.post_id = j.value where c.status <> 'gone' order by c.position, c.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is drawn: a course (None: everything in the archive), of it all or one week; its people under the names that are shown."""

    course: Course | None
    week: int | None
    known: datetime
    """Until when the database knows."""
    people: Mapping[int, Person]
    out: frozenset[int]
    by: str
    mask: Mask | None = None

    @property
    def id(self) -> int | None:
        """The course's number."""
        return self.course.id if self.course else None

    def titled(self, words: str) -> str:
        """A title with the course's."""
        week = f", week {self.week}" if self.week is not None else ""
        return f"{words}{week}: {plain(self.course.title)}" if self.course else words

    def name(self, who: int | None, printed: str | None = None) -> str:
        """How somebody is called."""
        if who is not None and who in self.people:
            return self.people[who].name
        return "Somebody" if self.mask else plain(printed or "") or "Somebody"

    def text(self, words: str | None) -> str:
        """A title, without names under pseudonyms."""
        return self.mask(plain(words or "")) if self.mask else plain(words or "")


def scope(db: sqlite3.Connection, now: datetime, *, course: str | None = None, week: int | None = None, pseudonymous: bool = False) -> Scope:  # fmt: skip
    """The named course; where none is named the only one, else the whole archive. Raises StoreError."""
    found = courses(db, course) if course is not None or db.execute("select 1 from courses").fetchone() else []
    of = found[0] if len(found) == 1 else None
    number, out = of.id if of else None, opted_out(db)
    by = "week" if of and of.starts else "month"
    owned, done = owners(db, number), counts(db, number, out, by)
    people = {**owned, **others(db, {who for who, _ in done.weeks}, owned)}
    named = pseudonyms(people) if pseudonymous else people
    cover = mask(db, people, named) if pseudonymous else None
    return Scope(course=of, week=week, known=as_of(db, now), people=named, out=out, by=by, mask=cover)


def _network(db: sqlite3.Connection, of: Scope) -> Picture:
    found = [e for e in edges(db, of.id, of.week, of.out) if {e["source"], e["target"]} <= of.people.keys()]
    met = {e[end] for e in found for end in ("source", "target")}
    shown = [p for p in of.people.values() if p.kind == "student" or p.who in met]
    nodes = [Node(number=p.who, name=p.name, group=p.section) for p in shown]
    lines = [Edge(source=e["source"], target=e["target"], weight=e["comments"]) for e in found]
    return network(of.titled("Who comments on whom"), nodes, lines)


def _activity(db: sqlite3.Connection, of: Scope) -> Picture:
    done = counts(db, of.id, of.out, of.by)
    if of.by == "week" and of.course:
        today = of.course.number(of.course.today(of.known)) or 0
        last = of.course.weeks or max(done.numbers(), default=1)
        keys: list[int | str] = list(range(1, last + 1))
        heads = [(f"{week}", week <= today) for week in range(1, last + 1)]
    else:
        keys = list(done.months()[-36:])
        heads = [(str(month), True) for month in keys]
    students = [p for p in of.people.values() if p.kind == "student"]
    cells = {(p.who, n): done.of(p.who, key) for p in students for n, key in enumerate(keys)}
    drawn = {place: (tally.posts, tally.made) for place, tally in cells.items() if tally.posts or tally.made}
    words = "Posts and comments, week by week" if of.by == "week" else "Posts and comments, month by month"
    return activity(of.titled(words), [(p.who, p.shown) for p in students], heads, drawn)


def _citations(db: sqlite3.Connection, of: Scope) -> Picture:
    found = reading.works(db, reading.Choice(course=of.course.slug if of.course else None))
    return citations(of.titled("What is read"), [{**work, "name": _work(work["csl"])} for work in found])


def _work(item: Row) -> str:
    """`Vygotsky (1978). Mind in society`; as printed where nothing was recognised."""
    authors = [a.get("family") or a.get("literal") or "" for a in item.get("author", [])]
    who = (
        authors[0] + (" et al." if len(authors) > 2 else f" & {authors[1]}" if len(authors) == 2 else "")
        if authors
        else ""
    )
    year = str(((item.get("issued") or {}).get("date-parts") or [[""]])[0][0])
    title = item.get("title") or (item.get("custom") or {}).get("text") or "(no title)"
    return plain(" ".join(filter(None, (who, f"({year})." if year else "", title))))


def _timeline(db: sqlite3.Connection, of: Scope) -> Picture:
    posts, comments = (
        Counter({r["day"]: r["number"] for r in rows(db, sql, of.id)}) for sql in (POST_DAYS, COMMENT_DAYS)
    )
    days = {date.fromisoformat(d): (posts[d], comments[d]) for d in {*posts, *comments}}
    due = [(date.fromisoformat(r["due_local"][:10]), of.text(r["title"])) for r in rows(db, DEADLINES, of.id)]
    span = _span(of, days)
    return timeline(of.titled("Posts and comments, day by day"), days, span, _marks(of, span), due)


def _span(of: Scope, days: Mapping[date, tuple[int, int]]) -> tuple[date, date]:
    """The course, or the week that was asked for, or all days on which something happened."""
    if of.course and of.course.starts and (of.week is not None or of.course.weeks):
        first, last = of.course.days(of.week or 1), of.course.days(of.week or of.course.weeks or 1)
        if first and last:
            return first[0], last[1]
    return min(days, default=of.known.date()), max(days, default=of.known.date())


def _marks(of: Scope, span: tuple[date, date]) -> list[tuple[date, str]]:
    first, last = span
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) <= 14:
        return [(day, f"{day.day}.{day.month}.") for day in days]
    if of.course and of.course.starts:
        return [(day, f"week {of.course.number(day)}") for day in days if (day - of.course.starts).days % 7 == 0]
    return [(day, f"{day:%Y-%m}") for day in days if day.day == 1]


def _threads(db: sqlite3.Connection, of: Scope) -> Picture:
    found = rows(db, DISCUSSED, of.id)
    said: dict[int, list[Row]] = defaultdict(list)
    writers = {row["id"]: row["who"] for row in found}
    for row in rows(db, SAID, json.dumps(list(writers))):
        if row["who"] not in of.out:
            own = row["who"] == writers[row["post_id"]]
            said[row["post_id"]].append(
                {**row, "depth": row["depth"] or 1, "person": of.name(row["who"], row["author"]), "own": own}
            )
    shown = [
        {"title": of.text(row["title"]), "person": of.name(row["who"]), "comments": said[row["id"]]} for row in found
    ]
    return threads(of.titled("The longest conversations"), shown)


KINDS: Mapping[str, Callable[[sqlite3.Connection, Scope], Picture]] = {
    "network": _network,
    "activity": _activity,
    "citations": _citations,
    "timeline": _timeline,
    "threads": _threads,
}
"""Name of a picture -> what makes it."""
