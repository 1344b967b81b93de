"""The one entrance: a capture in, a Page out."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from archive.items import Capture, Page, Post
from crawler.parsers.calendar import Calendar
from crawler.parsers.charset import decoded
from crawler.parsers.dates import order_of
from crawler.parsers.discussion import Discussion, read_discussion
from crawler.parsers.dump import parse_dump
from crawler.parsers.facts import facts_of
from crawler.parsers.feed import parse_feed
from crawler.parsers.head import Head
from crawler.parsers.html import brackets_in, tree_of
from crawler.parsers.kind import kind_of, wall_of
from crawler.parsers.learnt import NOWHERE, Places, as_told, told_at
from crawler.parsers.lengthy import REST, bounds_of, is_bearable, is_whole, numbered_on, parts_of
from crawler.parsers.links import anchors_of, follow_of, links_of, sources_of
from crawler.parsers.listing import listed_in
from crawler.parsers.post import read_post
from crawler.parsers.requisites import requisites_of
from crawler.parsers.rest import parse_rest
from crawler.parsers.sitemap import parse_sitemap

_SNIFFED = 1024
_PERMALINK_YEAR = re.compile(r"/((?:19|20)\d\d)/(?:0[1-9]|1[0-2])/")
_HTML = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|title|meta|link|script|div|p|h1|table)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\s{0,99}[\[{]")


def parse(capture: Capture, places: Places = NOWHERE) -> Page:
    """Read a capture of any kind: an HTML page, a feed, a REST answer, a sitemap or a plain text dump.

    Never raises for anything a server may send: what cannot be read is a Page of kind `other`. `places`: where the
    blog's pages were found to keep what (`learnt.py`); these go before what marks and structure say.
    """
    match form_of(capture):
        case "feed":
            return parse_feed(capture)
        case "sitemap":
            return parse_sitemap(capture)
        case "rest":
            return parse_rest(capture)
        case "text":
            return parse_dump(capture)
        case "html":
            return parse_html(capture, places)
    return Page(url=capture.url, kind="other")


def form_of(capture: Capture) -> str:
    """html, feed, sitemap, rest, text or other: by the body's beginning, then by the type the server says."""
    start = capture.body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = capture.content_type.partition(";")[0].strip().lower()
    if _FEED.search(start) and not start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "feed"
    if _SITEMAP.search(start):
        return "sitemap"
    if kind.endswith("json") and _JSON.match(start):
        return "rest"
    if _HTML.search(start) or kind in ("text/html", "application/xhtml+xml"):
        return "html" if not (_JSON.match(start) and "/wp-json/" in capture.url) else "rest"
    if kind == "text/plain":
        return "text"
    if _JSON.match(start):
        return "rest"
    return "html" if not kind and start.startswith(b"<") else "other"


def parse_html(capture: Capture, places: Places = NOWHERE) -> Page:
    """Read an HTML page; a very long one in parts."""
    text, utf8 = decoded(capture.body, capture.content_type)
    if is_bearable(brackets_in(utf8)):
        return _read(tree_of(text, utf8), capture, places)
    bounds = bounds_of(text)
    parts = parts_of(text, bounds)
    page = _read(tree_of(next(parts)), capture, places)
    talks = page.kind in ("post", "page")
    for part in parts if talks else ():
        page = _with_more(page, tree_of(part), capture, places)
    whole = is_whole(text, bounds) and (talks or len(bounds) == 2)
    return page if whole else replace(page, missing=(*page.missing, REST))


def _read(tree: LexborHTMLParser, capture: Capture, places: Places) -> Page:
    """What the page is first, then its links, its discussion and its post."""
    head = Head(tree, capture.url)
    wall = wall_of(tree, head)
    kind = "wall" if wall else kind_of(tree, head) if capture.status < 400 else "other"
    anchors = anchors_of(tree)
    page = Page(
        url=capture.url,
        kind=kind,
        canonical_url=head.canonical,
        blog=facts_of(head),
        follow=follow_of(anchors, head, kind),
        requisites=requisites_of(tree, head.base),
        sources=sources_of(head),
        links=links_of(anchors, head.base),
        state=wall,
    )
    if kind in ("list", "home"):
        return replace(page, listed=listed_in(tree, head))
    return _with_post(page, tree, head, capture, places) if kind in ("post", "page") else page


def _with_more(page: Page, tree: LexborHTMLParser, capture: Capture, places: Places) -> Page:
    """A post's page with the comments and links of another part of it."""
    head, anchors = Head(tree, capture.url), anchors_of(tree)
    follow, links = follow_of(anchors, head, page.kind), links_of(anchors, head.base)
    requisites = requisites_of(tree, head.base)
    more = read_discussion(tree, capture.url, head.language, capture.fetched_at, places)
    shown = page.post is not None and not page.post.protected
    is_open = page.post.comments_open if page.post and more.comments_open is None else more.comments_open
    return replace(
        page,
        post=replace(page.post, comments_open=is_open) if page.post else None,
        comments=page.comments + (tuple(numbered_on(more.comments, len(page.comments))) if shown else ()),
        pingbacks=page.pingbacks + (more.pingbacks if shown else ()),
        follow=tuple(dict.fromkeys((*page.follow, *follow))),
        requisites=tuple(dict.fromkeys((*page.requisites, *requisites))),
        links=tuple(dict.fromkeys((*page.links, *links))),
    )


def _with_post(page: Page, tree: LexborHTMLParser, head: Head, capture: Capture, places: Places) -> Page:
    told = told_at(places, tree)
    discussion = read_discussion(tree, capture.url, head.language, capture.fetched_at, places)
    calendar = _calendar(discussion, head, capture)
    post = read_post(tree, head, page.kind, calendar, places.find("body", tree), discussion.place)
    post = replace(as_told(post, told, calendar), comments_open=discussion.comments_open)
    return replace(
        page,
        post=post,
        comments=() if post.protected else discussion.comments,
        pingbacks=() if post.protected else discussion.pingbacks,
        stated_comment_count=discussion.stated_count,
        comments_placed_by=discussion.placed_by,
        missing=_missing(post, discussion),
    )


def _calendar(discussion: Discussion, head: Head, capture: Capture) -> Calendar:
    """How to read dates: a post is no younger than its first comment, and writes days as its comments do."""
    days = [comment.published[:10] for comment in discussion.comments if comment.published]
    raws = [comment.published_raw for comment in discussion.comments if comment.published_raw]
    latest = None
    with suppress(ValueError):
        latest = datetime.fromisoformat(min(days)) if days else None
    year = _PERMALINK_YEAR.search(capture.url)
    order = order_of(raws, latest=capture.fetched_at)
    return Calendar(capture.fetched_at, latest, int(year[1]) if year else None, head.language, order)


def _missing(post: Post, discussion: Discussion) -> tuple[str, ...]:
    """What should be there and was not found: fields of the post that every theme prints; comments that another service keeps."""
    found = {
        "title": bool(post.title),
        "published": bool(post.published) or post.kind == "page",
        "body_text": bool(post.body_text or post.media) or post.protected,
        "comments": not discussion.elsewhere,
    }
    return tuple(name for name, there in found.items() if not there)
