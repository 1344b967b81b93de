"""One comment: who, when and what, in the wordings and places that themes have for them."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.items import Comment
from crawler.parsers.discussion import read_discussion

FETCHED = datetime(2020, 1, 10, tzinfo=UTC)


def one(inner: str, language: str = "en-US") -> Comment:
    """The comment in a list item of a page."""
    html = f'<body><ol id="comments"><li class="comment" id="comment-1">{inner}</li></ol></body>'
    (comment,) = read_discussion(LexborHTMLParser(html), "http://blog.example/own/", language, FETCHED).comments
    return comment


@pytest.mark.parametrize(
    "head",
    [
        '<div class="comment-author vcard"><b class="fn">Ann</b> <span class="says">says:</span></div>',
        '<div class="comment-author"><cite class="fn">Ann,</cite> said:</div>',
        "<cite>Ann</cite> wrote @ <small>July 10, 2013</small>",
        "<p><cite>Comment by Ann</cite> on July 10, 2013</p>",
        '<p>#4 by <span class="author">Ann</span> on July 10, 2013</p>',
        "<div>Ann on July 10, 2013 at 3:13 pm</div>",
        "<div>July 10, 2013: Ann says:</div>",
        '<h4 class="author">Ann <span class="post-author-badge">Post author</span></h4>',
        '<div class="comment-author">Ann (Author)</div>',
        '<div class="comment-author">Ann <a href="?replytocom=1#respond">(Reply)</a></div>',
        '<h4>Ann<span class="meta"><abbr title="2013-07-10T03:13:00Z">3:13 am on July 10, 2013</abbr> <a href="#comment-1">Permalink</a></span></h4>',
        '<span class="comment__author-name">1 | Ann</span>',
        "<div>Ο/Η Ann λέει:</div>",
        "<div>Ann 说道：</div>",
        "<div>Ann より:</div>",
        "<div>Ann يقول:</div>",
    ],
)
def test_the_author_stands_without_the_words_around_it(head: str) -> None:
    comment = one(f"{head}<p>I say so.</p>")
    assert (comment.author, comment.text) == ("Ann", "I say so.")


@pytest.mark.parametrize(("head", "name"), [("<cite>admin</cite>", "admin"), ('<b class="fn">1009</b>', "1009")])
def test_a_name_may_be_a_word_of_themes(head: str, name: str) -> None:
    assert one(f"{head}<p>I say so.</p>").author == name


REPLY = "<a href='?replytocom=1#respond' data-commentid=1 aria-label='{}'>Reply</a>"


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("<div><span>A.D.E.</span> <span>says</span></div>", "Reply to A.D.E."),
        ("<div>July 10, 2013</div><div>Guest</div><div>Ann</div>", "Antworte auf Ann"),
        ("<div>1001</div>", "Responder a 1001"),
        ("<div>Profile</div><div>田中</div>", "田中に返信"),
    ],
)
def test_the_reply_link_names_the_author_where_no_class_does(head: str, label: str) -> None:
    comment = one(f"{head}<div><p>I say so, Reply.</p></div>{REPLY.format(label)}")
    assert comment.author and comment.author in label
    assert comment.text.endswith("I say so, Reply.") and comment.author not in comment.text


def test_an_address_before_a_name_is_no_text() -> None:
    head = "<div><img class=avatar src=/a.png><a href='http://ann.example/'>http://ann.example/ <b>Ann</b></a></div>"
    assert one(f"{head}<p>I say so.</p>").text == "I say so."


def test_a_picture_names_the_author_where_no_class_does() -> None:
    comment = one(
        "<img class=avatar src=/a.png alt='Ann Lee Avatar'><div>Guest</div><div>Ann Lee</div><p>I say so.</p>"
    )
    assert comment.author == "Ann Lee"


@pytest.mark.parametrize("says", ["{}说道：", "{}より:", "{}님의 말:", "{} 댓글:"])
def test_east_asia_parts_no_words(says: str) -> None:
    comment = one(f"<b>{says.format('王小明')}</b><p>网很旧。</p>")
    assert (comment.author, comment.text) == ("王小明", "网很旧。")


def test_the_address_is_the_authors_own_not_a_permalink() -> None:
    head = '<cite><a href="#comment-1">#1</a> <a href="/ann" rel="external nofollow">Ann</a></cite>'
    assert one(f"{head}<p>I say so.</p>").author_url == "http://blog.example/ann"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<time datetime="2013-07-10T15:13:55+12:00">July 10, 2013 at 3:13 pm</time>', "2013-07-10T15:13:55+12:00"),
        ('<time datetime="comment_date">July 10, 2013 at 3:13 pm</time>', "2013-07-10T15:13"),
        ('<time datetime="">July 10, 2013</time>', "2013-07-10"),
        ('<abbr title="2013-07-09T20:13:55Z">July 10, 2013</abbr>', "2013-07-10"),
        ('<a class="time" datetime="2013-07-10T15:13:55+00:00">6 years ago</a>', "2013-07-10T15:13:55+00:00"),
        ('<span class="date" title="July 10, 2013 3:13 pm">6 years ago</span>', "2013-07-10T15:13"),
        ('<span class="date">3 days ago</span>', "2020-01-07"),
        ('<span class="date">6 years ago</span>', None),
        ('<span class="date">July 10</span><span>202111:15 am</span>', "2021-07-10T11:15"),
        ('<div class="comment-meta"><span>July 10, 2021</span><span>11:15 am</span></div>', "2021-07-10T11:15"),
        ("", None),
    ],
)
def test_the_time_is_as_precise_as_the_page(head: str, published: str | None) -> None:
    assert (
        one(f'<b class="fn">Ann</b> {head}<div class="comment-content"><p>I say so.</p></div>').published == published
    )


def test_the_day_of_figures_is_told_by_their_neighbours() -> None:
    item = '<li class="comment" id="comment-{0}"><b class="fn">A</b> <small>{1}</small><p>x</p></li>'
    html = "".join(item.format(n, day) for n, day in enumerate(("05/06/2013", "06/06/2013", "25/06/2013"), 1))
    found = read_discussion(LexborHTMLParser(f'<ol id="comments">{html}</ol>'), "", "en-US", FETCHED)
    assert [c.published for c in found.comments] == ["2013-06-05", "2013-06-06", "2013-06-25"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<div class="comment-author"><b class="fn">Ann</b><p>I say so.</p></div>', "I say so."),
        (
            '<div class="comment-content"><div class="comment-meta"><b class="fn">Ann</b></div><p>I say so.</p></div>',
            "I say so.",
        ),
        ('<b class="fn">Ann</b><p>One<br>two</p><ul><li>three</li></ul>', "One\ntwo\nthree"),
        ('<b class="fn">Ann</b><div class="text">👍 👍</div>', "👍 👍"),
        ('<b class="fn">Ann</b><p>&lt;3</p>', "<3"),
        ('<b class="fn">Ann</b><p>+1</p>', "+1"),
        ('<b class="fn">Ann</b><p>Reply to the second point, please.</p>', "Reply to the second point, please."),
        ('<b class="fn">Ann</b><p>X says: November 19</p><p>Well.</p>', "X says: November 19\nWell."),
        ('<b class="fn">Ann</b><div class="comment-content"><p>So long.</p><p>Ann</p></div>', "So long.\nAnn"),
        (
            '<b class="fn">Ann</b><p>Yes.</p><div class="reply"><a href="?replytocom=1#respond">Reply</a> ↓</div>',
            "Yes.",
        ),
        (
            '<b class="fn">Ann</b><p>Yes.</p><p class="comment-likes"><a>Like</a><span>Liked by 1 person</span></p>',
            "Yes.",
        ),
        (
            '<b class="fn">Ann</b><p>Yes.</p><span>| </span><a href="#comment-1">Permalink</a> | <a href="/x?share=twitter">Twitter</a>',
            "Yes.",
        ),
        ('<b class="fn">Ann</b> <small>(12:30:19)</small> :<br><div>Yes.</div>', "Yes."),
        ('<small>3 years ago</small> <b class="fn">Ann</b><div>Yes.</div>', "Yes."),
    ],
)
def test_the_text_is_all_of_the_comment_and_nothing_else(inner: str, text: str) -> None:
    assert one(inner).text == text


def test_a_comment_that_awaits_moderation_is_none() -> None:
    inner = '<cite class="fn">Ann</cite> <em>Your comment is awaiting moderation.</em><p>Soon.</p>'
    html = f'<ol id="comments"><li class="comment" id="comment-1">{inner}</li></ol>'
    assert read_discussion(LexborHTMLParser(html), "", "en", FETCHED).comments == ()


def test_the_html_is_safe_and_its_links_are_absolute() -> None:
    comment = one(
        '<b class="fn">Ann</b><div class="comment-content"><p onclick="x()">See <a href="/a">it</a>.<script>x()</script></p></div>'
    )
    assert comment.html == '<p>See <a href="http://blog.example/a">it</a>.</p>'
    assert [(link.url, link.text) for link in comment.links] == [("http://blog.example/a", "it")]


def test_a_work_that_a_comment_names_is_its_reference() -> None:
    entry = "Cooper, H., Robinson, J. C., &amp; Patall, E. A. (2006). Does homework help? <i>Review of Research, 76</i>(1), 1–62."
    assert [r.year for r in one(f'<b class="fn">Ann</b><p>Read this:</p><p>{entry}</p>').references] == ["2006"]


@pytest.mark.parametrize(
    ("language", "says", "date", "reply"),
    [
        ("de-DE", "sagt:", "10. Juli 2013 um 15:13 Uhr", "Antworten"),
        ("fr-FR", "dit :", "10 juillet 2013 à 15 h 13 min", "Répondre"),
        ("es-ES", "dice:", "10 julio, 2013 a las 15:13", "Responder"),
        ("nl-NL", "schreef:", "10 juli 2013 om 15:13", "Beantwoorden"),
        ("it-IT", "ha detto:", "10 luglio 2013 alle 15:13", "Rispondi"),
        ("pt-BR", "disse:", "10 de julho de 2013 às 15:13", "Responder"),
        ("sv-SE", "skriver:", "10 juli, 2013 kl. 15:13", "Svara"),
        ("da-DK", "siger:", "10. juli 2013 kl. 15:13", "Svar"),
        ("nb-NO", "sier:", "10. juli 2013 kl. 15:13", "Svar"),
        ("pl-PL", "pisze:", "10 lipca 2013 o 15:13", "Odpowiedz"),
        ("mi", "i kī:", "10 Hōngongoi 2013 i te 3:13 pm", "Whakautu"),
    ],
)
def test_the_words_of_a_language_are_no_text(language: str, says: str, date: str, reply: str) -> None:
    comment = one(f"<div><cite>Ann</cite> {says} {date}</div><div>Kia ora.</div><div>{reply}</div>", language)
    assert (comment.author, comment.published, comment.text) == ("Ann", "2013-07-10T15:13", "Kia ora.")


@pytest.mark.parametrize(
    "note", ["Liked by 2 people", "LikeLiked by 1 person", "Liked by you and 3 others", "Gefällt 2 Personen"]
)
def test_who_likes_a_comment_is_no_text(note: str) -> None:
    assert one(f"<cite class=fn>Ann</cite><p>I say so.</p><p class=zug>{note}</p>").text == "I say so."
    assert one("<cite class=fn>Ann</cite><p>Liked by all of us.</p>").text == "Liked by all of us."


def test_a_date_that_stands_alone_below_a_marked_text_is_no_part_of_it() -> None:
    date = "<p class=zug>11th September 2015 at 5.31pm<br></p>"
    comment = one(f"<strong class=fn>Ann</strong><div class=comment-entry><p>I say so.</p>{date}</div>")
    assert (comment.text, comment.published) == ("I say so.", "2015-09-11T17:31")
    assert "September" not in comment.html


def test_the_address_of_an_author_without_a_mark_is_that_of_the_name() -> None:
    comment = one(
        "<p><strong>5.</strong> <span><a href='http://ann.example/'>Ann</a></span> | 11th June 2015</p><p>I say so.</p>"
    )
    assert (comment.author, comment.author_url) == ("Ann", "http://ann.example/")


@pytest.mark.parametrize("text", ["👏👏", "❤", "+1"])
def test_a_comment_may_be_a_picture_of_a_feeling(text: str) -> None:
    head = "<header><cite><b class=zug>Ann</b></cite><a href='#comment-1'><time datetime='2013-11-10'>November 10, 2013</time></a></header>"
    comment = one(f"<article>{head}<section><p>{text}</p></section></article>")
    assert (comment.author, comment.text) == ("Ann", text)
