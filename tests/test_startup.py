"""Verbs that only read start in a moment: they load no library that fills the archive, with a configuration or without."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import ConfigError
from crawler.document import data_folder
from tests import course

HEAVY = {
    "scrapy",
    "twisted",
    "sqlite_utils",
    "bs4",
    "pydantic",
    "selectolax",
    "lxml",
    "nh3",
    "warcio",
    "jinja2",
    "starlette",
}
VERBS = (("week",), ("query", "week"), ("search", "loom"), ("status",), ("problems",), ("works",), ("assignments",))


@pytest.mark.parametrize("words", VERBS, ids=lambda words: words[0])
def test_a_verb_that_only_reads_loads_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "kept").mkdir()
    course.store(tmp_path / "kept").close()
    (tmp_path / "config.yaml").write_text("store: {path: kept}\n", encoding="utf-8")
    code = (
        f"import sys; sys.argv = ['coursekeep', *{words!r}]\nfrom crawler.cli import main\n"
        "try: main()\nexcept SystemExit as end: print('code', end.code, file=sys.stderr)\n"
        "print('loaded', *sys.modules, file=sys.stderr)"
    )
    root = str(Path(__file__).parent.parent)
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env={"PYTHONPATH": root}, check=True
    )
    assert "code 0" in ran.stderr or "code None" in ran.stderr, ran.stderr
    assert not HEAVY & set(ran.stderr.rpartition("loaded")[2].split())


def test_the_data_folder_is_the_configurations_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "course.yaml"
    for text, folder in (("store: {path: kept}", "kept"), ("courses: []", "data"), ("", "data"), ("store:\n", "data")):
        path.write_text(text, encoding="utf-8")
        assert data_folder(path) == tmp_path / folder


@pytest.mark.parametrize("text", ["store: [1, 2]", "store: {path: [a]}", "store: {path: 'a", "\ufeff\u0000"])
def test_a_configuration_that_names_no_folder_is_a_mistake_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "course.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"course\.yaml:\d"):
        data_folder(path)


def test_a_configuration_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        data_folder(tmp_path / "none.yaml")
