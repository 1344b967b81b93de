"""The data set describes itself: counts, time, gaps, digests, and a citation that the Citation File Format allows."""

import json
from pathlib import Path
from typing import Any

import course
import pytest
import yaml
from click.testing import CliRunner

from archive.database import fulltext
from crawler.cli import main

CFF = {
    "cff-version",
    "type",
    "message",
    "title",
    "authors",
    "version",
    "date-released",
    "abstract",
    "keywords",
    "identifiers",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = course.store(tmp_path)
    with store.transaction():
        fulltext.refresh(store.connection)
    store.close()
    return tmp_path


def told(data: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["describe", "--json", "--data", str(data)])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_it_counts_what_is_there_and_what_is_not(data: Path) -> None:
    found = told(data)
    assert {name: found["counts"][name] for name in ("blogs", "posts", "comments", "works")} == {"blogs": 2, "posts": 3, "comments": 4, "works": 1}  # fmt: skip
    assert found["written"] == {"first": "2026-03-02", "last": "2026-03-09"}
    assert found["gaps"] == {"comments that are gone from their blog": 1}
    assert found["problems"] == {"wall": 1}
    assert sum(row["posts"] for row in found["languages"]) == sum(row["posts"] for row in found["licences"]) == 3


def test_digests_are_those_of_what_they_name(data: Path) -> None:
    found, again = told(data)["digests"], told(data)["digests"]
    assert found == again and set(found) == {"texts", "courses and blogs", "database"}


def test_words_have_a_citation(data: Path) -> None:
    lines = CliRunner().invoke(main, ["describe", "--data", str(data)]).stdout.splitlines()
    assert "cite as   Writers of 2 course blogs. (2026). weaving: 3 posts and 4 comments (crawl 9) [Data set]. Archived with Coursekeep." in lines  # fmt: skip


def test_a_citation_file_has_what_its_format_asks_for(data: Path) -> None:
    found = yaml.safe_load(CliRunner().invoke(main, ["describe", "--citation", "--data", str(data)]).stdout)
    assert set(found) == CFF
    assert (found["cff-version"], found["type"], found["authors"]) == (
        "1.2.0",
        "dataset",
        [{"name": "Writers of 2 course blogs"}],
    )
    assert all(isinstance(found[name], str) for name in ("version", "date-released", "abstract", "title", "message"))
