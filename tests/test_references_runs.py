"""Paragraphs that hold several entries."""

import pytest

from crawler.parsers.blocks import Block
from crawler.parsers.references import comment_references, separate

FELL = "Fell, A. (2006). Learning circles. Leeds: North Press."
MOANA = "Moana, R., & Teague, P. L. (1998). Talking in rows. Oakland, CA: Tidewater Press."
NGATA = "Ngata, W. (2010). Rivers as teachers. Rooms, 3(2), 12-19. http://a.example/x/1"
COUNCIL = "Council for Rivers. (2007). The river rules. Wellington: Author."
NOTE = "[{}] T. Fell, “Circle {}s,” Rooms, vol. 3, no. 2, pp. 1–9, 2006."


def entries(text: str) -> list[str]:
    separated = separate((Block(text="We sat down."), Block(text=text), Block(text="Then we left.")))
    assert [b.text for b in separated.body if b.text != text] == ["We sat down.", "Then we left."]
    return [r.text for r in separated.references]


@pytest.mark.parametrize("run", [(FELL, MOANA), (MOANA, NGATA, FELL), (NGATA, COUNCIL, MOANA), (FELL, COUNCIL, NGATA)])
def test_entries_that_run_together_are_parted_at_authors_and_year(run: tuple[str, ...]) -> None:
    assert entries(" ".join(run)) == list(run)
    assert [r.text for r in comment_references((Block(text=" ".join(run)),))] == list(run)


def test_semicolons_and_numbers_part_them_too() -> None:
    assert entries(f"{FELL[:-1]}; {MOANA[:-1]}; {NGATA}") == [FELL[:-1], MOANA[:-1], NGATA]
    assert entries(f"1. {FELL} 2. {MOANA}") == [f"1. {FELL}", f"2. {MOANA}"]
    notes = [NOTE.format(n, n) for n in (1, 2, 3)]
    assert entries(" ".join(notes)) == notes


def test_a_year_without_brackets_parts_them() -> None:
    run = [
        "Fell, Ann. 2006. Learning circles. Leeds: North Press.",
        "Moana, Rita. 1998. Talking in rows. Oakland: Hill.",
    ]
    assert entries(" ".join(run)) == run


@pytest.mark.parametrize(
    "text",
    [
        "Fell, A. (2006) says that circles work. Moana, R. (1998) does not agree, and I do, since my class sat in rows.",
        "Fell, A., Moana, R. (1998) and Ngata, W. (2010) are three of the writers whom I read before we went to the river.",
    ],
)
def test_prose_that_begins_with_a_name_stays_whole(text: str) -> None:
    assert entries(text) == []


def test_one_entry_is_not_parted_at_its_editors() -> None:
    one = "Fell, A. (2006). Circles. In R. Moana & P. Teague (Eds.), Rooms (2nd ed., pp. 3-9). Leeds: North Press. (Original work published 1998)"
    assert entries(one) == [one]


def test_each_piece_has_its_own_links_and_italics() -> None:
    links = (("circles", "http://a.example/1"), ("rows", "http://a.example/2"))
    block = Block(text=f"{FELL} {MOANA}", links=links, italic=("Learning circles", "Talking in rows"))
    fell, moana = separate((block,)).references
    assert (fell.urls, moana.urls) == (("http://a.example/1",), ("http://a.example/2",))
    assert (fell.title, moana.title) == ("Learning circles", "Talking in rows")


def test_citations_link_to_the_pieces() -> None:
    lines = (Block(text="Rows are quiet (Moana & Teague, 1998)."), Block(text=f"{FELL} {MOANA}"))
    assert [c.reference for c in separate(lines).citations] == [1]


def test_rows_of_a_table_under_a_heading_may_be_numbered_and_have_columns_with_names() -> None:
    rows = (
        "No. Reference",
        "1 Harrow, T. (2000). Circles. Leeds: North Press.",
        "[2] Moana, R. (1998). Rows. Leeds: North Press.",
    )
    blocks = (Block(text="References", tag="h3"), *(Block(text=row, tag="tr", group=3) for row in rows))
    found = separate(blocks).references
    assert [r.text for r in found] == [row[row.index(" ") + 1 :] for row in rows[1:]]
