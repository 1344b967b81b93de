"""Pictures: drawn from the same numbers as their tables, harmless, readable, and the same bytes each time."""

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import term
from click.testing import CliRunner

from archive.errors import QueryError
from archive.report.pictures import png as pngs
from archive.report.pictures.files import written
from archive.report.pictures.kinds import KINDS, scope
from archive.report.pictures.layout import placed
from archive.report.pictures.network import Edge, Node, network
from archive.report.pictures.shapes import ROLES
from archive.report.pictures.svg import svg
from crawler.cli import main

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    store = term.store(tmp_path)
    with closing(store.connection) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def drawn(db: sqlite3.Connection, kind: str, **options: Any) -> Any:
    return KINDS[kind](db, scope(db, term.NOW, **options))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".svg", ".html", ".png"])
def test_every_picture_is_written_in_every_form_twice_the_same(db: sqlite3.Connection, kind: str, suffix: str) -> None:
    made = written(drawn(db, kind), suffix)
    assert made == written(drawn(db, kind), suffix)
    assert made.startswith({".svg": b"<svg ", ".html": b"<!DOCTYPE html>", ".png": b"\x89PNG"}[suffix])


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_well_formed_said_in_words_and_stays_on_its_paper(db: sqlite3.Connection, kind: str) -> None:
    root = ElementTree.fromstring(svg(drawn(db, kind).drawing))
    assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc")
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for element in root.iter():
        for key, most in (("x", width), ("cx", width), ("x1", width), ("x2", width), ("y", height), ("cy", height)):
            assert 0 <= float(element.get(key, 0)) <= most


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_and_titles_stay_text(db: sqlite3.Connection, kind: str) -> None:
    hostile = "</text><script>alert(1)</script>\x00\u202e$\\frac{x}$\ud800"
    db.execute("update people set name = ?", (hostile.encode("utf-8", "replace").decode(),))
    db.execute("update posts set title = ?", (hostile.encode("utf-8", "replace").decode(),))
    picture = drawn(db, kind)
    root = ElementTree.fromstring(svg(picture.drawing))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "line",
        "circle",
        "polygon",
        "text",
    }
    assert b"<script" not in written(picture, ".html")
    assert written(picture, ".png")


def test_an_archive_without_a_course_is_drawn_by_months(db: sqlite3.Connection) -> None:
    for table in ("assignments", "courses"):
        db.execute("pragma foreign_keys = off")
        db.execute("update blogs set course_id = null")
        db.execute(f"delete from {table}")
    assert drawn(db, "activity").columns[1:] == ("2026-02", "2026-03", "2026-04")
    assert all(drawn(db, kind).rows for kind in KINDS if kind != "citations")


def test_an_empty_archive_is_drawn_too(db: sqlite3.Connection) -> None:
    db.execute("pragma foreign_keys = off")
    for table in ("comments", "posts_terms", "posts", "assignments", "courses", "blogs", "people"):
        db.execute(f"delete from {table}")
    for kind in KINDS:
        assert svg(drawn(db, kind).drawing)


def test_the_tables_hold_the_numbers_of_the_course(db: sqlite3.Connection) -> None:
    live = [p for p in term.posts() if p.status != "gone"]
    heard = [c for c in term.comments() if c.status != "gone"]
    days = drawn(db, "timeline").rows
    inside = [p for p in live if 1 <= term.week_of(p.at) <= 14]
    assert sum(row[1] for row in days) == len(inside) and len(days) == 98
    assert [row[3] for row in days if row[3]] == ["First reading", "Practicum diary", "Project"]
    said = drawn(db, "threads").rows
    assert said[0][2] == max(sum(c.post == p.number for c in heard) for p in live)
    assert all("Hana" not in str(row) for kind in KINDS for row in drawn(db, kind).rows)


def test_pseudonyms_stand_in_every_picture(db: sqlite3.Connection) -> None:
    for kind in ("network", "activity", "threads", "timeline"):
        shown = svg(drawn(db, kind, pseudonymous=True).drawing) + str(drawn(db, kind, pseudonymous=True).rows)
        assert not [p.name for p in term.PEOPLE if p.name in shown], kind


def test_nobody_stands_on_another_and_the_same_network_looks_the_same() -> None:
    edges = {(n, n * 7 % 40): 1.0 for n in range(40) if n != n * 7 % 40}
    sizes = [(90.0, 34.0)] * 40
    spots = placed(sizes, edges, 920, 1100)
    assert spots == placed(sizes, edges, 920, 1100)
    overlaps = [
        (a, b)
        for a in range(40)
        for b in range(a)
        if abs(spots[a][0] - spots[b][0]) < 80 and abs(spots[a][1] - spots[b][1]) < 28
    ]
    assert len(overlaps) <= 1
    assert all(45 <= x <= 875 and 17 <= y <= 1083 for x, y in spots)
    assert placed([], {}, 1, 1) == [] and len(placed([(9, 9)], {}, 100, 100)) == 1


def test_those_without_a_line_are_in_the_picture_and_in_the_table() -> None:
    nodes = [Node(number=n, name=f"N{n}") for n in (1, 2, 3)]
    picture = network("t", nodes, [Edge(source=1, target=2, weight=3)])
    assert picture.rows == (("N2", "", 0, 3, ""), ("N1", "", 3, 0, "N2 (3)"), ("N3", "", 0, 0, ""))
    assert "No comment given or received (1)" in svg(picture.drawing)


def luminance(colour: str) -> float:
    """Of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("time", [0, 1], ids=["day", "night"])
def test_texts_and_marks_can_be_told_from_their_ground(time: int) -> None:
    paper = ROLES["paper"][time]
    assert all(contrast(ROLES[role][time], paper) >= 4.5 for role in ("ink", "faint"))
    assert all(contrast(ROLES[role][time], paper) >= 3 for role in ("c0", "c1", "c2", "c3", "c4", "c6"))
    assert all(contrast(ROLES[f"heat{n}"][time], ROLES[f"heat{n}ink"][time]) >= 4.5 for n in range(5))


def test_without_matplotlib_one_line_says_what_to_do(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(pngs, "import_module", absent)
    with pytest.raises(QueryError, match=r"pip install 'coursekeep\[pictures\]'"):
        written(drawn(db, "network"), ".png")


def test_the_command_writes_by_the_ending_and_refuses_others(db: sqlite3.Connection, tmp_path: Path) -> None:
    for kind in KINDS:
        ran = CliRunner().invoke(main, ["report", kind, "--data", str(tmp_path), "-o", str(tmp_path / f"{kind}.html")])
        assert ran.exit_code == 0, ran.output
    ran = CliRunner().invoke(main, ["report", "network", "--data", str(tmp_path), "-o", str(tmp_path / "x.gif")])
    assert ran.exit_code == 2 and ".svg, .png, .html" in ran.output
    ran = CliRunner().invoke(
        main, ["report", "network", "--data", str(tmp_path), "-o", str(tmp_path / "nowhere" / "x.svg")]
    )
    assert ran.exit_code == 2 and "x.svg: cannot be written (No such file or directory)" in ran.output


def test_letters_without_a_font_are_told_of_in_one_line(db: sqlite3.Connection) -> None:
    db.execute("update people set name = '\ue000\ue001'")  # of the private use area: no font has them
    told: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        written(drawn(db, "network"), ".png", told.append)
    assert [line.split(",")[0] for line in told] == ["this machine has no font for \ue000\ue001"]


def test_a_picture_without_weeks_takes_none(db: sqlite3.Connection, tmp_path: Path) -> None:
    words = ["--data", str(tmp_path), "-o", str(tmp_path / "x.svg"), "--week", "1"]
    assert [CliRunner().invoke(main, ["report", kind, *words]).exit_code for kind in ("network", "activity")] == [0, 2]
