"""Elements by names that tell where a post's parts stand."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.named import Marks, names_lead, telling


def test_marks_are_found_by_class_and_id_in_the_order_asked() -> None:
    marks = Marks(LexborHTMLParser("<p class='Hentry entry'>1</p><p id=Content class=entry>2</p><p id=content>3</p>"))
    assert [node.text() for node in marks.of("#content", "entry", "none", "hentry")] == ["2", "1", "2", "1"]


def test_only_names_that_tell_something_are_kept_once_each() -> None:
    assert telling("red POST-7 entry-content wide entry-content post__lead") == (
        "post-7",
        "entry-content",
        "post__lead",
    )
    assert telling("") == ()


@pytest.mark.parametrize("name", ["lead", "Post__lead".lower(), "article-teaser", "chapeau", "x-linha-fina"])
def test_a_class_that_ends_so_names_a_lead(name: str) -> None:
    assert names_lead(name)


@pytest.mark.parametrize("name", ["mislead", "leader", "lead-image", "deckchair", f"{'x' * 60}-lead"])
def test_other_classes_name_no_lead(name: str) -> None:
    assert not names_lead(name)
