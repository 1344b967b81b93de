"""Comments that nothing marks: told by what repeats around dates, and by a heading that counts them."""

from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.discussion import read_discussion

POST = "<div><h1>On gates</h1><p>A gate is a wall that has learnt to listen, as the porter used to say on Mondays.</p></div>"
FORM = "<div id=respond><h3>{}</h3><form action=/wp-comments-post.php><textarea name=comment></textarea></form></div>"
TALK = (
    ("Ida", "May 3, 2014", "Which of the two gates beside the old mill do you mean?"),
    ("Olu", "May 4, 2014", "The green one, I think, but who knows."),
)


def said(talk: str, form: str = "Leave a Reply") -> list[tuple[str | None, str | None, str]]:
    """Author, day and text of the comments of a page without any class."""
    html = f"<html lang=en-US><body>{POST}<div>{talk}{FORM.format(form)}</div><div>May 9, 2014</div></body>"
    found = read_discussion(
        LexborHTMLParser(html), "http://b.example/gates/", "en-US", datetime(2014, 5, 9, tzinfo=UTC)
    )
    return [(c.author, c.published, c.text) for c in found.comments]


def repeated(piece: str, talk: tuple[tuple[str, str, str], ...] = TALK) -> str:
    return "".join(piece.format(name=name, date=date, text=text) for name, date, text in talk)


EXPECTED = [("Ida", "2014-05-03", TALK[0][2]), ("Olu", "2014-05-04", TALK[1][2])]


@pytest.mark.parametrize(
    "piece",
    [
        "<div><b>{name}</b> <i>{date}</i><p>{text}</p></div>",
        "<div><div><span>{name}</span><span>{date}</span></div><div>{text}</div></div>",
        "<div><div>{name[0]}</div><div><span>{name}</span><span>{date}</span></div><p>{text}</p></div>",
        "<section><p>{text}</p><footer>{name}, {date}</footer></section>",
        "<h4>{name} wrote on {date}:</h4><p>{text}</p>",
        "<p>{text}</p><p><em>Posted by {name} on {date}</em></p><hr>",
        "<details open><summary>{name} <small>{date}</small></summary><p>{text}</p></details>",
        "<a-comment><user-name>{name}</user-name><local-date>{date}</local-date><p>{text}</p></a-comment>",
        "<article><header>{date} | {name}</header><p>{text}</p></article>",
    ],
)
def test_what_repeats_around_dates_below_a_count_is_comments(piece: str) -> None:
    assert said(f"<h3>2 comments</h3>{repeated(piece)}") == EXPECTED
    assert said(f"<h3>2 comments</h3><div><div>{repeated(piece)}</div></div>") == EXPECTED


def test_a_number_over_as_many_dates_before_the_form_counts_in_any_language() -> None:
    piece = "<div><b>{name}</b> <i>{date}</i><p>{text}</p></div>"
    assert said(f"<h3>2 zzzz</h3>{repeated(piece)}", "Yyyy") == EXPECTED
    assert said(f"<h3>3 zzzz</h3>{repeated(piece)}", "Yyyy") == []
    assert said("<h3>1 zzzz</h3>" + repeated(piece, TALK[:1]), "Yyyy") == EXPECTED[:1]


def test_as_many_items_as_the_heading_says_are_comments_without_dates() -> None:
    items = repeated("<li><div>{name}</div><p>{text}</p></li>")
    assert [(author, text) for author, _, text in said(f"<h3>2 comments</h3><ul>{items}</ul>")] == [
        (author, text) for author, _, text in EXPECTED
    ]
    assert said(f"<h3>3 comments</h3><ul>{items}</ul>") == []


def test_a_reply_in_a_plain_box_answers_what_it_stands_in() -> None:
    inner = "<div><div><b>Olu</b> <i>May 4, 2014</i></div><p>The green one.</p></div>"
    talk = f"<h3>2 comments</h3><div><div><b>Ida</b> <i>May 3, 2014</i></div><p>Which gate?</p>{inner}</div>"
    html = f"<html><body>{POST}<div>{talk}</div></body>"
    one, two = read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None).comments
    assert (one.text, two.text, two.parent_id) == ("Which gate?", "The green one.", one.id)


@pytest.mark.parametrize(
    "other",
    [
        "<h3>No comments</h3><ul><li><b>Moles</b> May 3, 2014<p>What they dig.</p></li><li><b>Voles</b> May 4, 2014<p>And they.</p></li></ul>",
        "<div><div><h4><a href=/moles/>Moles</a></h4>May 3, 2014<p>What they dig</p></div><div><h4><a href=/v/>Voles</a></h4>May 4, 2014<p>Too</p></div></div>",
        "<p>Posted on May 2, 2014 by Ida</p>",
        "<span>2 comments</span><p>May 2, 2014</p><p>The text begins here, and has one date only.</p>",
    ],
    ids=["none counted", "teasers", "meta", "a byline"],
)
def test_dates_of_other_things_are_no_comments(other: str) -> None:
    assert said(other) == []


@pytest.mark.parametrize(
    "link",
    [
        "<a href='?replytocom={n}#respond' data-commentid={n}>Zzzz</a>",
        "<a href='#comment-{n}'>Jun {n}th</a>",
        "<a href='http://b.example/gates/?replytocom={n}#respond'>Zzzz</a>",
    ],
)
def test_links_that_core_prints_in_each_comment_tell_them_without_heading_or_date(link: str) -> None:
    """The second stands in the first."""
    inner = f"<div><p><b>Olu</b> {link.format(n=2)}</p><div>{TALK[1][2]}</div></div>"
    talk = f"<div><p><b>Ida</b> {link.format(n=1)}</p><div>{TALK[0][2]}</div>{inner}</div>"
    html = f"<html><body>{POST}<div>{talk}</div></body>"
    one, two = read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None).comments
    assert [(one.author, one.text), (two.author, two.text)] == [("Ida", TALK[0][2]), ("Olu", TALK[1][2])]
    assert (one.id, two.id, two.parent_id) == ("1", "2", "1")


@pytest.mark.parametrize("title", ["h1", "h2"])
def test_a_link_to_answer_that_stands_alone_makes_no_comment_of_the_post(title: str) -> None:
    link = "<aside><a href='http://b.example/gates/?replytocom=7'>x</a></aside>"
    post = f"<article><{title}>On gates</{title}><p>Ida <time>2014-05-03</time></p><p>A gate is a wall.</p>{link}</article>"
    html = f"<html><body><main>{post}</main></body>"
    assert read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None).comments == ()


def test_links_to_comments_of_other_pages_tell_none() -> None:
    recent = "".join(
        f"<li>Ida on <a href='http://b.example/moles/#comment-{n}'>Moles</a><br>And so</li>" for n in (1, 2)
    )
    assert said(f"<ul>{recent}</ul>") == []


def test_names_in_paragraphs_above_the_dates_are_authors() -> None:
    piece = "<div><p>{name}</p><p>{date}</p><p>{text}</p></div>"
    assert said(f"<h3>2 Comments</h3>{repeated(piece)}") == EXPECTED


def test_one_permalink_that_says_a_date_is_a_comments() -> None:
    one = f"<div><div><div><span>Ida</span> <a href='#comment-4'>May 3, 2014</a></div><p>{TALK[0][2]}</p></div></div>"
    assert said(one, "Laat iets weten") == EXPECTED[:1]


def test_a_comment_in_czech_says_when_with_a_letter() -> None:
    piece = "<p><b>{name}</b> <span>{date}</span></p><p>{text}</p>"
    talk = tuple((name, f"{n}. května 2014 v 10:05", text) for n, (name, _, text) in enumerate(TALK, 3))
    found = said(f"<h3>2 komentáře</h3><ol>{repeated(f'<li>{piece}</li>', talk)}</ol>")
    assert [(name, text) for name, _, text in found] == [(name, text) for name, _, text in EXPECTED]


def test_an_excerpt_between_dots_below_a_line_is_a_pings() -> None:
    piece = "<div><b><a href='http://c.example/{name}/a-page/'>{name}</a></b> <p>{date}</p><p>[…] {text} […]</p></div>"
    html = f"<html lang=en-US><body>{POST}<div><h3>2 Comments</h3>{repeated(piece)}</div></body>"
    found = read_discussion(
        LexborHTMLParser(html), "http://b.example/gates/", "en-US", datetime(2014, 5, 9, tzinfo=UTC)
    )
    assert found.comments == ()
    assert [(ping.title, ping.excerpt) for ping in found.pingbacks] == [
        (name, f"[…] {text} […]") for name, _, text in TALK
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<div><span>2</span> comments</div>",
        "<p><a href='#talk'>2 comments</a></p>",
        "<h3>Две мысли о «On gates»</h3>",
        "<h3>“On gates” — hvað finnst þér?</h3>",
    ],
    ids=["a number in a span", "a link", "the title in quotation marks", "the title first"],
)
def test_what_heads_comments_may_count_in_a_box_or_a_link_or_name_the_post(heading: str) -> None:
    talk = repeated("<div><b>{name}</b> <i>{date}</i><p>{text}</p></div>")
    html = f"<html lang=en-US><head><title>On gates | A blog</title></head><body>{POST}<div>{heading}<div>{talk}</div></div></body>"
    found = read_discussion(
        LexborHTMLParser(html), "http://b.example/gates/", "en-US", datetime(2014, 5, 9, tzinfo=UTC)
    )
    assert [(c.author, c.published, c.text) for c in found.comments] == EXPECTED


@pytest.mark.parametrize(
    "other",
    [
        "<span><a href='#respond'>1 Comment</a></span> Posted by <b>Ida</b> on <span>May 3, 2014</span>",
        "<h1>Why “On gates”?</h1><p>May 3, 2014</p><p>Because of the mill.</p>",
    ],
    ids=["a byline beside a link", "a title that quotes"],
)
def test_a_byline_beside_a_count_is_no_comment(other: str) -> None:
    html = f"<html lang=en-US><head><title>Why “On gates”? | A blog</title></head><body>{other}</body>"
    assert read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None).comments == ()


def test_name_text_and_date_in_terms_and_details_are_one_comment() -> None:
    piece = "<dt>{name} said...</dt><dd><p>{text}</p></dd><dd><span>{date}</span></dd>"
    assert said(f"<h3>2 comments</h3><dl>{repeated(piece)}</dl>") == EXPECTED


def test_permalinks_tell_comments_where_no_page_says_its_own_address() -> None:
    piece = "<li><h4>{name} <span>{date} | <a href='http://b.example/gates/#comment-{name}'>Permalink</a></span></h4><p>{text}</p></li>"
    talk = repeated(piece).replace("comment-Ida", "comment-1").replace("comment-Olu", "comment-2")
    html = f"<html lang=en-US><body>{POST}<ul>{talk}</ul></body>"
    found = read_discussion(
        LexborHTMLParser(html), "http://b.example/gates/", "en-US", datetime(2014, 5, 9, tzinfo=UTC)
    )
    assert [(c.id, c.author, c.text) for c in found.comments] == [("1", "Ida", TALK[0][2]), ("2", "Olu", TALK[1][2])]


def test_a_note_that_links_to_another_comment_is_no_text_in_any_language() -> None:
    note = "<p><a href=#r1>Zzz Ida</a></p>"
    row = "<div id=r{n}><p><b>{name}</b> <a href=#r{n}>{date}</a></p>{note}<div>{text}</div></div>"
    rows = [
        row.format(n=n, name=name, date=date, text=text, note=note if n == 2 else "")
        for n, (name, date, text) in enumerate(TALK, 1)
    ]
    html = f"<html lang=en-US><body>{POST}<div><h3>2 comments</h3>{''.join(rows)}</div></body>"
    one, two = read_discussion(
        LexborHTMLParser(html), "http://b.example/gates/", "en-US", datetime(2014, 5, 9, tzinfo=UTC)
    ).comments
    assert (two.author, two.text, two.parent_id) == ("Olu", TALK[1][2], one.id)


MARK = "<!-- #comment-## -->"


@pytest.mark.parametrize("tag", ["li", "div"])
def test_the_mark_of_cores_behind_each_tells_comments_and_pings_without_heading_date_or_class(tag: str) -> None:
    inner = f"<ul><{tag}><p><b>Olu</b></p><p>{TALK[1][2]}</p></{tag}>{MARK}</ul>"
    one = f"<{tag}><p><b>Ida</b></p><p>{TALK[0][2]}</p>{inner}</{tag}>{MARK}"
    ping = f"<{tag}><p>Pingback: <a href='http://c.example/2014/a-page/'>A page</a></p></{tag}>\n{MARK}"
    html = f"<html><body>{POST}<div>{one}{ping}</div></body>"
    found = read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None)
    assert [(c.author, c.text, c.parent_id) for c in found.comments] == [
        ("Ida", TALK[0][2], None),
        ("Olu", TALK[1][2], found.comments[0].id),
    ]
    assert [ping.title for ping in found.pingbacks] == ["A page"]


def test_marks_of_a_theme_that_closes_its_comments_too_early_tell_nothing() -> None:
    rows = f"<li><p><b>Ida</b></p><p>{TALK[0][2]}</p></li></li>{MARK}<div>x</div></ul>{MARK}"
    html = f"<html><body>{POST}<ul>{rows}</body>"
    assert read_discussion(LexborHTMLParser(html), "http://b.example/gates/", "en-US", None).comments == ()


def test_a_name_that_ends_in_an_initial_is_one() -> None:
    piece = "<div><p>{name} K.</p><p>{date}</p><p>{text}</p></div>"
    assert [name for name, _, _ in said(f"<h3>2 Comments</h3>{repeated(piece)}")] == ["Ida K.", "Olu K."]
