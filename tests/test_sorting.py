"""Lines come in order, also those that memory does not hold."""

import random
from pathlib import Path

import pytest

from archive.warc import sorting
from archive.warc.sorting import Sorted


def test_lines_come_in_order_from_a_file_and_from_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "FEW", 10)
    monkeypatch.setattr(sorting, "AHEAD", 7)
    lines = [f"{number} \u0101\n" for number in range(995)]
    given = random.Random(1).sample(lines, len(lines))
    found = Sorted(tmp_path, given[:500])
    found.add(given[500:])
    assert [*found] == sorted(lines)
    assert not [*tmp_path.iterdir()]


def test_lines_that_are_equal_stay(tmp_path: Path) -> None:
    assert [*Sorted(tmp_path, ["b\n", "a\n", "b\n"])] == ["a\n", "b\n", "b\n"]
