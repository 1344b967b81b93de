"""Reads feeds and comment feeds, RSS and Atom, into what they say of posts and comments. Never a web address itself."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from archive.items import BlogFacts, Capture, Comment, Page, Pingback, Post
from crawler.parsers import fragments
from crawler.parsers.fragments import COMMENT_ID, POST_ID, Said, clean, number, plain, web_address

MOST_BYTES = 8_000_000
MOST_ENTRIES = 2_000
COMMENT_FEED = re.compile(r"/comments/feed/?|[?&]feed=comments-|/comments/(?:rss2|atom)/?$")
COMMENT_PAGE = re.compile(r"/comment-page-\d{1,9}(?=/?$)|(?<=[?&])cpage=\d{1,9}(?:&|$)")
BYLINE = re.compile(r"^By: |^Comment on .* by ")
"""The head of a comment's title, for feeds that name the author nowhere else."""
GENERATOR = re.compile(r"wordpress\.(?:org|com)/(?:\?v=([\w.+-]{1,40}))?")
Entry = Mapping[str, Any]


def parse_feed(capture: Capture) -> Page:
    """Posts in `listed`, or comments and pings, as the feed has them; of kind `other` when the bytes are no feed.

    Times are UTC (`+00:00`), as feeds are. Terms all stand in `categories`: a feed does not tell tags apart.
    """
    feed = _read(capture)
    if feed is None:
        return Page(url=capture.url, kind="other")
    entries = [_plain_dict(entry) for entry in feed["entries"][:MOST_ENTRIES]]
    said = [_said(entry, capture.url) for entry in entries if _comment_id(entry)]
    comments, pingbacks = _sort(said)
    of_comments = bool(said) or (not entries and bool(COMMENT_FEED.search(capture.url)))
    return Page(
        url=capture.url,
        kind="comments_feed" if of_comments else "feed",
        blog=_facts(feed["feed"], of_comments),
        listed=tuple(_post(entry, capture.url) for entry in entries if not _comment_id(entry)),
        comments=comments,
        pingbacks=pingbacks,
        follow=_next(feed["feed"]),
    )


def _next(channel: Mapping[str, Any]) -> tuple[str, ...]:
    """The feed's next page, where it names one (RFC 5005, 3: Blogger does, WordPress does not)."""
    links = (link for link in channel.get("links") or () if link.get("rel") == "next")
    return tuple(url for link in links if (url := web_address(link.get("href"))))[:1]


def _read(capture: Capture) -> Mapping[str, Any] | None:
    import feedparser  # a tenth of a second, and pages don't need it

    headers = {"content-type": capture.content_type, "content-location": capture.url}
    try:
        feed: Mapping[str, Any] = feedparser.parse(
            BytesIO(capture.body[:MOST_BYTES]),  # a stream: bytes would be tried as the name of a file
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # hostile bytes make it raise what it does not document
        return None
    return feed if feed.get("version") else None


def _plain_dict(entry: Mapping[str, Any]) -> Entry:
    """Without feedparser's own rules, by which `updated` also answers with `published`."""
    return dict(entry.items())


def _facts(channel: Mapping[str, Any], of_comments: bool) -> BlogFacts:
    generator = plain(channel.get("generator"))
    version = (channel.get("generator_detail") or {}).get("version")
    if generator and (match := GENERATOR.search(generator)):
        generator, version = "WordPress", match[1]
    return BlogFacts(
        name=None if of_comments else plain(channel.get("title")),
        language=plain(channel.get("language")),
        generator=f"{generator} {version}" if generator and version else generator,
    )


def _post(entry: Entry, feed_url: str) -> Post:
    url = web_address(entry.get("link"))
    html = _content(entry)
    post = Post(
        url=url,
        wp_id=number(POST_ID, url, entry.get("id")),
        title=plain(entry.get("title")),
        author=_author(entry),
        author_url=_author_url(entry),
        published=_time(entry.get("published_parsed")),
        published_raw=plain(entry.get("published")),
        modified=_time(entry.get("updated_parsed")),
        categories=_terms(entry.get("tags") or ()),
        excerpt_only=html is None,
        stated_comment_count=_count(entry.get("slash_comments") or entry.get("thr_total")),
        comments_feed=web_address(entry.get("wfw_commentrss")) or _replies(entry),
    )
    return fragments.with_body(post, html, url or feed_url) if html else post


def _content(entry: Entry) -> str | None:
    """The whole text; None where the feed has a summary only."""
    values = [clean(part.get("value")) for part in entry.get("content") or () if "html" in str(part.get("type"))]
    return fragments.as_written(values[0], clean(entry.get("link"))) if values else None


def _comment_id(entry: Entry) -> str | None:
    return number(COMMENT_ID, entry.get("id"), entry.get("link"))


def _said(entry: Entry, feed_url: str) -> Said:
    link = clean(entry.get("link"))
    post_url = COMMENT_PAGE.sub("", link.partition("#")[0]).rstrip("?&") or None
    answers = (entry.get("thr_in-reply-to") or {}).get("ref")
    parent, html = fragments.split_reply(_content(entry) or clean(entry.get("summary")))
    return Said(
        id=_comment_id(entry) or "",
        html=html,
        post=number(POST_ID, link, clean(entry.get("id")).partition("#")[0]) or post_url,
        post_url=post_url or feed_url,
        parent_id=number(COMMENT_ID, answers) or parent,
        author=_author(entry) or BYLINE.sub("", plain(entry.get("title")) or "") or None,
        author_url=_author_url(entry),
        published=_time(entry.get("published_parsed")),
        published_raw=plain(entry.get("published")),
    )


def _sort(said: Iterable[Said]) -> tuple[tuple[Comment, ...], tuple[Pingback, ...]]:
    """Comments and pings apart; the comments of protected posts are not there to be read."""
    comments, pingbacks = [], []
    for one in said:
        if fragments.asks_password(one.html):
            continue
        if kind := fragments.ping_kind(one.html):
            pingbacks.append(fragments.pingback(one, kind))
        else:
            comments.append(fragments.comment(one))
    return tuple(comments), tuple(pingbacks)


def _author(entry: Entry) -> str | None:
    return plain((entry.get("author_detail") or {}).get("name")) or plain(entry.get("author"))


def _author_url(entry: Entry) -> str | None:
    return web_address((entry.get("author_detail") or {}).get("href"))


def _replies(entry: Entry) -> str | None:
    """An Atom entry's own comment feed."""
    links = (link for link in entry.get("links") or () if link.get("rel") == "replies")
    return next((web_address(link.get("href")) for link in links if "atom" in str(link.get("type"))), None)


def _terms(tags: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    names = (plain(tag.get("label")) or plain(tag.get("term")) for tag in tags)
    return tuple(dict.fromkeys(filter(None, names)))


def _count(value: object) -> int | None:
    words = clean(value).strip()[:9]
    return int(words) if words.isdecimal() else None


def _time(value: Any) -> str | None:
    """feedparser's time tuple, which is UTC, as ISO-8601; None for days that are none (a draft's year -1)."""
    try:
        return datetime(*value[:6]).replace(tzinfo=UTC).isoformat()
    except (TypeError, ValueError):
        return None
