"""Text and author of comments of unknown themes: told by the places that all comments of a page share."""

from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.discussion import Discussion, read_discussion

TALK = (
    ("Ida", "May 3, 2014", "<p>Which of the two gates do you mean?</p>", ""),
    (
        "Olu",
        "May 4, 2014",
        "<p>The green one, I think.</p><p>But who knows, after all these years in the rain?</p>",
        "Guest",
    ),
    ("1001", "May 5, 2014", "<p>&lt;3 &lt;3</p>", ""),
    ("Mina", "May 6, 2014", "<p>Ida</p>", ""),
)
TEXTS = ["Which of the two gates do you mean?", "The green one, I think.\nBut who knows, after all these years in the rain?", "<3 <3", "Ida"]  # fmt: skip
NAMES = ["Ida", "Olu", "1001", "Mina"]


def read(piece: str) -> Discussion:
    rows = "".join(
        f"<li id=comment-{n}>{piece.format(n=n, name=name, date=date, text=text, rank=rank)}</li>"
        for n, (name, date, text, rank) in enumerate(TALK, 1)
    )
    tree = LexborHTMLParser(f"<html lang=en><body><h1>On gates</h1><ol>{rows}</ol></body></html>")
    return read_discussion(tree, "http://b.example/gates/", "en", None)


def check(piece: str) -> None:
    found = read(piece).comments
    assert [c.text for c in found] == TEXTS
    assert [c.author for c in found] == NAMES


def test_the_box_beside_which_only_name_and_date_stand_is_the_text() -> None:
    check("<div class=a1><p>{name}</p><small>{date}</small></div><div class=b2>{text}</div>")
    check("<div><p>{name}</p><small>{date}</small></div><div>{text}</div>")
    check("<div class=b2>{text}</div><div class=a1><span>{name}</span>, <i>{date}</i></div>")


def test_a_word_that_all_comments_have_is_no_name() -> None:
    check("<div><a href='javascript:;'>Profile</a></div><div><i>{date}</i><div class=u>{name}</div><div>{text}</div></div>")  # fmt: skip


def test_a_rank_beside_some_names_does_not_hide_the_text() -> None:
    check("<div class=l><em>{rank}</em></div><div class=r><b>{name}</b><div class=t>{text}</div><i>{date}</i></div>")


def test_all_paragraphs_of_a_text_stay_where_it_has_no_box() -> None:
    check("<cite>{name}</cite> <small>{date}</small>{text}")
    check("<div><cite>{name}</cite> <small>{date}</small>{text}</div>")


def test_who_likes_a_comment_is_no_part_of_it() -> None:
    likes = "<p id=comment-like-{n}><a href='?like_comment={n}'><span>Liken</span></a> <span>Zwei Personen</span></p>"
    check("<div><cite>{name}</cite> <small>{date}</small></div>{text}" + likes)


def test_short_lines_do_not_tell_a_text_from_a_name() -> None:
    rows = "".join(
        f"<li id=comment-{n}><div><p><cite>{name}</cite> says:</p></div><small>May {n}, 2014</small><p>{text}</p></li>"
        for n, (name, text) in enumerate((("Ida Marie", "Yes!"), ("Olu Adeyemi", "No."), ("Mina Park", "Why?")), 1)
    )
    found = read_discussion(LexborHTMLParser(f"<body><ol>{rows}</ol></body>"), "http://b.example/gates/", "en", None)
    assert [(c.author, c.text) for c in found.comments] == [
        ("Ida Marie", "Yes!"), ("Olu Adeyemi", "No."), ("Mina Park", "Why?"),
    ]  # fmt: skip


def test_votes_that_differ_are_no_text() -> None:
    check("<div class=l>{rank}</div><div class=r><b>{name}</b><i>{date}</i><div class=t>{text}</div><p>+ {n} -</p></div>")  # fmt: skip


def test_fields_of_a_reply_form_beside_the_comments_name_no_author() -> None:
    rows = "".join(
        f"<section><div><span>{name}</span> <span>(Class {n})</span> <i>{date}</i></div><div>{text}</div><p>♥ {n}</p></section>"
        for n, (name, date, text, _) in enumerate(TALK, 1)
    )
    form = (
        "<form action=/wp-comments-post.php><input name=author class=author><textarea name=comment></textarea></form>"
    )
    tree = LexborHTMLParser(
        f"<html lang=en><body><h1>On gates</h1><div><h3>4 comments</h3>{rows}{form}</div></body></html>"
    )
    found = read_discussion(tree, "http://b.example/gates/", "en", None).comments
    assert [(c.author, c.text) for c in found] == list(zip(NAMES, TEXTS, strict=True))
