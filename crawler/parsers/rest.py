"""Reads JSON answers of WordPress (/wp/v2/) and of the WordPress.com API: posts, pages, comments, the site, refusals."""

import json
import re
from typing import Any

from archive.items import BlogFacts, Capture, Comment, Page, Post
from crawler.parsers import fragments, wpcom
from crawler.parsers.answers import Json, at, count, identity, moment, objects, words, zone
from crawler.parsers.avatars import avatar_in
from crawler.parsers.fragments import POST_ID, Said, clean, number, plain, web_address, with_body

MOST_BYTES = 16_000_000
MOST_ROWS = 1_000
"""WordPress gives at most 100 a page."""
MOST_TERMS = 200
PRIVATE = re.compile(r"private[ _](?:blog|site)|blog_private|calls to this blog have been disabled", re.IGNORECASE)
"""What the WordPress.com API says of a blog that its owner keeps private."""
PINGS = ("pingback", "trackback")


def parse_rest(capture: Capture) -> Page:
    """Posts and pages in `listed`, comments and pings, the blog's facts, or a private blog's `state`.

    A refusal (`rest_login_required`) is a page of kind `rest` with nothing in it; what is no JSON is of kind `other`.
    Only what is published or approved is read. `by_post_author` is False: the answer does not say it.
    """
    answer = _json(capture.body)
    if not isinstance(answer, dict | list):
        return Page(url=capture.url, kind="other")
    rows = list(_rows(answer))
    said = [(_type(row), _said(row)) for row in rows if _is_comment(row) and _is_public(row)]
    said = [(kind, one) for kind, one in said if one.id and not fragments.asks_password(one.html)]
    return Page(
        url=capture.url,
        kind="rest",
        blog=_facts(answer),
        listed=tuple(_post(row) for row in rows if _is_post(row) and _is_public(row)),
        comments=_comments(said),
        pingbacks=tuple(fragments.pingback(one, kind) for kind, one in said if kind in PINGS),
        total=count(capture.header("x-wp-total")) if isinstance(answer, list) else count(answer.get("found")),
        state=_state(answer),
    )


def _json(body: bytes) -> Any:
    try:
        return json.loads(body[:MOST_BYTES].removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None


def _rows(answer: Any) -> Any:
    """The list's objects, or the one object that was asked for."""
    if isinstance(answer, list):
        return objects(answer, MOST_ROWS)
    listed = answer.get("posts", answer.get("comments"))
    return objects(listed if isinstance(listed, list) else [answer], MOST_ROWS)


def _is_comment(row: Json) -> bool:
    return wpcom.is_comment(row) or ("id" in row and "content" in row and "post" in row)


def _is_post(row: Json) -> bool:
    said = "content" in row or "modified_gmt" in row  # lists of what was changed say no more than that
    return wpcom.is_post(row) or ("id" in row and "link" in row and said and "post" not in row)


def _is_public(row: Json) -> bool:
    return row.get("status", "publish") in ("publish", "approved")


def _type(row: Json) -> str:
    return words(row.get("type")) or "comment"


def _comments(said: list[tuple[str, Said]]) -> tuple[Comment, ...]:
    return tuple(fragments.comment(one) for kind, one in said if kind == "comment")


def _post(row: Json) -> Post:
    if "ID" in row:
        return wpcom.post(row)
    url, html = web_address(row.get("link")), clean(at(row, "content", "rendered"))
    protected = at(row, "content", "protected") is True
    post = Post(
        url=url,
        wp_id=identity(row.get("id")),
        kind="page" if row.get("type") == "page" else "post",
        title=plain(at(row, "title", "rendered")),
        author=plain(at(row, "_embedded", "author", 0, "name")),
        author_id=identity(row.get("author")),
        author_url=web_address(at(row, "_embedded", "author", 0, "link")),
        published=moment(row.get("date"), row.get("date_gmt")),
        published_raw=words(row.get("date")),
        modified=moment(row.get("modified"), row.get("modified_gmt")),
        categories=_terms(row, "category"),
        tags=_terms(row, "post_tag"),
        comments_open=_is_open(row.get("comment_status")),
        protected=protected,
    )
    return with_body(post, html, url or "") if html and not protected else post


def _terms(row: Json, taxonomy: str) -> tuple[str, ...]:
    groups = at(row, "_embedded", "wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else ()) for term in objects(group, MOST_TERMS)]
    return tuple(name for t in terms if t.get("taxonomy") == taxonomy and (name := plain(t.get("name"))))


def _is_open(status: Any) -> bool | None:
    return {"open": True, "closed": False}.get(clean(status))


def _said(row: Json) -> Said:
    if "ID" in row:
        return wpcom.said(row)
    link = clean(row.get("link"))
    return Said(
        id=identity(row.get("id")) or "",
        html=clean(at(row, "content", "rendered")),
        post=identity(row.get("post")) or number(POST_ID, link),
        post_url=link.partition("#")[0] or None,
        parent_id=identity(row.get("parent")),
        author=plain(row.get("author_name")),
        author_id=identity(row.get("author")),
        author_url=web_address(row.get("author_url")),
        avatar=avatar_in(words(at(row, "author_avatar_urls", "48"))),
        published=moment(row.get("date"), row.get("date_gmt")),
        published_raw=words(row.get("date")),
    )


def _facts(answer: Any) -> BlogFacts:
    if not isinstance(answer, dict):
        return BlogFacts()
    if wpcom.is_site(answer):
        return wpcom.facts(answer)
    if "namespaces" not in answer:
        return BlogFacts()
    zoned = zone(answer.get("timezone_string"), answer.get("gmt_offset"))
    return BlogFacts(name=plain(answer.get("name")), timezone=zoned)


def _state(answer: Any) -> str | None:
    """`private` where the refusal says so; a login that only the API asks for says nothing of the blog."""
    said = " ".join(clean(at(answer, key))[:500] for key in ("code", "error", "message"))
    return "private" if PRIVATE.search(said) else None
