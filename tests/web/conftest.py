"""Pages over a made-up course of fourteen weeks, asked by a client in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import Pages, opened
from term import NOW, store


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the course of term.py and what its reader could hold against us."""
    folder = tmp_path_factory.mktemp("course")
    store(folder).close()
    return folder


@pytest.fixture
def pages(course: Path, tmp_path: Path) -> Iterator[Pages]:
    """The course's pages, for a visitor of this machine."""
    with opened(course, tmp_path, NOW) as made:
        yield made
