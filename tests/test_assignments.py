"""Assignments: each status equals what plain loops over the list of events say (tests/term.py)."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import term
from click.testing import CliRunner
from counted import DUE, STUDENTS, Counted

from archive.report import assignments as report
from archive.report import gradebook
from archive.report.query import csv_text
from crawler.cli import main

TERM = Counted(term.posts(), term.comments())


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


@pytest.mark.parametrize("assignment", DUE)
def test_who_has_handed_in_and_how_late_equals_the_truth(db: sqlite3.Connection, assignment: str) -> None:
    [course] = report.assignments(db, term.NOW)["courses"]
    found = {s["person"]: s["assignments"][assignment] for s in course["students"]}
    assert {name: (a["status"], a["late_seconds"]) for name, a in found.items()} == {
        s.name: TERM.handed_in(s, assignment, term.NOW) for s in STUDENTS
    }
    [summary] = [a for a in course["assignments"] if a["assignment"] == assignment]
    states = [TERM.handed_in(s, assignment, term.NOW)[0] for s in STUDENTS]
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


def test_a_gradebook_without_assignments_says_where_they_are_named(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "data"
    shutil.copytree(folder, place)
    with closing(sqlite3.connect(place / "coursekeep.sqlite")) as db, db:
        db.execute("delete from assignments")
    ran = CliRunner().invoke(main, ["assignments", "--csv", "--data", str(place)])
    assert (ran.exit_code, "has no assignments: name them in config.yaml" in ran.stderr) == (0, True)
