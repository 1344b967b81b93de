"""The bench: that each part runs to its end and says what it should. What it measures is no test's matter."""

import json
import shutil

import pytest
from click.testing import CliRunner

from crawler.bench import crawling, parsing, rebuilding, starting, storing, writing
from crawler.bench.measure import Row, Table, medians, shown
from crawler.bench.served import served
from crawler.bench.site import blog
from crawler.cli import main
from crawler.parsers.page import parse
from crawler.verbs.bench import PARTS


def test_the_site_is_the_same_each_time_and_every_post_is_read_with_its_comments() -> None:
    once, again = (dict(blog("http://127.0.0.1:8000/", 3)) for _ in range(2))
    assert once == again
    path, answer = next((path, answer) for path, answer in once.items() if path.endswith("post-1/"))
    page = parse(parsing._capture(f"http://127.0.0.1:8000{path}", answer.body, answer.kind))
    assert page.post and page.post.title and len(page.post.references) == 4 and len(page.comments) == 8
    assert not page.missing


def test_every_crawler_gets_every_page() -> None:
    table = crawling.measure(2, 3, 1)
    pages = {row.name: row.numbers["pages"] for row in table.rows}
    assert pages[crawling.OURS] == 2 * (3 + 1)
    assert min(pages.values()) == pages[crawling.OURS]
    assert crawling.WGET in pages or crawling.WGET in table.missing


def test_a_missing_peer_is_named_with_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "install" in crawling.measure(1, 1, 1).missing[crawling.WGET]
    table = parsing.measure(parsing.pages_of(None)[:1], 1, "false")
    assert "trafilatura is not here" in "\n".join(table.lines())


def test_a_rebuild_is_measured_beside_bare_parsing() -> None:
    rows = rebuilding.measure(6, 1, processes=2).rows
    assert [row.name for row in rows] == ["1 process", "2 processes"]
    assert all(row.numbers["share"] > 0 for row in rows)


def test_writing_and_saving_give_bytes_a_page_and_a_comment() -> None:
    assert writing.measure(2, 1).rows[0].numbers["bytes_a_page"] > 1000
    assert storing.measure(2, 2, 3).rows[0].numbers["comments"] == 12


def test_commands_that_only_read_are_measured_beside_sqlite() -> None:
    rows = starting.measure(1, 2, 1).rows
    assert [row.name for row in rows] == [starting.BARE, *(f"coursekeep {verb}" for verb in starting.VERBS)]
    assert all(row.numbers["cpu_ms"] > 0 for row in rows)


def test_the_site_says_what_was_asked_of_it() -> None:
    with served(1, 1) as site:
        assert site.told() == {"answers": 0, "pages": 0, "bytes": 0}


def test_the_verb_prints_json_with_the_machine() -> None:
    ran = CliRunner().invoke(main, ["bench", "parse", "--small", "--rounds", "1", "--json", "--peer-python", "false"])
    told = json.loads(ran.stdout)
    assert told["machine"]["cores"] and set(told["tables"]) == {"parse"}
    assert "coursekeep" in told["tables"]["parse"]["rows"] and len(PARTS) == 6


def test_a_wrong_file_of_pages_is_told_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "pages.jsonl").write_text('{"url": 1}\n')
    ran = CliRunner().invoke(main, ["bench", "parse", "--pages", str(tmp_path / "pages.jsonl")])
    assert ran.exit_code == 2 and "pages.jsonl:1" in ran.output


def test_numbers_are_shown_with_three_figures_and_rounds_by_their_median() -> None:
    assert [shown(value) for value in (None, 1.234, 12.34, 1234.5)] == ["-", "1.23", "12.3", "1,234"]
    assert medians([{"a": 1.0}, {"a": 9.0}, {"a": 2.0}]) == {"a": 2.0}
    table = Table(name="t", about="a", rows=[Row(name="x", numbers={"n": 1.0})], missing={"y": "get it"})
    assert list(table.lines()) == ["t: a", "   n", "x  1.00", "y is not here: get it"]
