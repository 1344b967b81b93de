"""The term of tests/term.py in a real WordPress: every number of the course equals what loops over WordPress's database say.

Ten blogs: one asks everybody to log in, one has moved since the roster was written, one is somebody's who opted out.
"""

import csv
import json
import signal
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import pytest
import term
from counted import DUE, NAMES, STUDENTS, Counted, belongs
from installed import BIN, free_ports, serving
from selectolax.lexbor import LexborHTMLParser
from truth import Row

from archive.report.query import asked
from archive.report.questions import BY_NAME

OWNERS = [p for p in term.PEOPLE if p.slug]
MOVED = next(p for p in OWNERS if p.state == "moved")
UNSEEN = {p.number for p in OWNERS if p.state in ("private", "opted_out")}
NUMBERS = {p.name: p.number for p in term.PEOPLE}
PROSE = "We warped the loom again today and asked who the cloth is for when nobody wears it to school"
LISTED = [p for p in OWNERS if p.state != "opted_out"]
SECTIONS = {p.section for p in LISTED}
WEEKS = range(1, term.WEEKS + 1)
OPTIONS = {
    "permalink_structure": "/%year%/%monthnum%/%postname%/", "timezone_string": "Pacific/Auckland", "posts_per_page": 8, "posts_per_rss": 10,
    "date_format": "j F Y", "time_format": "H:i", "thread_comments": 1, "thread_comments_depth": 5, "page_comments": 0, "show_avatars": 1,
    "comment_moderation": 0, "close_comments_for_old_posts": 0,
}  # fmt: skip
CONFIG = """
contact: {name: Mere Example, email: mere@example.org}
politeness: {delay: 0, allow_private_networks: true}
courses:
  - slug: %s
    title: Teaching with curiosity
    starts: %s
    weeks: %d
    timezone: Pacific/Auckland
    roster: roster.csv
    assignments: %s
    expect: {posts_per_week: 1, comments_per_week: 1}
"""
AFTER = datetime(2026, 6, 30, tzinfo=term.ZONE)
"""The course is over when the blogs are crawled, whenever that is."""


@dataclass(frozen=True)
class Kept:
    """The crawled course, and what WordPress says of it."""

    data: Path
    truth: Counted
    hosts: dict[int, str]

    def answer(self, *words: str) -> Any:
        line = [BIN / "coursekeep", *words, "--data", self.data, "--json"]
        return json.loads(subprocess.run(line, capture_output=True, text=True, check=True, cwd=self.data.parent).stdout)

    def told(self, question: str, *columns: str, **given: str) -> list[tuple[Any, ...]]:
        """Rows of a named question, all of them."""
        most = {"limit": "1000"} if "limit" in BY_NAME[question].parameters else {}
        with closing(sqlite3.connect(self.data / "coursekeep.sqlite")) as db:
            found = asked(db, question, {**most, **given}).objects()
        return [tuple(row[name] for name in columns) for row in found]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("term")
    first = free_ports(len(OWNERS) + 1)
    homes = {p.number: f"http://127.0.0.1:{first + n}/" for n, p in enumerate(OWNERS)}
    old = f"http://127.0.0.1:{first + len(OWNERS)}/"
    blogs = [_blog(p, homes) for p in OWNERS] + [
        {"owner": MOVED.name, "options": {"course_moved_to": homes[MOVED.number].rstrip("/")}, "posts": []}
    ]
    (folder / "blogs.json").write_text(json.dumps(blogs), encoding="utf-8")
    with serving(len(blogs), first, COURSE_TERM=str(folder / "blogs.json")) as course:
        _roster(folder, {**homes, MOVED.number: old})
        crawl = subprocess.run(
            [BIN / "coursekeep", "crawl", "--json"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert crawl.returncode == 1, crawl.stderr + crawl.stdout  # the private blog needs a person
        yield Kept(folder / "data", _counted(course.truth), homes)


def _blog(owner: term.Someone, homes: dict[int, str]) -> Row:
    posts = [p for p in term.posts() if p.who == owner.number and p.status != "gone"]
    if owner.number in UNSEEN:
        posts = [term.Wrote(900 + owner.number, owner.number, term.at(3, 2, 12), "Not for the public", words=50)]
    private = {"course_private": 1} if owner.state == "private" else {}
    return {
        "owner": owner.name,
        "options": {**OPTIONS, **private, "blogname": f"{owner.slug}'s blog"},
        "posts": [_post(p, homes) for p in posts],
    }


def _post(post: term.Wrote, homes: dict[int, str]) -> Row:
    said = [c for c in term.comments() if c.post == post.number and c.status != "gone"]
    html = f"<p>{' '.join(islice(cycle(PROSE.split()), post.words))}</p>"
    return {
        "title": post.title,
        "html": html,
        "date": _clock(post.at),
        "tags": [post.tag] if post.tag else [],
        "said": [_said(c, post, homes) for c in said],
    }


def _said(said: term.Said, post: term.Wrote, homes: dict[int, str]) -> Row:
    return {
        "number": said.number, "parent": said.parent, "author": NAMES[said.who], "url": homes.get(said.who, ""), "owner": said.who == post.who,
        "date": _clock(said.at), "text": f"I see it as you do, number {said.number}.",
    }  # fmt: skip


def _clock(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _roster(folder: Path, homes: dict[int, str]) -> None:
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["name", "url", "section", "role", "consent"])
        sheet.writerows([p.name, homes[p.number], p.section or "", p.role or "", p.consent] for p in OWNERS)
    work = [
        {
            "id": each["slug"],
            "title": each["title"],
            "match": each["match"],
            **({"due": each["due"]} if each["due"] else {}),
        }
        for each in term.ASSIGNMENTS
    ]
    text = CONFIG % (term.SLUG, term.STARTS, term.WEEKS, json.dumps(work))
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def _counted(truth: list[Row]) -> Counted:
    """What WordPress has and shows to everybody."""
    posts: list[term.Wrote] = []
    comments: list[term.Said] = []
    for blog, owner in zip(truth, OWNERS, strict=False):
        for post in blog["posts"] if owner.number not in UNSEEN else ():
            number = 10_000 * owner.number + post["id"]
            words = len(post["body_text_without_references"].split())
            posts.append(term.Wrote(number, NUMBERS[post["author"]], _at(post["published_local"]), post["title"], *post["tags"], words=words))  # fmt: skip
            for said in post["comments"]:
                ids = [10_000 * owner.number + each if each else None for each in (said["id"], said["parent_id"])]
                comments.append(
                    term.Said(ids[0] or 0, number, NUMBERS[said["author"]], _at(said["date_local"]), ids[1])
                )
    return Counted(posts, comments)


def _at(time: str) -> datetime:
    return datetime.fromisoformat(time)


def test_the_blogs_are_in_the_states_they_are_in(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.data / "coursekeep.sqlite")) as db:
        states = dict(db.execute("select owner, state from blogs").fetchall())
        secret = db.execute("select count(*) from posts where title = 'Not for the public'").fetchone()
    assert secret == (0,)
    assert states == {p.name: p.state for p in OWNERS}


@pytest.mark.parametrize("number", range(0, 15))
def test_every_number_of_a_week_is_wordpresss_own(kept: Kept, number: int) -> None:
    [course] = kept.answer("week", str(number))["courses"]
    columns = ("posts", "words", "comments_made", "comments_received")
    assert {s["person"]: tuple(s[c] for c in columns) for s in course["students"]} == kept.truth.students(number)
    assert {name: course["totals"][name] for name in kept.truth.totals(number)} == kept.truth.totals(number)
    assert {(e["source_name"], e["target_name"]): e["comments"] for e in course["edges"]} == kept.truth.pairs(number)
    mine = {s.number for s in STUDENTS}
    quiet = [
        p for p in kept.truth.live if term.week_of(p.at) == number and p.who in mine and not kept.truth.by_others(p)
    ]
    assert sorted(w["title"] for w in course["waiting"]) == sorted(p.title for p in quiet)


@pytest.mark.parametrize("assignment", DUE)
def test_who_has_handed_in_and_how_late_is_as_wordpress_dates_the_posts(kept: Kept, assignment: str) -> None:
    [course] = kept.answer("assignments")["courses"]
    found = {s["person"]: s["assignments"][assignment] for s in course["students"]}
    assert {name: (a["status"], a["late_seconds"]) for name, a in found.items()} == {
        s.name: kept.truth.handed_in(s, assignment, AFTER) for s in STUDENTS
    }


def test_people_by_week_and_section(kept: Kept) -> None:
    truth = {(p.name, week): kept.truth.numbers(week, p.number) for p in LISTED for week in WEEKS}
    cells = kept.told("participation", "person", "course_week", "posts", "comments_made", "comments_received")
    assert {(person, week): tuple(rest) for person, week, *rest in cells if week in WEEKS} == truth
    sections = kept.told("sections", "section", "course_week", "people", "posted", "commented", "posts", "comments")
    for week in WEEKS:
        silent = {p.name for p in LISTED if truth[p.name, week][:2] == (0, 0)}
        assert {name for (name,) in kept.told("silent", "person", week=str(week))} == silent
        sums = {section: _sums([truth[p.name, week] for p in LISTED if p.section == section]) for section in SECTIONS}
        assert {section: tuple(rest) for section, number, *rest in sections if number == week} == sums


def _sums(rows: list[tuple[int, int, int]]) -> tuple[int, ...]:
    posts, comments = [row[0] for row in rows], [row[1] for row in rows]
    return len(rows), sum(map(bool, posts)), sum(map(bool, comments)), sum(posts), sum(comments)


def test_who_is_behind_and_who_stands_alone(kept: Kept) -> None:
    sums = {p.name: _over(kept.truth, WEEKS, p.number) for p in LISTED}
    behind = kept.told("behind", "person", "posts", "comments", week=str(term.WEEKS))
    assert {name: tuple(rest) for name, *rest in behind} == {
        n: s[:2] for n, s in sums.items() if min(s[:2]) < term.WEEKS
    }
    whole = {p.name: _over(kept.truth, range(term.WEEKS + 1), p.number) for p in LISTED}
    assert {name for (name,) in kept.told("isolates", "person")} == {n for n, s in whole.items() if not (s[1] and s[2])}


def _over(truth: Counted, weeks: range, who: int) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*(truth.numbers(week, who) for week in weeks), strict=True))


def test_who_speaks_with_whom(kept: Kept) -> None:
    pairs = kept.truth.pairs()
    assert {(a, b): (n, back) for a, b, n, back in kept.told("pairs", "source", "target", "comments", "in_return")} == {
        (a, b): (n, pairs[b, a]) for (a, b), n in pairs.items()
    }
    told = kept.told("commenters", "person", "comments", "people_addressed", "received")
    assert {name: tuple(rest) for name, *rest in told} == {
        name: (sum(pairs[name, b] for b in NUMBERS), sum((name, b) in pairs for b in NUMBERS), sum(pairs[a, name] for a in NUMBERS))
        for name in {a for a, _ in pairs}
    }  # fmt: skip


def test_conversations_and_how_long_an_answer_takes(kept: Kept) -> None:
    truth = kept.truth
    assert sorted(kept.told("threads", "title", "comments", "people", "depth")) == truth.threads()
    assert dict(kept.told("discussed", "title", "comments")) == {
        p.title: n for p in truth.live if (n := sum(c.post == p.number for c in truth.heard))
    }
    assert {t for (t,) in kept.told("unanswered", "title")} == {p.title for p in truth.live if not truth.by_others(p)}
    slugs = {owner: blog for blog, owner in kept.told("health", "blog", "owner")}
    hours = {slugs[p.name]: each for p in OWNERS if (each := truth.hours(p.number))}
    told = kept.told("answer-times", "blog", "posts", "median_hours", "longest_hours")
    assert {blog: tuple(rest) for blog, *rest in told} == {
        blog: (len(each), pytest.approx(median(each), abs=0.06), pytest.approx(max(each), abs=0.06))
        for blog, each in hours.items()
    }


def test_weeks_tags_and_submissions(kept: Kept) -> None:
    truth = kept.truth
    posts, comments = (Counter(term.week_of(each.at) for each in kind) for kind in (truth.live, truth.heard))
    assert {week: tuple(rest) for week, *rest in kept.told("weeks", "course_week", "posts", "comments")} == {
        week: (posts[week], comments[week]) for week in {*posts, *comments}
    }
    tags = Counter(p.tag for p in truth.live if p.tag)
    assert {name: n for kind, name, n in kept.told("topics", "kind", "name", "posts") if kind == "tag"} == tags
    assert sorted(kept.told("submissions", "assignment", "title", "late")) == sorted(
        (name, p.title, int(p.at > DUE[name])) for name in DUE for p in truth.live if belongs(p, name)
    )


def test_the_pages_show_these_numbers(kept: Kept) -> None:
    with _served(kept.data) as here:
        for week in WEEKS:
            page = LexborHTMLParser(urlopen(f"{here}?week={week}").read())
            rows = [
                [cell.text(strip=True) for cell in row.css("th, td")] for row in page.css("table.sortable tbody tr")
            ]
            shown = {row[0]: tuple(int(cell.replace(",", "")) for cell in row[2:6]) for row in rows}
            expected = kept.truth.students(week)
            assert {name: shown[name] for name in expected} == expected
        page = LexborHTMLParser(urlopen(f"{here}people").read())
        for row in page.css("table.heatmap tbody tr"):
            name = row.css("th a")[0].text(strip=True)
            numbers = [kept.truth.numbers(week, NUMBERS[name]) for week in WEEKS]
            cells = [cell.text(strip=True) or "0·0" for cell in row.css("td.heat")]
            assert cells == [f"{posts}·{made}" for posts, made, _ in numbers], name


@contextmanager
def _served(data: Path) -> Iterator[str]:
    """The address of the pages, while they are served."""
    line = [BIN / "coursekeep", "serve", "--port", str(free_ports(1)), "--data", data]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout
        said = server.stdout.readline()
        try:
            yield said.partition("coursekeep: ")[2].split()[0]
        finally:
            server.send_signal(signal.SIGINT)
