"""Exports read by Pandoc's citeproc, as Zotero's formats are: what we write comes back with its authors, year and title."""

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from archive.export.bibliography import written
from crawler.parsers.references import read_reference
from crawler.parsers.references.csl import as_csl

ENTRIES = (
    "Garcia, A., & O’Neill, B. (2011). Quiet rooms & loud corridors: A study. Journal of Rooms, 12(3), 45–67. https://doi.org/10.5555/rooms.12",
    "Moana, R. (1998). Weaving {well}: 50% theory. Leeds: North Press.",
    "Council of Small Schools. (2015). Reading together. Retrieved from http://schools.example.org/reading_together",
    "Ōkuma, T. (2004). Listening. In P. Hale (Ed.), The open class (pp. 12–30). London: Hill Press.",
)
READERS = {"csl-json": "csljson", "bibtex": "bibtex"}
"""RIS came to Pandoc with version 3; tests/test_export.py reads it back with rispy."""


@pytest.fixture(scope="module")
def pandoc() -> str:
    found = shutil.which("pandoc")
    if found is None and os.environ.get("COURSEKEEP_REQUIRE_PANDOC"):
        pytest.fail("pandoc is not here, and COURSEKEEP_REQUIRE_PANDOC wants it")
    if found is None:
        pytest.skip("pandoc is not installed (on Debian: apt-get install pandoc)")
    return found


@pytest.mark.parametrize("form", READERS)
def test_what_is_exported_comes_back(form: str, pandoc: str) -> None:
    items = [as_csl(read_reference(entry)) for entry in ENTRIES]
    text = written(items, form)
    ran = subprocess.run(
        [pandoc, "-f", READERS[form], "-t", "csljson"], input=text, capture_output=True, text=True, check=True
    )
    assert sorted(map(_told, json.loads(ran.stdout))) == sorted(map(_told, items))


def _told(item: dict[str, Any]) -> tuple[Any, ...]:
    names = tuple(_letters(name.get("family") or name.get("literal") or "") for name in item.get("author", ()))
    year = str(item["issued"]["date-parts"][0][0])
    return _letters(item["title"]), names, year, item.get("DOI") or "", item.get("volume") or ""


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).casefold()
