"""How well the golden pages are read, and how far that may fall where a theme is strange: floors, which only rise."""

from pathlib import Path
from typing import Any

import pytest
from bench.mutations import MUTATIONS, rows_of
from golden import FOLDERS, chrome_of, expected_of, reading_of
from scoring import MEASURES, row_of, table_of, total_of

NAMES = ("title", "author", "date", "body", "comments", "parents", "pings", "clean")
FLOORS: dict[str, tuple[float, ...]] = {
    "as it is": (1, 1, 1, 1, 1, 1, 1, 1),
    "unknown classes": (1, 0.79, 0.95, 0.96, 0.97, 0.96, 1, 0.88),
    "no ids": (1, 1, 1, 0.99, 0.97, 0.95, 1, 0.95),
    "unknown ids": (1, 1, 1, 0.99, 0.97, 0.95, 1, 0.95),
    "no rel, no microdata": (0.95, 0.95, 0.95, 1, 1, 1, 1, 1),
    "no machine times": (1, 1, 1, 1, 1, 1, 1, 1),
    "only divs": (1, 1, 1, 1, 1, 1, 1, 1),
    "tables for divs": (1, 1, 1, 1, 0.95, 1, 1, 1),
    "divs for lists": (1, 1, 1, 1, 0.97, 1, 1, 1),
    "boxes in boxes": (1, 1, 1, 1, 1, 1, 1, 1),
    "words in German": (1, 1, 1, 1, 1, 1, 1, 1),
    "unknown classes and ids": (0.94, 0.79, 0.96, 0.94, 0.93, 0.95, 1, 0.62),
    "no classes, no ids": (0.94, 0.79, 0.96, 0.93, 0.90, 0.95, 1, 0.57),
    "nothing but text in boxes": (0.94, 0.64, 0.85, 0.83, 0.87, 0.96, 0.96, 0.33),
    "sharing before and after": (1, 1, 1, 1, 1, 1, 1, 1),
    "a table of contents": (1, 1, 1, 1, 1, 1, 1, 1),
    "related posts": (1, 1, 1, 1, 1, 1, 1, 1),
    "teasers, author, newsletter": (1, 1, 1, 1, 1, 1, 1, 1),
    "the next posts below": (1, 1, 0.97, 0.97, 1, 1, 1, 1),
}
"""Way of changing every golden page -> the least of each of NAMES."""


def test_every_way_of_changing_pages_has_a_floor() -> None:
    assert set(FLOORS) == set(MUTATIONS)


@pytest.mark.parametrize("way", MUTATIONS)
def test_reading_does_not_fall_below_its_floor(way: str) -> None:
    rows = dict(rows_of(MUTATIONS[way]))
    total = total_of(rows.values())
    fallen = [
        f"{name} {total[name]:.3f} < {least}"
        for name, least in zip(NAMES, FLOORS[way], strict=True)
        if total[name] < least
    ]
    if fallen:
        worst = sorted(rows.items(), key=lambda row: sum(counts.f1 for counts in row[1].values()))[:5]
        told = table_of({way: total, **{name: total_of([row]) for name, row in worst}})
        pytest.fail(f"{', '.join(fallen)}\n{told}", pytrace=False)


@pytest.mark.parametrize("folder", [f for f in FOLDERS if chrome_of(f)], ids=lambda folder: folder.name)
def test_the_chrome_of_a_golden_page_is_on_it_and_not_kept(folder: Path) -> None:
    html = (folder / "body.html").read_text(encoding="utf-8", errors="replace")
    assert [phrase for phrase in chrome_of(folder) if phrase.split()[0].lower() not in html.lower()] == []
    assert row_of(expected_of(folder), reading_of(folder), chrome_of(folder))["clean"].f1 == 1


PAGE: dict[str, Any] = {
    "kind": "post",
    "post": {"title": "Kites", "author": "Rua", "published": "2014-05-06T10:00", "body_text": "We flew. It tore."},
    "comments": [
        {"id": "1", "author": "Ana", "text": "Tape it.", "published": "2014-05-07"},
        {"id": "2", "author": "Rua", "text": "I did.", "parent_id": "1"},
    ],
    "pingbacks": [{"title": "Wind", "source_url": "http://w.example/"}],
}


def test_a_page_read_as_expected_is_perfect_whatever_the_numbers_of_its_comments() -> None:
    other = {
        **PAGE,
        "comments": [{**PAGE["comments"][0], "id": "c1"}, {**PAGE["comments"][1], "id": "c2", "parent_id": "c1"}],
    }
    assert all(counts.f1 == 1 for counts in row_of(PAGE, other, ["Leave a Reply"]).values())


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"comments": PAGE["comments"][:1]}, "comments"),
        ({"comments": [PAGE["comments"][0], {**PAGE["comments"][1], "parent_id": None}]}, "parents"),
        ({"pingbacks": []}, "pings"),
        ({"post": {**PAGE["post"], "title": "Kite"}}, "title"),
        ({"post": {**PAGE["post"], "published": "2014-05-07"}}, "date"),
        ({"post": {**PAGE["post"], "body_text": "We flew. It tore. Leave a Reply"}}, "clean"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_measured(change: dict[str, object], measure: str) -> None:
    row = row_of(PAGE, {**PAGE, **change}, ["Leave a Reply"])
    assert row[measure].f1 < 1 and row["perfect"].f1 == 0


def test_a_table_names_the_measures() -> None:
    assert all(name in table_of({"all": total_of([row_of(PAGE, PAGE)])}) for name in MEASURES)
