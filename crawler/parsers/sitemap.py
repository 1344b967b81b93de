"""Reads XML sitemaps and their indexes, those of WordPress and of its plugins. Resolves no entity, fetches nothing."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from archive.items import Capture, Page, Post
from crawler.parsers.fragments import web_address
from crawler.parsers.html import absolute
from crawler.parsers.patterns import late

MOST_BYTES = 50_000_000
"""As the protocol allows for one file (sitemaps.org); of a packed one the rest is not read."""
MOST_URLS = 50_000
"""Likewise."""
MOST_CHARACTERS = 16_000_000
"""Of all addresses together: four times what the longest that WordPress makes would take."""
MOST_TAGS = 2_000_000
"""A start or an end counts as one. Bounds the memory that a file of empty tags can take."""
NOT_POSTS = (
    r"taxonom|[-_]tax[-_]",
    r"categor(?:y|ies)",
    r"post_?tag|(?:^|[-_=])tags?(?:[-_.&]|$)",
    r"post_?format",
    r"(?:^|[-_=])(?:author|user)s?(?:[-_.&]|$)",
    r"(?:^|[-_=])(?:archives?|attachments?|images?|videos?|media|misc|local)(?:[-_.&]|$)",
)
"""Names of sitemaps of something other than posts and pages: those of WordPress, Yoast, Rank Math, All in One SEO,
SEOPress, Jetpack and Google XML Sitemaps."""
OTHER = late("|".join(NOT_POSTS), re.IGNORECASE)
PAGES = re.compile(r"(?:^|[-_]posts-|[-_]pt-|subtype=)page(?:[-_&\d]|$)", re.IGNORECASE)
Row = tuple[str, str | None]


def parse_sitemap(capture: Capture) -> Page:
    """Child sitemaps in `follow`, posts and pages by address in `listed`; of kind `other` when it is no sitemap.

    Sitemaps of categories, tags, authors and files are neither followed nor listed; nor is the blog's home.
    """
    root, rows = _read(capture.body)
    urls = dict(_absolute(capture.url, rows))
    if root == "sitemapindex":
        follow = tuple(url for url in urls if not OTHER.search(_name(url)))
        return Page(url=capture.url, kind="sitemap", follow=follow)
    if root == "urlset":
        return Page(url=capture.url, kind="sitemap", listed=tuple(_posts(capture.url, urls)))
    return Page(url=capture.url, kind="other")


def _posts(sitemap: str, urls: dict[str, str | None]) -> Iterator[Post]:
    name = _name(sitemap)
    if OTHER.search(name):
        return
    kind, home = "page" if PAGES.search(name) else "post", absolute(".", sitemap).rstrip("/")
    for url, lastmod in urls.items():
        if url.rstrip("/") != home:
            yield Post(url=url, kind=kind, modified=lastmod)


def _name(url: str) -> str:
    """What tells one sitemap of a blog from another: the file's name and the query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path.rpartition('/')[2]}{'?' + parts.query if parts.query else ''}"


def _absolute(sitemap: str, rows: list[Row]) -> Iterator[Row]:
    for loc, lastmod in rows:
        if url := web_address(absolute(loc, sitemap)):
            yield url, _time(lastmod)


def _time(lastmod: str | None) -> str | None:
    """A lastmod as printed, when it is a time at all (W3C Datetime, of which Python reads the forms in use)."""
    words = (lastmod or "").strip()[:40].replace("Z", "+00:00")
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return None
    return words


def _read(body: bytes) -> tuple[str, list[Row]]:
    """The root element's name, and address and lastmod of each row, as far as the bytes can be read."""
    root, rows, room = "", [], MOST_CHARACTERS
    try:
        for event, element in islice(_tags(body), MOST_TAGS):
            root = root or _local(element)
            if event == "end" and _local(element) in ("url", "sitemap"):
                rows.append(_row(element))
                room -= len(rows[-1][0])
                element.clear()
            if len(rows) >= MOST_URLS or room < 0:
                break
    except (etree.LxmlError, zlib.error):
        pass  # what was read before the break stands
    return root, [row for row in rows if row[0]]


def _tags(body: bytes) -> Iterator[tuple[str, etree._Element]]:
    if body.startswith(b"\x1f\x8b"):  # sitemap.xml.gz
        body = zlib.decompressobj(31).decompress(body, MOST_BYTES)
    source = BytesIO(body)  # no copy
    source.seek(len(body) - len(body.lstrip()) if body[:1].isspace() else 0)
    yield from etree.iterparse(source, ("start", "end"), recover=True, resolve_entities=False, no_network=True)


def _row(element: etree._Element) -> Row:
    texts = {_local(child): (child.text or "").strip() for child in element}
    return texts.get("loc", ""), texts.get("lastmod")


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
