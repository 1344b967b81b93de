"""Assignments: each status equals what plain loops over the list of events say (tests/term.py)."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import term
from click.testing import CliRunner
from test_week import LIVE, STUDENTS

from archive.report import assignments as report
from archive.report import gradebook
from archive.report.query import csv_text
from crawler.cli import main

DUE = {"reading-1": datetime(2026, 3, 13, 23, 59, 59, tzinfo=term.ZONE), "diary": datetime(2026, 4, 28, 12, tzinfo=term.ZONE), "project": datetime(2026, 5, 22, 23, 59, 59, tzinfo=term.ZONE)}  # fmt: skip


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


def belongs(post: term.Wrote, assignment: str) -> bool:
    """The rules of term.ASSIGNMENTS, said again."""
    if assignment == "reading-1":
        return post.tag in ("reading-1", "Reading One") and post.at.date().isoformat() <= "2026-03-20"
    if assignment == "diary":
        return "diary" in post.title.lower()
    return "project" in post.title.lower() and "report" in post.title.lower().partition("project")[2]


def truth(student: term.Someone, assignment: str) -> tuple[str, int]:
    """Status, and seconds late."""
    mine = sorted(p.at for p in LIVE if p.who == student.number and belongs(p, assignment))
    if mine:
        late = mine[0] > DUE[assignment]
        return ("late", int((mine[0] - DUE[assignment]).total_seconds())) if late else ("handed in", 0)
    if student.state == "private":
        return "cannot tell", 0
    return ("missing" if DUE[assignment] < term.NOW else "not due yet"), 0


@pytest.mark.parametrize("assignment", DUE)
def test_who_has_handed_in_and_how_late_equals_the_truth(db: sqlite3.Connection, assignment: str) -> None:
    [course] = report.assignments(db, term.NOW)["courses"]
    found = {s["person"]: s["assignments"][assignment] for s in course["students"]}
    assert {name: (a["status"], a["late_seconds"]) for name, a in found.items()} == {
        s.name: truth(s, assignment) for s in STUDENTS
    }
    [summary] = [a for a in course["assignments"] if a["assignment"] == assignment]
    states = [truth(s, assignment)[0] for s in STUDENTS]
    for state in ("handed in", "late", "missing", "not due yet", "cannot tell"):
        assert summary[state.replace(" ", "_")] == states.count(state)


def test_of_several_posts_the_first_counts(db: sqlite3.Connection) -> None:
    [course] = report.assignments(db, term.NOW)["courses"]
    [aroha] = [s["assignments"]["reading-1"] for s in course["students"] if s["person"] == "Aroha Example"]
    assert (aroha["title"], aroha["posts"], aroha["status"]) == ("On reading", 2, "handed in")


@pytest.mark.parametrize(
    ("pattern", "title", "fits"),
    [("diary", "My DIARY", True), ("proj*report", "Project: a report", True), ("report*proj", "Project: a report", False), ("*", "x", True), ("Übung", "übung 3", True), ("a" * 50, "a" * 49, False)],
)  # fmt: skip
def test_titles_fit_by_words_in_their_order_whatever_the_case(pattern: str, title: str, fits: bool) -> None:
    assert report.title_fits(pattern, title) is fits


def test_a_post_with_a_day_only_is_late_by_whole_days() -> None:
    asked = {"due_at": "2026-03-13T10:59:59Z", "due_local": "2026-03-13"}
    post: dict[str, Any] = {"published_at": None, "local_date": "2026-03-13"}
    assert report.late_by(asked, post) == 0
    assert report.late_by(asked, {**post, "local_date": "2026-03-15"}) == 2 * 86_400
    assert report.late_by(asked, {**post, "local_date": None}) == 0


def test_nothing_is_missing_before_the_deadline_or_when_the_last_crawl_was_before_it(db: sqlite3.Connection) -> None:
    [later] = report.assignments(db, term.NOW + timedelta(days=100))["courses"]
    assert {s["assignments"]["project"]["status"] for s in later["students"]} <= {
        "handed in",
        "not due yet",
        "cannot tell",
    }


def test_the_gradebook_has_a_line_a_student_and_runs_no_formula(db: sqlite3.Connection) -> None:
    [course] = report.assignments(db, term.NOW)["courses"]
    for form in gradebook.FORMS:
        table = list(csv.reader(io.StringIO(csv_text(gradebook.table(course, form)))))
        assert len(table) == 1 + len(STUDENTS) and len({*table[0]}) == len(table[0])
        assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_points_are_left_blank_where_nothing_can_be_told(db: sqlite3.Connection) -> None:
    [course] = report.assignments(db, term.NOW)["courses"]
    table = gradebook.table(course, "canvas").objects()
    [farid] = [row for row in table if row["Student"] == "Farid Mesal"]
    [ben] = [row for row in table if row["Student"] == "Ben Beispiel"]
    assert (farid["First reading"], ben["First reading"], ben["Practicum diary"], ben["SIS Login ID"]) == (
        "",
        1,
        0,
        "ben@example.org",
    )


def test_a_file_is_written_whole_and_twice_the_same(folder: Path, tmp_path: Path) -> None:
    said = []
    for name in ("a.csv", "b.csv"):
        ran = CliRunner().invoke(
            main, ["assignments", "--data", str(folder), "--for", "moodle", "-o", str(tmp_path / name)]
        )
        assert ran.exit_code == 0, ran.output
        said.append((tmp_path / name).read_bytes())
    assert said[0] == said[1] and said[0].startswith(b"Email address,Student,Section,First reading,")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_assignments_in_words_and_as_json(folder: Path) -> None:
    ran = CliRunner().invoke(main, ["assignments", "--data", str(folder)])
    assert "  late        Ben Beispiel (2 days late)" in ran.output.splitlines()
    ran = CliRunner().invoke(main, ["assignments", "--data", str(folder), "--json"])
    assert json.loads(ran.output)["courses"][0]["assignments"][0]["late"] == 1
