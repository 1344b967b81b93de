"""How far an entry's reading can be trusted, and dashes in the place of an author."""

import pytest

from crawler.parsers.blocks import Block
from crawler.parsers.references import read_reference, separate

FIRST = "Jenkins, H. (1992). Textual poachers: Television fans and participatory culture. London: Routledge."


@pytest.mark.parametrize("dash", ["———. ", "—. ", "---. ", "– – –. ", "____. "])
def test_a_dash_stands_for_the_authors_of_the_entry_before(dash: str) -> None:
    blocks = [Block(text="References", tag="h2"), Block(text=FIRST)]
    blocks += [Block(text=f"{dash}(2006). Convergence culture: Where old and new media collide. New York: NYU Press.")]
    first, second = separate(tuple(blocks)).references
    assert second.authors == first.authors and second.flags == ("same_author",)
    assert (second.title, second.year) == ("Convergence culture: Where old and new media collide", "2006")
    assert second.text.startswith(dash.strip()) and second.position == 1


def test_a_dash_without_an_entry_before_it_stands_for_nobody() -> None:
    (only,) = separate(
        (Block(text="References", tag="h2"), Block(text="———. (2006). Convergence culture. New York: NYU Press."))
    ).references
    assert "same_author" not in only.flags


def test_confidence_is_the_share_of_what_was_found() -> None:
    assert read_reference(FIRST).confidence == 1.0
    assert read_reference("Jenkins, H. (1992). Textual poachers.").confidence == 0.75
    assert read_reference("").confidence == 0.0
