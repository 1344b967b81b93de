"""The schema in words: nothing in the database is without a description, and Datasette is told the same."""

from pathlib import Path

from archive.database.dictionary import datasette, dictionary
from archive.database.fulltext import INDEXES
from archive.database.store import NAME, Store
from archive.database.tables import TABLES
from archive.database.views import VIEWS


def test_every_table_view_and_column_of_a_database_is_described_in_it(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    told = {(row["object"], row["column"]): row["about"] for row in store.rows("select * from data_dictionary")}
    assert all(about.strip() for about in told.values())
    objects = [row["name"] for row in store.rows("pragma table_list") if row["type"] != "shadow" and not row["name"].startswith("sqlite_")]  # fmt: skip
    assert {name for name, column in told if column is None} == set(objects)
    hidden = {(index.name, name) for index in INDEXES for name in (index.name, "rank")}
    columns = {(name, row["name"]) for name in objects for row in store.rows(f"pragma table_xinfo([{name}])")} - hidden
    assert {key for key in told if key[1]} == columns


def test_a_description_says_more_than_the_name() -> None:
    for row in dictionary():
        words = str(row["about"]).casefold().replace(" ", "_")
        assert words != row["column"], row


def test_datasette_is_told_of_every_table_and_column() -> None:
    tables = datasette()["databases"]["coursekeep"]["tables"]
    assert set(tables) == {each.name for each in (*TABLES, *VIEWS, *INDEXES)}
    for table in TABLES:
        assert set(tables[table.name]["columns"]) == set(table.columns)
        page = tables[table.name]
        named = {*page.get("facets", ()), page.get("sort_desc"), page.get("label_column")} - {None}
        assert named <= set(table.columns), table.name
    for view in VIEWS:
        assert set(tables[view.name].get("facets", ())) <= set(view.columns)
