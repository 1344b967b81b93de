"""Bibliographies as Citation.js reads them, the program behind many editors' citations. Fetches it with npm."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from test_export import ITEMS

from archive.export.bibliography import written

REQUIRED = "COURSEKEEP_REQUIRE_BROWSER"
PACKAGES = ("@citation-js/core@0.7", "@citation-js/plugin-bibtex@0.7", "@citation-js/plugin-ris@0.7")
READ = """
const {Cite} = require('@citation-js/core'); require('@citation-js/plugin-bibtex'); require('@citation-js/plugin-ris');
console.log(JSON.stringify(new Cite(require('fs').readFileSync(0, 'utf8')).data));
"""

pytestmark = pytest.mark.skipif(
    REQUIRED not in os.environ, reason=f"set {REQUIRED}=1 to run these (needs npm and node)"
)


@pytest.fixture(scope="module")
def citation_js(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Citation.js in it."""
    folder = tmp_path_factory.mktemp("citation-js")
    (folder / "read.cjs").write_text(READ)
    line = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, *PACKAGES]
    subprocess.run(line, check=True, capture_output=True, cwd=folder)
    return folder


def read(folder: Path, text: str) -> list[dict[str, Any]]:
    ran = subprocess.run(["node", folder / "read.cjs"], input=text, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def test_csl_json_is_read_without_loss(citation_js: Path) -> None:
    text = written(ITEMS, "csl-json")
    for given, found in zip(json.loads(text), read(citation_js, text), strict=True):
        assert {name: found.get(name) for name in given if name not in ("custom", "issued")} == {
            name: value for name, value in given.items() if name not in ("custom", "issued")
        }


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_works_have_their_people_and_doi(citation_js: Path, form: str) -> None:
    def told(items: list[dict[str, Any]]) -> list[Any]:
        return [(_family(item["author"][0]), item.get("DOI")) for item in items]

    assert told(read(citation_js, written(ITEMS, form))) == told(json.loads(written(ITEMS, "csl-json")))


def _family(name: dict[str, str]) -> str:
    """With its particle, which BibTeX readers take apart."""
    return " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"), name.get("literal"))))
