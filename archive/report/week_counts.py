"""The numbers behind a course's weeks: who wrote how much when, who addressed whom, what nobody has answered. Each is one query."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from archive.report.summary import Row, rows
from archive.report.week_people import THERE

WRITER = "coalesce(p.person_id, b.person_id, -b.id)"
"""SQL: who wrote a post; its blog's owner where it says nothing."""
COURSE = f"(?1 is null or b.course_id = ?1) and {THERE}"
"""SQL: the blog is of the course, or of any where none is named. Posts are joined to blogs, never the other way round: hence `cross join`."""
POSTS = f"""
select {WRITER} as who, {{week}} as week, count(*) as posts, sum(p.word_count) as words, max(p.local_date) as last
from blogs b cross join posts p on p.blog_id = b.id
where {COURSE} and p.kind = 'post' and p.status <> 'gone' group by 1, 2
"""
COMMENTS = f"""
select c.person_id as who, {WRITER} as host, {{week}} as week, count(*) as comments, max(c.local_date) as last
from blogs b cross join posts p on p.blog_id = b.id cross join comments c on c.post_id = p.id
where {COURSE} and c.status <> 'gone' group by 1, 2, 3
"""
EDGES = f"""
select c.person_id as source, iif(c.parent_id is null, {WRITER}, a.person_id) as target, count(*) as comments
from blogs b cross join posts p on p.blog_id = b.id cross join comments c on c.post_id = p.id left join comments a on a.id = c.parent_id
where {COURSE} and (?2 is null or c.course_week = ?2) and c.status <> 'gone' and c.person_id is not null
group by 1, 2 having target is not null and source <> target order by 3 desc, 1, 2
"""
ANSWERED = f"""exists (select 1 from comments c where c.post_id = p.id and c.status <> 'gone' and c.by_post_author is not 1
  and c.person_id is not {WRITER})"""
"""SQL: somebody other than its writer has commented on a post."""
WEEK_POSTS = f"""
select p.id as post_id, {WRITER} as who, b.slug as blog, p.title, p.url, p.published_at, p.local_date, p.word_count as words,
  p.comments_open, p.protected, p.status{{more}}, (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone') as comments
from blogs b cross join posts p on p.blog_id = b.id
where {COURSE} and p.course_week = ?2 and p.kind = 'post' and p.status <> 'gone' order by p.published_at, p.id
"""
WAITING = f"""
select p.id as post_id, {WRITER} as who, coalesce(b.person_id, -b.id) as owner, b.slug as blog, p.title, p.url, p.published_at,
  p.local_date, p.course_week as week, p.comments_open
from blogs b cross join posts p on p.blog_id = b.id
where {COURSE} and p.course_week between ?2 and ?3 and p.kind = 'post' and p.status = 'live' and p.protected is not 1 and not {ANSWERED}
order by p.published_at, p.id
"""


When = int | str | None
"""A week of a course, or a month, `2026-03`."""
Days = dict[int, dict[When, str]]
BY = {"week": "{t}.course_week", "month": "substr({t}.local_date, 1, 7)"}
"""What is counted by -> SQL; months are for blogs of no course."""


@dataclass(slots=True)
class Tally:
    """What somebody did in a week."""

    posts: int = 0
    words: int = 0
    made: int = 0
    """Comments on posts of others."""
    received: int = 0
    """Comments of others on own posts, whenever these were written."""


@dataclass(slots=True)
class Counts:
    """`weeks`: person, week -> tally; `posted` and `commented`: person -> week -> its latest day. What has no date has week None."""

    weeks: dict[tuple[int, When], Tally] = field(default_factory=lambda: defaultdict(Tally))
    posted: Days = field(default_factory=lambda: defaultdict(dict))
    commented: Days = field(default_factory=lambda: defaultdict(dict))

    def of(self, who: int, week: When) -> Tally:
        """The tally; zeros where nothing was done."""
        return self.weeks.get((who, week)) or Tally()

    def numbers(self) -> set[int]:
        """Every week in which somebody did something."""
        return {week for (_, week), t in self.weeks.items() if isinstance(week, int) and (t.posts or t.made)}

    def months(self) -> list[str]:
        """Every month in which somebody did something."""
        return sorted({month for (_, month), t in self.weeks.items() if isinstance(month, str) and (t.posts or t.made)})


def counts(db: sqlite3.Connection, course: int | None, out: Collection[int] = (), by: str = "week") -> Counts:
    """Who wrote how much in which week, or month (`BY`). `out`: those who must not be named."""
    found = Counts()
    for row in rows(db, POSTS.format(week=BY[by].format(t="p")), course):
        if row["who"] not in out:
            _post(found, row)
    for row in rows(db, COMMENTS.format(week=BY[by].format(t="c")), course):
        _comment(found, row, out)
    return found


def _post(found: Counts, row: Row) -> None:
    tally = found.weeks[row["who"], row["week"]]
    tally.posts += row["posts"]
    tally.words += row["words"] or 0
    if row["last"]:
        found.posted[row["who"]][row["week"]] = row["last"]


def _comment(found: Counts, row: Row, out: Collection[int]) -> None:
    who, host, week = row["who"], row["host"], row["week"]
    if who == host:
        return
    if host not in out:
        found.weeks[host, week].received += row["comments"]
    if who is not None and who not in out:
        found.weeks[who, week].made += row["comments"]
        if row["last"]:
            found.commented[who][week] = max(row["last"], found.commented[who].get(week, ""))


def last(days: Days, who: int, until: int) -> str | None:
    """The last day on which somebody did it, until the end of a week."""
    return max((d for week, d in days.get(who, {}).items() if isinstance(week, int) and week <= until), default=None)


def edges(db: sqlite3.Connection, course: int | None, week: int | None, out: Collection[int] = ()) -> list[Row]:
    """Who addressed whom how often in a week, or ever: `source`, `target`, `comments`; the most first."""
    return [r for r in rows(db, EDGES, course, week) if r["source"] not in out and r["target"] not in out]
