"""The rules of reading REST answers."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.items import BlogFacts, Capture, Page
from crawler.parsers.rest import parse_rest

POST: dict[str, Any] = {
    "id": 35,
    "date": "2013-07-10T15:13:55",
    "date_gmt": "2013-07-10T03:13:55",
    "modified": "2013-07-12T09:00:00",
    "modified_gmt": "2013-07-11T21:00:00",
    "status": "publish",
    "type": "post",
    "link": "https://blog.example/2013/07/chalk/",
    "title": {"rendered": "Chalk &amp; talk &#8211; <em>week 2</em>"},
    "content": {"rendered": '<p>Words and a <a href="/about/">link</a>.</p>\n', "protected": False},
    "author": 3,
    "comment_status": "open",
    "_embedded": {
        "author": [{"id": 3, "name": "Aroha Example", "link": "https://blog.example/author/aroha/"}],
        "wp:term": [
            [{"name": "R &amp; D", "taxonomy": "category"}],
            [{"name": "week 2", "taxonomy": "post_tag"}, {"name": "quote", "taxonomy": "post_format"}],
        ],
    },
}
COMMENT: dict[str, Any] = {
    "id": 219,
    "post": 35,
    "parent": 0,
    "author": 0,
    "author_name": "Rangi",
    "author_url": "",
    "date": "2013-07-11T12:00:01",
    "date_gmt": "2013-07-11T00:00:01",
    "content": {"rendered": '<p>Kia ora, see <a href="https://x.example/">this</a>.</p>\n'},
    "link": "https://blog.example/2013/07/chalk/#comment-219",
    "status": "approved",
    "type": "comment",
}
WPCOM_POST: dict[str, Any] = {
    "ID": 7,
    "site_ID": 1,
    "author": {"ID": 5, "name": "Kiri", "URL": "https://kiri.example"},
    "date": "2013-07-10T15:13:55+12:00",
    "modified": "2013-07-10T16:00:00+12:00",
    "title": "Talk &amp; chalk",
    "URL": "https://blog.example/2013/07/10/talk/",
    "content": "<p>Body.</p>",
    "status": "publish",
    "type": "post",
    "discussion": {"comments_open": True, "comment_count": 3},
    "tags": {"week 2": {"name": "week 2"}},
    "categories": {"Readings": {"name": "Readings"}},
}
WPCOM_COMMENT: dict[str, Any] = {
    "ID": 11,
    "post": {"ID": 7, "link": "https://public-api.example/rest/v1.1/sites/1/posts/7"},
    "author": {"ID": 6, "name": "Sam", "URL": "https://sam.example/", "email": False},
    "date": "2013-07-11T08:00:00+12:00",
    "content": "<p>Yes.</p>",
    "status": "approved",
    "parent": {"ID": 10},
    "type": "comment",
}


def read(answer: Any, *headers: tuple[str, str]) -> Page:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    url = "https://blog.example/wp-json/wp/v2/posts"
    return parse_rest(
        Capture(url=url, fetched_at=datetime(2020, 1, 1, tzinfo=UTC), status=200, headers=headers, body=body)
    )


def test_a_post_is_read_with_all_that_the_answer_says() -> None:
    page = read([POST], ("X-WP-Total", "29"))
    (post,) = page.listed
    assert (page.kind, page.total) == ("rest", 29)
    assert (post.url, post.wp_id, post.kind) == ("https://blog.example/2013/07/chalk/", "35", "post")
    assert (post.title, post.author) == ("Chalk & talk – week 2", "Aroha Example")
    assert (post.author_id, post.author_url) == ("3", "https://blog.example/author/aroha/")
    assert (post.published, post.modified) == ("2013-07-10T15:13:55+12:00", "2013-07-12T09:00:00+12:00")
    assert (post.categories, post.tags) == (("R & D",), ("week 2",))
    assert post.body_text == "Words and a link."
    assert [link.url for link in post.links] == ["https://blog.example/about/"]
    assert post.comments_open is True and not post.protected


def test_one_post_asked_for_by_number_is_read_too() -> None:
    assert [p.wp_id for p in read(POST).listed] == ["35"]


def test_a_page_is_a_page() -> None:
    assert [p.kind for p in read([POST | {"type": "page", "comment_status": "closed"}]).listed] == ["page"]


def test_a_protected_post_has_no_body() -> None:
    (post,) = read([POST | {"content": {"rendered": "<p>no</p>", "protected": True}}]).listed
    assert post.protected and post.body_html == post.body_text == ""


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending", None])
def test_only_what_is_published_is_read(status: str | None) -> None:
    assert read([POST | {"status": status}]).listed == ()


@pytest.mark.parametrize(
    ("local", "utc", "expected"),
    [
        ("2013-07-10T15:13:55", "2013-07-10T03:13:55", "2013-07-10T15:13:55+12:00"),
        ("2013-07-10T08:43:55", "2013-07-10T03:13:55", "2013-07-10T08:43:55+05:30"),
        ("2013-07-09T19:13:55", "2013-07-10T03:13:55", "2013-07-09T19:13:55-08:00"),
        ("2013-07-10T03:13:55", "2013-07-10T03:13:55", "2013-07-10T03:13:55+00:00"),
        ("2013-07-10T15:13:55", None, "2013-07-10T15:13:55"),
        ("2013-07-10T15:13:55", "0000-00-00T00:00:00", "2013-07-10T15:13:55"),
        ("0000-00-00T00:00:00", "2013-07-10T03:13:55", "2013-07-10T03:13:55+00:00"),
        ("2013-07-10T15:13:55", "2013-07-10T03:13:00", "2013-07-10T03:13:00+00:00"),
        ("2013-07-10T15:13:55", "1999-01-01T00:00:00", "1999-01-01T00:00:00+00:00"),
        (None, 12, None),
    ],
)
def test_the_offset_is_the_difference_of_the_two_clocks(local: object, utc: object, expected: str | None) -> None:
    assert [p.published for p in read([POST | {"date": local, "date_gmt": utc}]).listed] == [expected]


def test_a_comment_is_read() -> None:
    (one,) = read([COMMENT]).comments
    assert (one.id, one.post, one.parent_id) == ("219", "35", None)
    assert (one.author, one.author_id, one.author_url) == ("Rangi", None, None)
    assert one.published == "2013-07-11T12:00:01+12:00"
    assert one.text == "Kia ora, see this."
    assert [link.url for link in one.links] == ["https://x.example/"]
    assert one.by_post_author is False


def test_a_reply_names_its_parent_and_a_member_its_number() -> None:
    (one,) = read([COMMENT | {"parent": 218, "author": 4, "author_url": "https://r.example"}]).comments
    assert (one.parent_id, one.author_id, one.author_url) == ("218", "4", "https://r.example")


def test_an_empty_address_is_none() -> None:
    assert read([COMMENT | {"author_url": "http://"}]).comments[0].author_url is None


@pytest.mark.parametrize("status", ["hold", "spam", "trash"])
def test_only_what_is_approved_is_read(status: str) -> None:
    assert read([COMMENT | {"status": status}]).comments == ()


def test_a_ping_is_no_comment() -> None:
    page = read([COMMENT | {"type": "pingback", "author_url": "https://far.example/post/"}])
    assert page.comments == ()
    assert [(p.id, p.kind, p.title, p.source_url, p.post) for p in page.pingbacks] == [
        ("219", "pingback", "Rangi", "https://far.example/post/", "35")
    ]


@pytest.mark.parametrize(
    ("name", "offset", "zone"),
    [
        ("Pacific/Auckland", 13, "Pacific/Auckland"),
        ("", "5.5", "+05:30"),
        ("", "-8", "-08:00"),
        ("", 0, "+00:00"),
        ("", -3.5, "-03:30"),
        ("", None, None),
        ("", "1e999", None),
        ("", "nan", None),
        ([], 99, None),
    ],
)
def test_the_root_tells_the_blogs_name_and_time_zone(name: object, offset: object, zone: str | None) -> None:
    root = {"name": "Chalk &amp; Circuits", "timezone_string": name, "gmt_offset": offset, "namespaces": ["wp/v2"]}
    assert read(root).blog == BlogFacts(name="Chalk & Circuits", timezone=zone)


def test_a_closed_api_lists_nothing_and_says_nothing_of_the_blog() -> None:
    page = read(
        {
            "code": "rest_login_required",
            "message": "REST API restricted to authenticated users.",
            "data": {"status": 401},
        }
    )
    assert (page.kind, page.state, page.listed, page.comments) == ("rest", None, (), ())


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "unauthorized", "message": "User cannot access this private blog."},
        {"error": "unauthorized", "message": "API calls to this blog have been disabled."},
        {"code": "private_site", "message": "This site is private."},
    ],
)
def test_a_private_blog_is_known_by_the_answer(answer: object) -> None:
    assert read(answer).state == "private"


def test_wordpress_com_posts_are_the_same_nouns() -> None:
    page = read({"found": 12, "posts": [WPCOM_POST]})
    (post,) = page.listed
    assert page.total == 12
    assert (post.url, post.wp_id, post.title) == ("https://blog.example/2013/07/10/talk/", "7", "Talk & chalk")
    assert (post.author, post.author_id, post.author_url) == ("Kiri", "5", "https://kiri.example")
    assert (post.published, post.modified) == ("2013-07-10T15:13:55+12:00", "2013-07-10T16:00:00+12:00")
    assert (post.categories, post.tags, post.body_text) == (("Readings",), ("week 2",), "Body.")
    assert (post.comments_open, post.stated_comment_count) == (True, 3)


def test_wordpress_com_comments_and_pings_are_the_same_nouns() -> None:
    page = read(
        {"found": 2, "comments": [WPCOM_COMMENT, WPCOM_COMMENT | {"ID": 12, "type": "trackback", "parent": False}]}
    )
    (one,), (ping,) = page.comments, page.pingbacks
    assert (one.id, one.post, one.parent_id, one.author, one.text) == ("11", "7", "10", "Sam", "Yes.")
    assert (ping.id, ping.kind, ping.post, ping.source_url) == ("12", "trackback", "7", "https://sam.example/")


def test_a_wordpress_com_site_tells_its_facts() -> None:
    site = {
        "ID": 1,
        "name": "Slow notes",
        "URL": "https://x.example",
        "lang": "de",
        "options": {"timezone": "", "gmt_offset": 2},
    }
    assert read(site).blog == BlogFacts(name="Slow notes", language="de", timezone="+02:00")


@pytest.mark.parametrize(
    "body", [b"", b"<html></html>", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000, b"null", b'"x"', b"\xff"]
)
def test_what_is_no_answer_is_other(body: bytes) -> None:
    assert read(body).kind == "other"


def test_what_cannot_be_stored_is_replaced() -> None:
    (post,) = read([POST | {"title": {"rendered": "a\ud800b\x00c"}, "content": {"rendered": "<p>\udfff</p>"}}]).listed
    assert post.title == "a\ufffdb\ufffdc"
    f"{post.body_html}{post.body_text}".encode()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2013-07-10T15:13:55"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["rendered", "name", "ID", "taxonomy", "author", "wp:term", "link"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([POST, COMMENT, WPCOM_POST, WPCOM_COMMENT]), st.data())
def test_no_value_of_any_type_raises(row: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(row)))
    read([row | {key: data.draw(JUNK)}])
    read({"posts": data.draw(JUNK), "comments": data.draw(JUNK), key: data.draw(JUNK)})


def test_a_comment_names_works_by_the_same_strict_rule_as_on_a_page() -> None:
    entry = "Garcia, A. (2011). Quiet rooms: A study. Leeds: Hill Press."
    said = [
        {
            "id": n,
            "post": 5,
            "parent": 0,
            "type": "comment",
            "status": "approved",
            "content": {"rendered": f"<p>{text}</p>"},
        }
        for n, text in ((1, f"Have you read this?</p><p>{entry}"), (2, "Sources:</p><p>Quiet rooms, by Ana Garcia"))
    ]
    comments = {each.id: each for each in read(said).comments}
    assert [reference.text for reference in comments["1"].references] == [entry]
    assert comments["2"].references == ()
