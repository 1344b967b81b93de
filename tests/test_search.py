"""Search: what people type is understood, what is found is told with its place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import course
import pytest
from click.testing import CliRunner

from archive.database import fulltext
from archive.errors import QueryError
from archive.report.search import search, search_lines
from crawler.cli import main


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = course.store(tmp_path)
    with store.transaction():
        store.connection.execute(
            "update posts set body_text = 'Teaching is weaving; Māori <b>weavers</b> know.\x1b[31m' where id = 2"
        )
        store.connection.execute(
            "update comments set text = 'I don''t weave, C++ is 24-37 times harder.' where id = 14"
        )
        fulltext.refresh(store.connection)
    store.close()
    return tmp_path


@pytest.fixture
def db(data: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(data / "coursekeep.sqlite")) as opened:
        yield opened


def found(db: sqlite3.Connection, words: str, **more: str) -> list[tuple[str, int]]:
    return [(row["found_in"], row["id"]) for row in search(db, words, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("maori", [("posts", 2)]),
        ("weav*", [("posts", 2), ("comments", 14), ("reference_entries", 31), ("reference_entries", 32)]),
        ("teach", [("posts", 2)]),
        ('"is weaving"', [("posts", 2)]),
        ("NEAR(teaching maori, 4)", [("posts", 2)]),
        ("NEAR(teaching maori, 1)", []),
        ("don't", [("comments", 14)]),
        ('"unbalanced weave', []),
        ("weave C++", [("comments", 14)]),
        ("24-37", [("comments", 14)]),
        ("weave AND", []),
        ("nothing-of-the-kind", []),
    ],
)
def test_what_people_type_is_understood(db: sqlite3.Connection, words: str, places: list[tuple[str, int]]) -> None:
    assert sorted(found(db, words)) == sorted(places)


def test_words_as_typed_come_before_other_forms_of_them(db: sqlite3.Connection) -> None:
    told = search(db, "weave")
    assert [(row["found_in"], row["stemmed"]) for row in told][:2] == [("comments", False), ("posts", True)]


def test_a_snippet_is_plain_and_its_pieces_say_what_was_found(db: sqlite3.Connection) -> None:
    (row,) = search(db, "maori")
    assert row["snippet"] == "Teaching is weaving; Māori <b>weavers</b> know. [31m"
    assert [text for text, hit in row["pieces"] if hit] == ["Māori"]
    assert (row["blog"], row["person"], row["title"], row["local_date"], row["url"]) == ("aroha", "Aroha", "Kōrero", "2026-03-09", "https://1.example/2/")  # fmt: skip
    assert "\x1b[1mMāori\x1b[0m" in "\n".join(search_lines([row], True))
    assert "\x1b" not in "\n".join(search_lines([row], False))


def test_what_is_found_can_be_narrowed(db: sqlite3.Connection) -> None:
    assert found(db, "weaver", blog="ben") == [("reference_entries", 32)]
    assert found(db, "agree", blog="aroha", course="weaving") and not found(db, "agree", course="felting")
    assert len(search(db, "agree", limit=2)) == 2


@pytest.mark.parametrize("words", ["", "  ", "***", '"', "-"])
def test_nothing_to_search_for_is_said(db: sqlite3.Connection, words: str) -> None:
    with pytest.raises(QueryError, match="nothing to search for"):
        search(db, words)


def test_no_words_break_the_search(db: sqlite3.Connection) -> None:
    for words in (
        "a OR",
        "NOT a",
        "(((",
        "a^b",
        "x:y:z",
        "NEAR(",
        "a\x00b",
        "'; drop table posts; --",
        "🧵",
        "a" * 5000,
    ):
        try:
            search(db, words)
        except QueryError as error:
            assert "nothing to search for" in str(error)


def test_the_verb_prints_places_and_snippets(data: Path) -> None:
    done = CliRunner().invoke(main, ["search", "maori", "--in", "posts", "--data", str(data)])
    assert (
        done.exit_code == 0 and done.stdout.splitlines()[0] == "aroha 2026-03-09 post Kōrero Aroha https://1.example/2/"
    )
    assert CliRunner().invoke(main, ["search", "nix-und-niemand", "--data", str(data)]).stdout == "nothing found\n"
