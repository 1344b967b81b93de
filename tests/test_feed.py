"""The rules of reading feeds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.items import BlogFacts, Capture, Page
from crawler.parsers.feed import parse_feed

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
POST = """<item>
  <title>Chalk &amp; talk &#8211; week 2</title>
  <link>https://blog.example/2013/07/chalk/</link>
  <comments>https://blog.example/2013/07/chalk/#comments</comments>
  <dc:creator><![CDATA[Aroha Example]]></dc:creator>
  <pubDate>Wed, 10 Jul 2013 03:13:55 +0000</pubDate>
  <category><![CDATA[Readings]]></category><category><![CDATA[R & D]]></category><category>Readings</category>
  <guid isPermaLink="false">https://blog.example/?p=35</guid>
  <description><![CDATA[The first words&#8230;]]></description>
  <content:encoded><![CDATA[<p>The first words and the <a href="/about/">last</a>.</p>]]></content:encoded>
  <wfw:commentRss>https://blog.example/2013/07/chalk/feed/</wfw:commentRss>
  <slash:comments>4</slash:comments>
</item>"""


def comment(text: str, number: int = 219, guid: str = "?p=35") -> str:
    return f"""<item>
      <title>Comment on Chalk by Sam by Rangi</title>
      <link>https://blog.example/2013/07/chalk/comment-page-2/#comment-{number}</link>
      <dc:creator><![CDATA[Rangi Beispiel]]></dc:creator>
      <pubDate>Thu, 11 Jul 2013 00:00:01 +0000</pubDate>
      <guid isPermaLink="false">https://blog.example/{guid}#comment-{number}</guid>
      <description>short</description><content:encoded><![CDATA[{text}]]></content:encoded>
    </item>"""


def rss(*items: str) -> bytes:
    channel = """<title>Slow notes</title><link>https://blog.example</link><language>en-NZ</language>
      <generator>https://wordpress.org/?v=6.1.9</generator>"""
    return f'<rss version="2.0" {NAMESPACES}><channel>{channel}{"".join(items)}</channel></rss>'.encode()


def atom(*entries: str) -> bytes:
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="de"'
    head = '<title>Notizen</title><generator uri="https://wordpress.org/" version="6.1">WordPress</generator>'
    return f"<feed {names}>{head}{''.join(entries)}</feed>".encode()


def read(body: bytes, url: str = "https://blog.example/feed/") -> Page:
    return parse_feed(Capture(url=url, fetched_at=datetime(2020, 1, 1, tzinfo=UTC), status=200, headers=(), body=body))


def test_a_feed_lists_its_posts_with_all_it_says_of_them() -> None:
    page = read(rss(POST))
    (post,) = page.listed
    assert page.kind == "feed"
    assert (post.url, post.wp_id) == ("https://blog.example/2013/07/chalk/", "35")
    assert (post.title, post.author) == ("Chalk & talk – week 2", "Aroha Example")
    assert post.published == "2013-07-10T03:13:55+00:00"
    assert post.published_raw == "Wed, 10 Jul 2013 03:13:55 +0000"
    assert post.modified is None
    assert (post.categories, post.tags) == (("Readings", "R & D"), ())
    assert (post.stated_comment_count, post.comments_feed) == (4, "https://blog.example/2013/07/chalk/feed/")
    assert post.body_text == "The first words and the last."
    assert [link.url for link in post.links] == ["https://blog.example/about/"]
    assert not post.excerpt_only


def test_a_feed_tells_of_its_blog() -> None:
    assert read(rss(POST)).blog == BlogFacts(name="Slow notes", language="en-NZ", generator="WordPress 6.1.9")
    assert read(atom()).blog == BlogFacts(name="Notizen", language="de", generator="WordPress 6.1")


def test_a_summary_is_not_taken_for_the_text() -> None:
    (post,) = read(
        rss("<item><title>A</title><link>https://blog.example/a/</link><description>Half</description></item>")
    ).listed
    assert post.excerpt_only and post.body_html == post.body_text == ""


def test_an_empty_post_is_whole() -> None:
    (post,) = read(rss("<item><title>A</title><content:encoded><![CDATA[]]></content:encoded></item>")).listed
    assert not post.excerpt_only and post.body_text == ""


def test_a_protected_post_has_no_body() -> None:
    form = '<form class="post-password-form" method="post"><input name="post_password"></form>'
    (post,) = read(
        rss(f"<item><title>Protected: A</title><content:encoded><![CDATA[{form}]]></content:encoded></item>")
    ).listed
    assert post.protected and post.title == "Protected: A" and post.body_html == ""


def test_an_impossible_date_leaves_its_words() -> None:
    (post,) = read(rss("<item><title>A</title><pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate></item>")).listed
    assert post.published is None and post.published_raw == "Mon, 30 Nov -0001 00:00:00 +0000"


def test_emoji_sent_as_images_are_text_again() -> None:
    image = '<img src="https://s.example/1f44b.png" alt="👋" class="wp-smiley" style="height: 1em" />'
    (post,) = read(
        rss(f"<item><title>A</title><content:encoded><![CDATA[<p>Hi {image}</p>]]></content:encoded></item>")
    ).listed
    assert post.body_text == "Hi 👋"


@pytest.mark.parametrize(
    "added",
    [
        '<img src="https://pixel.example/b.gif?host=1" width="1" height="1" alt="" border="0" />',
        '<p>The post <a rel="nofollow" href="https://blog.example/2013/07/chalk/">Chalk</a> appeared first on '
        '<a rel="nofollow" href="https://blog.example">Slow notes</a>.</p>\n',
        '<p>Der Beitrag <a href="https://blog.example/2013/07/chalk/">Chalk</a> erschien zuerst auf '
        '<a href="https://blog.example">Slow notes</a>.</p>',
    ],
)
def test_what_is_added_for_feeds_only_is_no_text_of_the_post(added: str) -> None:
    (post,) = read(rss(POST.replace("last</a>.</p>", f"last</a>.</p>{added}"))).listed
    assert post.body_text == "The first words and the last."
    assert post.media == () and len(post.links) == 1


def test_a_last_paragraph_of_links_elsewhere_stays() -> None:
    links = '<p>See <a href="https://x.example/">this</a> and <a href="https://blog.example">that</a>.</p>'
    (post,) = read(rss(POST.replace("last</a>.</p>", f"last</a>.</p>{links}"))).listed
    assert post.body_text.endswith("See this and that.")


def test_atom_knows_when_a_post_changed() -> None:
    entry = """<entry><author><name>Aroha</name><uri>https://aroha.example/</uri></author><title type="html">A &amp;amp; B</title>
      <link rel="alternate" type="text/html" href="https://blog.example/a/"/><id>https://blog.example/?p=7</id>
      <link rel="replies" type="text/html" href="https://blog.example/a/#comments" thr:count="2"/>
      <link rel="replies" type="application/atom+xml" href="https://blog.example/a/feed/atom/" thr:count="2"/>
      <updated>2013-09-13T22:05:33Z</updated><published>2013-09-10T20:47:02Z</published><thr:total>2</thr:total>
      <category scheme="https://blog.example" term="UDL"/><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>"""
    (post,) = read(atom(entry)).listed
    assert (post.title, post.author, post.author_url) == ("A & B", "Aroha", "https://aroha.example/")
    assert (post.published, post.modified) == ("2013-09-10T20:47:02+00:00", "2013-09-13T22:05:33+00:00")
    assert (post.stated_comment_count, post.comments_feed) == (2, "https://blog.example/a/feed/atom/")
    assert (post.categories, post.body_text) == (("UDL",), "Text")


def test_a_comment_feed_lists_comments_not_posts() -> None:
    page = read(rss(comment("<p>Kia ora.</p>")), "https://blog.example/comments/feed/")
    (one,) = page.comments
    assert page.kind == "comments_feed" and page.listed == ()
    assert (one.id, one.post, one.parent_id) == ("219", "35", None)
    assert (one.author, one.text) == ("Rangi Beispiel", "Kia ora.")
    assert one.published == "2013-07-11T00:00:01+00:00"
    assert page.blog.name is None


@pytest.mark.parametrize("words", [("In reply to ", "."), ("Als Antwort auf ", "."), ("", " への返信。")])
def test_the_added_in_reply_to_paragraph_is_the_parent_not_text(words: tuple[str, str]) -> None:
    link = '<a href="https://blog.example/2013/07/chalk/comment-page-1/#comment-205">Kiri</a>'
    (one,) = read(rss(comment(f"<p>{words[0]}{link}{words[1]}</p>\n<p>Yes.</p>"))).comments
    assert (one.parent_id, one.text) == ("205", "Yes.")
    assert "205" not in one.html


def test_a_bare_link_to_a_comment_is_text() -> None:
    (one,) = read(rss(comment('<p>@<a href="https://blog.example/x/#comment-205">Kiri</a></p>\n<p>Yes.</p>'))).comments
    assert one.parent_id is None and one.text.endswith("Yes.")


def test_atom_says_the_parent() -> None:
    entry = """<entry><title>By: R</title><author><name>R</name></author><id>https://b.example/?p=3#comment-9</id>
      <link rel="alternate" href="https://b.example/a/#comment-9" type="text/html"/><content type="html">Hm</content>
      <thr:in-reply-to ref="https://b.example/?p=3{}" href="https://b.example/a/" type="text/html"/></entry>"""
    assert [c.parent_id for c in read(atom(entry.format("#comment-8"), entry.format(""))).comments] == ["8", None]


def test_without_a_number_the_post_of_a_comment_is_its_address() -> None:
    (one,) = read(rss(comment("<p>Hm.</p>", guid="2013/07/chalk/"))).comments
    assert one.post == "https://blog.example/2013/07/chalk/"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p>[&#8230;] which brings me back to their post [&#8230;]</p>", "pingback"),
        ("<p><strong>Round-up</strong></p>\n<p>A long excerpt that was cut&#8230;</p>", "trackback"),
    ],
)
def test_what_wordpress_words_as_a_ping_is_none_of_the_comments(text: str, kind: str) -> None:
    page = read(rss(comment(text, 22)))
    assert page.comments == ()
    assert [(p.id, p.kind, p.title, p.post) for p in page.pingbacks] == [("22", kind, "Rangi Beispiel", "35")]


def test_comments_on_protected_posts_are_not_read() -> None:
    page = read(rss(comment('<form class="post-password-form"></form>')))
    assert page.kind == "comments_feed" and page.comments == ()


def test_an_empty_comment_feed_is_known_by_its_address() -> None:
    assert read(rss(), "https://blog.example/?feed=comments-rss2").kind == "comments_feed"
    assert read(rss(), "https://blog.example/feed/?paged=3").kind == "feed"


@pytest.mark.parametrize("body", [b"", b"<html><body><p>Not found</p></body></html>", b"[]", b"\x00\xff", b"<?xml"])
def test_what_is_no_feed_is_other(body: bytes) -> None:
    assert read(body).kind == "other"


def test_bytes_are_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(rss(POST))
    assert read(str(file).encode()).kind == "other"


def test_a_feed_cut_off_is_read_as_far_as_it_goes() -> None:
    page = read(rss(POST, POST.replace("35", "36"))[:-400])
    assert page.listed[0].wp_id == "35"


def test_entities_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE rss [<!ENTITY a0 "aaaa">{entities}]>'.encode() + rss("<item><title>&a11;</title></item>")
    assert all(len(p.title or "") < 100 for p in read(body).listed)


@pytest.mark.parametrize(
    "tail", [b"<a>" * 20_000, b"<item><title>" + b"<div>" * 20_000, b"<!" * 50_000, b"<item><title>" + b"&#" * 50_000]
)
def test_hostile_markup_does_no_harm(tail: bytes) -> None:
    assert read(rss()[:-20] + tail).kind == "feed"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 1500))
def test_no_bytes_raise(noise: bytes, cut: int) -> None:
    whole = rss(POST, comment("<p>Hm.</p>"))
    read(whole[:cut] + noise + whole[cut + len(noise) :])
