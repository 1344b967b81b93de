"""Grids of cards and boxes about the author below a text go, whatever their classes; what an author wrote stays."""

import pytest

from crawler.parsers.endings import endings_of
from crawler.parsers.html import tree_of
from crawler.parsers.post import read_body

URL = "http://a.example/2026/03/ferries/"
TEXT = "<p>The ferry leaves at seven, and whoever is late has to row; so we have learnt to be early.</p>"
CARD = "<div><a href='/2026/0{n}/x{n}/'><img src=/{n}.jpg></a><h4><a href='/2026/0{n}/x{n}/'>Of harbour number {n}</a></h4><p>What happened there.</p></div>"
PICTURED = "<li><a href='/2026/0{n}/x{n}/'><img src=/{n}.jpg></a><a href='/2026/0{n}/x{n}/'>Of harbour number {n}</a> <span>May {n}, 2025</span></li>"
GRIDS = {
    "three cards": ("<div>{}</div>", CARD, 3),
    "two that are headed": ("<div><h3>Related posts</h3><div>{}</div></div>", CARD, 2),
    "three below a heading in any language": ("<section><h3>Iets anders</h3>{}</section>", CARD, 3),
    "pictures with links": ("<ul>{}</ul>", PICTURED, 3),
}


def grid(around: str, card: str, many: int) -> str:
    return around.format("".join(card.format(n=n) for n in range(1, many + 1)))


@pytest.mark.parametrize("parts", GRIDS.values(), ids=GRIDS)
def test_a_grid_of_other_posts_at_the_end_is_no_text(parts: tuple[str, str, int]) -> None:
    assert read_body(TEXT + grid(*parts), URL).body_text == read_body(TEXT, URL).body_text


def test_two_cards_without_a_heading_stay() -> None:
    assert "harbour" in read_body(TEXT + grid("<div>{}</div>", CARD, 2), URL).body_text


def test_cards_that_lead_elsewhere_or_stand_within_the_text_stay() -> None:
    cards = grid("<div>{}</div>", CARD, 3)
    assert "harbour" in read_body(TEXT + cards.replace("'/", "'http://b.example/"), URL).body_text
    assert "harbour" in read_body(TEXT + cards + TEXT, URL).body_text


def test_headed_parts_of_a_text_are_no_cards() -> None:
    parts = "".join(f"<h4><a href='/x{n}/'>Of harbour number {n}</a></h4><p>{'It rained. ' * 12}</p>" for n in range(4))
    assert "harbour" in read_body(f"{TEXT}<div>{parts}</div>", URL).body_text


@pytest.mark.parametrize("heading", ["Ida Brun", "Hakkında: Ida Brun", "About Ida Brun"])
def test_a_box_that_the_authors_name_heads_is_about_the_author(heading: str) -> None:
    box = f"<div><img src=i.jpg><h4>{heading}</h4><p>Ida Brun rows every day, in any weather.</p><p>She has written two books on oars.</p></div>"
    region = tree_of(f"<body><div>{TEXT}{box}</div></body>").css_first("div")
    assert region is not None
    assert [node.tag for node in endings_of(region, URL, "Ida Brun")] == ["div"]
    assert endings_of(region, URL, "Somebody Else") == []


def test_a_signature_stays() -> None:
    region = tree_of(f"<body><div>{TEXT}<div><b>Ida Brun</b></div></div></body>").css_first("div")
    assert region is not None
    assert endings_of(region, URL, "Ida Brun") == []
