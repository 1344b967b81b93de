"""A blog as a WordPress export file (WXR 1.2), which WordPress's importer reads: a dead blog can be raised from its archive.

What no page shows is not in it: mail addresses, drafts, passwords, the bytes of images (their addresses stay).
"""

import re
import sqlite3
from collections.abc import Iterator
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from archive.errors import StoreError
from archive.export.cells import xml
from archive.export.excerpt import Tell
from archive.export.wxr_parts import (
    Numbers,
    author_of,
    comment_typed,
    day,
    numbers,
    ping_content,
    post_content,
    slug_of,
    title_of,
)

Row = dict[str, Any]
SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
PASSWORD = "protected"
"""Of posts that ask for one: theirs is not known, and without one they would be open."""
POSTS = "select * from posts where blog_id = ? and status <> 'gone' order by published_at, id"
COMMENTS = "select * from comments where post_id = ? and status <> 'gone' order by position"
PINGS = "select * from pingbacks where post_id = ? and status <> 'gone' order by published_at, id"
TERMS = "select * from terms where blog_id = ? and kind = ? order by name, id"
OF_POST = """
select t.kind, t.name, t.slug from posts_terms x join terms t on t.id = x.term_id where x.post_id = ? order by t.kind, t.name, t.id
"""
MEDIA = "select kind, url from media where post_id = ? and kind <> 'image' order by id"
DOMAINS = {"category": "category", "tag": "post_tag"}


def wxr(db: sqlite3.Connection, tell: Tell = lambda *_: None) -> Iterator[str]:
    """The one blog of an excerpt, element by element. Raises StoreError where there is none, or more than one."""
    blogs = _rows(db, "select * from blogs order by slug")
    if len(blogs) != 1:
        told = ", ".join(blog["slug"] for blog in blogs[:20]) or "none"
        raise StoreError(f"a WordPress export is of one blog; choose it with --blog; there is: {told}", "wxr")
    known = numbers(db, blogs[0]["id"])
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in SPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{spaces}>\n<channel>\n'
    yield from _head(db, blogs[0], known)
    posts = _rows(db, POSTS, blogs[0]["id"])
    for done, post in enumerate(posts, 1):
        yield from _item(db, post, known)
        tell("writing posts", done, len(posts))
    yield "</channel>\n</rss>\n"


def _rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[Row]:
    return [dict(row) for row in db.execute(sql, values)]


def _head(db: sqlite3.Connection, blog: Row, known: Numbers) -> Iterator[str]:
    home = blog["url"].rstrip("/")
    yield _text("title", blog["title"] or blog["slug"]) + _text("link", home) + _text("language", blog["language"])
    yield _text("wp:wxr_version", "1.2") + _text("wp:base_site_url", home) + _text("wp:base_blog_url", home)
    for login, (number, name) in sorted(known.authors.items()):
        told = _text("wp:author_id", number) + _data("wp:author_login", login) + _data("wp:author_email", "")
        yield f"<wp:author>{told}{_data('wp:author_display_name', name)}</wp:author>\n"
    for number, term in enumerate(_rows(db, TERMS, blog["id"], "category"), 1):
        told = (
            _text("wp:term_id", number) + _data("wp:category_nicename", term["slug"]) + _data("wp:category_parent", "")
        )
        yield f"<wp:category>{told}{_data('wp:cat_name', term['name'])}</wp:category>\n"
    for term in _rows(db, TERMS, blog["id"], "tag"):
        yield f"<wp:tag>{_data('wp:tag_slug', term['slug'])}{_data('wp:tag_name', term['name'])}</wp:tag>\n"
    yield "<generator>Coursekeep</generator>\n"


def _item(db: sqlite3.Connection, post: Row, known: Numbers) -> Iterator[str]:
    number, (local, utc) = known.posts[post["id"]], day(post)
    yield "<item>\n" + _text("title", escape(title_of(post))) + _text("link", post["url"])
    yield _text("pubDate", format_datetime(utc)) + _data("dc:creator", author_of(post))
    yield f'<guid isPermaLink="false">{escape(xml(post["url"]))}</guid>\n<description></description>\n'
    yield _data("content:encoded", post_content(post["body_html"], _rows(db, MEDIA, post["id"]))) + _data(
        "excerpt:encoded", ""
    )
    yield _text("wp:post_id", number) + _dates("wp:post", local, utc)
    if post["modified_at"]:
        modified = post["modified_at"].replace("T", " ").rstrip("Z")
        yield _data("wp:post_modified_gmt", modified)
    state = "closed" if post["comments_open"] == 0 else "open"
    yield _data("wp:comment_status", state) + _data("wp:ping_status", state) + _data("wp:post_name", slug_of(post))
    yield _data("wp:status", "publish") + _text("wp:post_parent", known.parents.get(post["id"], 0))
    yield _text("wp:menu_order", 0) + _data("wp:post_type", post["kind"])
    yield _data("wp:post_password", PASSWORD if post["protected"] else "") + _text("wp:is_sticky", 0)
    for term in _rows(db, OF_POST, post["id"]):
        names = f'domain="{DOMAINS[term["kind"]]}" nicename="{escape(xml(term["slug"]), {chr(34): "&quot;"})}"'
        yield f"<category {names}>{_cdata(term['name'])}</category>\n"
    for comment in _rows(db, COMMENTS, post["id"]):
        yield _comment(comment, post, known)
    for ping in _rows(db, PINGS, post["id"]):
        yield _ping(ping, post, known)
    yield "</item>\n"


def _comment(comment: Row, post: Row, known: Numbers) -> str:
    user = known.users.get(comment["account_id"]) or (
        known.authors[author_of(post)][0] if comment["by_post_author"] else 0
    )
    told = {
        "author": escape(comment["author"] or ""),
        "author_url": comment["author_url"],
        "content": comment_typed(comment["html"]),
    }
    parent = known.comments.get(comment["parent_id"], 0)
    return _said(known.comments[comment["id"]], told, day(comment, post), "comment", parent, user)


def _ping(ping: Row, post: Row, known: Numbers) -> str:
    title = ping["title_printed"] or ping["title"]
    told = {
        "author": escape(title or ""),
        "author_url": ping["source_url"],
        "content": ping_content(ping["kind"], title, ping["excerpt"]),
    }
    return _said(known.pings[ping["id"]], told, day(ping, post), ping["kind"], 0, 0)


def _said(number: int, told: dict[str, str | None], when: Any, kind: str, parent: int, user: int) -> str:
    texts = "".join(_data(f"wp:comment_{name}", text) for name, text in told.items())
    head = _text("wp:comment_id", number) + _data("wp:comment_author_email", "") + _data("wp:comment_author_IP", "")
    tail = _data("wp:comment_approved", "1") + _data("wp:comment_type", kind)
    ends = _text("wp:comment_parent", parent) + _text("wp:comment_user_id", user)
    return f"<wp:comment>\n{head}{texts}{_dates('wp:comment', *when)}{tail}{ends}</wp:comment>\n"


def _dates(name: str, local: Any, utc: Any) -> str:
    return _data(f"{name}_date", f"{local:%Y-%m-%d %H:%M:%S}") + _data(f"{name}_date_gmt", f"{utc:%Y-%m-%d %H:%M:%S}")


def _text(name: str, value: object) -> str:
    return f"<{name}>{escape(xml(value))}</{name}>\n"


def _data(name: str, value: str | None) -> str:
    return f"<{name}>{_cdata(value)}</{name}>\n"


def _cdata(value: str | None) -> str:
    return "<![CDATA[" + re.sub("]]>", "]]]]><![CDATA[>", xml(value)) + "]]>"
