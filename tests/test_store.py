"""The database: strict, with foreign keys that hold, and all or nothing."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive.database.store import NAME, Store, replace_file
from archive.database.tables import TABLES, VERSION, Table
from archive.errors import StoreError

BLOGS = [{"id": n, "slug": f"blog-{n}", "url": f"https://{n}.example/", "state": "ok"} for n in (1, 2)]
BY_NAME = {table.name: table for table in TABLES}


def post(number: int, blog: int, **fields: Any) -> dict[str, Any]:
    plain = {
        "id": number,
        "blog_id": blog,
        "kind": "post",
        "url": f"https://{blog}.example/{number}/",
        "status": "live",
    }
    return {**plain, **fields}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / NAME)


def filled(store: Store) -> Store:
    """Two blogs, with a row of the second's in every table that belongs to a blog."""
    of_two: dict[str, list[dict[str, Any]]] = {
        "crawls": [{"id": 9, "started_at": "2026", "status": "running"}],
        "blogs": BLOGS,
        "posts": [post(11, 1), post(21, 2), post(22, 2)],
        "comments": [
            {"id": 31, "post_id": 21, "position": 0, "status": "live", "parent_id": 32},
            {"id": 32, "post_id": 21, "position": 1, "status": "live"},
        ],
        "links": [
            {"id": 41, "post_id": 11, "url": "https://2.example/21/", "target_post_id": 21},
            {"id": 42, "post_id": 21, "url": "https://1.example/11/", "target_post_id": 11},
        ],
        "terms": [{"id": 51, "blog_id": 2, "kind": "tag", "name": "wool"}],
        "posts_terms": [{"id": 52, "post_id": 21, "term_id": 51}],
        "captures": [
            {"id": 61, "blog_id": 2, "crawl_id": 9, "url": "https://2.example/", "fetched_at": "2026", "warc_file": "a", "warc_offset": 0, "warc_length": 1}
        ],
        "crawl_blogs": [{"id": 71, "blog_id": 2, "crawl_id": 9}],
        "failures": [{"id": 72, "blog_id": 2, "crawl_id": 9}],
        "problems": [{"id": 73, "blog_id": 2, "post_id": 21, "capture_id": 61, "kind": "wall"}],
        "reference_entries": [{"id": 81, "post_id": 21, "comment_id": 31, "position": 0, "text": "A"}],
        "citations": [{"id": 82, "post_id": 21, "position": 0, "text": "A", "reference_id": 81}],
        "media": [{"id": 83, "post_id": 21, "url": "https://2.example/a.png", "kind": "image", "capture_id": 61}],
        "pingbacks": [{"id": 84, "post_id": 21, "kind": "pingback", "status": "live", "capture_id": 61}],
    }  # fmt: skip
    with store.transaction():
        store.put(of_two)
    return store


def counts(store: Store) -> dict[str, int]:
    return {name: store.rows(f"select count(*) as n from {name}")[0]["n"] for name in BY_NAME}


def test_every_table_and_column_of_the_schema_is_there_and_strict(store: Store) -> None:
    for table in TABLES:
        found = {row["name"]: row for row in store.rows(f"pragma table_info({table.name})")}
        assert list(found) == list(table.columns)
        assert {name: row["type"] for name, row in found.items()} == {
            name: {int: "INTEGER", str: "TEXT", float: "REAL"}[kind] for name, (kind, _) in table.columns.items()
        }
        assert {name for name, row in found.items() if row["notnull"]} == set(table.not_null)
    listed = [row for row in store.rows("pragma table_list") if row["schema"] == "main" and row["type"] == "table"]
    assert {row["name"]: row["strict"] for row in listed if row["name"] != "sqlite_schema"} == dict.fromkeys(BY_NAME, 1)


def test_every_foreign_key_of_the_schema_is_there_and_has_an_index_unless_its_table_is_small(store: Store) -> None:
    small = {("crawl_blogs", "crawl_id"), ("failures", "crawl_id"), ("warc_files", "crawl_id")}
    for table in TABLES:
        keys = {row["from"]: row["table"] for row in store.rows(f"pragma foreign_key_list({table.name})")}
        assert keys == table.foreign_keys
        indexed = {
            store.rows(f"pragma index_info([{row['name']}])")[0]["name"]
            for row in store.rows(f"pragma index_list({table.name})")
        }
        assert set(keys) - indexed <= {column for name, column in small if name == table.name}, table.name


def test_the_schema_names_tables_before_those_that_point_to_them() -> None:
    names = [table.name for table in TABLES]
    for table in TABLES:
        assert all(names.index(other) <= names.index(table.name) for other in table.foreign_keys.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_says_what_it_is_and_names_columns_that_it_has(table: Table) -> None:
    assert table.about.endswith(".")
    assert next(iter(table.columns)) == "id"
    named = {*table.foreign_keys, *table.not_null, *(column for index in table.indexes for column in index)}
    assert named <= set(table.columns)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (post(1, 1, wp_id="five"), "cannot store TEXT value in INTEGER column"),
        (post(1, 1, url=None), "NOT NULL constraint failed"),
        (post(1, 99), "FOREIGN KEY constraint failed"),
        (post(1, 1, capture_id=99), "FOREIGN KEY constraint failed"),
    ],
)
def test_a_wrong_row_is_refused_and_with_it_everything_of_its_transaction(
    store: Store, row: dict[str, Any], why: str
) -> None:
    filled(store)
    before = list(store.connection.iterdump())
    with pytest.raises(StoreError, match=why), store.transaction():
        store.put({"blogs": [{**BLOGS[0], "title": "Changed"}], "posts": [post(2, 1), row]})
    assert list(store.connection.iterdump()) == before


def test_an_error_of_ours_within_a_transaction_leaves_nothing_of_it(store: Store) -> None:
    filled(store)
    before = list(store.connection.iterdump())
    with pytest.raises(KeyboardInterrupt), store.transaction():
        store.replace_blog(2, {"blogs": [BLOGS[1]]})
        raise KeyboardInterrupt
    assert list(store.connection.iterdump()) == before
    with store.transaction():
        store.put({"posts": [post(99, 1)]})
    assert store.rows("select id from posts where id = 99") == [{"id": 99}]


def test_a_database_that_somebody_else_writes_to_is_an_error_that_says_so(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("begin immediate")
    store.connection.execute("pragma busy_timeout = 0")
    with pytest.raises(StoreError, match="database is locked"), store.transaction():
        pytest.fail("nothing may be written now")
    other.execute("rollback")
    filled(store)


def test_rows_may_come_before_those_they_point_to(store: Store) -> None:
    with store.transaction():
        store.put({"posts": [post(1, 1)]})
        store.put({"blogs": BLOGS})
    assert store.rows("select id from posts") == [{"id": 1}]


def test_a_row_that_comes_again_takes_the_place_of_the_old_one(store: Store) -> None:
    with store.transaction():
        store.put({"blogs": BLOGS, "posts": [post(1, 1, title="Old", language="en")]})
        store.put({"posts": [post(1, 1, title="New")]})
    assert store.rows("select title, language from posts") == [{"title": "New", "language": None}]


def test_a_blog_is_replaced_whole_and_others_stay_as_they_are(store: Store) -> None:
    filled(store)
    others = store.rows("select * from posts where blog_id = 1")
    with store.transaction():
        store.replace_blog(2, {"blogs": [BLOGS[1]], "posts": [post(23, 2)]})
    left = {name: number for name, number in counts(store).items() if number and name != "data_dictionary"}
    assert left == {"crawls": 1, "blogs": 2, "posts": 2, "links": 1}
    assert store.rows("select * from posts where blog_id = 1") == others
    assert store.rows("select id, target_post_id from links") == [{"id": 41, "target_post_id": None}]


def test_replacing_a_blog_by_the_same_rows_changes_nothing_but_links_to_it(store: Store) -> None:
    filled(store)
    kept = {name: store.rows(f"select * from {name}") for name in BY_NAME}
    of_two = {
        name: [row for row in found if name not in ("crawls", "blogs") and row["id"] not in (11, 41)]
        for name, found in kept.items()
    }
    with store.transaction():
        store.replace_blog(2, of_two)
    after = {name: store.rows(f"select * from {name}") for name in BY_NAME}
    for found in (*kept["links"], *after["links"]):
        found.pop("target_post_id")
    assert {name: sorted(map(str, found)) for name, found in after.items()} == {
        name: sorted(map(str, found)) for name, found in kept.items()
    }


def test_a_file_of_another_schema_version_is_outdated(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    assert not store.outdated
    store.connection.execute(f"pragma user_version = {VERSION + 1}")
    store.close()
    assert Store(tmp_path / NAME).outdated


def test_a_database_of_somebody_else_is_outdated_and_left_as_it_is(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / NAME)
    other.execute("create table recipes (id integer primary key)")
    other.close()
    store = Store(tmp_path / NAME)
    assert store.outdated and store.db.table_names() == ["recipes"]


@pytest.mark.parametrize("content", [b"This is a letter, no database. " * 99, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_an_error_that_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / NAME)
    assert (tmp_path / NAME).read_bytes() == content


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened .*see that the folder is writable") as caught:
        Store(tmp_path / "nowhere" / NAME)
    assert caught.value.subject == str(tmp_path / "nowhere" / NAME)


def test_a_closed_database_is_one_file(tmp_path: Path) -> None:
    filled(Store(tmp_path / NAME)).close()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert counts(Store(tmp_path / NAME))["posts"] == 3


def test_a_finished_database_takes_the_place_of_another_and_of_its_side_files(tmp_path: Path) -> None:
    old, new = tmp_path / NAME, tmp_path / (NAME + ".new")
    for path in (old, tmp_path / (NAME + "-wal"), tmp_path / (NAME + "-shm")):
        path.write_bytes(b"old")
    filled(Store(new)).close()
    replace_file(new, old)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert counts(Store(old))["posts"] == 3


def test_the_same_rows_make_the_same_dump_in_any_order_of_blogs(tmp_path: Path) -> None:
    dumps = []
    for order in (BLOGS, BLOGS[::-1]):
        store = Store(tmp_path / f"{order[0]['id']}.sqlite")
        for blog in order:
            with store.transaction():
                store.replace_blog(
                    int(str(blog["id"])),
                    {"blogs": [blog], "posts": [post(int(str(blog["id"])) * 10, int(str(blog["id"])))]},
                )
        dumps.append(list(store.connection.iterdump()))
    assert dumps[0] == dumps[1]


def test_a_draft_that_is_closed_is_the_same_to_the_byte_of_its_dump(tmp_path: Path) -> None:
    slow, fast = tmp_path / "slow.sqlite", tmp_path / "fast.sqlite"
    filled(Store(slow)).close()
    filled(Store(fast, draft=True)).close()
    dumps = ["\n".join(sqlite3.connect(path).iterdump()) for path in (slow, fast)]
    assert dumps[0] == dumps[1] and "idx_comments_post_id_position" in dumps[0]
    assert sqlite3.connect(fast).execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_draft_in_which_a_row_names_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, draft=True)
    with store.transaction():
        store.put({"blogs": BLOGS, "posts": [post(11, 7)]})
    with pytest.raises(StoreError, match="a row of posts names one of blogs that is not there"):
        store.close()
