"""Citations in rarer forms: second hand, away from their year, of works by their titles and by their numbers."""

import pytest

from archive.items import Citation
from crawler.parsers.blocks import Block
from crawler.parsers.references import separate

LIST = (
    "References",
    "Harrow, T. (2000). Learning circles and small towns. Pedagogy, 7(2), 225-246.",
    "Moana, R., & Teague, P. L. (1998). Talking in rows. Dunedin: Tidewater Press.",
    "Children’s Council. (2012). Maps and care. Leeds: North Press.",
    "“Bells and Rain.” The Evening Ledger, 3 May 2010, pp. 3-4.",
)


def cited(text: str) -> list[tuple[str, int | None]]:
    return [(c.text, c.reference) for c in _cited(text)]


def _cited(text: str) -> tuple[Citation, ...]:
    return separate(tuple(Block(text=t) for t in (text, *LIST))).citations


@pytest.mark.parametrize(
    "words",
    [
        "(Oduya, 1971, as cited in Harrow, 2000)",
        "(Oduya, 1971 apud Harrow, 2000)",
        "(Oduya 1971, zit. n. Harrow 2000)",
        "(Oduya, 1971; citado en Harrow, 2000)",
        "Oduya (1971, cité par Harrow, 2000)",
        "Oduya (1971; quoted in Harrow, 2000, p. 4)",
    ],
)
def test_who_is_cited_and_in_what_work_are_two_citations(words: str) -> None:
    assert [c.reference for c in _cited(f"A habit {words}.")] == [None, 0]


def test_the_first_is_left_out_where_no_year_is_given() -> None:
    assert cited("A habit (Oduya, as cited in Harrow, 2000).") == [("Harrow, 2000", 0)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("See Moana and Teague (1998, pp. 4-9; also Harrow 2000).", [1, 0]),
        ("Rooms (Harrow, 2000: 3-4, cf. Moana & Teague 1998).", [0, 1]),
        ("Rooms (qtd. in Harrow 12).", [0]),
        ("As Moana and Teague put it (1998, p. 6), rows talk.", [1]),
        ("Harrow argues this well (2000, p. 3).", [0]),
        ("Harrow’s study (2000) of towns.", [0]),
        ("Moana and Teague’s Talking in Rows (1998) is worth it.", [1]),
        ("What Harrow, in 2000, said of towns.", [0]),
        ("We read a 1998 book by Moana and Teague.", [1]),
        ("It rained (“Bells and Rain” 3).", [3]),
        ("The Children’s Council (2012) asks.", [2]),
        ("Harrow argues this well (1999, p. 3).", []),
        ("In 2000 my class read a book by Lindqvist.", []),
        ("Harrow moved. We stayed in the same room (2000).", []),
    ],
)
def test_names_away_from_their_year_cite_where_an_entry_belongs_to_them(text: str, said: list[int]) -> None:
    assert [c.reference for c in _cited(text)] == said


def test_the_owner_of_a_title_is_the_author() -> None:
    (citation,) = _cited("Moana and Teague’s Talking in Rows (1998) is worth it.")
    assert citation.authors == ("Moana", "Teague")
    (citation,) = _cited("The Children’s Council (2012) asks.")
    assert citation.authors == ("Children’s Council",)


def numbered(text: str, *entries: str, tag: str = "p") -> list[tuple[str, int | None]]:
    lines = (Block(text=text), *(Block(text=e, tag=tag, group=7) for e in entries))
    return [(c.text, c.reference) for c in separate(lines).citations]


ENTRIES = [f"A. Fell, “Room {n},” Rooms, vol. {n}, pp. 1-9, 200{n}." for n in range(1, 5)]


@pytest.mark.parametrize("mark", ["[{}] ", "{}. ", "({}) "])
def test_numbers_in_square_brackets_cite_the_entries_of_a_numbered_list(mark: str) -> None:
    entries = [mark.format(n) + entry for n, entry in enumerate(ENTRIES, 1)]
    said = numbered("So it is [1], and so [2, p. 4; 3-4].", *entries)
    assert said == [("[1]", 0), ("[2, p. 4; 3-4]", 1), ("[2, p. 4; 3-4]", 2), ("[2, p. 4; 3-4]", 3)]


def test_the_items_of_a_list_are_numbered_by_their_order() -> None:
    assert numbered("So it is [3].", *ENTRIES, tag="li") == [("[3]", 2)]


def test_numbers_cite_nothing_where_the_list_is_not_numbered_or_has_fewer_works() -> None:
    assert numbered("So it is [1].", *ENTRIES) == []
    assert numbered("So it was in [2007], and [1, 9].", *ENTRIES, tag="li") == []


def test_an_organisation_is_found_by_its_acronym_in_the_list() -> None:
    lines = (
        "It asks (Council for Small and Damp Rooms [CSDR], 2012).",
        "CSDR. (2012). Damp. Leeds: North Press.",
        LIST[1],
    )
    assert [c.reference for c in separate(tuple(Block(text=t) for t in lines)).citations] == [0]


def test_a_family_may_begin_with_an_apostrophe() -> None:
    lines = (
        "As van ’t Hof (2006) says (Van 't Hof, 2006).",
        LIST[0],
        "van ’t Hof, J. (2006). Een woord. Assen: Noord.",
    )
    separated = separate(tuple(Block(text=t) for t in lines))
    assert [r.authors[0].family for r in separated.references] == ["van ’t Hof"]
    assert [c.reference for c in separated.citations] == [0, 0]


@pytest.mark.parametrize("dash", ["—— ", "---", "——. ", "— "])
def test_dashes_before_a_year_stand_for_the_authors_before(dash: str) -> None:
    lines = (LIST[0], LIST[1], f"{dash}(2004). Loud circles. Leeds: North Press.")
    references = separate(tuple(Block(text=t) for t in lines)).references
    assert [(r.authors[0].family, r.year) for r in references] == [("Harrow", "2000"), ("Harrow", "2004")]
