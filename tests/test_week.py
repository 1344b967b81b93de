"""The week: every number equals what plain loops over the list of events say (tests/term.py)."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import term
from click.testing import CliRunner
from counted import NAMES, Counted

from archive.errors import StoreError
from archive.report import week as report
from archive.report.week_lines import waited, week_lines
from crawler.cli import main

TERM = Counted(term.posts(), term.comments())
LIVE = TERM.live
HEARD = TERM.heard


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("term")
    term.store(made).close()
    return made


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "coursekeep.sqlite")) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def told(db: sqlite3.Connection, number: int | None = None, now: datetime = term.NOW) -> dict[str, Any]:
    [course] = report.week(db, now, number)["courses"]
    return dict(course)


def run(folder: Path, *words: str) -> str:
    ran = CliRunner().invoke(main, [*words, "--data", str(folder), "--now", "2026-04-29T09:00:00+0000"])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.parametrize("number", range(0, 15))
def test_every_student_is_there_with_posts_words_and_comments_given_and_received(
    db: sqlite3.Connection, number: int
) -> None:
    columns = ("posts", "words", "comments_made", "comments_received")
    assert {s["person"]: tuple(s[c] for c in columns) for s in told(db, number)["students"]} == TERM.students(number)


@pytest.mark.parametrize("number", range(0, 15))
def test_totals_are_sums_over_the_students(db: sqlite3.Connection, number: int) -> None:
    expected = TERM.totals(number)
    assert expected["students"] == 8
    assert {name: told(db, number)["totals"][name] for name in expected} == expected


@pytest.mark.parametrize("number", range(0, 15))
def test_who_addressed_whom_follows_the_comment_that_is_answered(db: sqlite3.Connection, number: int) -> None:
    pairs = TERM.pairs(number)
    found = told(db, number)
    assert {(e["source_name"], e["target_name"]): e["comments"] for e in found["edges"]} == pairs
    listed = {
        (p["person"], to["person"]): to["comments"]
        for p in (*found["students"], *found["others"])
        for to in p["commented_on"]
    }
    assert listed == pairs


@pytest.mark.parametrize("number", [1, 5, 11])
def test_posts_that_wait_are_named_with_their_days_and_those_of_older_weeks_apart(
    db: sqlite3.Connection, number: int
) -> None:
    quiet = TERM.quiet(number)
    today = term.NOW.astimezone(term.ZONE).date()
    now = {(p.title, (today - p.at.date()).days) for p in quiet if term.week_of(p.at) == number}
    found = told(db, number)
    assert {(w["title"], w["days"]) for w in found["waiting"]} == now
    assert len(found["waiting_before"]) == len(quiet) - len(now)


def test_posts_of_the_week_are_all_there_with_their_comments_counted(db: sqlite3.Connection) -> None:
    expected = [
        (p.title, NAMES[p.who], sum(c.post == p.number for c in HEARD)) for p in LIVE if term.week_of(p.at) == 10
    ]
    assert sorted((p["title"], p["person"], p["comments"]) for p in told(db, 10)["posts"]) == sorted(expected)


def test_people_who_only_comment_and_teachers_stand_apart_and_who_opted_out_is_nowhere(db: sqlite3.Connection) -> None:
    found = told(db, 9)
    assert {p["person"]: p["kind"] for p in found["others"]} == {
        "Jo Reader": "other",
        "Kim Visitor": "other",
        "Mere Teacher": "staff",
    }
    assert "Hana" not in json.dumps([told(db, n) for n in range(15)])


def test_last_posts_are_those_before_the_end_of_the_week_that_is_asked_for(db: sqlite3.Connection) -> None:
    for student in told(db, 6)["students"]:
        days = [p.at.date().isoformat() for p in LIVE if NAMES[p.who] == student["person"] and term.week_of(p.at) <= 6]
        assert student["last_post"] == max(days, default=None)


@pytest.mark.parametrize(
    ("when", "number", "phase", "note"),
    [
        (datetime(2026, 2, 14, tzinfo=UTC), 1, "before", "it begins on 16 Feb, in 2 days"),
        (datetime(2026, 2, 15, 10, 59, tzinfo=UTC), 1, "before", "in 1 day"),
        (datetime(2026, 2, 15, 11, 0, tzinfo=UTC), 1, "running", None),
        (datetime(2026, 2, 22, 10, 59, tzinfo=UTC), 1, "running", None),
        (datetime(2026, 2, 22, 11, 0, tzinfo=UTC), 2, "running", None),
        (datetime(2026, 4, 12, 11, 59, tzinfo=UTC), 8, "running", None),
        (datetime(2026, 4, 12, 12, 0, tzinfo=UTC), 9, "running", None),
        (datetime(2027, 1, 1, tzinfo=UTC), 14, "after", "the course ended on 24 May"),
    ],
)
def test_the_current_week_turns_at_local_midnight_also_after_daylight_saving_and_stays_within_the_course(
    db: sqlite3.Connection, when: datetime, number: int, phase: str, note: str | None
) -> None:
    found = told(db, None, when)
    assert (found["week"], found["phase"]) == (number, phase)
    assert note in found["note"] if note else found["note"] is None


def test_days_are_counted_until_the_end_of_the_last_crawl_not_until_somebody_looks(db: sqlite3.Connection) -> None:
    assert told(db, 11, term.NOW + timedelta(days=400))["waiting"] == told(db, 11)["waiting"]


def test_weeks_outside_the_course_are_answered_and_named_so(db: sqlite3.Connection) -> None:
    assert told(db, 0)["note"] == "week 0 is before the course"
    assert told(db, 15)["note"] == "week 15 is after the course"
    assert (told(db, 12)["note"], told(db, 11)["note"]) == ("week 12 has not begun", None)
    assert told(db, 10**9)["week"] is None


def test_a_course_without_a_first_day_says_so_beside_the_others(tmp_path: Path) -> None:
    store = term.store(tmp_path)
    with store.transaction():
        store.put({"courses": [{"id": 2, "slug": "undated"}]})
    store.connection.row_factory = sqlite3.Row
    answer = report.week(store.connection, term.NOW)
    assert [(c["course"], c["week"]) for c in answer["courses"]] == [(term.SLUG, 11), ("undated", None)]
    assert any("undated: has no first day" in line for line in week_lines(answer))
    with pytest.raises(StoreError, match="there is no such course"):
        report.week(store.connection, term.NOW, course="nowhere")


def test_the_week_in_words_begins_with_the_numbers_and_names_who_is_missing(folder: Path) -> None:
    lines = run(folder, "week").splitlines()
    assert lines[0] == "Week 11 (27 Apr - 3 May)   posted 3/8   commented 1/8   3 posts still without a comment"
    assert any(line.startswith("not yet   Aroha Example (last: 24 Apr)") for line in lines)
    assert any(line.startswith("unknown   Farid Mesal (blog private)") for line in lines)
    assert 'waiting   Esi Mfatoho "My practicum Diary" - 1 day, no comment' in lines
    assert "late      Gwen Enghraifft (3 h late): Practicum diary" in lines


def test_csv_and_json_tell_the_same_people(folder: Path) -> None:
    table = list(csv.DictReader(io.StringIO(run(folder, "week", "10", "--csv"))))
    [course] = json.loads(run(folder, "week", "10", "--json"))["courses"]
    people = [*course["students"], *course["others"]]
    assert [(r["person"], int(r["posts"])) for r in table] == [(p["person"], p["posts"]) for p in people]


def test_posts_under_other_names_on_a_students_blog_are_told_beside_who_has_not_posted(tmp_path: Path) -> None:
    store = term.store(tmp_path)
    store.connection.execute("update posts set person_id = 11 where title = 'Week 11 by 3'")
    store.connection.row_factory = sqlite3.Row
    [course] = report.week(store.connection, term.NOW)["courses"]
    assert {s["person"]: s["posts_by_others"] for s in course["students"] if s["posts_by_others"]} == {
        "Chloé Exemple": 1
    }
    [absent] = [line for line in week_lines({"courses": [course]}) if line.startswith("not yet")]
    assert "Chloé Exemple (last: 26 Apr; but 2 comments and 1 post under other names)" in absent


def test_long_waits_are_said_in_months_and_years() -> None:
    told = {0: "today", 1: "1 day", 89: "89 days", 95: "3 months", 730: "2 years", 5007: "13 years", None: "no date"}
    assert {days: waited(days) for days in told} == told
