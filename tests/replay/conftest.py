"""Players, an archive and a package of it, once for all tests of this folder."""

from pathlib import Path

import pytest
from command import coursekeep
from players import Archived, Tools, archive, fetched


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The players; skips unless they are asked for."""
    return fetched()


@pytest.fixture(scope="session")
def archived(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    """An archive of a blog that is gone."""
    return archive(tmp_path_factory.mktemp("archived"))


@pytest.fixture(scope="session")
def package(archived: Archived, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its course as a WACZ file."""
    path = tmp_path_factory.mktemp("package") / "course.wacz"
    ran = coursekeep("wacz", "--data", archived.data, "--course", "chalk-101", "-o", path, cwd=path.parent)
    assert ran.code == 0, ran.err
    return path
