"""Golden pages: a folder is a capture (`body.html`, `capture.json`) and what it says (`expected.json`); `chrome.txt` has phrases of the
page that are neither body nor comments.

`coursekeep fixture FOLDER` shows one; `PYTHONPATH=. python tests/golden.py` writes the expected files again from what the parser
says now, and a person judges the difference.
"""

from pathlib import Path
from typing import Any

from crawler.fixture import folder as fixture
from crawler.parsers.page import parse

FOLDERS = sorted(path for path in (Path(__file__).parent / "pages").iterdir() if path.is_dir())


def reading_of(folder: Path) -> dict[str, Any]:
    """What the parser says of a folder's page, in its JSON form, without what is null or empty."""
    return fixture.said(parse(fixture.capture_of(folder)))


def expected_of(folder: Path) -> dict[str, Any]:
    """What a person found right."""
    expected = fixture.expected_of(folder)
    assert expected is not None, folder
    return expected


def chrome_of(folder: Path) -> list[str]:
    """Phrases that must be in neither body nor comments."""
    path = folder / "chrome.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def rewrite() -> None:
    """Write every expected file again."""
    for folder in FOLDERS:
        fixture.write_expected(folder, parse(fixture.capture_of(folder)))


if __name__ == "__main__":
    rewrite()
