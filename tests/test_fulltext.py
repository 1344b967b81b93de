"""Full text search: words, stems, prefixes, accents, NEAR; the same bytes from the same texts, however they came."""

import sqlite3
from pathlib import Path
from typing import Any

import course
import pytest

from archive.database import fulltext
from archive.database.store import Store
from archive.errors import StoreError

TEXTS = {
    1: "Our community of inquiry met in the marae. Learning together takes patience.",
    2: "Communities learn. The Māori students’ plea to educators was heard.",
    3: "Nothing of the kind.",
}
REVERSED = {number: text[::-1] for number, text in TEXTS.items()}


def searched(folder: Path, texts: dict[int, str] = TEXTS) -> Store:
    folder.mkdir(exist_ok=True)
    store = course.store(folder)
    write_texts(store, texts)
    with store.transaction():
        fulltext.refresh(store.connection)
    return store


def write_texts(store: Store, texts: dict[int, str] = TEXTS) -> None:
    with store.transaction():
        for number, text in texts.items():
            store.connection.execute("update posts set body_text = ? where id = ?", (text, number))


def found(store: Store, query: str, index: str = "posts_words") -> list[int]:
    return [
        row["rowid"] for row in store.rows(f"select rowid from {index} where {index} match ? order by rowid", query)
    ]


@pytest.mark.parametrize(
    ("query", "words", "stems"),
    [
        ("community", [1], [1, 2]),
        ("communit*", [1, 2], []),
        ("maori", [2], [2]),
        ("MĀORI", [2], [2]),
        ("learning", [1], [1, 2]),
        ('"plea to educators"', [2], [2]),
        ("NEAR(community marae, 5)", [1], [1]),
        ("NEAR(community patience, 5)", [], []),
        ("title: korero", [2], [2]),
    ],
)
def test_words_and_stems_are_found(tmp_path: Path, query: str, words: list[int], stems: list[int]) -> None:
    store = searched(tmp_path)
    assert found(store, query) == words
    assert found(store, query, "posts_stems") == stems


def test_comments_and_reference_lists_are_found_too(tmp_path: Path) -> None:
    store = searched(tmp_path)
    assert found(store, "agree", "comments_words") == [11, 12, 13, 14, 15]
    assert found(store, "loom", "reference_entries_stems") == [31, 32]


def shadows(store: Store) -> list[Any]:
    names = [row["name"] for row in store.rows("pragma table_list") if row["type"] == "shadow"]
    assert len(names) >= 4 * len(fulltext.INDEXES)
    return [(name, store.connection.execute(f"select * from {name} order by 1").fetchall()) for name in sorted(names)]


def test_the_same_texts_make_the_same_bytes_however_they_came(tmp_path: Path) -> None:
    straight = searched(tmp_path / "a")
    crooked = searched(tmp_path / "b", REVERSED)
    write_texts(crooked)
    with crooked.transaction():
        assert fulltext.refresh(crooked.connection)
    assert shadows(straight) == shadows(crooked)
    assert list(straight.connection.iterdump()) == list(crooked.connection.iterdump())


def made_meanwhile(store: Store) -> None:
    with fulltext.Making(store.path) as texts, store.transaction():
        texts.put(store.connection)


def test_indexes_that_a_thread_makes_are_the_same_bytes(tmp_path: Path) -> None:
    straight = searched(tmp_path / "a")
    apart = searched(tmp_path / "b", REVERSED)
    assert found(apart, "community") == []
    write_texts(apart)
    made_meanwhile(apart)
    assert found(apart, "community") == [1]
    assert shadows(straight) == shadows(apart)
    changes = apart.connection.total_changes
    made_meanwhile(apart)
    assert apart.connection.total_changes == changes, "no text has changed since"


def test_an_sqlite_that_guards_the_tables_of_an_index_makes_them_itself(tmp_path: Path) -> None:
    straight = searched(tmp_path / "a")
    guarded = searched(tmp_path / "b", REVERSED)
    write_texts(guarded)
    refused: list[str] = []

    def guard(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_DELETE and str(table).endswith("_data") and not refused:
            refused.append(str(table))
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    guarded.connection.set_authorizer(guard)
    made_meanwhile(guarded)
    assert refused == ["posts_words_data"]
    assert found(guarded, "community") == [1]
    assert shadows(straight) == shadows(guarded)


def test_a_thread_that_cannot_make_them_is_heard(tmp_path: Path) -> None:
    store = searched(tmp_path)
    with store.transaction():
        store.connection.execute("drop table facts")
    with pytest.raises(StoreError, match="no such table"):
        made_meanwhile(store)


def test_nothing_is_done_where_no_text_has_changed(tmp_path: Path) -> None:
    store = searched(tmp_path)
    with store.transaction():
        store.connection.execute("update posts set author = 'Somebody else'")
        assert not fulltext.refresh(store.connection)


def test_what_is_gone_from_the_texts_is_gone_from_the_index(tmp_path: Path) -> None:
    store = searched(tmp_path)
    with store.transaction():
        store.connection.execute("update posts set body_text = '' where id = 1")
        fulltext.refresh(store.connection)
    assert found(store, "marae") == []
    assert b"marae" not in b"".join(row[1] for row in store.connection.execute("select * from posts_words_data"))


def test_the_indexes_are_smaller_than_the_texts(tmp_path: Path) -> None:
    store = searched(tmp_path)
    word = [f"word{n * n % 997}" for n in range(200_000)]
    with store.transaction():
        many = [course.comment(1000 + n, 1, 101, text=" ".join(word[n * 100 : n * 100 + 100])) for n in range(2000)]
        store.put({"comments": many})
        fulltext.refresh(store.connection)
    texts = sum(len(row["text"]) for row in many)
    size = "select sum(length(block)) from comments_{}_data"
    both = sum(store.connection.execute(size.format(each)).fetchone()[0] for each in ("words", "stems"))
    assert both < texts * 1.2


def test_the_tables_of_an_index_name_what_they_index() -> None:
    assert {index.table for index in fulltext.INDEXES} == set(fulltext.SEARCHED)


def test_a_dump_of_the_database_can_be_read_back(tmp_path: Path) -> None:
    store = searched(tmp_path)
    copy = sqlite3.connect(":memory:")
    store.connection.backup(copy)
    assert copy.execute("select count(*) from posts_words where posts_words match 'maori'").fetchone() == (1,)
