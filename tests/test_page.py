"""The one entrance: golden pages are read as a person found right, and nothing a server sends gets out as an error."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from golden import FOLDERS, expected_of, reading_of
from hypothesis import given
from hypothesis import strategies as st

from archive.items import Capture, Page
from crawler.parsers.page import form_of, parse

TAGS = st.sampled_from(
    [
        "<div",
        "</div>",
        "<p>",
        "<a href=",
        "'",
        '"',
        ">",
        "<ol class=commentlist><li id=comment-1>",
        "<h1>",
        "é",
        "\0",
        "&amp;",
    ]
)


def captured(
    body: bytes | str, content_type: str = "text/html", url: str = "http://a.example/x/", status: int = 200
) -> Capture:
    return Capture(
        url=url,
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        status=status,
        headers=(("Content-Type", content_type),) if content_type else (),
        body=body.encode() if isinstance(body, str) else body,
    )


def page(inside: str, **options: str) -> Page:
    return parse(captured(f"<html><body class='single postid-7'><article id=post-7><h1>T</h1>{inside}", **options))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_golden_page_says_what_a_person_found_right(folder: Path) -> None:
    assert reading_of(folder) == expected_of(folder)


@given(
    st.binary(max_size=600),
    st.sampled_from(["", "text/html", "text/html; charset=idna", "application/json", "text/plain"]),
)
def test_any_bytes_are_some_page(body: bytes, content_type: str) -> None:
    assert parse(captured(body, content_type)).kind


@given(st.lists(st.one_of(TAGS, st.text(max_size=8)), max_size=60))
def test_any_soup_of_tags_is_some_page(pieces: list[str]) -> None:
    assert page("".join(pieces)).kind == "post"


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 20_000 + "<p>deep",
        "<div class=share><p>x" * 5_000,
        "<table><tr><td>" * 3_000,
        "<p>" + "<a href=/t rel=tag>t</a>" * 5_000,
        "<b>" * 5_000 + "deep",
        "<figure><img src=/a.png>" * 3_000,
        '<p title="' + "x" * 1_000_000 + '">deep',
        "<script type='application/ld+json'>" + "[" * 50_000,
    ],
    ids=["divs", "chrome", "tables", "links", "bold", "figures", "attribute", "json"],
)
def test_hostile_markup_is_read_to_its_end(inside: str) -> None:
    assert page(inside).kind == "post"


def test_text_is_kept_however_deep_it_stands() -> None:
    post = page("<div class=entry-content>" + "<div>" * 20_000 + "<p>At the bottom.").post
    assert post is not None
    assert post.body_text == "At the bottom."


@pytest.mark.parametrize(
    ("body", "content_type", "form"),
    [
        ('<?xml version="1.0"?><rss version="2.0">', "text/html", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "application/xml", "feed"),
        ("<?xml version='1.0'?><urlset xmlns='x'>", "text/html", "sitemap"),
        ("<sitemapindex>", "text/xml", "sitemap"),
        ('[{"id": 1}]', "application/json; charset=UTF-8", "rest"),
        ("<!DOCTYPE html><html><p>an &lt;rss> feed", "application/rss+xml", "html"),
        ("<!DOCTYPE html><title>x", "text/plain", "html"),
        ("Just words.", "text/plain", "text"),
        ("\x89PNG", "image/png", "other"),
    ],
)
def test_the_body_tells_its_form_where_the_type_lies(body: str, content_type: str, form: str) -> None:
    assert form_of(captured(body, content_type)) == form


def test_an_error_page_is_no_post() -> None:
    read = parse(captured("<body class='single postid-7'><h1>Oops</h1>", status=500))
    assert (read.kind, read.post) == ("other", None)


def test_what_every_theme_prints_and_was_not_found_is_named() -> None:
    read = parse(captured("<body class='single postid-7'><div id=post-7></div>"))
    assert read.missing == ("title", "published", "body_text")


def test_a_date_without_a_year_is_no_younger_than_the_first_comment() -> None:
    comment = (
        "<div id=comments><h2>One Response</h2><ol class=commentlist><li id=comment-3 class=comment><cite class=fn>A</cite>"
        "<a href='#comment-3'>June 30, 2012 at 4:00 pm</a><p>Well.</p></li></ol></div>"
    )
    post = page("<div class=date>Jun 28</div><div class=entry-content><p>Text.</p></div></article>" + comment).post
    assert post is not None
    assert post.published == "2012-06-28"


def test_figures_are_ordered_as_in_the_comments() -> None:
    comment = (
        "<div id=comments><h2>One Response</h2><ol class=commentlist><li id=comment-3 class=comment><cite class=fn>A</cite>"
        "<a href='#comment-3'>28/06/2012 at 4:00 pm</a><p>Well.</p></li></ol></div>"
    )
    post = page("<div class=date>05/06/2012</div><div class=entry-content><p>Text.</p></div></article>" + comment).post
    assert post is not None
    assert post.published == "2012-06-05"


@pytest.mark.parametrize("box", ["<div id=disqus_thread></div>", "<div class=fb-comments data-href=x></div>"])
def test_comments_that_another_service_keeps_are_said_to_be_missing(box: str) -> None:
    html = "<body class='single postid-7'><article id=post-7><h1>T</h1><p>The body.</p></article>{}</body>"
    url = "http://a.example/2026/03/04/t/"
    fetched = datetime(2026, 3, 5, tzinfo=UTC)

    def missing(inside: str) -> tuple[str, ...]:
        return parse(
            Capture(
                url=url,
                fetched_at=fetched,
                status=200,
                headers=(("Content-Type", "text/html"),),
                body=html.format(inside).encode(),
            )
        ).missing

    assert missing(box) == ("comments",)
    assert missing(f"<ol><li id=comment-1><cite>Ann</cite> says: <p>So.</p></li></ol>{box}") == ()
