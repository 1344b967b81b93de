"""The cookbook and the notebook: every question is asked over a demo, and every answer is the printed one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cookbook
import pytest
from test_demo import PROGRAM, ROOT, free_ports


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a demo."""
    folder = tmp_path_factory.mktemp("demo")
    line = [sys.executable, "-c", PROGRAM.format(ports=free_ports()), "demo", "--data", folder]
    subprocess.run(line, check=True, capture_output=True, cwd=ROOT)
    yield folder


def test_every_question_of_the_cookbook_has_the_printed_answer(data: Path) -> None:
    recipes = cookbook.recipes()
    assert len(recipes) > 10
    for sql, printed in recipes:
        assert cookbook.answered(data, sql) == printed, sql


def test_the_notebook_prints_what_it_says(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKEEP_DATA", str(data))
    cells = 0
    for cell, printed in cookbook.run(data):
        assert cookbook.told(cell) == printed, "".join(cell["source"])
        cells += 1
    assert cells > 5


def test_the_notebook_is_one() -> None:
    made = cookbook.notebook()
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    names = [cell["id"] for cell in made["cells"]]
    assert len(set(names)) == len(names)
