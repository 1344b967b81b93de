"""Text dumps of posts: the folder `references/dumps` has dumps, and beside each what it says."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.items import Capture, Page
from crawler.parsers.dump import parse_dump

DUMPS = sorted((Path(__file__).parent / "references/dumps").glob("*.txt"))
FORM = "\n\nLeave a Reply\n\nConnecting to %s\n"


def dump(text: str | bytes, content_type: str = "text/plain") -> Page:
    body = text if isinstance(text, bytes) else text.encode()
    when = datetime(2020, 1, 1, tzinfo=UTC)
    headers = (("Content-Type", content_type),)
    return parse_dump(Capture(url="http://a.example/x/", fetched_at=when, status=200, headers=headers, body=body))


def as_expected(page: Page) -> dict[str, Any]:
    post = page.post
    return {
        "kind": page.kind,
        "post": post and {
            "title": post.title,
            "author": post.author,
            "published": post.published,
            "body_text": post.body_text,
            "references": [r.text for r in post.references],
            "citations": [[c.text, c.reference] for c in post.citations],
            "license": post.license,
        },
        "comments": [[c.id, c.parent_id, c.author, c.text] for c in page.comments],
        "pingbacks": [[p.kind, p.title] for p in page.pingbacks],
        "stated_comment_count": page.stated_comment_count,
    }  # fmt: skip


@pytest.mark.parametrize("path", DUMPS, ids=lambda p: p.stem)
def test_a_dump_gives_what_stands_beside_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    expected["post"] = {"author": None, "published": None, **expected["post"]}
    assert as_expected(dump(path.read_bytes())) == expected


def test_comments_say_when_and_carry_their_entries() -> None:
    page = dump((Path(__file__).parent / "references/dumps/flat.txt").read_bytes())
    assert [c.published for c in page.comments] == ["2013-07-10T20:12", "2013-07-11T07:01"]
    assert [c.published_raw for c in page.comments] == ["July 10, 2013 at 8:12 pm", "July 11, 2013 at 7:01 am"]
    assert [len(c.references) for c in page.comments] == [1, 0]


def test_the_count_names_the_title_below_a_menu() -> None:
    page = dump("My blog\n\nHome\n\nThe post\n\nWords.\n\nOne thought on “The post”\n\n  1. Yes." + FORM)
    assert page.post is not None
    assert (page.post.title, page.post.body_text) == ("The post", "Words.")


def test_a_reply_ends_where_the_indentation_does() -> None:
    text = "T\n\nWords.\n\n3 thoughts on “T\n\n  1. One.\n\n    1. Two.\n\n  2. Three.\n\nSubscribe to my letters\n"
    assert [(c.text, c.parent_id) for c in dump(text + FORM).comments] == [
        ("One.", None),
        ("Two.", "c1"),
        ("Three.", None),
    ]


@pytest.mark.parametrize(
    "line",
    ["4 thoughts on “T", "4 Comments", "Comments (4)", "4 réponses à « T »", "4 comentarios en “T”", "4 reacties op T"],
)
def test_the_stated_number_is_read_in_several_languages(line: str) -> None:
    assert dump(f"T\n\nWords.\n\n{line}\n\n  1. One.{FORM}").stated_comment_count == 4


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("Posted on July 9, 2013 by Ana Rivers", "Ana Rivers", "2013-07-09"),
        ("July 9, 2013 by ana", "ana", "2013-07-09"),
        ("July 9, 2013", None, "2013-07-09"),
        ("By Ana Rivers on July 9, 2013", "Ana Rivers", "2013-07-09"),
        ("Ana Rivers / July 9, 2013", "Ana Rivers", "2013-07-09"),
        ("9. Juli 2013 von Ana", "Ana", "2013-07-09"),
        ("Posted by Ana Rivers", "Ana Rivers", None),
        ("By design", None, None),
        ("On July 9, 2013 we went to the river by bus, and it rained.", None, None),
    ],
)
def test_a_byline_is_read_and_prose_is_none(line: str, author: str | None, published: str | None) -> None:
    post = dump(f"T\n\n{line}\n\nWords.").post
    assert post is not None
    assert (post.author, post.published) == (author, published)
    assert (line in post.body_text) == (author is published is None)


def test_terms_are_read_and_are_no_body() -> None:
    post = dump(
        "T\n\nWords.\n\nThis entry was posted in Rivers, Rooms and tagged care, maps by Ana. Bookmark the permalink."
    ).post
    assert post is not None
    assert (post.body_text, post.categories, post.tags) == ("Words.", ("Rivers", "Rooms"), ("care", "maps"))


def test_a_closing_question_is_body_unless_a_form_follows() -> None:
    post = dump("T\n\nWords.\n\nMore words.\n\nAnd more.\n\nWhat do you think?\n\nThanks.\n\nBye.\n\nOr so.").post
    assert post is not None
    assert post.body_text.endswith("What do you think?\nThanks.\nBye.\nOr so.")


def test_a_number_of_comments_below_the_title_is_no_end() -> None:
    page = dump(
        "T\n\n2 Comments\n\nWords.\n\nMore.\n\nAnd more.\n\nEnd.\n\n2 Comments\n\n  1. One.\n\n  2. Two." + FORM
    )
    assert [c.text for c in page.comments] == ["One.", "Two."]
    assert page.post is not None
    assert "End." in page.post.body_text


def test_a_name_over_a_date_begins_a_comment() -> None:
    page = dump(
        "T\n\nWords.\n\nComments\n\nBen\nJuly 9, 2013 at 8:12 pm\nYes.\n\nAna\nJuly 9, 2013 at 9:12 pm\nNo." + FORM
    )
    assert [(c.author, c.text) for c in page.comments] == [("Ben", "Yes."), ("Ana", "No.")]
    assert page.stated_comment_count is None


def test_a_ping_keeps_its_excerpt_apart() -> None:
    page = dump(
        "T\n\nWords.\n\nOne thought on “T\n\n  1. Pingback: Rooms | Desk\n\n     [...] as Ana says [...]" + FORM
    )
    assert [(p.title, p.excerpt) for p in page.pingbacks] == [("Rooms | Desk", "[...] as Ana says [...]")]


def test_a_charset_other_than_utf_8_is_undone() -> None:
    page = dump("Café\n\nWords – and dashes.\n".encode("cp1252"))
    assert page.post is not None
    assert (page.post.title, page.post.body_text) == ("Café", "Words – and dashes.")
    assert dump("Ünder\n\nWords.".encode("latin-1"), "text/plain; charset=ISO-8859-1").post.title == "Ünder"  # type: ignore[union-attr]


def test_an_empty_dump_has_no_post() -> None:
    assert dump(b"").post is None
    assert dump(b"\n \n").post is None


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert dump(body).kind == "text"


def test_deep_indentation_is_read() -> None:
    text = "T\n\nWords.\n\n3 thoughts on “T\n" + "\n".join(f"{' ' * n}1. deep" for n in range(1, 2000))
    assert len(dump(text).comments) == 1999
