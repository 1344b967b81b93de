"""One post from all that was said of it: which source counts, which addresses are one, how its pages are joined."""

from dataclasses import replace

import pytest
from factories import CRAWL, HOME, LATER, evidence, feed, post, reference, rest, revisit, shown

from archive.items import Citation, Link, Media, Post
from crawler.compose.evidence import Evidence, in_order
from crawler.compose.posts import clock_pairs, gather

ONE = HOME + "one/"


def gathered(*given: Evidence) -> dict[str, Post]:
    return {key: each.post for key, each in gather(in_order(given)).items()}


def only(*given: Evidence) -> Post:
    posts = gathered(*given)
    assert len(posts) == 1, posts.keys()
    return next(iter(posts.values()))


def body(words: str) -> dict[str, str]:
    return {"body_html": f"<p>{words}</p>", "body_text": words}


def test_wordpress_itself_beats_the_page_and_the_page_beats_the_feed() -> None:
    api, html, xml = (post(title=name, wp_id="5", **body(name)) for name in ("api", "html", "xml"))
    assert only(feed(xml), shown(html), rest(api)) == replace(api, url=ONE)
    assert only(feed(xml), shown(html)).title == "html"
    assert only(feed(xml)).title == "xml"


def test_each_field_comes_from_the_best_source_that_has_it() -> None:
    api = post(title="api", wp_id="5", author=None, language=None)
    html = post(title="html", wp_id="5", author="Ana", language=None, license="CC BY")
    found = only(rest(api), shown(html), feed(post(wp_id="5", author="ana", language="mi")))
    assert (found.title, found.author, found.language, found.license) == ("api", "Ana", "mi", "CC BY")


def test_the_newest_crawl_beats_the_best_source_of_an_older_one() -> None:
    assert only(rest(post(title="Old", wp_id="5")), shown(post(title="New", wp_id="5"), crawl=LATER)).title == "New"


def test_an_unchanged_page_says_again_what_it_said() -> None:
    old = shown(post(title="Same", wp_id="5"))
    assert only(old, revisit(old)).title == "Same"


@pytest.mark.parametrize(
    "other",
    [
        "http://weaving.example.org/one",
        "https://www.weaving.example.org/one/",
        ONE + "comment-page-2/",
        ONE + "?cpage=2",
        ONE + "?utm_source=feed",
        ONE + "#comments",
    ],
)
def test_one_post_under_two_spellings_is_one_post(other: str) -> None:
    assert list(gathered(shown(), shown(post(other, title="Two")))) == ["weaving.example.org/one"]


def test_a_page_is_known_by_its_canonical_address_and_by_where_it_was_found() -> None:
    moved = shown(post(None), url=HOME + "?p=5", canonical_url=ONE)
    assert list(gathered(rest(post(wp_id="5")), moved)) == ["5"]
    assert list(gathered(rest(post(wp_id="5")), shown(post(None), url=ONE))) == ["5"]


def test_a_number_in_an_address_is_the_posts_own() -> None:
    assert list(gathered(shown(post(HOME + "?p=5")), shown(post(HOME + "?page_id=7")))) == ["5", "7"]


def test_an_imported_post_keeps_the_number_of_its_new_blog_not_of_its_feeds_guid() -> None:
    assert list(gathered(feed(post(wp_id="900")), rest(post(wp_id="5")))) == ["5"]


def test_a_post_that_is_only_listed_is_none() -> None:
    listed = Post(url=ONE)
    assert gathered(rest(listed), evidence("sitemap", listed=(post(),)), evidence("list", listed=(post(),))) == {}


def test_an_error_page_is_no_post() -> None:
    assert gathered(evidence("post", of={"status": 404}, post=post())) == {}


@pytest.mark.parametrize("url", [None, "", "urn:x", "http://[bad"])
def test_an_item_without_an_address_is_no_post(url: str | None) -> None:
    assert gathered(feed(post(url))) == {}


def test_an_item_without_an_address_adds_to_a_post_of_its_number() -> None:
    assert only(rest(post(None, wp_id="5", title="api")), shown(post(wp_id="5"))) == post(wp_id="5", title="api")


def test_a_summary_is_no_body() -> None:
    assert only(feed(post(excerpt_only=True))).body_text == ""
    assert only(feed(post(excerpt_only=True, **body("Short."))), shown(post(**body("Whole.")))).body_text == "Whole."


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [(ONE, ONE + "2/", ONE + "3/"), (HOME + "?p=5", HOME + "?p=5&page=2", HOME + "?p=5&page=3")],
)
def test_pages_of_a_post_are_joined_in_their_order(first: str, second: str, third: str) -> None:
    link, picture = Link(url="https://b.example/", text="b"), Media(url="https://b.example/b.png", kind="image")
    cited = Citation(position=0, text="Weaver, 2001", reference=0)
    parts = {
        third: post(first, wp_id="5", references=(reference(0, "C"),), citations=(cited,), **body("three")),
        first: post(
            first,
            wp_id="5",
            references=(reference(0, "A"), reference(1, "B")),
            citations=(cited,),
            links=(link,),
            **body("one"),
        ),
        second: post(
            first,
            wp_id="5",
            citations=(replace(cited, reference=None),),
            links=(link,),
            media=(picture,),
            **body("two"),
        ),
    }
    joined = only(*(shown(part, url=url) for url, part in parts.items()))
    assert joined.body_text == "one\ntwo\nthree" and joined.body_html == "<p>one</p>\n<p>two</p>\n<p>three</p>"
    assert [(r.position, r.text) for r in joined.references] == [(0, "A"), (1, "B"), (2, "C")]
    assert [(c.position, c.reference) for c in joined.citations] == [(0, 0), (1, None), (2, 2)]
    assert (joined.links, joined.media) == ((link,), (picture,))


def test_comment_pages_repeat_the_body_and_add_nothing_to_it() -> None:
    pages = [
        shown(post(ONE, **body("once")), url=url) for url in (ONE, ONE + "comment-page-1/", ONE + "comment-page-2/")
    ]
    assert only(*pages).body_text == "once"


def test_a_body_in_one_piece_is_not_joined_with_pages() -> None:
    pages = [shown(post(wp_id="5", **body(url)), url=url) for url in (ONE, ONE + "2/")]
    assert only(*pages, rest(post(wp_id="5", **body("all")))).body_text == "all"


def test_pages_of_another_crawl_are_not_joined_in() -> None:
    old = [shown(post(wp_id="5", **body(url)), url=url) for url in (ONE, ONE + "2/")]
    new = shown(post(wp_id="5", **body("shorter now")), crawl=LATER)
    assert only(*old, new).body_text == "shorter now"


def test_a_protected_post_has_its_title_as_printed_and_no_body_whatever_was_seen_before() -> None:
    open_once = shown(post(wp_id="5", license="CC BY", references=(reference(),), **body("secret")))
    api = rest(post(wp_id="5", title="One", protected=True, body_html="", body_text=""), crawl=LATER)
    html = shown(post(wp_id="5", title="Protected: One", protected=True, body_html="", body_text=""), crawl=LATER)
    found = only(open_once, api, html)
    assert found == Post(url=ONE, wp_id="5", title="Protected: One", protected=True)


def test_a_post_that_was_protected_and_is_open_again_has_its_body() -> None:
    closed = rest(post(protected=True, wp_id="5", body_html="", body_text=""))
    assert only(closed, rest(post(wp_id="5"), crawl=LATER)).body_text == "Warp and weft."


@pytest.mark.parametrize(
    ("api", "html", "xml", "categories", "tags"),
    [
        ((("Looms",), ()), (("Wrong",), ("Wrong",)), ("Looms", "wool"), ("Looms",), ()),
        (None, (("Looms",), ("wool",)), ("Looms", "silk"), ("Looms",), ("wool",)),
        (None, (("Looms",), ()), ("Looms", "wool"), ("Looms",), ("wool",)),
        (None, ((), ("wool",)), ("Looms", "wool"), ("Looms",), ("wool",)),
        (None, None, ("Looms", "wool"), ("Looms", "wool"), ()),
    ],
)
def test_a_feed_does_not_tell_tags_from_categories_so_other_sources_do(
    api: tuple[tuple[str, ...], tuple[str, ...]] | None,
    html: tuple[tuple[str, ...], tuple[str, ...]] | None,
    xml: tuple[str, ...],
    categories: tuple[str, ...],
    tags: tuple[str, ...],
) -> None:
    given = [feed(post(categories=xml))]
    given += [rest(post(categories=api[0], tags=api[1]))] if api else []
    given += [shown(post(categories=html[0], tags=html[1]))] if html else []
    found = only(*given)
    assert (found.categories, found.tags) == (categories, tags)


def test_a_static_page_is_a_page_also_where_the_feed_calls_it_a_post() -> None:
    assert only(feed(post(kind="post")), shown(post(kind="page"))).kind == "page"


def test_the_address_is_the_one_that_a_list_names() -> None:
    assert only(shown(post(None), url=HOME + "?p=5"), rest(post(wp_id="5"))).url == ONE


def test_the_count_of_comments_is_the_pages_word_before_a_feeds() -> None:
    assert only(feed(post(stated_comment_count=9)), shown(stated_comment_count=3)).stated_comment_count == 3
    assert only(feed(post(stated_comment_count=9)), shown()).stated_comment_count == 9


def test_a_feeds_time_and_a_pages_time_of_one_post_teach_the_clock() -> None:
    given = [feed(post(published="2026-03-01T09:00:00+00:00")), shown(post(published="2026-03-01T22:00"))]
    assert list(clock_pairs(gather(in_order(given)).values())) == [("2026-03-01T09:00:00+00:00", "2026-03-01T22:00")]


def test_a_post_keeps_all_that_was_said_of_it_best_first() -> None:
    given = [feed(post(wp_id="5")), rest(post(wp_id="5"), crawl=LATER), shown(post(wp_id="5"))]
    seen = gather(in_order(given))["5"].observations
    assert [(o.crawl, o.rank) for o in seen] == [(LATER, 0), (CRAWL, 1), (CRAWL, 2)]
