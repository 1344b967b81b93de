"""The files of `coursekeep report` in a real browser: no fault of accessibility, nothing loaded, nothing run, no page wider than a phone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import term
from browsing import browser, faults, ready, tab
from playwright.sync_api import Browser

from archive.report import digest
from archive.report.pictures.files import written
from archive.report.pictures.kinds import KINDS, scope

HOSTILE = "<p>Before</p><script>document.title='owned'</script><img src='https://evil.example/x.png' onerror=\"document.title='owned'\"><style>body{display:none}</style>"


@pytest.fixture(scope="module")
def axe() -> str:
    return ready()


@pytest.fixture(scope="module")
def opened(axe: str) -> Iterator[Browser]:
    with browser() as made:
        yield made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, axe: str) -> list[Path]:
    """The week as it is and under pseudonyms, and every picture."""
    folder = tmp_path_factory.mktemp("reports")
    with closing(term.store(folder).connection) as db:
        db.row_factory = sqlite3.Row
        db.execute("update posts set body_html = body_html || ?", (HOSTILE,))
        made = {
            name: digest.html(digest.digest(db, term.NOW, 11, pseudonymous=name == "pseudonymous")).encode()
            for name in ("week", "pseudonymous")
        }
        made |= {kind: written(KINDS[kind](db, scope(db, term.NOW)), ".html") for kind in KINDS}
    for name, content in made.items():
        (folder / f"{name}.html").write_bytes(content)
    return [folder / f"{name}.html" for name in made]


@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_opens_without_a_fault_and_asks_for_nothing(
    opened: Browser, axe: str, files: list[Path], size: str, scheme: str
) -> None:
    for path in files:
        with tab(opened, size, scheme) as seen:
            seen.page.goto(path.as_uri())
            assert seen.page.title() != "owned"
            assert seen.page.locator("h1").is_visible()
            assert faults(seen.page, axe) == [], path.name
            assert seen.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
                path.name
            )
            assert all(seen.page.evaluate("[...document.images].map(i => i.complete && i.naturalWidth > 0)"))
            assert [url for url in seen.asked if not url.startswith(("file:", "data:"))] == []
            assert seen.wrong == []
