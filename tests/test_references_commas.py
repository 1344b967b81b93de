"""Entries whose parts only commas part and whose year stands last, as French, Italian, Spanish, Portuguese and German books have."""

import pytest

from crawler.parsers.blocks import Block
from crawler.parsers.references import read_reference, separate

BOOK = ("La rivière lente", "Lyon", "Éditions du Phare")
BOOKS = [
    ("MOREL Anne, La rivière lente, Lyon, Éditions du Phare, 2012, 240 p.", "MOREL"),
    ("MOREL, Anne, La rivière lente, Lyon, Éditions du Phare, 2012.", "MOREL"),
    ("MOREL (Anne), La rivière lente, Lyon, Éditions du Phare, 2012", "MOREL"),
    ("MOREL A., La rivière lente, Éditions du Phare, Lyon 2012.", "MOREL"),
    ("Anne MOREL, La rivière lente, 2e éd., Lyon, Éditions du Phare, 2012, p. 3-9.", "MOREL"),
    ("A. Morel, La rivière lente, Lyon, Éditions du Phare, 2012.", "Morel"),
    ("Anne Morel, La rivière lente, Lyon, Éditions du Phare, coll. « Eaux vives », 2012.", "Morel"),
    ("Morel Anne, La rivière lente, Lyon: Éditions du Phare, 2012.", "Morel"),
    ("MOREL, A. La rivière lente. 2. ed. Lyon: Éditions du Phare, 2012. 210 p.", "MOREL"),
    ("Morel, Anne: La rivière lente. Éditions du Phare, Lyon 2012, ISBN 978-3-00-000000-1.", "Morel"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "family"), BOOKS)
def test_a_book_is_read_whatever_its_commas(text: str, family: str) -> None:
    read = read_reference(text)
    assert [(n.family, (n.given or "")[:1]) for n in read.authors] == [(family, "A")]
    assert (read.title, read.place, read.publisher, read.year) == (*BOOK, "2012")


@pytest.mark.parametrize(
    ("names", "families"),
    [
        ("MOREL Anne, VAN DER LOO Jan et D’ARBO Lise (dir.)", ["MOREL", "VAN DER LOO", "D’ARBO"]),
        ("MOREL LÓPEZ, Ana y PEÑA, Juan", ["MOREL LÓPEZ", "PEÑA"]),
        ("MOREL, A. B.; SOUSA, C. de", ["MOREL", "SOUSA"]),
        ("Morel, A. / Busch, K. (Hrsg.)", ["Morel", "Busch"]),
    ],
)
def test_all_names_before_the_title_are_authors(names: str, families: list[str]) -> None:
    read = read_reference(f"{names}, La rivière lente, Lyon, Éditions du Phare, 2012.")
    assert [n.family for n in read.authors] == families
    assert read.title == BOOK[0]


def test_a_journal_stands_before_its_numbers() -> None:
    french = read_reference("MOREL Anne, L’eau à l’école, Revue des classes, vol. 3, n° 12, 2009, p. 33-48.")
    assert (french.title, french.container, french.volume, french.issue, french.pages) == (
        "L’eau à l’école", "Revue des classes", "3", "12", "33-48")  # fmt: skip
    brazilian = read_reference(
        "MOREL, Ana B. A água na escola. Revista de Classes, Curitiba, v. 12, n. 3, p. 33-48, 2010."
    )
    assert (brazilian.title, brazilian.container, brazilian.volume, brazilian.place, brazilian.pages) == (
        "A água na escola", "Revista de Classes", "12", "Curitiba", "33-48")  # fmt: skip


def test_a_chapter_stands_in_a_book_with_editors() -> None:
    for title in ("« L’eau »", "L’eau"):
        read = read_reference(
            f"MOREL Anne, {title}, in PETIT Paul (dir.), Les écoles du monde, Paris, Phare, 2005, p. 12-20."
        )
        assert (read.title, read.container, read.place, read.publisher) == (
            "L’eau",
            "Les écoles du monde",
            "Paris",
            "Phare",
        )
        assert [n.family for n in read.authors] == ["MOREL"]


@pytest.mark.parametrize(
    "text",
    [
        "Okafor, Nia. The slate and the map. Harbour Press, 2012.",
        "UNESCO, Education for rivers, Paris, UNESCO, 2012.",
        "Okafor, N. (2012). Slates, maps, and Paris, France. Harbour Press.",
    ],
)
def test_other_styles_are_read_as_before(text: str) -> None:
    read = read_reference(text)
    assert read.year == "2012"
    assert read.place is None or "UNESCO" in text


def test_a_town_and_a_publisher_after_a_comma_are_told_apart() -> None:
    read = read_reference("Morel, A. (2012). La rivière lente, Paris, L’Aviron.")
    assert (read.title, read.place, read.publisher) == ("La rivière lente", "Paris", "L’Aviron")
    read = read_reference("Morel, A. (2012). Slow rivers. Sydney, Australia.")
    assert read.publisher != "Australia"


def test_they_are_entries_beside_each_other_and_no_line_of_prose_is() -> None:
    lines = ("On lit.", BOOKS[0][0], BOOKS[5][0])
    assert len(separate(tuple(Block(text=t) for t in ("Bibliographie", *lines[1:]))).references) == 2
    said = (
        "JANE Morel, who lives in Lyon, said so in 2012.",
        "Anne Morel, professeure, est partie pour Paris en 2012.",
    )
    assert separate(tuple(Block(text=t) for t in said)).references == ()
