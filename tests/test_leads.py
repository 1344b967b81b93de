"""The lead of a post, and what stands at the end of a body to lead on."""

import pytest
from test_post import post as post_of

from archive.items import Post
from crawler.parsers.post import read_body

LEAD = "<div class='{name}'><p>It took the whole class a term to find out why nobody reads the notices.</p></div>"
BODY = "<div class='entry-content'><p>" + "We began with a list of all the boards of the school. " * 8 + "</p></div>"


def with_lead(name: str, *, between: str = "") -> Post:
    lead = LEAD.format(name=name)
    return post_of(f"<header class='entry-header'><h1>Notices</h1>{lead}</header>{between}{BODY}")


@pytest.mark.parametrize(
    "name", ["lead", "Post__lead", "article-teaser", "chapo", "excerpt", "post-excerpt", "ingress"]
)
def test_a_lead_before_the_body_is_its_beginning(name: str) -> None:
    assert with_lead(name).body_text.startswith("It took the whole class")


@pytest.mark.parametrize("name", ["misleading", "leaderboard", "related-excerpt-list", "tagline", "share"])
def test_what_only_sounds_like_a_lead_is_none(name: str) -> None:
    assert with_lead(name).body_text.startswith("We began")


def test_an_excerpt_cut_from_the_body_is_not_said_twice() -> None:
    post = post_of(
        f"<h1>Notices</h1><div class='excerpt'><p>{'We began with a list of all the boards of the school. ' * 2}</p></div>{BODY}"
    )
    assert post.body_text.count("We began") == 8


def test_teasers_of_other_posts_are_no_lead() -> None:
    teaser = "<div class='teaser'><a href='/other/'>How the library came to have a cat, and what the cat thinks of it</a></div>"
    assert "library" not in post_of(f"<h1>Notices</h1>{teaser}{BODY}").body_text


def test_a_byline_in_the_lead_is_no_body() -> None:
    byline = "<span class='byline'>by <span class='author'>Ana Poe</span></span>"
    lead = LEAD.format(name="chapo").replace("</div>", f"{byline}</div>")
    assert "Ana Poe" not in post_of(f"<h1>Notices</h1>{lead}{BODY}").body_text


WORDS = "<p>The pond froze on Monday.</p><p>By Friday the ice was gone.</p>"
ON = "<p><a href='/a/'>How ponds freeze</a></p><ul><li><a href='http://a.example/b/'>Ducks in winter</a></li></ul>"


@pytest.mark.parametrize(
    "phrase", ["Read also:", "Auch interessant", "À lire aussi :", "Lees ook", "Leggi anche", "Läs också", "Zobacz też"]
)
def test_links_to_more_of_the_blog_at_the_end_are_no_body(phrase: str) -> None:
    body = read_body(f"{WORDS}<h3>{phrase}</h3>{ON}", "http://a.example/post/")
    assert body.body_text == "The pond froze on Monday.\nBy Friday the ice was gone."


def test_a_heading_of_more_of_the_blog_with_nothing_below_is_no_body() -> None:
    for heading in ("<h3>Read also</h3>", "<div><h3>Recommended posts</h3></div>", "<div>Verwandte Themen</div>"):
        assert len(read_body(WORDS + heading, "http://a.example/post/").body_text.splitlines()) == 2


@pytest.mark.parametrize(
    "end",
    [
        "<h3>Read also</h3><p><a href='http://elsewhere.example/'>A book on ponds</a></p>",
        f"<h3>Read also</h3>{ON}<p>And tell me what you think.</p>",
        f"<h3>My ponds</h3>{ON}",
        "<h3>Read also</h3><p><a href='/2012/03/more/'><img src=a.png></a></p>",
        "<h3>My ponds</h3>",
    ],
    ids=["other places", "text after", "own words", "pictures", "own words and nothing below"],
)
def test_links_that_an_author_gives_stay(end: str) -> None:
    body = read_body(WORDS + end, "http://a.example/post/")
    assert len(body.body_text.splitlines()) > 2


def test_a_form_around_a_whole_text_is_no_chrome() -> None:
    text = "".join(f"<p>{'A quiz about ponds and what lives in them. ' * 4}</p>" for _ in range(5))
    assert "ponds" in read_body(f"<form>{text}<input type='submit'></form>", "http://a.example/").body_text
    assert read_body(f"{WORDS}<form><p>Name <input></p></form>", "http://a.example/").body_text.count("\n") == 1
