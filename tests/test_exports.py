"""Exports read back by other programs: tables, networks, texts, feeds; what was chosen, and nobody who said no."""

import csv
import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import course
import feedparser
import listparser
import networkx
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from archive.database import fulltext
from archive.database.store import NAME
from archive.database.tables import TABLES
from archive.export import make
from archive.export.excerpt import Scope
from archive.export.formats import FORMATS
from archive.export.options import Options
from crawler.cli import main
from crawler.verbs import export

HOSTILE = '=HYPERLINK("http://evil.example")'
FOLDERS = [name for name, form in FORMATS.items() if form.folder]
FILES = [name for name, form in FORMATS.items() if not form.folder]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose database is the course; a title that is a formula, control characters in a text."""
    return made(tmp_path)


def made(folder: Path, *changes: str) -> Path:
    store = course.store(folder)
    with store.transaction():
        store.connection.execute("update posts set title = ? where id = 3", (HOSTILE,))
        store.connection.execute("update comments set text = ? where id = 11", ("one\x0b\x00two ]]> <three>\nfour",))
        store.connection.execute("update blogs set email = 'aroha@example.org' where id = 1")
        for change in changes:
            store.connection.execute(change)
        fulltext.refresh(store.connection)
    store.close()
    return folder


def run(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["export", *map(str, words)])
    assert result.exit_code == code, result.output
    return result


def exported(data: Path, form: str, *words: object) -> Path:
    place = data / f"out.{form}"
    run(form, "-o", place, "--data", data, *words)
    return place


def asked(place: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place)) as db:
        return [tuple(row) for row in db.execute(sql)]


def bytes_of(place: Path) -> dict[str, bytes]:
    paths = sorted(place.rglob("*")) if place.is_dir() else [place]
    return {str(path.relative_to(place)): path.read_bytes() for path in paths if path.is_file()}


def own(form: str) -> tuple[str, ...]:
    return ("--blog", "aroha") if form == "wxr" else ()


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_says_how_far_it_is_and_each_part_ends_with_all(data: Path, form: str) -> None:
    told: list[tuple[str, int, int]] = []
    make.export(data / NAME, form, data / "out", Scope(blog="aroha"), Options(), lambda *step: told.append(step))
    parts: dict[str, list[tuple[int, int]]] = {}
    for words, done, of in told:
        parts.setdefault(words.partition(" ")[0], []).append((done, of))
    written = {"writing"} if form in (*FOLDERS, "wxr") else set()
    assert parts.keys() == {"choosing", *written, *({"indexing"} if form == "sqlite" else ())}
    for steps in parts.values():
        assert steps == sorted(steps) and steps[-1][0] == steps[-1][1]


def test_the_command_knows_every_format_and_no_other() -> None:
    assert set(export.FORMATS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_export_twice_is_the_same_bytes(data: Path, form: str) -> None:
    first = bytes_of(exported(data, form, *own(form)))
    assert first == bytes_of(exported(data, form, *own(form)))
    assert not [path.name for path in data.iterdir() if ".part" in path.name]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "parquet"])
def test_mail_addresses_are_in_no_export(data: Path, form: str) -> None:
    assert not [
        name for name, held in bytes_of(exported(data, form, *own(form))).items() if b"aroha@example.org" in held
    ]


def test_csv_has_every_row_and_column_of_the_schema(data: Path) -> None:
    place = exported(data, "csv")
    for table in TABLES:
        with (place / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == list(table.columns)
        told = asked(data / NAME, f"select * from {table.name} order by id")
        if table.name not in ("blogs", "facts", "posts", "comments"):  # a mail address, what was asked for, formulas
            assert rows == [["" if value is None else str(value) for value in row] for row in told]
        assert len(rows) == len(told)


def test_no_cell_of_a_csv_file_is_a_formula(data: Path) -> None:
    with (exported(data, "csv") / "posts.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file) if row["id"] == "3"] == [f"'{HOSTILE}"]


def test_json_lines_and_parquet_hold_what_the_database_holds(data: Path) -> None:
    lines, columns = exported(data, "jsonl"), exported(data, "parquet")
    for table in TABLES:
        found = [json.loads(line) for line in (lines / f"{table.name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert found == pyarrow.parquet.read_table(columns / f"{table.name}.parquet").to_pylist()
        assert table.name == "facts" or [tuple(row.values()) for row in found] == asked(
            exported(data, "sqlite"), f"select * from {table.name} order by id"
        )


def test_without_pyarrow_parquet_says_what_to_install(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    result = run("parquet", "-o", data / "out", "--data", data, code=2)
    assert result.stderr.strip().count("\n") == 0 and "pip install 'coursekeep[parquet]'" in result.stderr
    assert not (data / "out").exists()


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_describes_itself(data: Path, form: str) -> None:
    place = exported(data, form)
    told = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
    assert {each["path"] for each in told["resources"]} <= set(told["coursekeep"]["files"]) < set(bytes_of(place))
    for each in told["resources"]:
        assert each["bytes"] == (place / each["path"]).stat().st_size
    frictionless = (
        pytest.importorskip("frictionless", reason="frictionless is not installed") if form == "csv" else None
    )
    if frictionless:
        assert frictionless.validate(str(place / "datapackage.json")).valid


def test_a_database_is_whole_and_can_be_searched(data: Path) -> None:
    place = exported(data, "sqlite")
    assert asked(place, "pragma integrity_check") == [("ok",)]
    assert asked(place, "pragma foreign_key_check") == []
    assert asked(place, "select rowid from posts_words where posts_words match 'korero'") == [(2,)]
    assert asked(place, "select name from sqlite_master order by name") == asked(
        data / NAME, "select name from sqlite_master order by name"
    )


def test_a_blog_is_all_that_is_taken(data: Path) -> None:
    place = exported(data, "sqlite", "--blog", "ben")
    assert asked(place, "select slug from blogs") == [("ben",)]
    assert asked(place, "select id from posts") == [(3,)]
    assert asked(place, "select name from people order by name") == [("Aroha",), ("Ben",)]
    assert asked(place, "select posts, blogs, people from works") == [(1, 1, 1)]
    assert asked(place, "pragma foreign_key_check") == []


def test_a_week_is_taken_with_what_it_answers(data: Path) -> None:
    place = exported(data, "sqlite", "--week", "2")
    assert asked(place, "select id from posts order by id") == [(1,), (2,)]
    assert asked(place, "select id from comments order by id") == [(11,), (12,), (13,)]
    assert [edge[0] for edge in list(csv.reader(exported(data, "edges", "--week", "2").open()))[1:]] == ["person-103"]


def test_a_course_or_a_blog_that_is_not_there_is_told(data: Path) -> None:
    for option, slug in (("--blog", "nobody"), ("--course", "nothing")):
        result = run("csv", "-o", data / "out", "--data", data, option, slug, code=2)
        assert result.stderr.startswith(f"coursekeep: {slug}: there is no such")


NO = "update people set consent = 'no' where id = 102"


def test_those_who_said_no_are_in_no_table(tmp_path: Path) -> None:
    data = made(tmp_path, NO, "update blogs set consent = 'no' where id = 2")
    place = exported(data, "sqlite")
    assert asked(place, "select slug from blogs") == [("aroha",)]
    assert asked(place, "select id from people order by id") == [(101,), (103,)]
    assert asked(place, "select id from comments") == [], "what answers a comment that is not there goes with it"
    assert asked(place, "select count(*) from pingbacks") == [(0,)]
    assert asked(place, "select posts, people from works") == [(1, 1)]
    assert asked(place, "pragma foreign_key_check") == []
    for table in TABLES:
        if table.name != "data_dictionary":
            assert "Ben" not in repr(asked(place, f"select * from {table.name}")), table.name


def test_a_ping_from_the_blog_of_somebody_who_said_no_goes_also_where_its_post_is_not_known(tmp_path: Path) -> None:
    unknown = "update pingbacks set person_id = null, source_post_id = null, source_url = 'http://2.example/other/'"
    data = made(tmp_path, unknown, "update blogs set consent = 'no' where id = 2")
    assert asked(exported(data, "sqlite"), "select id from pingbacks") == []
    assert asked(exported(data, "sqlite", "--include-no-consent"), "select id from pingbacks") == [(21,)]


def test_everybody_is_everybody(tmp_path: Path) -> None:
    data = made(tmp_path, NO, "update people set consent = '' where id = 101")
    for table in ("people", "blogs", "posts", "comments", "pingbacks"):
        sql = f"select id from {table} order by id"
        assert asked(exported(data, "sqlite", "--include-no-consent"), sql) == asked(data / NAME, sql)


def test_a_bibliography_of_weeks_has_what_was_listed_in_them(data: Path) -> None:
    assert len(json.loads(exported(data, "csl-json", "--week", "1").read_text())) == 1
    assert json.loads(exported(data, "csl-json", "--week", "2").read_text()) == []


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_left_out_is_told(tmp_path: Path, form: str) -> None:
    data = made(tmp_path, NO)
    result = run(form, "-o", data / "out", "--data", data, *own(form))
    assert "left out for want of consent: " in result.stderr
    told = json.loads(
        run(form, "-o", data / "out", "--data", data, "--json", *own(form), "--include-no-consent").stdout
    )
    assert told["left_out"] == {} and told["format"] == form


def test_a_blog_whose_owner_said_no_is_named(tmp_path: Path) -> None:
    data = made(tmp_path, NO)
    assert "said no to research" in run("csv", "-o", data / "out", "--data", data, "--blog", "ben", code=2).stderr
    run("csv", "-o", data / "out", "--data", data, "--blog", "ben", "--include-no-consent")


NETWORKS = ("comments", "pingbacks", "links", "works")


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_are_the_same_in_every_format(data: Path, name: str) -> None:
    graphml = networkx.read_graphml(exported(data, "graphml", "--network", name))
    gexf = networkx.read_gexf(exported(data, "gexf", "--network", name))
    with exported(data, "edges", "--network", name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    weights = {(s, t): int(d["weight"]) for s, t, d in graphml.edges(data=True)}
    assert weights == {(s, t): int(d["weight"]) for s, t, d in gexf.edges(data=True)}
    assert weights == {
        pair: sum(int(r["weight"]) for r in rows if (r["source"], r["target"]) == pair) for pair in weights
    }
    assert weights and sum(weights.values()) == sum(int(r["weight"]) for r in rows)
    assert dict(graphml.nodes(data="label")) == dict(gexf.nodes(data="label"))


def test_a_network_says_who_and_when(data: Path) -> None:
    made = networkx.read_graphml(exported(data, "graphml"))
    assert made.nodes["person-101"] == {
        "label": "Aroha", "kind": "person", "blog": "aroha", "section": "Monday", "role": "student", "in_roster": 1, "posts": 2, "comments": 2,
    }  # fmt: skip
    assert made.edges["person-103", "person-101"]["weeks"] == "2"
    gexf = networkx.read_gexf(exported(data, "gexf"))
    assert gexf.edges["person-103", "person-101"]["spells"] == [(2.0, 2.0)]


def test_texts_have_a_row_of_variables_each(data: Path) -> None:
    place = exported(data, "text")
    with (place / "variables.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["document"]: row for row in csv.DictReader(file)}
    files = {path.stem: path for path in place.rglob("*.txt")}
    assert rows.keys() == files.keys()
    assert all(name == name.lower() and name.isascii() and len(name) < 200 for name in files)
    (korero,) = (row for row in rows.values() if (row["title"], row["kind"]) == ("Kōrero", "post"))
    assert files[korero["document"]].read_text(encoding="utf-8-sig") == "Kōrero\n\nThe loom is warped.\n"
    for row in rows.values():
        assert not row["post"] or row["post"] in rows
        assert not row["answers"] or row["answers"] in rows


def test_feed_readers_read_atom_and_opml(data: Path) -> None:
    feed = feedparser.parse(exported(data, "atom").read_bytes())
    assert not feed.bozo and [entry.title for entry in feed.entries][-1:] and len(feed.entries) == 3
    read = listparser.parse(exported(data, "opml").read_text(encoding="utf-8"))
    assert {(each.url, each.categories[0][0]) for each in read.feeds} == {
        ("https://1.example/feed/", "Monday"), ("https://2.example/feed/", "Friday"),
    }  # fmt: skip


WP = "{http://wordpress.org/export/1.2/}"


def test_a_wordpress_export_holds_posts_with_their_threads(data: Path) -> None:
    items = ET.parse(exported(data, "wxr", "--blog", "aroha")).getroot().findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Post 1", "Kōrero"]
    said = [c for c in items[0].findall(f"{WP}comment") if c.findtext(f"{WP}comment_type") == "comment"]
    numbers = [(c.findtext(f"{WP}comment_id"), c.findtext(f"{WP}comment_parent")) for c in said]
    assert [parent for _, parent in numbers] == ["0", *(number for number, _ in numbers[:-1])]


def test_a_wordpress_export_is_of_one_blog(data: Path) -> None:
    assert "there is: aroha, ben" in run("wxr", "-o", data / "x.xml", "--data", data, code=2).stderr


def test_a_folder_that_is_no_export_is_never_replaced(data: Path) -> None:
    mine = data / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("of mine")
    assert "is not an export of ours" in run("csv", "-o", mine, "--data", data, code=2).stderr
    place = exported(data, "csv")
    (place / "notes.txt").write_text("of mine")
    assert "has other files in it" in run("csv", "-o", place, "--data", data, code=2).stderr
    assert (place / "notes.txt").exists()
    assert "is a folder" in run("ris", "-o", mine, "--data", data, code=2).stderr


def test_an_export_never_replaces_the_archive(data: Path) -> None:
    before = (data / NAME).read_bytes()
    assert "part of the archive" in run("sqlite", "-o", data / NAME, "--data", data, code=2).stderr
    (data / "warc").mkdir()
    assert "part of the archive" in run("csv", "-o", data / "warc", "--data", data, code=2).stderr
    assert (data / NAME).read_bytes() == before


def test_an_exported_database_is_a_data_folder_to_ask(data: Path) -> None:
    (data / "part").mkdir()
    run("sqlite", "-o", data / "part" / NAME, "--data", data, "--blog", "ben")
    result = CliRunner().invoke(main, ["query", "select slug from blogs", "--csv", "--data", str(data / "part")])
    assert result.stdout.split() == ["slug", "ben"]


@pytest.mark.parametrize("form", FOLDERS)
def test_a_folder_cannot_go_to_the_standard_output(data: Path, form: str) -> None:
    assert "name one with -o" in run(form, "-o", "-", "--data", data, code=2).stderr


def test_options_that_a_format_has_not_are_refused(data: Path) -> None:
    assert "csv takes no --network" in run("csv", "-o", data / "x", "--network", "links", code=2).stderr
    assert "write 3, or 1-4" in run("csv", "-o", data / "x", "--week", "soon", code=2).stderr


@pytest.fixture(autouse=True)
def same_folder_is_left(tmp_path: Path) -> Iterator[None]:
    yield
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
