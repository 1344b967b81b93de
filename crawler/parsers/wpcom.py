"""What the WordPress.com API (v1.1) says of posts, comments, pings and sites, in the shapes of developer.wordpress.com."""

from typing import Any

from archive.items import BlogFacts, Post
from crawler.parsers.answers import Json, at, count, identity, moment, objects, words, zone
from crawler.parsers.avatars import avatar_in
from crawler.parsers.fragments import Said, clean, plain, web_address, with_body

MOST_TERMS = 200


def is_post(row: Json) -> bool:
    """A post or page: WordPress.com writes `ID`, WordPress itself `id`."""
    return "ID" in row and ("content" in row or "modified" in row) and "post" not in row


def is_comment(row: Json) -> bool:
    """A comment or a ping."""
    return "ID" in row and "content" in row and "post" in row


def is_site(row: Json) -> bool:
    """The answer about a whole site."""
    return "ID" in row and "URL" in row and not is_post(row)


def post(row: Json) -> Post:
    """A post or page."""
    url, html = web_address(row.get("URL")), clean(row.get("content"))
    read = Post(
        url=url,
        wp_id=identity(row.get("ID")),
        kind="page" if row.get("type") == "page" else "post",
        title=plain(row.get("title")),
        author=plain(at(row, "author", "name")),
        author_id=identity(at(row, "author", "ID")),
        author_url=web_address(at(row, "author", "URL")),
        published=moment(row.get("date"), None),
        published_raw=words(row.get("date")),
        modified=moment(row.get("modified"), None),
        categories=_terms(row.get("categories")),
        tags=_terms(row.get("tags")),
        comments_open=_truth(at(row, "discussion", "comments_open")),
        stated_comment_count=count(at(row, "discussion", "comment_count")),
    )
    return with_body(read, html, url or "") if html else read


def said(row: Json) -> Said:
    """A comment or a ping."""
    return Said(
        id=identity(row.get("ID")) or "",
        html=clean(row.get("content")),
        post=identity(at(row, "post", "ID")),
        post_url=words(at(row, "post", "link")),
        parent_id=identity(at(row, "parent", "ID")),
        author=plain(at(row, "author", "name")),
        author_id=identity(at(row, "author", "ID")),
        author_url=web_address(at(row, "author", "URL")),
        avatar=avatar_in(words(at(row, "author", "avatar_URL"))),
        published=moment(row.get("date"), None),
        published_raw=words(row.get("date")),
    )


def facts(row: Json) -> BlogFacts:
    """A site's name, language and time zone."""
    options = row.get("options")
    return BlogFacts(
        name=plain(row.get("name")),
        language=words(row.get("lang")),
        timezone=zone(at(options, "timezone"), at(options, "gmt_offset")),
    )


def _terms(value: Any) -> tuple[str, ...]:
    return tuple(name for term in objects(value, MOST_TERMS) if (name := plain(term.get("name"))))


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None
