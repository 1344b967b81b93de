"""HTML as lines: what breaks a line, what is silent, what a block knows of its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.text import blocks_of, lines_of, text_of

BASE = "http://a.example/post/"

CASES = {
    "blocks and br break lines": ("<div>a<p>b<br>c</p>d</div>", "a\nb\nc\nd"),
    "white space is folded": ("<p> a \n\t b&nbsp;&nbsp;c </p>", "a b c"),
    "inline elements do not break words": ("<p>wo<b>rd</b>s<sup>1</sup></p>", "words1"),
    "cells of a row are parted by a space": (
        "<table><tr><td>1</td><td>2</td></tr><tr><th>3</th></tr></table>",
        "1 2\n3",
    ),
    "lines of pre are lines": ("<pre>a\n  b</pre>", "a\nb"),
    "scripts, styles, frames and templates are silent": (
        "<p>a<script>x</script><style>y</style><iframe>z</iframe><template>t</template><noscript>n</noscript></p>",
        "a",
    ),
    "comments are silent": ("<p>a<!-- b -->c</p>", "ac"),
    "empty lines are dropped": ("<p></p><p> &nbsp; </p><p>a</p>", "a"),
}


@pytest.mark.parametrize(("html", "text"), CASES.values(), ids=CASES)
def test_nodes_and_blocks_have_the_same_lines(html: str, text: str) -> None:
    body = LexborHTMLParser(html).body
    assert body is not None
    assert text_of(body) == text
    assert "\n".join(block.text for block in blocks_of(html, BASE)) == text


def test_a_gap_parts_neighbouring_inline_elements() -> None:
    node = LexborHTMLParser("<p><a>Anna</a><span>May 4</span></p>").css_first("p")
    assert node is not None
    assert list(lines_of(node, gap=" ")) == ["Anna May 4"]


def test_a_block_knows_its_links_absolute_and_its_italics() -> None:
    (block,) = blocks_of("<p>See <a href='../b'>the <i>Book</i></a>.</p>", BASE)
    assert block.links == (("the Book", "http://a.example/b"),)
    assert block.italic == ("Book",)


def test_a_line_is_strong_when_all_its_words_are() -> None:
    html = "<p><strong>References</strong>:</p><p><u>Works</u> <b>Cited</b></p><p><b>Note</b> this</p>"
    assert [block.strong for block in blocks_of(html, BASE)] == [True, True, False]


def test_underlined_by_style_is_strong() -> None:
    (block,) = blocks_of('<p><span style="text-decoration: underline;">Sources</span></p>', BASE)
    assert block.strong


def test_items_of_a_list_and_pieces_of_a_br_run_share_a_group() -> None:
    blocks = blocks_of("<p>a</p><ol><li><p>b</p></li><li>c</li></ol><p>d<br>e</p><p>f</p>", BASE)
    a, b, c, d, e, f = (block.group for block in blocks)
    assert a == f
    assert b == c != a
    assert d == e not in (a, b)


def test_a_paragraph_alone_in_an_item_is_the_item() -> None:
    assert [block.tag for block in blocks_of("<ul><li><p>b</p></li></ul><p>c</p>", BASE)] == ["li", "p"]


def test_a_block_has_the_classes_around_it() -> None:
    (block,) = blocks_of("<ol class='wp-block-footnotes'><li class=x>a</li></ol>", BASE)
    assert block.classes == {"wp-block-footnotes", "x"}


def test_a_coins_span_is_kept() -> None:
    (block,) = blocks_of("<p>a<span class=Z3988 title='ctx_ver=1'></span></p>", BASE)
    assert block.coins == "ctx_ver=1"


@given(st.text(alphabet="<>/abp divrl='\"&;\n", max_size=200))
def test_any_fragment_has_lines(html: str) -> None:
    assert all(block.text == " ".join(block.text.split()) != "" for block in blocks_of(html, BASE))


def test_deep_nesting_does_not_overflow() -> None:
    assert len(blocks_of("<div>x" * 10_000, BASE)) == 10_000
