"""The schema for readers: the files in docs/ are those that the schema makes now."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.database import picture
from archive.database.tables import TABLES

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize(("name", "made"), [("schema.md", picture.markdown()), ("schema.svg", picture.svg())])
def test_the_page_and_the_picture_are_fresh(name: str, made: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == made, "run: python -m archive.database.picture docs"


def test_every_table_is_in_the_picture_unless_it_stands_alone() -> None:
    made = picture.svg()
    assert not [table.name for table in TABLES if table.name not in picture.ALONE and f">{table.name}<" not in made]
    assert not [table.name for table in TABLES if table.name in picture.ALONE and table.foreign_keys]


def test_the_picture_has_a_line_for_every_foreign_key_and_is_xml() -> None:
    paths = ElementTree.fromstring(picture.svg()).findall(".//{http://www.w3.org/2000/svg}path")
    assert len(paths) == sum(len(table.foreign_keys) for table in TABLES)


def test_making_them_again_writes_both(tmp_path: Path) -> None:
    picture.main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["schema.md", "schema.svg"]
