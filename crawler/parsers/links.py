"""Where a page leads: its links, the other pages of the same thing, its machine-readable sources."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.parsers.head import Head
from crawler.parsers.html import absolute

_PAGED_PATH = re.compile(r"/(?:comment-page-\d{1,6}|page/\d{1,6})/?$")
_POST_PAGE = re.compile(r"/\d{1,3}/?$")
_PAGED_KEYS = frozenset(("cpage", "page", "paged"))
_NUMBER = re.compile(r"\d{1,6}")
_WEB = ("http://", "https://")
_NO_WEB = ("#", "javascript:", "mailto:", "data:")
_Thread = tuple[str, str, str]


def anchors_of(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The `href` of each link of the page, as printed, once each, in page order."""
    found = dict.fromkeys([(node.attrs["href"] or "").strip() for node in tree.css("a[href], area[href]")])
    found.pop("", None)
    return tuple(found)


def links_of(anchors: Iterable[str], base: str) -> tuple[str, ...]:
    """Every link of the page, absolute, without its fragment, once each."""
    found = dict.fromkeys([web_url(href, base) for href in anchors])
    found.pop(None, None)
    return tuple(url for url in found if url)


def web_url(raw: str | None, base: str) -> str | None:
    """An absolute http(s) address without its fragment; None for anything else. `raw` has no white space around it."""
    if not raw or len(raw) > 4000:
        return None
    url = raw
    if not raw.startswith(_WEB) and (raw.startswith(_NO_WEB) or not (url := absolute(raw, base)).startswith(_WEB)):
        return None
    return url.partition("#")[0] if "#" in url else url


def follow_of(anchors: Iterable[str], head: Head, kind: str) -> tuple[str, ...]:
    """Other pages of the same post (comment pages, its own pages) or of the same list, as far as this page links them.

    Permalinks of comments (`/comment-page-1/#comment-5`) name pages that need not exist, so they do not count.
    """
    own = {_thread(url) for url in (head.url, *(link.url for link in head.named("canonical")))}
    beside = [link.url for link in head.links if not link.rel.isdisjoint(("next", "prev"))]
    found: dict[str, None] = {}
    for raw in dict.fromkeys(filter(_may_be_paged, (*beside, *anchors))):
        url = web_url(raw, head.base)
        if url and url != head.url and _may_be_own(url, own) and _is_page_of(url, own, kind in ("post", "page")):
            found.setdefault(url)
    return tuple(found)


def _may_be_paged(raw: str) -> bool:
    """Quickly seen, and so for most links of a page: neither the word nor a number at the path's end."""
    address = raw.partition("#")[0] if "#" in raw else raw
    path = address.partition("?")[0] if "?" in address else address
    return ("page" in address or path.rstrip("/")[-1:].isdigit()) and "#comment-" not in raw


def _may_be_own(url: str, own: set[_Thread]) -> bool:
    """Quickly seen, too: all pages of a thread have its path."""
    return any(path in url for _, path, _ in own)


def _is_page_of(url: str, own: set[_Thread], single: bool) -> bool:
    """`/comment-page-2/`, `/page/2/`, `?cpage=2`, `?page=2`, `?paged=2`, and of single posts `/2/`, of one of our own."""
    parts = _split(url)
    if parts is None:
        return False
    path, query = parts
    if _PAGED_PATH.search(path) or any(key in _PAGED_KEYS and _NUMBER.fullmatch(value) for key, value in query):
        return _thread(url) in own
    if not single or not _POST_PAGE.search(path):
        return False
    host, path, rest = _thread(url)
    return (host, _POST_PAGE.sub("", path), rest) in own


@lru_cache(maxsize=64)
def _thread(url: str) -> _Thread:
    """What all pages of one thing have in common: host, path, and the query's other parts."""
    parts = _split(url)
    if parts is None:
        return (url, "", "")
    path, query = parts
    rest = urlencode(sorted((key, value) for key, value in query if key not in _PAGED_KEYS))
    path = _PAGED_PATH.sub("", path).rstrip("/")
    return (urlsplit(url).netloc.lower().removeprefix("www."), "" if path == "/index.php" else path, rest)


def _split(url: str) -> tuple[str, list[tuple[str, str]]] | None:
    try:
        parts = urlsplit(url)
        return parts.path, parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return None


def sources_of(head: Head) -> tuple[tuple[str, str], ...]:
    """The machine-readable sources that the page names."""
    found: dict[tuple[str, str], None] = {}
    for link in head.links:
        name = _source(link.rel, link.type, link.url)
        if name == "feed" and link.url == head.comments_feed:
            name = "comments_feed"
        if name:
            found.setdefault((name, link.url))
    return tuple(found)


def _source(rel: frozenset[str], type_: str, url: str) -> str | None:
    if "https://api.w.org/" in rel:
        return "rest"
    if "shortlink" in rel:
        return "shortlink"
    if "sitemap" in rel:
        return "sitemap"
    if "alternate" not in rel or not type_.startswith(("application/rss", "application/atom")):
        return None
    return "comments_feed" if _is_comments_feed(url) else "feed"


def _is_comments_feed(url: str) -> bool:
    path, _, query = url.partition("?")
    return "/comments/feed" in path or "comments-" in query or "withcomments" in query
