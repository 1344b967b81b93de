"""What leads elsewhere goes, whatever its classes; what an author wrote stays."""

import pytest

from crawler.parsers.post import read_body

URL = "http://a.example/2026/03/frogs/"
BEFORE = "<p>We counted the frogs of the pond from March to June, every morning before school, and wrote down what we heard.</p>"
AFTER = "<p>In the end there were more than anybody had thought, and one of them sang on the roof of the shed, all night long.</p>"
SHARING = {
    "several networks": "<div><span>If you liked this, hand it on!</span><a href='https://www.facebook.com/sharer.php?u=x'>Facebook</a>"
    "<a href='https://twitter.com/intent/tweet?url=x'>Twitter</a></div>",
    "a list": "<ul><li><a href='https://pinterest.com/pin/create/button/?url=x'>Pin</a></li><li><a href='mailto:?subject=x'>Mail</a></li></ul>",
    "one network in a box": "<div class=zug><p><a href='https://api.whatsapp.com/send?text=x'>WhatsApp</a></p></div>",
}
WRITTEN = {
    "a link within a sentence": "<p>What do you think of our frogs? Write to us, or <a href='https://twitter.com/intent/tweet?text=x'>tell everybody</a>, and we will answer.</p>",
    "a sentence to hand on": "<blockquote><a href='https://twitter.com/intent/tweet?text=x'>The frogs sang all night long, and nobody in the house could sleep.</a></blockquote>",
    "a profile": "<p><a href='https://twitter.com/mere'>Mere</a></p>",
}
PLACES = "<li><a href='#one'>Where we stood</a></li><li><a href='#two'>What we heard</a></li><li><a href='#three'>What we learnt</a></li>"


def said(inside: str) -> str:
    return read_body(BEFORE + inside + AFTER, URL).body_text


@pytest.mark.parametrize("box", SHARING.values(), ids=SHARING)
def test_boxes_for_sharing_are_no_text(box: str) -> None:
    assert said(box) == said("")


@pytest.mark.parametrize("words", WRITTEN.values(), ids=WRITTEN)
def test_a_link_for_sharing_within_a_text_is_the_authors(words: str) -> None:
    assert len(said(words).splitlines()) == 3


@pytest.mark.parametrize(
    "heading", ["", "<h2>Table of contents</h2>", "<p>In this post:</p>", "<div>Inhaltsverzeichnis</div>"]
)
def test_a_table_of_contents_goes_with_its_heading(heading: str) -> None:
    assert said(f"{heading}<ul>{PLACES}</ul>") == said("")
    assert said(f"<div>{heading}<ul>{PLACES.replace('#', URL + '#')}</ul></div>") == said("")


NO_CONTENTS = {
    "notes": "<ol><li>Hear <a href='#r1'>1</a></li><li>Hear <a href='#r2'>2</a></li><li>Hear <a href='#r3'>3</a></li></ol>",
    "places of another page": f"<ul>{PLACES.replace('#', 'http://b.example/#')}</ul>",
    "words of the author's": f"<ul>{PLACES.replace('</a>', '</a>, a place which the whole class liked best of all')}</ul>",
    "two": f"<ul>{PLACES.partition('<li><a href=' + chr(39) + '#three')[0]}</ul>",
}


@pytest.mark.parametrize("kept", NO_CONTENTS.values(), ids=NO_CONTENTS)
def test_other_lists_of_links_stay(kept: str) -> None:
    assert len(said(kept).splitlines()) > 3


def test_a_text_that_is_nothing_but_such_links_stays() -> None:
    assert "What we heard" in read_body(f"<ul>{PLACES}</ul>", URL).body_text


def test_articles_within_a_body_that_lead_to_other_posts_are_teasers() -> None:
    teaser = "<article><h3><a href='/2026/01/toads/'>Toads</a></h3><time>May 4, 2013</time></article>"
    assert said(teaser) == said("")
    assert "Toads" in said(teaser.replace("/2026/01/toads/", "http://b.example/toads/"))
    assert "Frogs" in said("<article><h3>Frogs</h3><p>An article of the author's own.</p></article>")


@pytest.mark.parametrize("heading", ["About the author", "Über die Autorin", "À propos de l’auteur", "Sobre el autor"])
def test_a_box_about_the_author_at_the_end_goes(heading: str) -> None:
    about = "<p>Mere teaches at a small school by the sea.</p>"
    assert read_body(f"{BEFORE}<h3>{heading}</h3>{about}", URL).body_text == read_body(BEFORE, URL).body_text
    assert read_body(f"{BEFORE}<div><h4>{heading}</h4>{about}</div>", URL).body_text == read_body(BEFORE, URL).body_text
    assert "small school" in read_body(f"{BEFORE}<h3>{heading}</h3>{about}{AFTER * 12}", URL).body_text


def test_a_heading_with_nothing_but_chrome_below_is_no_text() -> None:
    box = SHARING["several networks"]
    assert read_body(f"{BEFORE}<h3>Hand it on</h3>{box}", URL).body_text == read_body(BEFORE, URL).body_text
    assert "Pictures" in read_body(f"{BEFORE}<h3>Pictures</h3>{box}<p><img src=a.png></p>", URL).body_text
    assert "Pictures" in read_body(f"{BEFORE}<h3>Pictures</h3>", URL).body_text


def test_hyphens_that_only_show_at_the_end_of_a_line_are_no_part_of_a_word() -> None:
    assert (
        read_body("<p>Frosch\xadteich, Frosch&shy;laich &amp;shy;</p>", URL).body_text
        == "Froschteich, Froschlaich &shy;"
    )


def test_a_box_of_related_posts_is_known_by_its_heading() -> None:
    links = "<ul><li><a href='/2026/01/toads/'>Toads</a></li><li><a href='http://a.example/newts/'>Newts in spring</a></li></ul>"
    box = f"<div class=zug><h3>Related posts</h3>{links}</div>"
    assert read_body(BEFORE + box, URL).body_text == read_body(BEFORE, URL).body_text
    assert "Toads" in read_body(BEFORE + box.replace("Related posts", "My animals"), URL).body_text
    assert "Toads" in read_body(BEFORE + box + AFTER, URL).body_text
