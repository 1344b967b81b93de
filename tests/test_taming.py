"""Hostile nesting and attributes are cut before a tree is built; what any real page may have is left alone."""

import re

import pytest

from crawler.parsers.blocks import Block
from crawler.parsers.html import tree_of
from crawler.parsers.references.separation import MOST_LINES, separate
from crawler.parsers.taming import DEEPEST, MANY_TAGS, MOST_ATTRIBUTES, tame

MANY = 100_000


def depth(text: str) -> int:
    """The most elements that are open at once."""
    deepest = opened = 0
    for tag in re.finditer(r"<(/?)[a-z]", text):
        opened += -1 if tag[1] else 1
        deepest = max(deepest, opened)
    return deepest


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<ul><li>", "<a href=x>", "<DIV class=a>"])
def test_nesting_without_end_is_cut_and_its_text_stays(tag: str) -> None:
    tamed = tame(f"{tag}x" * MANY)
    assert depth(tamed.lower().replace("<li>", "")) <= DEEPEST
    assert tamed.count("x") >= MANY


def test_elements_that_are_closed_again_are_left_alone() -> None:
    page = "<div><p>one</p><p>two<br>three<ul><li>four<li>five</ul></div>" * MANY_TAGS
    assert tame(page) == page


def test_nesting_that_is_closed_at_the_end_is_cut_too() -> None:
    assert depth(tame("<div>" * MANY + "x" + "</div>" * MANY)) <= DEEPEST


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_attributes_without_end_are_cut(quote: str) -> None:
    attributes = " ".join(f"a{n}={quote}x{quote}" for n in range(MANY))
    tamed = tame(f"<p>before</p><div {attributes}>text</div><p id=after>")
    assert tamed == "<p>before</p><div>text</div><p id=after>"


def test_a_tag_that_never_ends_is_cut() -> None:
    assert tame("<p>x</p><div " + "a " * MANY) == "<p>x</p><div"


@pytest.mark.parametrize(
    "page",
    [
        "<img src='data:image/png;base64," + "A" * 50_000 + "'>",
        "<p>" + "word " * 20_000 + "</p>",
        "<script>if (a<b) {" + "x += 1; " * 5_000 + "}</script>",
        "<p " + " ".join(f"a{n}=1" for n in range(MOST_ATTRIBUTES)) + ">",
    ],
    ids=["picture", "prose", "script", "attributes"],
)
def test_what_is_long_and_no_trick_is_left_alone(page: str) -> None:
    assert tame(page) == page


def test_a_tree_is_no_deeper_than_any_real_page() -> None:
    tree = tree_of("<div>" * MANY + "text")
    assert tree.body is not None
    assert tree.body.text() == "text"
    assert len(tree.css("div")) <= DEEPEST


def test_nothing_is_looked_for_in_more_lines_than_any_post_has() -> None:
    blocks = (Block(text="Harrow, T. (2006). Learning circles. Leeds: North Press."),) * (MOST_LINES + 1)
    assert separate(blocks).body == blocks
